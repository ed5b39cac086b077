//! The page's texts as values of a type.

use crate::draft::Enumeration;
use rtc_catalog::format::TypeExpression;
use serde_json::{Number, Value as Json};
use time::{OffsetDateTime, format_description::well_known::Rfc3339};

/// What `text` is as a value of a type. `None` if it is none. `name` is that of the parameter, since pages write lists as
/// `Name[]=a&Name[]=b` too.
pub(super) fn of(text: &str, kind: &TypeExpression, enums: &[Enumeration], name: &str) -> Option<Json> {
    let text = text.trim();
    match kind {
        TypeExpression::Name(scalar) => one(text, scalar, enums),
        TypeExpression::List(inner) => {
            if let Ok(Json::Array(items)) = serde_json::from_str(text) {
                let items: Option<Vec<Json>> = items.into_iter().map(|item| fit(item, inner, enums)).collect();
                return items.map(Json::Array);
            }
            let front = format!("{name}=");
            let items: Vec<&str> = if text.contains(&front) {
                text.split('&').filter_map(|part| part.trim().strip_prefix(&front)).collect()
            } else {
                text.split([',', '，']).map(str::trim).collect()
            };
            let items: Option<Vec<Json>> = items.into_iter().map(|item| of(item, inner, enums, name)).collect();
            items.filter(|items| !items.is_empty()).map(Json::Array)
        }
        TypeExpression::Map(inner) => match serde_json::from_str(text).ok()? {
            Json::Object(entries) => {
                let fitting = entries.into_iter().map(|(key, value)| Some((key, fit(value, inner, enums)?)));
                fitting.collect::<Option<serde_json::Map<_, _>>>().map(Json::Object)
            }
            _ => None,
        },
    }
}

/// A JSON value, if it is one of the type.
pub(super) fn fit(value: Json, kind: &TypeExpression, enums: &[Enumeration]) -> Option<Json> {
    match (kind, value) {
        (TypeExpression::List(inner), Json::Array(items)) => {
            let items: Option<Vec<Json>> = items.into_iter().map(|item| fit(item, inner, enums)).collect();
            items.map(Json::Array)
        }
        (TypeExpression::Map(inner), Json::Object(entries)) => {
            let fitting = entries.into_iter().map(|(key, value)| Some((key, fit(value, inner, enums)?)));
            fitting.collect::<Option<serde_json::Map<_, _>>>().map(Json::Object)
        }
        (TypeExpression::Name(name), Json::String(text)) if is_text(name, enums) => one(&text, name, enums),
        (TypeExpression::Name(name), value @ (Json::Number(_) | Json::Bool(_))) if !is_text(name, enums) => {
            one(&value.to_string(), name, enums)
        }
        _ => None,
    }
}

fn is_text(name: &str, enums: &[Enumeration]) -> bool {
    matches!(name, "string" | "rfc3339") || enums.iter().any(|item| item.name == name && !item.integer)
}

fn one(text: &str, name: &str, enums: &[Enumeration]) -> Option<Json> {
    let whole = || text.parse::<i64>().ok();
    let seconds = |number: i64| OffsetDateTime::from_unix_timestamp(number).is_ok();
    match name {
        "string" => Some(text.into()),
        "bool" => text.to_lowercase().parse::<bool>().ok().map(Json::from),
        "i32" => text.parse::<i32>().ok().map(Json::from),
        "i64" => whole().map(Json::from),
        "u32" => text.parse::<u32>().ok().map(Json::from),
        "u64" => text.parse::<u64>().ok().map(Json::from),
        "f64" => text.parse::<f64>().ok().and_then(Number::from_f64).map(Json::Number),
        "unix_seconds" => whole().filter(|number| seconds(*number)).map(Json::from),
        "unix_millis" => whole().filter(|number| seconds(number / 1000)).map(Json::from),
        "rfc3339" => instant(text).map(Json::from),
        other => match enums.iter().find(|item| item.name == other) {
            Some(item) if item.integer => whole().map(Json::from),
            Some(_) => Some(text.into()),
            None => None,
        },
    }
}

/// A time, also one whose plus sign was lost on its way through a query.
fn instant(text: &str) -> Option<String> {
    let is_time = |text: &str| OffsetDateTime::parse(text, &Rfc3339).is_ok();
    let repaired = text.rsplit_once(' ').map(|(time, zone)| format!("{time}+{zone}"));
    [Some(text.to_owned()), repaired].into_iter().flatten().find(|text| is_time(text))
}

/// Whether a value is such a time, and `text` was without its plus sign.
pub(super) fn is_repaired(value: &Json, text: &str) -> bool {
    value.as_str().is_some_and(|value| value != text.trim() && value.replace('+', " ") == text.trim())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(text: &str, kind: &str) -> Option<String> {
        let kind = match kind.strip_prefix('[') {
            Some(inner) => TypeExpression::List(Box::new(TypeExpression::Name(inner.trim_end_matches(']').to_owned()))),
            None => TypeExpression::Name(kind.to_owned()),
        };
        of(text, &kind, &[], "NoteId[]").map(|value| value.to_string())
    }

    #[test]
    fn texts_become_values() {
        for (text, kind, value) in [
            ("1", "u32", Some("1")),
            ("1400xxxxxx", "u64", None),
            ("true", "bool", Some("true")),
            ("0.5", "f64", Some("0.5")),
            ("2022-05-22T12:00:00 08:00", "rfc3339", Some("\"2022-05-22T12:00:00+08:00\"")),
            ("yesterday", "rfc3339", None),
            ("NoteId[]=a&NoteId[]=b", "[string]", Some("[\"a\",\"b\"]")),
            ("[\"a\"]", "[string]", Some("[\"a\"]")),
            ("[1]", "[string]", None),
            ("a,b", "[string]", Some("[\"a\",\"b\"]")),
            ("1, 2", "[i32]", Some("[1,2]")),
        ] {
            assert_eq!(parsed(text, kind).as_deref(), value, "{text}");
        }
    }
}
