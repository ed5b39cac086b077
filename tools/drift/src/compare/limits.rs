//! Limits: each end that the page names must be the spec's.

use super::{Collector, matched::Matched};
use crate::finding::{Difference, Step};
use rtc_catalog::model::{Bounds, Type};
use rtc_transcribe::{LimitKey, expression, is_natural_end};

pub(super) fn compare(found: &mut Collector<'_>, matched: &Matched<'_>) {
    let Some(parameter) = matched.member.parameter else { return };
    let kind = expression(matched.member.kind);
    let values = numbers(found, matched.member.kind);
    for limit in matched.page.page.limits_of(&kind) {
        let page = limit.value.bounds;
        let limits = &parameter.limits;
        let (key, in_spec) = match limit.value.key {
            LimitKey::Range => ("range", limits.range),
            // Where letters take one byte each, a spec may count characters.
            LimitKey::Bytes if limits.length.is_none() => ("bytes", limits.bytes),
            LimitKey::Length | LimitKey::Bytes => ("length", limits.length),
            LimitKey::Items => ("items", limits.items),
        };
        let spec_ends = in_spec.map_or((None, None), |in_spec| (in_spec.min, in_spec.max));
        let same = |page: Option<i64>, in_spec: Option<i64>, lower: bool| {
            page.is_none_or(|end| {
                in_spec == Some(end)
                    || in_spec.is_none() && key == "range" && is_natural_end(end, &kind, &values, lower)
            })
        };
        if !same(page.min, spec_ends.0, true) || !same(page.max, spec_ends.1, false) {
            let on_page = (written(&page), limit.position);
            matched.differs(found, key, Difference::Limit, on_page, in_spec.as_ref().map(written));
            let new = Bounds { min: page.min.or(spec_ends.0), max: page.max.or(spec_ends.1) };
            found.propose_fix(steps(found, matched, key, &new));
        }
    }
}

/// The values of an enumeration of numbers.
fn numbers(found: &Collector<'_>, kind: &Type) -> Vec<i64> {
    let Type::Enum(name) = kind.innermost() else { return Vec::new() };
    let enumeration = found.spec.action.enumeration(name).filter(|item| item.integer);
    enumeration.into_iter().flat_map(|item| &item.values).filter_map(|value| value.wire.parse().ok()).collect()
}

/// How a limit is set: the most rows of a page are under `pages`.
fn steps(found: &Collector<'_>, matched: &Matched<'_>, key: &str, new: &Bounds) -> Vec<Step> {
    let action = &found.spec.action;
    let size = action.pages.as_ref().map(|pages| action.parameters[pages.size].wire.as_str());
    let paged = matched.path.len() == 2 && size == Some(matched.member.wire) && key == "range";
    let path: Vec<&str> = matched.path.iter().map(String::as_str).chain([key]).collect();
    let mut steps = Vec::new();
    if let Some(most) = new.max.filter(|_| paged) {
        steps.push(Step::set(&["pages".to_owned()], "max", most.to_string()));
    }
    if !paged || found.spec.file.value(&path).is_some() {
        steps.push(Step::set(&matched.path, key, written(new)));
    }
    steps
}

/// Bounds as specs write them.
pub(crate) fn written(bounds: &Bounds) -> String {
    let number = |end: Option<i64>| end.map_or(String::new(), |end| end.to_string());
    let equals = if bounds.max.is_some() { "=" } else { "" };
    format!("{}..{equals}{}", number(bounds.min), number(bounds.max))
}
