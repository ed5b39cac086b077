//! Defaults and examples.

use super::{Found, members::Pair};
use crate::finding::Difference;
use serde_json::Value as Json;

pub(super) fn compare(found: &mut Found<'_>, pair: &Pair<'_>) {
    let default = pair.member.sent.and_then(|parameter| parameter.default.as_ref());
    if let Some(page) = pair.field.default.as_ref().filter(|_| pair.member.sent.is_some())
        && !default.is_some_and(|told| is_same(&page.value, told, pair))
    {
        let said = (page.value.clone(), page.position);
        pair.differs(found, "default", Difference::Default, said, default.map(text));
    }
    let example = pair.member.example;
    if let Some(page) = &pair.field.example
        && !example.is_some_and(|told| is_same(&page.value, told, pair))
    {
        let said = (page.value.clone(), page.position);
        pair.differs(found, "example", Difference::Example, said, example.map(text));
    }
}

/// Whether the page's text is the spec's value. Pages write lists as JSON, joined, or as in a query.
fn is_same(page: &str, told: &Json, pair: &Pair<'_>) -> bool {
    let page = page.trim();
    let Json::Array(items) = told else { return is_text_of(page, told) };
    if serde_json::from_str::<Json>(page).is_ok_and(|page| page == *told) {
        return true;
    }
    let name = pair.member.key;
    let fronts = [format!("{name}="), format!("{name}[]="), format!("{name}%5B%5D=")];
    let parts: Vec<&str> = if fronts.iter().any(|front| page.contains(front)) {
        page.split('&')
            .filter_map(|part| fronts.iter().find_map(|front| part.trim().strip_prefix(front.as_str())))
            .collect()
    } else {
        page.split(pair.member.joined().unwrap_or(",")).map(str::trim).collect()
    };
    parts.len() == items.len() && parts.iter().zip(items).all(|(part, item)| is_text_of(part, item))
}

/// Whether a text is how pages write a value.
pub(super) fn is_text_of(page: &str, told: &Json) -> bool {
    let bare = page.trim_matches(['"', '\'', '`', '“', '”']);
    match told {
        Json::String(told) => page == told || bare == told,
        Json::Bool(told) => bare.eq_ignore_ascii_case(&told.to_string()),
        Json::Number(told) => {
            bare == told.to_string() || bare.parse::<f64>().ok().is_some_and(|page| told.as_f64() == Some(page))
        }
        _ => serde_json::from_str::<Json>(page).is_ok_and(|page| page == *told),
    }
}

/// A value as pages write it.
pub(super) fn text(value: &Json) -> String {
    match value {
        Json::String(text) => text.clone(),
        other => other.to_string(),
    }
}
