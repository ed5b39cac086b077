//! Defaults and examples.

use super::{Collector, matched::Matched};
use crate::finding::{Difference, Step};
use rtc_catalog::model::{Action, Type, fits};
use serde_json::Value as Json;

pub(super) fn compare(found: &mut Collector<'_>, matched: &Matched<'_>) {
    let default = matched.member.parameter.and_then(|parameter| parameter.default.as_ref());
    if let Some(page) = matched.field.default.as_ref().filter(|_| matched.member.parameter.is_some())
        && !default.is_some_and(|in_spec| is_same(&page.value, in_spec, matched))
    {
        let on_page = (page.value.clone(), page.position);
        matched.differs(found, "default", Difference::Default, on_page, default.map(text));
        set(found, matched, "default", &page.value);
    }
    let example = matched.member.example;
    if let Some(page) = &matched.field.example
        && !example.is_some_and(|in_spec| is_same(&page.value, in_spec, matched))
    {
        let on_page = (page.value.clone(), page.position);
        matched.differs(found, "example", Difference::Example, on_page, example.map(text));
        set(found, matched, "example", &page.value);
    }
}

/// Says that the spec's value is to be the page's, if that is one of the type.
fn set(found: &mut Collector<'_>, matched: &Matched<'_>, key: &str, page: &str) {
    if let Some(value) = value(&found.spec.action, page.trim(), matched.member.kind, matched) {
        found.propose_fix(vec![Step::set(&matched.path, key, yaml(&value))]);
    }
}

/// Whether the page's text is the spec's value.
fn is_same(page: &str, in_spec: &Json, matched: &Matched<'_>) -> bool {
    let page = page.trim();
    let Json::Array(items) = in_spec else { return is_text_of(page, in_spec) };
    if serde_json::from_str::<Json>(page).is_ok_and(|page| page == *in_spec) {
        return true;
    }
    let parts = parts(page, matched);
    parts.len() == items.len() && parts.iter().zip(items).all(|(part, item)| is_text_of(part, item))
}

/// The items of a list, which pages write joined or as in a query.
fn parts<'p>(page: &'p str, matched: &Matched<'_>) -> Vec<&'p str> {
    let name = matched.member.key;
    let fronts = [format!("{name}="), format!("{name}[]="), format!("{name}%5B%5D=")];
    if fronts.iter().any(|front| page.contains(front)) {
        let strip = |part: &'p str| fronts.iter().find_map(|front| part.trim().strip_prefix(front.as_str()));
        page.split('&').filter_map(strip).collect()
    } else {
        page.split(matched.member.joined().unwrap_or(",")).map(str::trim).collect()
    }
}

/// The page's text as a value of a type.
fn value(action: &Action, page: &str, kind: &Type, matched: &Matched<'_>) -> Option<Json> {
    let value = match kind {
        Type::List(inner) => match serde_json::from_str::<Json>(page) {
            Ok(Json::Array(items)) => Json::Array(items),
            _ => parts(page, matched)
                .into_iter()
                .map(|part| value(action, part, inner, matched))
                .collect::<Option<_>>()?,
        },
        Type::String | Type::Rfc3339 | Type::Calendar(_) => page.into(),
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
pub(super) fn is_text_of(page: &str, in_spec: &Json) -> bool {
    let bare = page.trim_matches(['"', '\'', '`', '“', '”']);
    match in_spec {
        Json::String(in_spec) => page == in_spec || bare == in_spec,
        Json::Bool(in_spec) => bare.eq_ignore_ascii_case(&in_spec.to_string()),
        Json::Number(in_spec) => {
            bare == in_spec.to_string() || bare.parse::<f64>().ok().is_some_and(|page| in_spec.as_f64() == Some(page))
        }
        _ => serde_json::from_str::<Json>(page).is_ok_and(|page| page == *in_spec),
    }
}

/// A value as pages write it.
pub(super) fn text(value: &Json) -> String {
    match value {
        Json::String(text) => text.clone(),
        other => other.to_string(),
    }
}
