//! Encodes and checks wire values by the model: a second opinion on what generated code encodes and decodes.

use super::{Action, Definitions, Field, List, Parameter, ParameterLocation, Shape, Type};
use serde_json::Value as Json;
use std::fmt::Write as _;
use time::{OffsetDateTime, format_description::well_known::Rfc3339};

/// A JSON value that does not match its type.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{path}` {why}")]
pub struct Mismatch {
    /// The path of the value, such as `UserList[0].CallId`.
    pub path: String,
    /// The reason.
    pub why: String,
}

/// Checks a JSON value against a type; `known` is where its names lead. `sent` is for values of a request, where all keys must be known.
///
/// # Errors
/// The first mismatch, with its path below `path`.
pub fn fits(known: &dyn Definitions, kind: &Type, value: &Json, path: &str, sent: bool) -> Result<(), Mismatch> {
    let found = |expected: &str| {
        Err(Mismatch { path: path.to_owned(), why: format!("is {}, expected {expected}", describe(value)) })
    };
    match (kind, value) {
        _ if kind.is_unresolved() => Ok(()),
        (Type::List(_) | Type::Map(_), Json::Null) if !sent => Ok(()),
        (Type::List(inner), Json::Array(items)) => {
            let mut items = items.iter().enumerate();
            items.try_for_each(|(at, item)| fits(known, inner, item, &format!("{path}[{at}]"), sent))
        }
        (Type::Map(inner), Json::Object(entries)) => {
            entries.iter().try_for_each(|(key, item)| fits(known, inner, item, &below(path, key), sent))
        }
        (Type::Record(name), Json::Object(object)) => match known.record(name) {
            Some(record) => record_fits(known, &record.shape, object, path),
            None => Ok(()),
        },
        _ => match expected_scalar(known, kind, value) {
            Some(expected) => found(expected),
            None => Ok(()),
        },
    }
}

/// What was expected instead of `value`; for lists, mappings and objects, what they are as a whole.
fn expected_scalar(known: &dyn Definitions, kind: &Type, value: &Json) -> Option<&'static str> {
    let whole = value.as_i64();
    let is_time = |nanos: Option<i128>| nanos.is_some_and(|at| OffsetDateTime::from_unix_timestamp_nanos(at).is_ok());
    let (is_fine, expected) = match kind {
        Type::Bool => (value.is_boolean(), "a boolean"),
        Type::F64 => (value.is_number(), "numbers"),
        Type::I64 => (value.is_i64(), "an integer"),
        Type::I32 => (whole.is_some_and(|number| i32::try_from(number).is_ok()), "a 32-bit integer"),
        Type::U64 => (value.is_u64(), "an unsigned integer"),
        Type::U32 => (value.as_u64().is_some_and(|number| u32::try_from(number).is_ok()), "an unsigned 32-bit integer"),
        Type::Rfc3339 => (
            value.as_str().is_some_and(|text| OffsetDateTime::parse(text, &Rfc3339).is_ok()),
            "a time such as `2022-05-22T12:00:00+08:00`",
        ),
        Type::Calendar(calendar) => {
            (value.as_str().is_some_and(|text| calendar.parse(text).is_some()), calendar.expected())
        }
        Type::UnixSeconds => (is_time(whole.map(|at| i128::from(at) * 1_000_000_000)), "Unix seconds"),
        Type::UnixMillis => (is_time(whole.map(|at| i128::from(at) * 1_000_000)), "Unix milliseconds"),
        Type::Enum(name) if known.enumeration(name).is_some_and(|item| item.integer) => (value.is_i64(), "an integer"),
        Type::String | Type::Enum(_) => (value.is_string(), "texts"),
        Type::List(_) => (false, "lists"),
        Type::Map(_) => (false, "a mapping"),
        Type::Record(_) => (false, "an object"),
    };
    (!is_fine).then_some(expected)
}

fn record_fits(
    known: &dyn Definitions,
    shape: &Shape,
    object: &serde_json::Map<String, Json>,
    path: &str,
) -> Result<(), Mismatch> {
    match shape {
        Shape::Answered(fields) => answer_fits(known, fields, object, path),
        Shape::Sent(parameters) => {
            if let Some(key) = object.keys().find(|key| parameters.iter().all(|parameter| parameter.key != **key)) {
                return Err(Mismatch { path: below(path, key), why: "is not a field of this type".to_owned() });
            }
            parameters.iter().try_for_each(|parameter| match object.get(&parameter.key) {
                Some(value) => fits(known, &parameter.kind, value, &below(path, &parameter.key), true),
                None if parameter.required => {
                    Err(Mismatch { path: below(path, &parameter.key), why: "is required and missing".to_owned() })
                }
                None => Ok(()),
            })
        }
    }
}

/// Checks an answered object against its fields; it may have others.
///
/// # Errors
/// The first mismatch, with its path below `path`.
pub fn answer_fits(
    known: &dyn Definitions,
    fields: &[Field],
    object: &serde_json::Map<String, Json>,
    path: &str,
) -> Result<(), Mismatch> {
    fields.iter().try_for_each(|field| {
        let place = below(path, &field.wire);
        match object.get(&field.wire) {
            None | Some(Json::Null) if field.optional || matches!(field.kind, Type::List(_) | Type::Map(_)) => Ok(()),
            Some(Json::String(text)) if text.is_empty() && field.optional && field.kind.is_time() => Ok(()),
            Some(value) => fits(known, &field.kind, value, &place, false),
            None => Err(Mismatch { path: place, why: "is missing but not optional".to_owned() }),
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
    for parameter in action.parameters.iter().filter(|parameter| parameter.location == ParameterLocation::Query) {
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
        Json::String(text) if *kind == Type::Rfc3339 => rfc3339_as_sent(text),
        Json::String(text) => text.clone(),
        Json::Number(number) if *kind == Type::F64 => number.as_f64().unwrap_or_default().to_string(),
        other => other.to_string(),
    }
}

/// Whether a time of RFC 3339 is the first moment of the year 1 by its own offset, as servers in Go write an absent time.
#[must_use]
pub fn is_first_moment(text: &str) -> bool {
    let first = |time: OffsetDateTime| time.year() == 1 && time.ordinal() == 1 && time.time() == time::Time::MIDNIGHT;
    OffsetDateTime::parse(text, &Rfc3339).is_ok_and(first)
}

/// A time of RFC 3339 as requests have it: in whole seconds, with an offset in digits. A text that is no time stays as it is.
#[must_use]
pub fn rfc3339_as_sent(text: &str) -> String {
    let Ok(time) = OffsetDateTime::parse(text, &Rfc3339) else { return text.to_owned() };
    let (sign, minutes) = (if time.offset().is_negative() { '-' } else { '+' }, time.offset().whole_minutes().abs());
    let (date, clock) = (time.date(), time.time());
    let (hour, minute, second) = clock.as_hms();
    format!("{date}T{hour:02}:{minute:02}:{second:02}{sign}{:02}:{:02}", minutes / 60, minutes % 60)
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
