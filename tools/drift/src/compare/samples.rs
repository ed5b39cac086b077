//! Defaults and examples.

use super::{Found, members::Pair};
use crate::finding::{Difference, Step};
use rtc_catalog::model::{Action, Type, fits};
use serde_json::Value as Json;

pub(super) fn compare(found: &mut Found<'_>, pair: &Pair<'_>) {
    let default = pair.member.sent.and_then(|parameter| parameter.default.as_ref());
    if let Some(page) = pair.field.default.as_ref().filter(|_| pair.member.sent.is_some())
        && !default.is_some_and(|told| is_same(&page.value, told, pair))
    {
        let said = (page.value.clone(), page.position);
        pair.differs(found, "default", Difference::Default, said, default.map(text));
        set(found, pair, "default", &page.value);
    }
    let example = pair.member.example;
    if let Some(page) = &pair.field.example
        && !example.is_some_and(|told| is_same(&page.value, told, pair))
    {
        let said = (page.value.clone(), page.position);
        pair.differs(found, "example", Difference::Example, said, example.map(text));
        set(found, pair, "example", &page.value);
    }
}

/// Says that the spec's value is to be the page's, if that is one of the type.
fn set(found: &mut Found<'_>, pair: &Pair<'_>, key: &str, page: &str) {
    if let Some(value) = value(&found.spec.action, page.trim(), pair.member.kind, pair) {
        found.mend(vec![Step::set(&pair.path, key, yaml(&value))]);
    }
}

/// Whether the page's text is the spec's value.
fn is_same(page: &str, told: &Json, pair: &Pair<'_>) -> bool {
    let page = page.trim();
    let Json::Array(items) = told else { return is_text_of(page, told) };
    if serde_json::from_str::<Json>(page).is_ok_and(|page| page == *told) {
        return true;
    }
    let parts = parts(page, pair);
    parts.len() == items.len() && parts.iter().zip(items).all(|(part, item)| is_text_of(part, item))
}

/// The items of a list, which pages write joined or as in a query.
fn parts<'p>(page: &'p str, pair: &Pair<'_>) -> Vec<&'p str> {
    let name = pair.member.key;
    let fronts = [format!("{name}="), format!("{name}[]="), format!("{name}%5B%5D=")];
    if fronts.iter().any(|front| page.contains(front)) {
        let strip = |part: &'p str| fronts.iter().find_map(|front| part.trim().strip_prefix(front.as_str()));
        page.split('&').filter_map(strip).collect()
    } else {
        page.split(pair.member.joined().unwrap_or(",")).map(str::trim).collect()
    }
}

/// The page's text as a value of a type.
fn value(action: &Action, page: &str, kind: &Type, pair: &Pair<'_>) -> Option<Json> {
    let value = match kind {
        Type::List(inner) => match serde_json::from_str::<Json>(page) {
            Ok(Json::Array(items)) => Json::Array(items),
            _ => parts(page, pair).into_iter().map(|part| value(action, part, inner, pair)).collect::<Option<_>>()?,
        },
        Type::String | Type::Rfc3339 => page.into(),
        Type::Enum(name) if action.enumeration(name).is_some_and(|item| !item.integer) => page.into(),
        Type::Bool => page.to_lowercase().parse::<bool>().ok()?.into(),
        _ => serde_json::from_str(page).ok()?,
    };
    fits(action, kind, &value, "", true).is_ok().then_some(value)
}

/// A value as YAML has it on one line. Words without marks need no quotes.
pub(super) fn yaml(value: &Json) -> String {
    let word = |text: &str| {
        text.starts_with(|first: char| first.is_ascii_alphabetic())
            && text.chars().all(|letter| letter.is_ascii_alphanumeric() || matches!(letter, '_' | '-' | '.'))
            && !matches!(
                text.to_lowercase().as_str(),
                "true" | "false" | "null" | "yes" | "no" | "on" | "off" | "y" | "n"
            )
    };
    match value {
        Json::String(text) if word(text) => text.clone(),
        Json::Array(items) => format!("[{}]", items.iter().map(yaml).collect::<Vec<_>>().join(", ")),
        other => other.to_string(),
    }
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
