//! Values as they are on the wire, by the model alone: a second opinion on what generated code writes and reads.

use super::{Action, Field, List, Parameter, Place, Shape, Type};
use serde_json::Value as Json;
use std::fmt::Write as _;
use time::{OffsetDateTime, format_description::well_known::Rfc3339};

/// Why a JSON value is not of a type.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{path}` {why}")]
pub struct Misfit {
    /// The keys and numbers that lead to the value, as `UserList[0].CallId`.
    pub path: String,
    /// What is wrong with it.
    pub why: String,
}

/// Checks a JSON value against a type. `sent` is for values of a request, where all keys must be known.
///
/// # Errors
/// The first misfit and its path below `path`.
pub fn fits(action: &Action, kind: &Type, value: &Json, path: &str, sent: bool) -> Result<(), Misfit> {
    let found = |expected: &str| {
        Err(Misfit { path: path.to_owned(), why: format!("is {}, expected {expected}", describe(value)) })
    };
    match (kind, value) {
        _ if kind.is_unresolved() => Ok(()),
        (Type::List(_) | Type::Map(_), Json::Null) if !sent => Ok(()),
        (Type::List(inner), Json::Array(items)) => {
            let mut items = items.iter().enumerate();
            items.try_for_each(|(at, item)| fits(action, inner, item, &format!("{path}[{at}]"), sent))
        }
        (Type::Map(inner), Json::Object(entries)) => {
            entries.iter().try_for_each(|(key, item)| fits(action, inner, item, &below(path, key), sent))
        }
        (Type::Record(name), Json::Object(object)) => match action.record(name) {
            Some(record) => record_fits(action, &record.shape, object, path),
            None => Ok(()),
        },
        _ => match scalar_misfit(action, kind, value) {
            Some(expected) => found(expected),
            None => Ok(()),
        },
    }
}

/// What was expected instead of `value`; for lists, mappings and objects, what they are as a whole.
fn scalar_misfit(action: &Action, kind: &Type, value: &Json) -> Option<&'static str> {
    let whole = value.as_i64();
    let is_time = |nanos: Option<i128>| nanos.is_some_and(|at| OffsetDateTime::from_unix_timestamp_nanos(at).is_ok());
    let (is_fine, expected) = match kind {
        Type::Bool => (value.is_boolean(), "true or false"),
        Type::F64 => (value.is_number(), "a number"),
        Type::I64 => (value.is_i64(), "a whole number"),
        Type::I32 => (whole.is_some_and(|number| i32::try_from(number).is_ok()), "a whole number of 32 bits"),
        Type::U64 => (value.is_u64(), "a whole number, not negative"),
        Type::U32 => (
            value.as_u64().is_some_and(|number| u32::try_from(number).is_ok()),
            "a whole number of 32 bits, not negative",
        ),
        Type::Rfc3339 => (
            value.as_str().is_some_and(|text| OffsetDateTime::parse(text, &Rfc3339).is_ok()),
            "a time as `2022-05-22T12:00:00+08:00`",
        ),
        Type::UnixSeconds => (is_time(whole.map(|at| i128::from(at) * 1_000_000_000)), "Unix seconds"),
        Type::UnixMillis => (is_time(whole.map(|at| i128::from(at) * 1_000_000)), "Unix milliseconds"),
        Type::Enum(name) if action.enumeration(name).is_some_and(|item| item.integer) => {
            (value.is_i64(), "a whole number")
        }
        Type::String | Type::Enum(_) => (value.is_string(), "a text"),
        Type::List(_) => (false, "a list"),
        Type::Map(_) => (false, "a mapping"),
        Type::Record(_) => (false, "an object"),
    };
    (!is_fine).then_some(expected)
}

fn record_fits(
    action: &Action,
    shape: &Shape,
    object: &serde_json::Map<String, Json>,
    path: &str,
) -> Result<(), Misfit> {
    match shape {
        Shape::Answered(fields) => answer_fits(action, fields, object, path),
        Shape::Sent(parameters) => {
            if let Some(key) = object.keys().find(|key| parameters.iter().all(|parameter| parameter.key != **key)) {
                return Err(Misfit { path: below(path, key), why: "is no field of this type".to_owned() });
            }
            parameters.iter().try_for_each(|parameter| match object.get(&parameter.key) {
                Some(value) => fits(action, &parameter.kind, value, &below(path, &parameter.key), true),
                None if parameter.required => {
                    Err(Misfit { path: below(path, &parameter.key), why: "is missing and required".to_owned() })
                }
                None => Ok(()),
            })
        }
    }
}

/// Checks an answered object against its fields; it may have others.
///
/// # Errors
/// The first misfit and its path below `path`.
pub fn answer_fits(
    action: &Action,
    fields: &[Field],
    object: &serde_json::Map<String, Json>,
    path: &str,
) -> Result<(), Misfit> {
    fields.iter().try_for_each(|field| {
        let place = below(path, &field.wire);
        match object.get(&field.wire) {
            None | Some(Json::Null) if field.optional || matches!(field.kind, Type::List(_) | Type::Map(_)) => Ok(()),
            Some(Json::String(text)) if text.is_empty() && field.optional && field.kind.is_time() => Ok(()),
            Some(value) => fits(action, &field.kind, value, &place, false),
            None => Err(Misfit { path: place, why: "is missing and not optional".to_owned() }),
        }
    })
}

fn below(path: &str, key: &str) -> String {
    if path.is_empty() { key.to_owned() } else { format!("{path}.{key}") }
}

fn describe(value: &Json) -> String {
    match value {
        Json::Null => "null".to_owned(),
        Json::Bool(value) => format!("`{value}`"),
        Json::Number(value) => format!("the number {value}"),
        Json::String(value) => format!("the text {value:?}"),
        Json::Array(_) => "a list".to_owned(),
        Json::Object(_) => "an object".to_owned(),
    }
}

/// The query string of those parameters of `request` that go into the query, in the order of the spec.
#[must_use]
pub fn encode_query(action: &Action, request: &serde_json::Map<String, Json>) -> String {
    let mut query = String::new();
    for parameter in action.parameters.iter().filter(|parameter| parameter.place == Place::Query) {
        if let Some(value) = request.get(&parameter.wire) {
            for (name, value) in pairs(parameter, value) {
                let separator = if query.is_empty() { "" } else { "&" };
                let _ = write!(query, "{separator}{}={}", percent_encode(&name), percent_encode(&value));
            }
        }
    }
    query
}

fn pairs(parameter: &Parameter, value: &Json) -> Vec<(String, String)> {
    let Json::Array(items) = value else { return vec![(parameter.key.clone(), scalar(&parameter.kind, value))] };
    let item = parameter.kind.innermost();
    let texts = items.iter().map(|value| scalar(item, value));
    match &parameter.list {
        List::Repeated => texts.map(|text| (parameter.key.clone(), text)).collect(),
        List::Brackets => texts.map(|text| (format!("{}[]", parameter.key), text)).collect(),
        List::Numbered(first) => {
            texts.zip(u64::from(*first)..).map(|(text, number)| (format!("{}.{number}", parameter.key), text)).collect()
        }
        List::Joined(between) => vec![(parameter.key.clone(), texts.collect::<Vec<_>>().join(between))],
    }
}

fn scalar(kind: &Type, value: &Json) -> String {
    match value {
        Json::String(text) if *kind == Type::Rfc3339 => {
            text.strip_suffix(['Z', 'z']).map_or_else(|| text.clone(), |text| format!("{text}+00:00"))
        }
        Json::String(text) => text.clone(),
        Json::Number(number) if *kind == Type::F64 => number.as_f64().unwrap_or_default().to_string(),
        other => other.to_string(),
    }
}

/// A text as RFC 3986 writes it into a query: all but `A-Z a-z 0-9 - _ . ~` as `%XX` over UTF-8.
#[must_use]
pub fn percent_encode(text: &str) -> String {
    let mut encoded = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-_.~".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            let _ = write!(encoded, "%{byte:02X}");
        }
    }
    encoded
}
