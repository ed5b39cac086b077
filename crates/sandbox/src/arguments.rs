//! Reads the parameters of a request with the types of the spec.

use crate::{incoming::Incoming, rejection::Rejection};
use rtc_catalog::model::{Action, List, Parameter, ParameterLocation, Situation, Type, fits};
use serde_json::{Map, Number, Value as Json};
use time::{OffsetDateTime, format_description::well_known::Rfc3339};

/// The parameters of a request by their documented names, each with its type.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Arguments {
    values: Map<String, Json>,
}

impl Arguments {
    /// Reads the parameters that the action has. An empty value in a query or a `null` in a body counts as not sent.
    pub(crate) fn read(action: &Action, incoming: &Incoming) -> Result<Self, Rejection> {
        let body = if action.has_body() && incoming.method == "POST" { body(action, incoming)? } else { Map::new() };
        let mut values = Map::new();
        for parameter in &action.parameters {
            let value = match parameter.location {
                ParameterLocation::Header => {
                    incoming.header(&parameter.key).map(|text| parse(parameter, &parameter.kind, text)).transpose()?
                }
                ParameterLocation::Body if incoming.method == "POST" => from_body(action, parameter, &body)?,
                // A vendor that accepts a GET instead of a POST numbers the items of lists in the query.
                ParameterLocation::Body => from_query(parameter, &List::Numbered(0), incoming)?,
                ParameterLocation::Query => from_query(parameter, &parameter.list, incoming)?,
            };
            if let Some(value) = value {
                values.insert(parameter.wire.clone(), value);
            }
        }
        Ok(Self { values })
    }

    /// The value sent for the parameter of that name.
    pub(crate) fn sent(&self, wire: &str) -> Option<&Json> {
        self.values.get(wire)
    }

    /// The value sent, or else the documented default.
    pub(crate) fn get<'v>(&'v self, parameter: &'v Parameter) -> Option<&'v Json> {
        self.sent(&parameter.wire).or(parameter.default.as_ref())
    }

    pub(crate) fn set(&mut self, wire: &str, value: Json) {
        self.values.insert(wire.to_owned(), value);
    }

    pub(crate) fn remove(&mut self, wire: &str) {
        self.values.remove(wire);
    }

    /// The text of a parameter; empty if it was not sent.
    pub(crate) fn text(&self, wire: &str) -> &str {
        self.sent(wire).and_then(Json::as_str).unwrap_or_default()
    }

    /// The texts of a list parameter; empty if it was not sent.
    pub(crate) fn texts(&self, wire: &str) -> Option<Vec<&str>> {
        Some(self.sent(wire)?.as_array()?.iter().filter_map(Json::as_str).collect())
    }

    /// The time of a parameter; `None` if it was not sent.
    pub(crate) fn time(&self, parameter: &Parameter) -> Option<OffsetDateTime> {
        let value = self.sent(&parameter.wire)?;
        match &parameter.kind {
            Type::Rfc3339 => OffsetDateTime::parse(value.as_str()?, &Rfc3339).ok(),
            Type::UnixSeconds => OffsetDateTime::from_unix_timestamp(value.as_i64()?).ok(),
            Type::UnixMillis => OffsetDateTime::from_unix_timestamp_nanos(i128::from(value.as_i64()?) * 1_000_000).ok(),
            Type::Calendar(calendar) => calendar.parse(value.as_str()?),
            _ => None,
        }
    }
}

fn body(action: &Action, incoming: &Incoming) -> Result<Map<String, Json>, Rejection> {
    if incoming.body.is_empty()
        && action.parameters.iter().any(|parameter| parameter.required && parameter.location == ParameterLocation::Body)
    {
        return Err(Rejection::new(Situation::MissingBody, "the body is empty"));
    }
    if incoming.body.is_empty() {
        return Ok(Map::new());
    }
    let body: Map<String, Json> = serde_json::from_slice(&incoming.body)
        .map_err(|error| Rejection::new(Situation::MalformedBody, format!("the body is not a JSON object: {error}")))?;
    let known = |key: &str| {
        action.parameters.iter().any(|parameter| parameter.location == ParameterLocation::Body && parameter.key == key)
    };
    match body.keys().find(|key| !known(key)) {
        Some(key) if refuses_unknown(action) => {
            Err(Rejection::of(Situation::UnknownParameter, key, "is not a parameter of this action"))
        }
        _ => Ok(body),
    }
}

/// Whether the action documents a code for unknown parameters.
fn refuses_unknown(action: &Action) -> bool {
    action.codes.iter().any(|code| code.means.contains(&Situation::UnknownParameter))
}

fn from_body(action: &Action, parameter: &Parameter, body: &Map<String, Json>) -> Result<Option<Json>, Rejection> {
    let Some(value) = body.get(&parameter.key).filter(|value| !value.is_null()) else { return Ok(None) };
    match fits(action, &parameter.kind, value, "", true) {
        Ok(()) => Ok(Some(value.clone())),
        Err(misfit) => {
            let at = if misfit.path.is_empty() { String::new() } else { format!("at `{}` ", misfit.path) };
            Err(Rejection::of(Situation::Malformed, &parameter.wire, format!("{at}{}", misfit.why)))
        }
    }
}

fn from_query(parameter: &Parameter, list: &List, incoming: &Incoming) -> Result<Option<Json>, Rejection> {
    let Type::List(item) = &parameter.kind else {
        return incoming.asked(&parameter.key).map(|text| parse(parameter, &parameter.kind, text)).transpose();
    };
    let texts = items(parameter, list, incoming);
    if texts.is_empty() {
        return Ok(None);
    }
    let values: Result<_, Rejection> = texts.into_iter().map(|text| parse(parameter, item, text)).collect();
    values.map(|values| Some(Json::Array(values)))
}

/// The texts of a list's items, in each of the vendors' notations. Empty texts are ignored.
fn items<'i>(parameter: &Parameter, list: &List, incoming: &'i Incoming) -> Vec<&'i str> {
    let named = |wanted: String| {
        incoming
            .pairs
            .iter()
            .filter(move |(name, _)| *name == wanted)
            .map(|(_, value)| value.as_str())
            .filter(|value| !value.is_empty())
    };
    match list {
        List::Repeated => named(parameter.key.clone()).collect(),
        List::Brackets => named(format!("{}[]", parameter.key)).collect(),
        List::Joined(between) => named(parameter.key.clone())
            .flat_map(|text| text.split(between.as_str()))
            .filter(|item| !item.is_empty())
            .collect(),
        List::Numbered(_) => {
            let number = |name: &str| name.strip_prefix(&parameter.key)?.strip_prefix('.')?.parse::<u32>().ok();
            let mut numbered: Vec<_> =
                incoming.pairs.iter().filter_map(|(name, value)| Some((number(name)?, value.as_str()))).collect();
            numbered.sort_by_key(|(number, _)| *number);
            numbered.into_iter().map(|(_, value)| value).filter(|value| !value.is_empty()).collect()
        }
    }
}

/// Converts the text of a query or header to a value of its type.
fn parse(parameter: &Parameter, kind: &Type, text: &str) -> Result<Json, Rejection> {
    let value = match kind {
        Type::Bool if text.eq_ignore_ascii_case("true") => Some(Json::Bool(true)),
        Type::Bool if text.eq_ignore_ascii_case("false") => Some(Json::Bool(false)),
        Type::I32 => text.parse::<i32>().ok().map(Json::from),
        Type::U32 => text.parse::<u32>().ok().map(Json::from),
        Type::I64 | Type::UnixSeconds | Type::UnixMillis => text.parse::<i64>().ok().map(Json::from),
        Type::U64 => text.parse::<u64>().ok().map(Json::from),
        Type::F64 => text.parse::<f64>().ok().and_then(Number::from_f64).map(Json::Number),
        Type::Rfc3339 => OffsetDateTime::parse(text, &Rfc3339).ok().map(|_| Json::from(text)),
        Type::Calendar(calendar) => calendar.parse(text).map(|_| Json::from(text)),
        Type::Enum(_) => Some(text.parse::<i64>().map_or_else(|_| Json::from(text), Json::from)),
        Type::String => Some(Json::from(text)),
        Type::Bool | Type::Record(_) | Type::List(_) | Type::Map(_) => None,
    };
    value.ok_or_else(|| {
        Rejection::of(Situation::Malformed, &parameter.wire, format!("is not of its type: {}", kind.describe()))
    })
}
