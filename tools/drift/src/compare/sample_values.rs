//! Defaults and examples.

use super::{Collector, matched::Matched};
use crate::finding::{Difference, Step};
use rtc_catalog::model::fits;
use rtc_pages::Located;
use rtc_transcribe::{
    expression,
    value::{self, ListText},
};
use serde_json::Value as Json;

pub(super) fn compare(found: &mut Collector<'_>, matched: &Matched<'_>) {
    let page = &matched.page.page;
    if let Some(parameter) = matched.member.parameter {
        let in_spec = parameter.default.as_ref();
        compare_one(found, matched, ("default", Difference::Default), page.default.as_ref(), in_spec);
    }
    let in_spec = matched.member.example;
    // What a definition shows is made up of placeholders, also next to a page.
    let example = page.example.as_ref().filter(|example| example.position.file == 0);
    compare_one(found, matched, ("example", Difference::Example), example, in_spec);
}

fn compare_one(
    found: &mut Collector<'_>,
    matched: &Matched<'_>,
    (key, difference): (&str, Difference),
    page: Option<&Located<String>>,
    in_spec: Option<&Json>,
) {
    let list = ListText { key: matched.member.key, join: matched.member.joined() };
    let Some(page) = page.filter(|page| !in_spec.is_some_and(|value| value::is_text_of(&page.value, value, list)))
    else {
        return;
    };
    matched.differs(found, key, difference, (page.value.clone(), page.position), in_spec.map(text));
    // A text that is a value of the spec's type can take the place of the spec's.
    let (action, kind) = (&found.spec.action, matched.member.kind);
    let new = value::of(&page.value, &expression(kind), &value::in_spec(action), list);
    if let Some(new) = new.filter(|new| fits(action, kind, new, "", true).is_ok()) {
        found.propose_fix(vec![Step::set(&matched.path, key, yaml(&new))]);
    }
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

/// A value as pages write it.
pub(super) fn text(value: &Json) -> String {
    match value {
        Json::String(text) => text.clone(),
        other => other.to_string(),
    }
}
