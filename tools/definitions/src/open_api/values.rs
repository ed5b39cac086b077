//! Limits, values and prose of schemas.

use crate::{file::Mistake, raw::Prose, tree::Item};
use rtc_pages::{Bound, Limit, Located};

/// Makes limits those that keep others too.
pub(super) fn narrow(limits: &mut Vec<Located<Limit>>, others: Vec<Located<Limit>>) {
    for other in others {
        let Some(limit) = limits.iter_mut().find(|limit| limit.value.of == other.value.of) else {
            limits.push(other);
            continue;
        };
        let (least, most) = (limit.value.least.take(), limit.value.most.take());
        limit.value.least = tighter(least, other.value.least, |one, other| one > other);
        limit.value.most = tighter(most, other.value.most, |one, other| one < other);
    }
}

/// The one of two ends that keeps the other.
fn tighter(one: Option<Bound>, other: Option<Bound>, is_within: fn(f64, f64) -> bool) -> Option<Bound> {
    let (one, other) = match (one, other) {
        (Some(one), Some(other)) => (one, other),
        (one, other) => return one.or(other),
    };
    let number = |bound: &Bound| bound.number.parse().unwrap_or(f64::NAN);
    let (here, there): (f64, f64) = (number(&one), number(&other));
    let same = here.total_cmp(&there).is_eq();
    Some(if is_within(there, here) || same && !other.included { other } else { one })
}

/// An end of a limit. Up to version 3.0 a flag says that the number itself is not allowed, from 3.1 on a number of its own does.
pub(super) fn bound(
    schema: Item<'_>,
    key: &str,
    exclusive: Option<&str>,
    whole: bool,
    mistakes: &mut Vec<Mistake>,
) -> Option<Located<Bound>> {
    let excluded = exclusive.and_then(|key| Some((key, schema.get(key)?)));
    let flag = excluded.and_then(|(_, item)| item.scalar()).filter(|word| matches!(*word, "true" | "false"));
    if let Some((key, item)) = excluded.filter(|_| flag.is_none()) {
        let own = number(key, item, whole, mistakes)?;
        return Some(own.map(|number| Bound { number, included: false }));
    }
    let found = number(key, schema.get(key)?, whole, mistakes)?;
    Some(found.map(|number| Bound { number, included: flag != Some("true") }))
}

fn number(key: &str, item: Item<'_>, whole: bool, mistakes: &mut Vec<Mistake>) -> Option<Located<String>> {
    if item.node.is_null() {
        return None;
    }
    let text = item.scalar().filter(|text| text.parse::<f64>().is_ok_and(f64::is_finite));
    let Some(text) = text else {
        mistakes.push(Mistake::new(item.position(), format!("`{key}` is no number"), "correct the definition"));
        return None;
    };
    let text = if whole { text.strip_suffix(".0").unwrap_or(text) } else { text };
    Some(Located { value: text.to_owned(), position: item.position() })
}

/// A value as pages write one: lists and objects as JSON.
pub(super) fn value(item: Option<Item<'_>>) -> Option<Located<String>> {
    let item = item.filter(|item| !item.node.is_null())?;
    let text = item.scalar().map_or_else(|| item.node.to_json().to_string(), str::to_owned);
    (!text.trim().is_empty()).then(|| Located { value: text, position: item.position() })
}

pub(super) fn prose(item: Item<'_>, key: &str) -> Option<Prose> {
    let item = item.get(key)?;
    let text = item.scalar().filter(|text| !text.trim().is_empty())?;
    Some(Prose { text: text.to_owned(), origin: item.file.origin(item.node) })
}
