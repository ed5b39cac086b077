//! Examples: each must be what the spec says.

use super::Context;
use crate::{
    format::{self, ActionFile, ParameterLocation},
    model::{self, Action, Example},
    suggestions,
    yaml::Span,
};
use heck::ToSnakeCase;
use serde_json::{Map, Value as Json};
use std::collections::HashMap;

/// Checks the action's examples.
pub(super) fn resolve(file: &ActionFile, action: &Action, context: &mut Context<'_>) -> Vec<Example> {
    let mut taken = HashMap::new();
    file.examples
        .iter()
        .enumerate()
        .map(|(at, spec)| {
            let at = at.to_string();
            let rust = spec.name.to_snake_case();
            check_name(&rust, &at, &mut taken, context);
            check_status(spec, &at, context);
            if let Some(request) = &spec.request {
                check_request(request, spec, action, &at, context);
            } else if spec.query.is_some() || spec.body.is_some() {
                let key = if spec.query.is_some() { "query" } else { "body" };
                context.report(
                    context.key(&["examples", &at, key]),
                    format!("a `{key}` without a `request`"),
                    "add `request:` with the parameters",
                );
            }
            let refused = spec.response.as_ref().and_then(|response| check_response(response, action, &at, context));
            if let (Some(status), Some(_), None) = (spec.status, &spec.response, &refused)
                && (100..600).contains(&status)
                && !(200..300).contains(&status)
            {
                let message = format!("a success with status {status}");
                let help = "remove `status`, or write the code with which the vendor refuses into the answer";
                context.report(context.value(&["examples", &at, "status"]), message, help);
            }
            if spec.request.is_none() && spec.response.is_none() {
                context.report(
                    context.value(&["examples", &at]),
                    "the example is empty",
                    "add a `request`, a `response` or both",
                );
            }
            Example {
                name: spec.name.trim().to_owned(),
                rust,
                request: spec.request.clone(),
                query: spec.query.clone(),
                body: spec.body.clone(),
                status: spec.status.unwrap_or(200),
                response: spec.response.clone(),
                refused,
            }
        })
        .collect()
}

/// The longest name of an example's test.
const LONGEST_NAME: usize = 90;

/// Checks the name of an example's test, which is made from the name of the example.
fn check_name(rust: &str, at: &str, taken: &mut HashMap<String, Option<Span>>, context: &mut Context<'_>) {
    let span = context.value(&["examples", at, "name"]);
    let is_of_name = |letter: char| letter.is_ascii_alphanumeric() || letter == '_';
    let help = "describe the example in a few words: its test is named after them";
    if !rust.contains(|letter: char| letter.is_ascii_alphanumeric()) {
        context.report(span, "the example has no name", help);
    } else if let Some(letter) = rust.chars().find(|letter| !is_of_name(*letter)) {
        let message = format!("the example's name contains `{}`", letter.escape_debug());
        context.report(span, message, "its test is named after it: use the letters a to z and digits");
    } else if rust.len() > LONGEST_NAME {
        context.report(span, format!("the example's name has more than {LONGEST_NAME} letters"), help);
    } else if let Some(first) = taken.insert(rust.to_owned(), span) {
        let help = "describe the example in a few words that no other example has";
        let first = first.map(|span| (span, "the other one"));
        context.report_pair(span, first, "another example's test has the same name", help);
    }
}

/// Checks the HTTP status of an example.
fn check_status(spec: &format::Example, at: &str, context: &mut Context<'_>) {
    if spec.status.is_some_and(|status| !(100..600).contains(&status)) {
        let help = "HTTP statuses are 100 to 599";
        context.report(context.value(&["examples", at, "status"]), "this is not an HTTP status", help);
    }
}

fn check_request(
    request: &Map<String, Json>,
    spec: &format::Example,
    action: &Action,
    at: &str,
    context: &mut Context<'_>,
) {
    let path = ["examples", at, "request"];
    for (wire, value) in request {
        let place = ["examples", at, "request", wire];
        let Some(parameter) = action.parameter(wire) else {
            if !context.is_removed(wire) {
                let known = action.parameters.iter().map(|parameter| parameter.wire.as_str());
                context.report(
                    context.key(&place),
                    format!("there is no parameter `{wire}`"),
                    suggestions::did_you_mean(wire, known),
                );
            }
            continue;
        };
        if let Err(mismatch) = model::fits(action, &parameter.kind, value, wire, true) {
            context.report(
                context.value(&place),
                mismatch.to_string(),
                format!("its type is {}", parameter.kind.describe()),
            );
        } else if let Err(broken) = model::within_limits(action, parameter, value) {
            context.report(
                context.value(&place),
                format!("`{wire}` {}", broken.why),
                "correct the example or the limit: a call with this value is refused before it is sent",
            );
        }
    }
    for parameter in
        action.parameters.iter().filter(|parameter| parameter.required && !request.contains_key(&parameter.wire))
    {
        let message = format!("the required parameter `{}` is missing", parameter.wire);
        context.report(context.key(&path), message, "add it: an example must be a complete call");
    }
    for group in &action.together {
        let (set, unset): (Vec<&str>, Vec<&str>) =
            group.iter().map(|at| action.parameters[*at].wire.as_str()).partition(|wire| request.contains_key(*wire));
        if let ([set, ..], [unset, ..]) = (&set[..], &unset[..]) {
            let message = format!("`{set}` without `{unset}`, which is required together with it");
            context.report(context.key(&["examples", at, "request", set]), message, "add it, or remove both");
        }
    }
    check_encoding(request, spec, action, at, context);
}

/// Compares what the example says is sent with what the spec says is sent.
fn check_encoding(
    request: &Map<String, Json>,
    spec: &format::Example,
    action: &Action,
    at: &str,
    context: &mut Context<'_>,
) {
    if let Some(query) = &spec.query {
        let encoded = model::encode_query(action, request);
        if encoded != *query {
            context.report(
                context.value(&["examples", at, "query"]),
                "the parameters encode to another query",
                format!("expected: {encoded}"),
            );
        }
    }
    if let Some(body) = &spec.body {
        let expected: Map<String, Json> = action
            .parameters
            .iter()
            .filter(|parameter| parameter.location == ParameterLocation::Body)
            .filter_map(|parameter| Some((parameter.key.clone(), request.get(&parameter.wire)?.clone())))
            .collect();
        if *body != Json::Object(expected.clone()) {
            let help = format!("expected: {}", Json::Object(expected));
            context.report(context.value(&["examples", at, "body"]), "the parameters encode to another body", help);
        }
    }
}

/// The value at a path of keys joined by dots.
fn lookup<'j>(answer: &'j Json, path: &str) -> Option<&'j Json> {
    path.split('.').try_fold(answer, |value, key| value.get(key)).filter(|value| !value.is_null())
}

/// Checks an answer; returns the code if it is a refusal.
fn check_response(response: &Json, action: &Action, at: &str, context: &mut Context<'_>) -> Option<String> {
    let path = ["examples", at, "response"];
    let envelope = &action.vendor.envelope;
    let code = lookup(response, &envelope.code);
    if let Some(code) = code.filter(|code| code.as_i64().is_none() || code.as_i64() != envelope.success) {
        let code = code.as_str().map_or_else(|| code.to_string(), str::to_owned);
        if !action.codes.iter().any(|known| known.wire == code) && !context.is_removed(&code) {
            let help = "add it to `errors`, or add its group to `codes`";
            context.report(context.value(&path), format!("the code `{code}` is not documented"), help);
        }
        return Some(code);
    }
    if envelope.success.is_some() && code.is_none() {
        let help = format!("write the whole answer, including `{}`", envelope.code);
        context.report(context.value(&path), "this is not a complete answer", help);
        return None;
    }
    if let Some((parent, _)) = envelope.request_id.rsplit_once('.')
        && lookup(response, parent).is_none()
    {
        let help = format!("write the whole answer, including `{}`", envelope.request_id);
        context.report(context.value(&path), "this is not a complete answer", help);
        return None;
    }
    let payload = match lookup(response, &envelope.payload) {
        Some(payload) => payload.clone(),
        None if action.whole_answer().is_some_and(|whole| whole.optional) => Json::Null,
        None if envelope.success.is_some() => Json::Object(Map::new()),
        None => {
            let help = format!("write the whole answer, with the payload at `{}`", envelope.payload);
            context.report(context.value(&path), "this is not a complete answer", help);
            return None;
        }
    };
    let fits = match (&payload, action.whole_answer()) {
        (Json::Null, Some(whole)) if whole.optional => Ok(()),
        (Json::String(text), Some(whole)) if text.is_empty() && whole.optional && whole.kind.is_time() => Ok(()),
        (payload, Some(whole)) => model::fits(action, &whole.kind, payload, &envelope.payload, false),
        (Json::Object(object), None) => model::answer_fits(action, &action.output, object, &envelope.payload),
        // Nothing is read of it.
        (_, None) if action.output.is_empty() => Ok(()),
        (_, None) => Err(model::Mismatch { path: envelope.payload.clone(), why: "is not an object".to_owned() }),
    };
    if let Err(mismatch) = fits {
        let place: Vec<&str> = path.iter().copied().chain(envelope.payload.split('.')).collect();
        let span = context.nearest(&locate(&place, &mismatch.path[envelope.payload.len()..]));
        context.report(
            span,
            mismatch.to_string(),
            "correct the example or the field's type; mark a field that may be missing as `optional`",
        );
    }
    None
}

/// Splits a mismatch's path, as `UserList[0].CallId`, to the keys and numbers it is made of.
fn locate<'p>(base: &[&'p str], below: &'p str) -> Vec<&'p str> {
    base.iter().copied().chain(below.split(['.', '[', ']']).filter(|part| !part.is_empty())).collect()
}
