//! Limits, values and prose of schemas.

use crate::{raw::Prose, tree::Item};
use rtc_pages::{Bound, Limit, Located};

/// Adds what `wider` limits and `limits` do not.
pub(super) fn narrow(limits: &mut Vec<Located<Limit>>, wider: Vec<Located<Limit>>) {
    for other in wider {
        match limits.iter_mut().find(|limit| limit.value.of == other.value.of) {
            Some(limit) => {
                limit.value.least = limit.value.least.take().or(other.value.least);
                limit.value.most = limit.value.most.take().or(other.value.most);
            }
            None => limits.push(other),
        }
    }
}

/// An end of a limit. Up to version 3.0 a flag says that the number itself is not allowed, from 3.1 on a number of its own does.
pub(super) fn bound(
    schema: Item<'_>,
    key: &str,
    exclusive: &str,
    exclusive_too: bool,
    whole: bool,
) -> Option<Located<Bound>> {
    let number = |item: Item<'_>| {
        let text = item.scalar().filter(|text| text.parse::<f64>().is_ok_and(f64::is_finite))?;
        let text = if whole { text.strip_suffix(".0").unwrap_or(text) } else { text };
        Some(Located { value: text.to_owned(), position: item.position() })
    };
    let excluded = schema.get(exclusive).filter(|_| exclusive_too);
    if let Some(own) = excluded.and_then(number) {
        return Some(own.map(|number| Bound { number, included: false }));
    }
    let found = schema.get(key).and_then(number)?;
    let included = excluded.and_then(Item::scalar) != Some("true");
    Some(found.map(|number| Bound { number, included }))
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
