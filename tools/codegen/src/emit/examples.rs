//! `tests/examples.rs`: the spec's examples, both ways.
//!
//! One statement a line, so it is written as text: there is nothing for a formatter to decide.

use super::samples::{self, Times};
use crate::MARK;
use heck::ToUpperCamelCase;
use rtc_catalog::model::{Action, Example, Field, Place, Shape, Type};
use serde_json::{Map, Value as Json};
use std::fmt::Write as _;

macro_rules! line {
    ($to:expr) => { $to.push('\n') };
    ($to:expr, $($arguments:tt)*) => {{ let _ = writeln!($to, $($arguments)*); }};
}

pub(super) fn emit(action: &Action) -> String {
    if action.examples.is_empty() {
        return String::new();
    }
    let mut tests = String::new();
    for example in &action.examples {
        test(action, example, &mut tests);
    }
    let helpers = helpers(action, &tests);
    let mut text = format!("// {MARK} from specs/{}. Edit the spec, not this file.\n", action.spec);
    line!(text, "//! The exchanges of the spec: what is sent, and what is made of the answer.");
    line!(
        text,
        "#![allow(clippy::too_many_lines, clippy::unreadable_literal, reason = \"values stand as the vendor writes them\")]"
    );
    line!(text, "#![cfg_attr(rustfmt, rustfmt_skip)]\n");
    imports(action, &tests, &helpers, &mut text);
    text + &tests + &helpers
}

/// Whether `code` has `word` as a word of its own, outside of texts.
fn uses(code: &str, word: &str) -> bool {
    let is_part = |letter: char| letter.is_alphanumeric() || letter == '_';
    code.match_indices(word).any(|(at, _)| {
        let (before, after) = (&code[..at], &code[at + word.len()..]);
        let line = before.rsplit('\n').next().unwrap_or_default();
        // Texts begin and end on one line, and every quote inside of one has a backslash.
        let in_text = line.replace("\\\\", "").replace("\\\"", "").matches('"').count() % 2 == 1;
        !in_text && !before.ends_with(is_part) && !after.starts_with(is_part)
    })
}

fn imports(action: &Action, tests: &str, helpers: &str, to: &mut String) {
    let both = |word: &str| uses(tests, word) || uses(helpers, word);
    let mut group = |path: &str, names: &[&str]| {
        let mut used: Vec<&str> = names.iter().copied().filter(|name| both(name)).collect();
        used.sort_unstable();
        used.dedup();
        match &used[..] {
            [] => {}
            [one] => line!(to, "use {path}::{one};"),
            several => line!(to, "use {path}::{{{}}};", several.join(", ")),
        }
    };
    let (output, code) = (format!("{}Output", action.name), format!("{}Code", action.name));
    let vendor = action.vendor.id.to_upper_camel_case();
    let enums = action.regions.iter().chain(&action.enums).map(|item| item.name.as_str());
    let records = action.records.iter().map(|record| record.name.as_str());
    let names: Vec<&str> = [action.name.as_str(), &output, &code].into_iter().chain(enums).chain(records).collect();
    group("bytes", &["Bytes"]);
    group("rtc_core", &["Action", "ErrorCode", "OpenError", "Limits", "Parameters", "Parts", "Vendor", "query"]);
    group(&format!("rtc_{}", action.vendor.id), &[&vendor]);
    group("time", &["OffsetDateTime"]);
    group("time::format_description::well_known", &["Rfc3339"]);
    group(&action.package.replace('-', "_"), &names);
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
    let chain = samples::builder(action, &action.name, &action.parameters, request, Times::Helpers, "\n        ");
    line!(to, "    let request = {chain}\n        .build();");
    // What the vendor refuses may well break a limit.
    if example.refused.is_none() {
        let now = match action.window.as_ref().map(|window| &action.parameters[window.end]) {
            Some(end) if request.contains_key(&end.wire) => {
                samples::expression(action, &end.kind, &request[&end.wire], Times::Helpers)
            }
            _ => "OffsetDateTime::UNIX_EPOCH".to_owned(),
        };
        line!(to, "    assert_eq!(Limits::broken_by(&request, {now}), []);");
    }
    let query = example.query.clone().unwrap_or_else(|| rtc_catalog::model::encode_query(action, request));
    line!(to, "    let parts = sent(&request);");
    line!(to, "    assert_eq!(query::join(&parts.query), {query:?});");
    if action.has_body() {
        let body = action.parameters.iter().filter(|parameter| parameter.place == Place::Body);
        let body = body.filter_map(|parameter| Some((parameter.key.clone(), request.get(&parameter.wire)?.clone())));
        line!(to, "    assert_eq!(body(&parts), json({:?}));", Json::Object(body.collect()).to_string());
    }
}

fn answer(action: &Action, example: &Example, response: &Json, to: &mut String) {
    let (status, text) = (example.status, response.to_string());
    if let Some(code) = &example.refused {
        let variant = action.codes.iter().find(|known| known.wire == *code).map(|known| known.rust.as_str());
        let expected = variant.map_or_else(
            || format!("{}Code::from({code:?})", action.name),
            |variant| format!("{}Code::{variant}", action.name),
        );
        line!(to, "    assert_eq!(refused({status}, {text:?}), {expected});");
        return;
    }
    let payload = action.vendor.envelope.payload.split('.').try_fold(response, |value, key| value.get(key));
    let empty = Json::Object(Map::new());
    let mut asserts = String::new();
    leaves(action, &action.output, payload.unwrap_or(&empty), "output", &mut asserts);
    let output = if asserts.is_empty() { "_" } else { "output" };
    line!(to, "    let {output} = answered({status}, {text:?});");
    to.push_str(&asserts);
}

/// Asserts every value of an answer.
fn leaves(action: &Action, fields: &[Field], object: &Json, place: &str, to: &mut String) {
    for field in fields {
        let place = format!("{place}.{}", field.rust);
        let value = object.get(&field.wire).unwrap_or(&Json::Null);
        let absent = value.is_null() || (field.kind.is_time() && value.as_str() == Some(""));
        match (field.optional, absent) {
            (true, true) => line!(to, "    assert_eq!({place}, None);"),
            (true, false) => {
                leaf(action, &field.kind, value, (&format!("{place}.as_ref().expect(\"it is there\")"), true), to);
            }
            (false, _) => leaf(action, &field.kind, value, (&place, false), to),
        }
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

/// The helpers that the tests use, and those that these use.
fn helpers(action: &Action, tests: &str) -> String {
    let name = &action.name;
    let vendor = action.vendor.id.to_upper_camel_case();
    let (answered, refused) = (uses(tests, "answered"), uses(tests, "refused"));
    let mut text = String::new();
    let mut helper = |wanted: bool, signature: &str, body: &str| {
        if wanted {
            line!(text, "\nfn {signature} {{\n    {body}\n}}");
        }
    };
    helper(
        uses(tests, "sent"),
        &format!("sent(request: &{name}) -> Parts"),
        "let mut parameters = Parameters::new();\n    Action::parameters(request, &mut parameters);\n    parameters.into_parts().expect(\"the request can be written\")",
    );
    helper(
        uses(tests, "body"),
        "body(parts: &Parts) -> serde_json::Value",
        "serde_json::from_slice(parts.body.as_ref().expect(\"a body\")).expect(\"JSON\")",
    );
    helper(uses(tests, "json"), "json(text: &str) -> serde_json::Value", "serde_json::from_str(text).expect(\"JSON\")");
    helper(
        answered || refused,
        &format!("open(status: u16, body: &'static str) -> Result<{name}Output, OpenError>"),
        &format!(
            "let response = http::Response::builder().status(status).body(Bytes::from_static(body.as_bytes())).expect(\"a response\");\n    \
             <{vendor} as Vendor>::open(&response).map(|answer| answer.output)"
        ),
    );
    helper(
        answered,
        &format!("answered(status: u16, body: &'static str) -> {name}Output"),
        "open(status, body).expect(\"a success\")",
    );
    helper(
        refused,
        &format!("refused(status: u16, body: &'static str) -> {name}Code"),
        "match open(status, body).expect_err(\"a refusal\") {\n        \
         OpenError::Refused { code: Some(code), .. } => ErrorCode::from_wire(&code),\n        \
         other => unreachable!(\"not a refusal with a code: {other:?}\"),\n    }",
    );
    helper(
        uses(tests, "at"),
        "at(text: &str) -> OffsetDateTime",
        "OffsetDateTime::parse(text, &Rfc3339).expect(\"a time\")",
    );
    helper(
        uses(tests, "seconds"),
        "seconds(seconds: i64) -> OffsetDateTime",
        "OffsetDateTime::from_unix_timestamp(seconds).expect(\"a time\")",
    );
    helper(
        uses(tests, "millis"),
        "millis(millis: i64) -> OffsetDateTime",
        "OffsetDateTime::from_unix_timestamp_nanos(i128::from(millis) * 1_000_000).expect(\"a time\")",
    );
    text
}
