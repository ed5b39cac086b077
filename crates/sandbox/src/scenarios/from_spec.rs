//! Answers and parameters derived from the spec alone.

use crate::wire_time;
use rtc_catalog::model::{Action, Bounds, Field, Parameter, Shape, Span, Type};
use serde_json::{Map, Value as Json, json};
use time::{Duration, OffsetDateTime};

/// Maximum nesting depth of generated objects; types may contain themselves.
const DEEPEST: usize = 4;

/// The answer of the first example that is not a refusal, else values of the documented types. `None` if the example
/// has no payload either.
pub(super) fn payload(action: &Action) -> Option<Json> {
    let mut answers = action
        .examples
        .iter()
        .filter(|example| example.refused.is_none())
        .filter_map(|example| example.response.as_ref());
    let Some(response) = answers.next() else {
        let whole = action.whole_answer().map(|field| value(action, field, 0));
        return Some(whole.unwrap_or_else(|| object(action, &action.output, 0)));
    };
    let path = &action.vendor.envelope.payload;
    path.split('.').try_fold(response, |value, key| value.get(key)).cloned()
}

/// The value at a JSON pointer in the payload of an example, else in values of the documented types. `null` if there is
/// none.
pub(super) fn documented(action: &Action, pointer: &str) -> Json {
    let path = &action.vendor.envelope.payload;
    let of_example = action.examples.iter().filter(|example| example.refused.is_none()).find_map(|example| {
        let payload = path.split('.').try_fold(example.response.as_ref()?, |value, key| value.get(key))?;
        payload.pointer(pointer).cloned()
    });
    of_example.or_else(|| object(action, &action.output, 0).pointer(pointer).cloned()).unwrap_or(Json::Null)
}

fn object(action: &Action, fields: &[Field], depth: usize) -> Json {
    Json::Object(fields.iter().map(|field| (field.wire.clone(), value(action, field, depth))).collect())
}

fn value(action: &Action, field: &Field, depth: usize) -> Json {
    field.example.clone().unwrap_or_else(|| answered(action, &field.kind, depth))
}

fn answered(action: &Action, kind: &Type, depth: usize) -> Json {
    match kind {
        Type::List(_) if depth >= DEEPEST => json!([]),
        Type::List(item) => json!([answered(action, item, depth + 1)]),
        Type::Map(_) if depth >= DEEPEST => json!({}),
        Type::Map(item) => json!({ "key": answered(action, item, depth + 1) }),
        Type::Record(name) => match action.record(name).map(|record| &record.shape) {
            Some(Shape::Answered(fields)) if depth < DEEPEST => object(action, fields, depth + 1),
            // Deeper objects contain required fields only.
            Some(Shape::Answered(fields)) if depth < 2 * DEEPEST => {
                let needed: Vec<_> = fields.iter().filter(|field| !field.optional).cloned().collect();
                object(action, &needed, depth + 1)
            }
            _ => json!({}),
        },
        scalar => plain(action, scalar),
    }
}

fn plain(action: &Action, kind: &Type) -> Json {
    match kind {
        Type::String => json!("text"),
        Type::Bool => json!(true),
        Type::F64 => json!(0.5),
        Type::Rfc3339 | Type::UnixSeconds | Type::UnixMillis | Type::Calendar(_) => {
            wire_time::json(kind, OffsetDateTime::UNIX_EPOCH + Duration::days(20_000))
        }
        Type::Enum(name) => match action.enumeration(name) {
            Some(item) if item.integer => {
                json!(item.values.first().and_then(|value| value.wire.parse::<i64>().ok()).unwrap_or(0))
            }
            Some(item) => json!(item.values.first().map_or("", |value| &value.wire)),
            None => json!(""),
        },
        _ => json!(1),
    }
}

/// The parameters of the first example that has some, else one value for each required parameter. A span is moved to
/// where it is valid.
pub(super) fn parameters(action: &Action, now: OffsetDateTime) -> Map<String, Json> {
    let example =
        action.examples.iter().filter(|example| example.refused.is_none()).find_map(|example| example.request.clone());
    let needed = || {
        let value = |parameter: &Parameter| {
            parameter.example.clone().unwrap_or_else(|| sent(action, parameter, &parameter.kind, 0))
        };
        let required = action.parameters.iter().filter(|parameter| parameter.required);
        required.map(|parameter| (parameter.wire.clone(), value(parameter))).collect::<Map<_, _>>()
    };
    let mut parameters = example.unwrap_or_else(needed);
    if let Some(window) = &action.window {
        let hour = Duration::HOUR;
        // The shortest one is allowed whichever parameters are set.
        let span = action.narrower_spans().first().map(|(_, span)| *span).or(window.span);
        let length = span.map_or(hour, |Span(span)| Duration::try_from(span).unwrap_or(hour).min(hour));
        for (at, moment) in [(window.start, now - length), (window.end, now)] {
            let parameter = &action.parameters[at];
            parameters.insert(parameter.wire.clone(), wire_time::json(&parameter.kind, moment));
        }
    }
    parameters
}

/// A value within the parameter's limits, as far as each can be met individually.
fn sent(action: &Action, parameter: &Parameter, kind: &Type, depth: usize) -> Json {
    let least = |bounds: Option<Bounds>| bounds.and_then(|bounds| bounds.min).unwrap_or(1).max(1);
    match kind {
        Type::List(_) | Type::Map(_) | Type::Record(_) if depth >= DEEPEST => Json::Null,
        Type::List(item) => {
            (0..least(parameter.limits.items)).map(|_| sent(action, parameter, item, depth + 1)).collect()
        }
        Type::Map(item) => json!({ "key": sent(action, parameter, item, depth + 1) }),
        Type::Record(name) => match action.record(name).map(|record| &record.shape) {
            Some(Shape::Sent(fields)) => {
                let value = |field: &Parameter| {
                    field.example.clone().unwrap_or_else(|| sent(action, field, &field.kind, depth + 1))
                };
                let required = fields.iter().filter(|field| field.required);
                Json::Object(required.map(|field| (field.key.clone(), value(field))).collect())
            }
            _ => json!({}),
        },
        Type::String => {
            let first = parameter.limits.characters.as_ref().and_then(|characters| characters.ranges.first());
            let letter = first.map_or('t', |(letter, _)| *letter);
            (0..least(parameter.limits.length)).map(|_| letter).collect::<String>().into()
        }
        scalar if scalar.is_integer() => {
            let bounds = parameter.limits.range;
            let most = bounds.and_then(|bounds| bounds.max).unwrap_or(1).min(1);
            bounds.and_then(|bounds| bounds.min).unwrap_or(most).into()
        }
        scalar => plain(action, scalar),
    }
}
