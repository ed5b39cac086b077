//! Limits: each end that the page names must be the spec's.

use super::{Found, members::Pair};
use crate::finding::{Difference, Step};
use rtc_catalog::model::{Bounds, Type};
use rtc_pages::{Bound, Limit, Limited};
use rtc_transcribe::terms::end;

pub(super) fn compare(found: &mut Found<'_>, pair: &Pair<'_>) {
    let Some(parameter) = pair.member.sent else { return };
    let kind = pair.member.kind;
    for limit in &pair.field.limits {
        let (key, told) = match limit.value.of {
            Limited::Value => ("range", parameter.limits.range),
            Limited::Characters | Limited::Bytes => ("length", parameter.limits.length),
            Limited::Items => ("items", parameter.limits.items),
        };
        let Some(page) = bounds(&limit.value, kind) else { continue };
        let told_ends = told.map_or((None, None), |told| (told.least, told.most));
        let same = |page: Option<i64>, told: Option<i64>, least: bool| {
            page.is_none_or(|end| told == Some(end) || told.is_none() && key == "range" && is_natural(end, kind, least))
        };
        if !same(page.least, told_ends.0, true) || !same(page.most, told_ends.1, false) {
            let said = (written(&page), limit.position);
            pair.differs(found, key, Difference::Limit, said, told.as_ref().map(written));
            let least = page.least.or(told.and_then(|told| told.least));
            let new = Bounds { least, most: page.most.or(told.and_then(|told| told.most)) };
            found.mend(steps(found, pair, key, &new));
        }
    }
}

/// How a limit is set: the most rows of a page stand under `pages`.
fn steps(found: &Found<'_>, pair: &Pair<'_>, key: &str, new: &Bounds) -> Vec<Step> {
    let action = &found.spec.action;
    let size = action.pages.as_ref().map(|pages| action.parameters[pages.size].wire.as_str());
    let paged = pair.path.len() == 2 && size == Some(pair.member.wire) && key == "range";
    let path: Vec<&str> = pair.path.iter().map(String::as_str).chain([key]).collect();
    let mut steps = Vec::new();
    if let Some(most) = new.most.filter(|_| paged) {
        steps.push(Step::set(&["pages".to_owned()], "max", most.to_string()));
    }
    if !paged || found.spec.file.value(&path).is_some() {
        steps.push(Step::set(&pair.path, key, written(new)));
    }
    steps
}

/// The limit in whole numbers, both ends included; `None` if it has none.
fn bounds(limit: &Limit, kind: &Type) -> Option<Bounds> {
    let whole = limit.of != Limited::Value || *kind.innermost() != Type::F64;
    let kept = |bound: &Bound, lower| end(bound, whole, lower).and_then(|end| i64::try_from(end).ok());
    let least = limit.least.as_ref().filter(|_| limit.of != Limited::Bytes).and_then(|bound| kept(bound, true));
    let most = limit.most.as_ref().and_then(|bound| kept(bound, false));
    (least.is_some() || most.is_some()).then_some(Bounds { least, most })
}

/// Whether the type has this end anyhow.
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
    let equals = if bounds.most.is_some() { "=" } else { "" };
    format!("{}..{equals}{}", number(bounds.least), number(bounds.most))
}
