//! What the page's own examples have at a place of the request or the answer.

use rtc_pages::{Facts, Kind, Part};
use serde_json::Value as Json;

/// Values that stand at one place.
#[derive(Clone, Default)]
pub(super) struct Samples<'j>(Vec<&'j Json>);

impl<'j> Samples<'j> {
    /// The bodies of the page's requests, or its answers.
    pub(super) fn of(facts: &'j Facts, part: Part) -> Self {
        let examples = facts.examples.iter().filter(|example| example.part == part);
        Self(examples.filter_map(|example| example.json.as_ref()).map(|json| &json.value).collect())
    }

    /// What stands under a key; lists count as their items.
    pub(super) fn below(&self, key: &str) -> Self {
        Self(self.objects().filter_map(|value| value.get(key)).collect())
    }

    /// The objects there, also those in lists.
    pub(super) fn objects(&self) -> impl Iterator<Item = &'j serde_json::Map<String, Json>> {
        let mut found = Vec::new();
        self.0.iter().for_each(|value| objects(value, &mut found));
        found.into_iter()
    }

    /// The type that all values there have.
    pub(super) fn kind(&self) -> Option<Kind> {
        let mut kinds = self.0.iter().filter_map(|value| kind(value));
        let first = kinds.next()?;
        kinds.try_fold(first, common)
    }
}

fn objects<'j>(value: &'j Json, found: &mut Vec<&'j serde_json::Map<String, Json>>) {
    match value {
        Json::Object(object) => found.push(object),
        Json::Array(items) => items.iter().for_each(|item| objects(item, found)),
        _ => {}
    }
}

fn kind(value: &Json) -> Option<Kind> {
    match value {
        Json::Null => None,
        Json::Bool(_) => Some(Kind::Bool),
        Json::Number(number) if number.is_i64() => Some(Kind::I64),
        Json::Number(number) if number.is_u64() => Some(Kind::U64),
        Json::Number(_) => Some(Kind::F64),
        Json::String(_) => Some(Kind::String),
        Json::Object(_) => Some(Kind::Object),
        Json::Array(items) => {
            let mut kinds = items.iter().filter_map(kind);
            let first = kinds.next()?;
            Some(Kind::List(Box::new(kinds.try_fold(first, common)?)))
        }
    }
}

/// The type that fits both.
fn common(one: Kind, other: Kind) -> Option<Kind> {
    match (one, other) {
        (one, other) if one == other => Some(one),
        (Kind::List(one), Kind::List(other)) => Some(Kind::List(Box::new(common(*one, *other)?))),
        (Kind::F64, Kind::I64 | Kind::U64) | (Kind::I64 | Kind::U64, Kind::F64) => Some(Kind::F64),
        _ => None,
    }
}
