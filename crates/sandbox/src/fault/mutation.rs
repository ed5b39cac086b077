//! Mutations: valid but unusual answers.

use rtc_catalog::model::{Action, Field, Shape, Type};
use serde_json::{Map, Value as Json, json};

/// A change of an answer into an unusual but valid form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Mutation {
    NullLists,
    MissingLists,
    UnknownValues,
    UnknownFields,
}

impl Mutation {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::NullLists => "null lists",
            Self::MissingLists => "missing lists",
            Self::UnknownValues => "unknown values",
            Self::UnknownFields => "unknown fields",
        }
    }
}

/// Applies a mutation to a payload.
pub(crate) fn mutate(action: &Action, payload: &mut Json, how: Mutation) {
    if let Json::Object(object) = payload {
        fields(action, &action.output, object, how);
    }
}

/// Adds an undocumented field to every object within the payload.
pub(crate) fn add_unknown_fields(envelope: &mut Json, payload: &str) {
    let mut places = vec![(String::new(), envelope)];
    while let Some((path, place)) = places.pop() {
        let (Json::Object(object), true) = (place, path != payload || path.is_empty()) else { continue };
        object.entry("Undocumented").or_insert_with(undocumented);
        for (key, value) in object.iter_mut().filter(|(key, _)| *key != "Undocumented") {
            let path = if path.is_empty() { key.clone() } else { format!("{path}.{key}") };
            places.push((path, value));
        }
    }
}

fn undocumented() -> Json {
    json!({ "Since": "yesterday", "List": [1, null] })
}

fn fields(action: &Action, known: &[Field], object: &mut Map<String, Json>, how: Mutation) {
    for field in known {
        let Some(value) = object.get_mut(&field.wire) else { continue };
        let is_empty = value.is_null() || value.as_array().is_some_and(Vec::is_empty);
        match (how, &field.kind) {
            (Mutation::NullLists, Type::List(_)) if is_empty => *value = Json::Null,
            (Mutation::MissingLists, Type::List(_)) if is_empty => drop(object.remove(&field.wire)),
            (_, kind) => within(action, kind, value, how),
        }
    }
    if how == Mutation::UnknownFields {
        object.insert("Undocumented".to_owned(), undocumented());
    }
}

fn within(action: &Action, kind: &Type, value: &mut Json, how: Mutation) {
    match (kind, value) {
        (Type::List(item), Json::Array(items)) => {
            for value in items {
                within(action, item, value, how);
            }
        }
        (Type::Map(item), Json::Object(entries)) => {
            for value in entries.values_mut() {
                within(action, item, value, how);
            }
        }
        (Type::Record(name), Json::Object(object)) => {
            if let Some(Shape::Answered(known)) = action.record(name).map(|record| &record.shape) {
                fields(action, known, object, how);
            }
        }
        (Type::Enum(_), value) if how == Mutation::UnknownValues => match value {
            Json::String(_) => *value = "undocumented".into(),
            Json::Number(_) => *value = 9_999.into(),
            _ => {}
        },
        _ => {}
    }
}
