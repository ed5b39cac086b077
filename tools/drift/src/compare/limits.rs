//! Limits: each end that the page names must be the spec's.

use super::{Collector, matched::Matched};
use crate::finding::{Difference, Step};
use rtc_catalog::model::{Bounds, Type};
use rtc_pages::{Bound, Limit, LimitKind};
use rtc_transcribe::terms::integer_bound;

pub(super) fn compare(found: &mut Collector<'_>, matched: &Matched<'_>) {
    let Some(parameter) = matched.member.parameter else { return };
    let kind = matched.member.kind;
    for limit in &matched.field.limits {
        let (key, in_spec) = match limit.value.of {
            LimitKind::Value => ("range", parameter.limits.range),
            // Where letters take one byte each, a spec may count characters.
            LimitKind::Bytes if parameter.limits.length.is_none() => ("bytes", parameter.limits.bytes),
            LimitKind::Characters | LimitKind::Bytes => ("length", parameter.limits.length),
            LimitKind::Items => ("items", parameter.limits.items),
        };
        let Some(page) = bounds(&limit.value, kind) else { continue };
        let spec_ends = in_spec.map_or((None, None), |in_spec| (in_spec.min, in_spec.max));
        let same = |page: Option<i64>, in_spec: Option<i64>, least: bool| {
            page.is_none_or(|end| {
                in_spec == Some(end) || in_spec.is_none() && key == "range" && is_natural(end, kind, least)
            })
        };
        if !same(page.min, spec_ends.0, true) || !same(page.max, spec_ends.1, false) {
            let on_page = (written(&page), limit.position);
            matched.differs(found, key, Difference::Limit, on_page, in_spec.as_ref().map(written));
            let least = page.min.or(in_spec.and_then(|in_spec| in_spec.min));
            let new = Bounds { min: least, max: page.max.or(in_spec.and_then(|in_spec| in_spec.max)) };
            found.propose_fix(steps(found, matched, key, &new));
        }
    }
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

/// The limit in whole numbers, both ends included; `None` if it has none.
fn bounds(limit: &Limit, kind: &Type) -> Option<Bounds> {
    let whole = limit.of != LimitKind::Value || *kind.innermost() != Type::F64;
    let kept = |bound: &Bound, lower| integer_bound(bound, whole, lower).and_then(|end| i64::try_from(end).ok());
    let least = limit.least.as_ref().and_then(|bound| kept(bound, true));
    let most = limit.most.as_ref().and_then(|bound| kept(bound, false));
    (least.is_some() || most.is_some()).then_some(Bounds { min: least, max: most })
}

/// Whether the type has this end in any case.
fn is_natural(end: i64, kind: &Type, least: bool) -> bool {
    match (kind.innermost(), least) {
        (Type::U32 | Type::U64, true) => end == 0,
        (Type::I32, true) => end == i64::from(i32::MIN),
        (Type::I32, false) => end == i64::from(i32::MAX),
        (Type::U32, false) => end == i64::from(u32::MAX),
        (_, true) => end == i64::MIN,
        (_, false) => end == i64::MAX,
    }
}

/// Bounds as specs write them.
pub(crate) fn written(bounds: &Bounds) -> String {
    let number = |end: Option<i64>| end.map_or(String::new(), |end| end.to_string());
    let equals = if bounds.max.is_some() { "=" } else { "" };
    format!("{}..{equals}{}", number(bounds.min), number(bounds.max))
}
