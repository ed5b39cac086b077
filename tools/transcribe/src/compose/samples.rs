//! What the page's own examples have at a place of the request or the answer.

use rtc_catalog::names;
use rtc_pages::{Direction, Facts, FieldType};
use serde_json::Value as Json;
use time::{OffsetDateTime, format_description::well_known::Rfc3339};

/// Values that are at one place.
#[derive(Clone, Default)]
pub(super) struct Samples<'j>(Vec<&'j Json>);

impl<'j> Samples<'j> {
    /// The bodies of the page's requests, or its answers.
    pub(super) fn of(facts: &'j Facts, part: Direction) -> Self {
        let examples = facts.examples.iter().filter(|example| example.direction == part);
        Self(examples.filter_map(|example| example.json.as_ref()).map(|json| &json.value).collect())
    }

    /// What is under a key; lists count as their items.
    pub(super) fn below(&self, key: &str) -> Self {
        Self(self.objects().filter_map(|value| value.get(key)).collect())
    }

    /// The objects there, also those in lists.
    pub(super) fn objects(&self) -> impl Iterator<Item = &'j serde_json::Map<String, Json>> {
        let mut found = Vec::new();
        self.0.iter().for_each(|value| objects(value, &mut found));
        found.into_iter()
    }

    /// The type that all values of a field of that name have.
    pub(super) fn kind(&self, name: &str) -> Option<FieldType> {
        let mut kinds = self.0.iter().filter_map(|value| kind(value));
        let first = kinds.next()?;
        let kind = kinds.try_fold(first, common)?;
        Some(if speaks_of_a_time(name) { time(&self.0).unwrap_or(kind) } else { kind })
    }
}

fn speaks_of_a_time(name: &str) -> bool {
    let name = names::snake(name);
    name.split('_').any(|word| matches!(word, "time" | "timestamp" | "ts" | "at" | "date" | "since" | "until"))
}

/// The point in time that all values are: by their size, whole seconds or milliseconds of this century.
fn time(values: &[&Json]) -> Option<FieldType> {
    let mut kinds = values.iter().filter(|value| !value.is_null()).map(|value| match value {
        Json::Number(number) => match number.as_i64()? {
            900_000_000..=5_000_000_000 => Some(FieldType::UnixSeconds),
            900_000_000_000..=5_000_000_000_000 => Some(FieldType::UnixMillis),
            _ => None,
        },
        Json::String(text) => OffsetDateTime::parse(text, &Rfc3339).is_ok().then_some(FieldType::Rfc3339),
        _ => None,
    });
    let first = kinds.next()??;
    kinds.all(|kind| kind.as_ref() == Some(&first)).then_some(first)
}

fn objects<'j>(value: &'j Json, found: &mut Vec<&'j serde_json::Map<String, Json>>) {
    match value {
        Json::Object(object) => found.push(object),
        Json::Array(items) => items.iter().for_each(|item| objects(item, found)),
        _ => {}
    }
}

fn kind(value: &Json) -> Option<FieldType> {
    match value {
        Json::Null => None,
        Json::Bool(_) => Some(FieldType::Bool),
        Json::Number(number) if number.is_i64() => Some(FieldType::I64),
        Json::Number(number) if number.is_u64() => Some(FieldType::U64),
        Json::Number(_) => Some(FieldType::F64),
        Json::String(_) => Some(FieldType::String),
        Json::Object(_) => Some(FieldType::Object),
        Json::Array(items) => {
            let mut kinds = items.iter().filter_map(kind);
            let first = kinds.next()?;
            Some(FieldType::List(Box::new(kinds.try_fold(first, common)?)))
        }
    }
}

/// The type that fits both.
fn common(one: FieldType, other: FieldType) -> Option<FieldType> {
    match (one, other) {
        (one, other) if one == other => Some(one),
        (FieldType::List(one), FieldType::List(other)) => Some(FieldType::List(Box::new(common(*one, *other)?))),
        (FieldType::F64, FieldType::I64 | FieldType::U64) | (FieldType::I64 | FieldType::U64, FieldType::F64) => {
            Some(FieldType::F64)
        }
        _ => None,
    }
}
