//! The tests: each exchange of a spec. They are one statement a line, so they are written as they stand.

use super::{TIMES, head, import, module, uses};
use crate::{
    MARK,
    emit::{
        common_code,
        samples::{self, Times},
        type_names,
    },
};
use rtc_catalog::model::{
    Action, Example, Field, Parameter, ParameterLocation, Shape, Type, Vendor, is_first_moment, rfc3339_as_sent,
};
use serde_json::{Map, Value as Json};
use std::fmt::Write as _;

/// The root of the tests.
pub(super) fn main(vendor: &Vendor, actions: &[&Action]) -> String {
    let mut text = head(&vendor.id);
    line!(text, "//! The examples of all actions.");
    line!(
        text,
        "#![allow(clippy::too_many_lines, clippy::unreadable_literal, reason = \"values stand as the vendor writes them\")]"
    );
    line!(text, "#![cfg_attr(rustfmt, rustfmt_skip)]\n");
    line!(text, "mod exchange;");
    for action in actions.iter().filter(|action| !action.examples.is_empty()) {
        line!(text, "mod {};", module(action));
    }
    text
}

/// What the tests share.
pub(super) fn exchange(vendor: &Vendor) -> String {
    let mut text = head(&vendor.id);
    text.push_str(
        r#"//! Helpers that encode requests and decode answers.
#![allow(dead_code, reason = "not all of it is used by the examples of every vendor")]
#![cfg_attr(rustfmt, rustfmt_skip)]

use bytes::Bytes;
use rtc_core::generated::{Action, ErrorCode, Limits, OpenError, Parameters, Parts, Vendor, query, serde::Serialize};
use std::fmt::Debug;
use time::OffsetDateTime;

/// The limits that the request breaks at the time `now`, as text.
pub(crate) fn broken(request: &impl Action, now: OffsetDateTime) -> Vec<String> {
    Limits::broken_by(request, now).iter().map(ToString::to_string).collect()
}

pub(crate) fn sent(request: &impl Action) -> Parts {
    let mut parameters = Parameters::new();
    request.parameters(&mut parameters);
    parameters.into_parts().expect("the request can be written")
}

pub(crate) fn query(parts: &Parts) -> String {
    query::join(&parts.query)
}

pub(crate) fn body(parts: &Parts) -> serde_json::Value {
    comparable(serde_json::from_slice(parts.body.as_ref().expect("a body")).expect("JSON"))
}

/// The request as an object of its parameters.
pub(crate) fn serialized(request: &impl Serialize) -> serde_json::Value {
    comparable(serde_json::to_value(request).expect("the request can be written"))
}

pub(crate) fn json(text: &str) -> serde_json::Value {
    comparable(serde_json::from_str(text).expect("JSON"))
}

/// The same value with whole numbers as integers: an example may write `1.0` as `1`.
fn comparable(value: serde_json::Value) -> serde_json::Value {
    use serde_json::Value;
    match value {
        Value::Number(number) => match number.as_f64() {
            #[allow(clippy::cast_possible_truncation, reason = "it is whole and within 2^53")]
            Some(float) if number.is_f64() && float.fract() == 0.0 && float.abs() < 9_007_199_254_740_992.0 => {
                Value::from(float as i64)
            }
            _ => Value::Number(number),
        },
        Value::Array(items) => items.into_iter().map(comparable).collect(),
        Value::Object(entries) => entries.into_iter().map(|(key, value)| (key, comparable(value))).collect(),
        other => other,
    }
}

fn open<A: Action>(status: u16, body: &'static str) -> Result<A::Output, OpenError> {
    let response = http::Response::builder().status(status).body(Bytes::from_static(body.as_bytes())).expect("a response");
    <A::Vendor as Vendor>::open(&response).map(|answer| answer.output)
}

/// The answer, which is the same after it was written and read again.
pub(crate) fn answered<A: Action>(status: u16, body: &'static str) -> A::Output
where
    A::Output: Debug + PartialEq + Serialize,
{
    let output = open::<A>(status, body).unwrap_or_else(|error| unreachable!("a success: {error:?}"));
    let written = serde_json::to_string(&output).expect("the answer can be written");
    let again: A::Output = serde_json::from_str(&written).expect("what was written can be read");
    assert_eq!(again, output, "{written}");
    output
}

pub(crate) fn refused<A: Action>(status: u16, body: &'static str) -> A::Code {
    match open::<A>(status, body) {
        Err(OpenError::Refused { code: Some(code), .. }) => ErrorCode::from_wire(&code),
        Err(other) => unreachable!("not a refusal with a code: {other:?}"),
        Ok(_) => unreachable!("a success"),
    }
}
"#,
    );
    text
}

/// The examples of an action.
pub(super) fn of_action(action: &Action, package: &str) -> String {
    let mut tests = String::new();
    for example in &action.examples {
        test(action, example, &mut tests);
    }
    let mut text = format!("// {MARK} from specs/{}. Edit the spec, not this file.\n", action.spec);
    line!(text, "//! The spec's examples: the encoded request and the decoded answer.");
    line!(text, "#![cfg_attr(rustfmt, rustfmt_skip)]\n");
    imports(action, package, &tests, &mut text);
    text + &tests
}

fn imports(action: &Action, package: &str, tests: &str, to: &mut String) {
    let (code, common) = (format!("{}Code", action.name), common_code(&action.vendor));
    let mut names: Vec<&str> = vec![&action.name, &code, &common];
    names.extend(type_names(action));
    let helpers = ["answered", "body", "broken", "json", "query", "refused", "sent", "serialized"];
    import("super::exchange", &helpers, tests, to);
    import(&action.package.replace('-', "_"), &names, tests, to);
    let package = package.replace('-', "_");
    if uses(tests, "requests") {
        line!(to, "use {package}::requests::{} as requests;", module(action));
    }
    import(&format!("{package}::times"), &TIMES, tests, to);
}

fn test(action: &Action, example: &Example, to: &mut String) {
    // No example's name can then be that of a helper.
    line!(to, "\n#[test]\nfn example_{}() {{", example.rust);
    if let Some(request) = &example.request {
        ask(action, example, request, to);
    }
    if let Some(response) = &example.response {
        answer(action, example, response, to);
    }
    line!(to, "}}");
}

fn ask(action: &Action, example: &Example, request: &Map<String, Json>, to: &mut String) {
    line!(to, "    let request = requests::example_{}();", example.rust);
    // What the vendor refuses may well break a limit.
    if example.refused.is_none() {
        let ends = action.window.iter().flat_map(|window| [window.end, window.start]).map(|at| &action.parameters[at]);
        let now = match ends.into_iter().find(|end| request.contains_key(&end.wire)) {
            Some(end) => {
                let end_of_window = samples::expression(action, &end.kind, &request[&end.wire], Times::Helpers);
                if end.kind.is_day() { format!("{end_of_window}.midnight().assume_utc()") } else { end_of_window }
            }
            None => "time::OffsetDateTime::UNIX_EPOCH".to_owned(),
        };
        line!(to, "    assert_eq!(broken(&request, {now}), Vec::<String>::new());");
    }
    let query = example.query.clone().unwrap_or_else(|| rtc_catalog::model::encode_query(action, request));
    line!(to, "    let parts = sent(&request);");
    line!(to, "    assert_eq!(query(&parts), {query:?});");
    if action.has_body() {
        let body = action.parameters.iter().filter(|parameter| parameter.location == ParameterLocation::Body);
        let body = body.filter_map(|parameter| {
            Some((parameter.key.clone(), written(action, parameter, request.get(&parameter.wire)?, Purpose::Wire)))
        });
        line!(to, "    assert_eq!(body(&parts), json({:?}));", Json::Object(body.collect()).to_string());
    }
    line!(to, "    assert_eq!(serialized(&request), json({:?}));", serialized(action, request).to_string());
}

/// A request as an object of its parameters.
fn serialized(action: &Action, request: &Map<String, Json>) -> Json {
    let parameters = action.parameters.iter().filter_map(|parameter| {
        let value = request.get(&parameter.wire).or_else(|| request.get(&parameter.key))?;
        let is_key = parameter.location == ParameterLocation::Body;
        let name = if is_key { &parameter.key } else { &parameter.wire };
        Some((name.clone(), written(action, parameter, value, Purpose::Show)))
    });
    Json::Object(parameters.collect())
}

/// What a request is serialized for.
#[derive(Clone, Copy, PartialEq)]
enum Purpose {
    /// The vendor, which gets all values.
    Wire,
    /// Anybody else: secrets are redacted.
    Show,
}

/// A parameter of an example as it is serialized.
fn written(action: &Action, parameter: &Parameter, value: &Json, purpose: Purpose) -> Json {
    if parameter.secret && purpose == Purpose::Show {
        return "[redacted]".into();
    }
    as_written(action, &parameter.kind, value, purpose)
}

/// A value of an example as it is serialized: times have whole seconds and an offset in digits, and what a double holds is one.
fn as_written(action: &Action, kind: &Type, value: &Json, purpose: Purpose) -> Json {
    match (kind, value) {
        (Type::Rfc3339, Json::String(text)) => rfc3339_as_sent(text).into(),
        // A double holds only some of the larger whole numbers.
        (Type::F64, Json::Number(number)) if number.as_i64().is_none_or(|it| it.unsigned_abs() > 1 << 53) => {
            number.as_f64().into()
        }
        (Type::List(inner), Json::Array(items)) => {
            items.iter().map(|item| as_written(action, inner, item, purpose)).collect()
        }
        (Type::Map(inner), Json::Object(entries)) => {
            entries.iter().map(|(key, item)| (key.clone(), as_written(action, inner, item, purpose))).collect()
        }
        (Type::Record(name), Json::Object(object)) => match action.record(name).map(|record| &record.shape) {
            Some(Shape::Sent(parameters)) => {
                let field = |key: &str, item: &Json| match parameters.iter().find(|it| it.key == key) {
                    Some(parameter) => written(action, parameter, item, purpose),
                    None => item.clone(),
                };
                object.iter().map(|(key, item)| (key.clone(), field(key, item))).collect()
            }
            _ => value.clone(),
        },
        _ => value.clone(),
    }
}

fn answer(action: &Action, example: &Example, response: &Json, to: &mut String) {
    let (status, text) = (example.status, response.to_string());
    if let Some(code) = &example.refused {
        let name = &action.name;
        let expected = match action.codes.iter().find(|known| known.wire == *code) {
            Some(known) if known.own => format!("{name}Code::{}", known.rust),
            Some(known) => format!("{name}Code::Common({}::{})", common_code(&action.vendor), known.rust),
            None => format!("rtc_core::ErrorCode::from_wire({code:?})"),
        };
        line!(to, "    assert_eq!(refused::<{name}>({status}, {text:?}), {expected});");
        return;
    }
    let payload = action.vendor.envelope.payload.split('.').try_fold(response, |value, key| value.get(key));
    let empty = Json::Object(Map::new());
    let mut asserts = String::new();
    match action.whole_answer() {
        Some(field) => {
            let place = format!("output.{}", field.rust);
            let value = payload.unwrap_or(&Json::Null);
            match (field.optional, is_absent(field, value)) {
                (true, true) => line!(asserts, "    assert_eq!({place}, None);"),
                (true, false) => {
                    let place = format!("{place}.as_ref().expect(\"it is there\")");
                    leaf(action, &field.kind, value, (&place, true), &mut asserts);
                }
                (false, _) => leaf(action, &field.kind, value, (&place, false), &mut asserts),
            }
        }
        None => leaves(action, &action.output, payload.unwrap_or(&empty), "output", &mut asserts),
    }
    let output = if asserts.is_empty() { "_" } else { "output" };
    line!(to, "    let {output} = answered::<{}>({status}, {text:?});", action.name);
    to.push_str(&asserts);
}

/// Asserts every value of an answer.
fn leaves(action: &Action, fields: &[Field], object: &Json, place: &str, to: &mut String) {
    for field in fields {
        let place = format!("{place}.{}", field.rust);
        let value = object.get(&field.wire).unwrap_or(&Json::Null);
        match (field.optional, is_absent(field, value)) {
            (true, true) => line!(to, "    assert_eq!({place}, None);"),
            (true, false) => {
                leaf(action, &field.kind, value, (&format!("{place}.as_ref().expect(\"it is there\")"), true), to);
            }
            (false, _) => leaf(action, &field.kind, value, (&place, false), to),
        }
    }
}

/// Whether the client reads a value of an optional field as none.
fn is_absent(field: &Field, value: &Json) -> bool {
    value.is_null()
        || (field.kind.is_time() && value.as_str() == Some(""))
        || (field.zero_is_none && is_zero(&field.kind, value))
}

/// Whether a value is the one that stands for none.
fn is_zero(kind: &Type, value: &Json) -> bool {
    match value {
        Json::Number(number) => number.as_f64() == Some(0.0),
        Json::String(text) if *kind == Type::Rfc3339 => is_first_moment(text),
        Json::String(text) => text.is_empty(),
        _ => false,
    }
}

/// Asserts one value; `behind` says that `place` is a reference.
fn leaf(action: &Action, kind: &Type, value: &Json, (place, behind): (&str, bool), to: &mut String) {
    let here = if behind { format!("*{place}") } else { place.to_owned() };
    let expected = || samples::expression(action, kind, value, Times::Helpers);
    match (kind, value) {
        (Type::List(_) | Type::Map(_), Json::Null) => line!(to, "    assert!({place}.is_empty());"),
        (Type::List(inner), Json::Array(items)) => {
            line!(to, "    assert_eq!({place}.len(), {});", items.len());
            for (at, item) in items.iter().enumerate() {
                leaf(action, inner, item, (&format!("{place}[{at}]"), false), to);
            }
        }
        (Type::Map(inner), Json::Object(entries)) => {
            for (key, item) in entries {
                leaf(action, inner, item, (&format!("{place}[{key:?}]"), false), to);
            }
        }
        (Type::Record(name), Json::Object(_)) => {
            if let Some(Shape::Answered(fields)) = action.record(name).map(|record| &record.shape) {
                leaves(action, fields, value, place, to);
            }
        }
        (Type::F64, _) => line!(to, "    assert!(({here} - {}).abs() < f64::EPSILON);", expected()),
        (Type::Bool, Json::Bool(true)) => line!(to, "    assert!({here});"),
        (Type::Bool, _) => line!(to, "    assert!(!{here});"),
        _ => line!(to, "    assert_eq!({here}, {});", expected()),
    }
}
