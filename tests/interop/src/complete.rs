//! Requests with every parameter and answers with every field of a spec.

use rtc_catalog::model::{Action, Field, Parameter, Shape, Type};
use serde_json::{Map, Value as Json, json};

/// Maximum nesting depth of objects; types may contain themselves.
const DEEPEST: usize = 6;

/// All parameters of an action, by their names as the page spells them.
pub(crate) fn request(action: &Action) -> Map<String, Json> {
    let value = |parameter: &Parameter| (parameter.wire.clone(), sent(action, parameter, 0));
    action.parameters.iter().map(value).collect()
}

/// The payload of an answer with all fields.
pub(crate) fn payload(action: &Action) -> Json {
    match action.whole_answer() {
        Some(field) => answered(action, field, 0),
        None => object(action, &action.output, 0),
    }
}

fn object(action: &Action, fields: &[Field], depth: usize) -> Json {
    Json::Object(fields.iter().map(|field| (field.wire.clone(), answered(action, field, depth))).collect())
}

fn answered(action: &Action, field: &Field, depth: usize) -> Json {
    field.example.clone().unwrap_or_else(|| value(action, &field.kind, depth))
}

fn sent(action: &Action, parameter: &Parameter, depth: usize) -> Json {
    let known = parameter.example.clone().or_else(|| parameter.default.clone());
    known.unwrap_or_else(|| value(action, &parameter.kind, depth))
}

fn value(action: &Action, kind: &Type, depth: usize) -> Json {
    match kind {
        Type::String => json!("text"),
        Type::Bool => json!(true),
        Type::I32 | Type::I64 | Type::U32 | Type::U64 => json!(1),
        Type::F64 => json!(0.5),
        Type::Rfc3339 => json!("2026-01-01T08:00:00+08:00"),
        Type::UnixSeconds => json!(1_767_225_600),
        Type::UnixMillis => json!(1_767_225_600_000_i64),
        Type::Calendar(calendar) => json!(calendar.sample()),
        Type::Enum(name) => action.enumeration(name).map_or(Json::Null, |item| {
            let wire = item.values.first().map_or("", |value| &value.wire);
            if item.integer { json!(wire.parse::<i64>().unwrap_or_default()) } else { json!(wire) }
        }),
        Type::List(_) if depth >= DEEPEST => json!([]),
        Type::List(item) => json!([value(action, item, depth + 1)]),
        Type::Map(_) if depth >= DEEPEST => json!({}),
        Type::Map(item) => json!({ "key": value(action, item, depth + 1) }),
        Type::Record(name) => match action.record(name).map(|record| &record.shape) {
            Some(Shape::Answered(fields)) => object(action, &within(fields, depth, |field| field.optional), depth + 1),
            Some(Shape::Sent(parameters)) => {
                let inner = within(parameters, depth, |parameter| !parameter.required);
                let value = |inner: &Parameter| (inner.key.clone(), sent(action, inner, depth + 1));
                Json::Object(inner.iter().map(value).collect())
            }
            None => Json::Null,
        },
    }
}

/// The parts of an object; only those that cannot be omitted if it is nested too deeply.
fn within<T: Clone>(parts: &[T], depth: usize, can_be_omitted: impl Fn(&T) -> bool) -> Vec<T> {
    parts.iter().filter(|part| depth < DEEPEST || !can_be_omitted(part)).cloned().collect()
}
