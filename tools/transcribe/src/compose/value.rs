//! The page's texts as values of a type.

use crate::draft::{Enumeration, Member};
use rtc_catalog::{format::TypeExpression, model::Definitions};
use serde_json::{Number, Value as Json};
use time::{OffsetDateTime, format_description::well_known::Rfc3339};

/// Says of a name whether it is that of an enumeration, and whether its values are whole numbers.
pub type Enumerations<'a> = &'a dyn Fn(&str) -> Option<bool>;

/// The enumerations of a draft.
pub(super) fn in_draft(enums: &[Enumeration]) -> impl Fn(&str) -> Option<bool> + '_ {
    |name| enums.iter().find(|item| item.name == name).map(|item| item.integer)
}

/// The enumerations of a spec.
pub fn in_spec(known: &dyn Definitions) -> impl Fn(&str) -> Option<bool> + '_ {
    |name| known.enumeration(name).map(|item| item.integer)
}

/// How a page writes several items in one text.
#[derive(Clone, Copy, Debug)]
pub struct ListText<'a> {
    /// The name without what says how a list is written. Pages write lists as `Name[]=a&Name[]=b` too.
    pub key: &'a str,
    /// The separator, if the list is written as one text.
    pub join: Option<&'a str>,
}

impl Member {
    pub(super) fn list_text(&self) -> ListText<'_> {
        ListText { key: self.key(), join: self.join.as_ref().map(|join| join.value.as_str()) }
    }
}

impl ListText<'_> {
    fn items<'t>(&self, text: &'t str) -> Vec<&'t str> {
        let fronts = ["", "[]", "%5B%5D"].map(|suffix| format!("{}{suffix}=", self.key));
        if fronts.iter().any(|front| text.contains(front)) {
            let value = |part: &'t str| fronts.iter().find_map(|front| part.trim().strip_prefix(front.as_str()));
            return text.split('&').filter_map(value).collect();
        }
        match self.join {
            Some(join) => text.split(join).map(str::trim).collect(),
            None => text.split([',', '，']).map(str::trim).collect(),
        }
    }
}

/// What `text` is as a value of a type. `None` if it is none.
#[must_use]
pub fn of(text: &str, kind: &TypeExpression, enums: Enumerations<'_>, list: ListText<'_>) -> Option<Json> {
    let text = text.trim();
    match kind {
        TypeExpression::Name(scalar) => one(text, scalar, enums),
        TypeExpression::List(inner) => {
            if let Ok(Json::Array(items)) = serde_json::from_str(text) {
                let items: Option<Vec<Json>> = items.into_iter().map(|item| fit(item, inner, enums)).collect();
                return items.map(Json::Array);
            }
            let items = list.items(text).into_iter();
            let items: Option<Vec<Json>> = items.map(|item| of(item, inner, enums, list)).collect();
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

/// Whether `text` is how pages write a value.
#[must_use]
pub fn is_text_of(text: &str, value: &Json, list: ListText<'_>) -> bool {
    let text = text.trim();
    let Json::Array(values) = value else { return is_text_of_one(text, value) };
    if serde_json::from_str::<Json>(text).is_ok_and(|text| text == *value) {
        return true;
    }
    let items = list.items(text);
    items.len() == values.len() && items.iter().zip(values).all(|(item, value)| is_text_of_one(item, value))
}

/// The same of a value that is no list, or of a list that is written as JSON.
#[must_use]
pub fn is_text_of_one(text: &str, value: &Json) -> bool {
    let bare = text.trim_matches(['"', '\'', '`', '“', '”']);
    match value {
        Json::String(value) => text == value || bare == value,
        Json::Bool(value) => bare.eq_ignore_ascii_case(&value.to_string()),
        Json::Number(value) => {
            bare == value.to_string() || bare.parse::<f64>().ok().is_some_and(|text| value.as_f64() == Some(text))
        }
        _ => serde_json::from_str::<Json>(text).is_ok_and(|text| text == *value),
    }
}

/// A JSON value, if it is one of the type.
fn fit(value: Json, kind: &TypeExpression, enums: Enumerations<'_>) -> Option<Json> {
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

/// The scalars that are texts, without a form that is checked here.
const TEXTS: [&str; 5] = ["string", "date", "compact_date", "local_time", "local_minutes"];

fn is_text(name: &str, enums: Enumerations<'_>) -> bool {
    TEXTS.contains(&name) || name == "rfc3339" || enums(name) == Some(false)
}

fn one(text: &str, name: &str, enums: Enumerations<'_>) -> Option<Json> {
    let whole = || text.parse::<i64>().ok();
    let seconds = |number: i64| OffsetDateTime::from_unix_timestamp(number).is_ok();
    match name {
        name if TEXTS.contains(&name) => Some(text.into()),
        "bool" => text.to_lowercase().parse::<bool>().ok().map(Json::from),
        "i32" => text.parse::<i32>().ok().map(Json::from),
        "i64" => whole().map(Json::from),
        "u32" => text.parse::<u32>().ok().map(Json::from),
        "u64" => text.parse::<u64>().ok().map(Json::from),
        "f64" => text.parse::<f64>().ok().and_then(Number::from_f64).map(Json::Number),
        "unix_seconds" => whole().filter(|number| seconds(*number)).map(Json::from),
        "unix_millis" => whole().filter(|number| seconds(number / 1000)).map(Json::from),
        "rfc3339" => instant(text).map(Json::from),
        other => match enums(other) {
            Some(true) => whole().map(Json::from),
            Some(false) => Some(text.into()),
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
        of(text, &kind, &|_| None, ListText { key: "NoteId", join: None }).map(|value| value.to_string())
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
