//! Examples: each must be what the spec says.

use super::{
    Context, check_sample,
    identifiers::{Case, Identifiers},
};
use crate::{
    format::{ActionFile, Example as Written, Place},
    model::{self, Action, Example, Shape},
    words,
};
use heck::ToSnakeCase;
use serde_json::{Map, Value as Json};

/// Checks the action's examples, and the defaults and samples beside its parameters and fields.
pub(super) fn resolve(file: &ActionFile, action: &Action, context: &mut Context<'_>) -> Vec<Example> {
    samples(action, context);
    let mut taken = Identifiers::new(Case::Snake, &[]);
    file.examples
        .iter()
        .enumerate()
        .map(|(at, written)| {
            let at = at.to_string();
            let rust = written.name.to_snake_case();
            taken.claim(
                &format!("example_{rust}"),
                &["examples", &at, "name"],
                "say in a few words what the example shows, differently from the others",
                context,
            );
            if let Some(request) = &written.request {
                check_request(request, written, action, &at, context);
            } else if written.query.is_some() || written.body.is_some() {
                let key = if written.query.is_some() { "query" } else { "body" };
                context.report(
                    context.key(&["examples", &at, key]),
                    format!("a `{key}` without a `request`"),
                    "add `request:` with the parameters",
                );
            }
            let refused = written.response.as_ref().and_then(|response| check_response(response, action, &at, context));
            if written.request.is_none() && written.response.is_none() {
                context.report(
                    context.value(&["examples", &at]),
                    "an example of nothing",
                    "add a `request`, a `response` or both",
                );
            }
            Example {
                name: written.name.trim().to_owned(),
                rust,
                request: written.request.clone(),
                query: written.query.clone(),
                body: written.body.clone(),
                status: written.status.unwrap_or(200),
                response: written.response.clone(),
                refused,
            }
        })
        .collect()
}

fn samples(action: &Action, context: &mut Context<'_>) {
    for parameter in &action.parameters {
        for (key, value) in [("default", &parameter.default), ("example", &parameter.example)] {
            if let Some(value) = value {
                check_sample(action, &parameter.kind, value, &["request", &parameter.wire, key], context);
            }
        }
    }
    for field in &action.output {
        if let Some(value) = &field.example {
            check_sample(action, &field.kind, value, &["response", &field.wire, "example"], context);
        }
    }
    for record in &action.records {
        let Shape::Answered(fields) = &record.shape else { continue };
        for field in fields {
            if let Some(value) = &field.example {
                let path = ["types", &record.name, "fields", &field.wire, "example"];
                check_sample(action, &field.kind, value, &path, context);
            }
        }
    }
}

fn check_request(request: &Map<String, Json>, written: &Written, action: &Action, at: &str, context: &mut Context<'_>) {
    let path = ["examples", at, "request"];
    for (wire, value) in request {
        let place = ["examples", at, "request", wire];
        let Some(parameter) = action.parameter(wire) else {
            if !context.is_removed(wire) {
                let known = action.parameters.iter().map(|parameter| parameter.wire.as_str());
                context.report(
                    context.key(&place),
                    format!("there is no parameter `{wire}`"),
                    words::did_you_mean(wire, known),
                );
            }
            continue;
        };
        if let Err(misfit) = model::fits(action, &parameter.kind, value, wire, true) {
            context.report(context.value(&place), misfit.to_string(), format!("its type: {}", parameter.kind.words()));
        }
    }
    for parameter in
        action.parameters.iter().filter(|parameter| parameter.required && !request.contains_key(&parameter.wire))
    {
        let message = format!("the required parameter `{}` is not among them", parameter.wire);
        context.report(context.key(&path), message, "an example is a call that can be made: add it");
    }
    check_written(request, written, action, at, context);
}

/// Compares what the example says is sent with what the spec says is sent.
fn check_written(request: &Map<String, Json>, written: &Written, action: &Action, at: &str, context: &mut Context<'_>) {
    if let Some(query) = &written.query {
        let encoded = model::encode_query(action, request);
        if encoded != *query {
            context.report(
                context.value(&["examples", at, "query"]),
                "the parameters do not give this query",
                format!("they give: {encoded}"),
            );
        }
    }
    if let Some(body) = &written.body {
        let expected: Map<String, Json> = action
            .parameters
            .iter()
            .filter(|parameter| parameter.place == Place::Body)
            .filter_map(|parameter| Some((parameter.key.clone(), request.get(&parameter.wire)?.clone())))
            .collect();
        if *body != Json::Object(expected.clone()) {
            let help = format!("they give: {}", Json::Object(expected));
            context.report(context.value(&["examples", at, "body"]), "the parameters do not give this body", help);
        }
    }
}

/// What stands at a path of keys joined by dots.
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
            let help = "describe it under `errors`, or name the vendor's group it belongs to under `codes`";
            context.report(context.value(&path), format!("the code `{code}` is not documented"), help);
        }
        return Some(code);
    }
    if envelope.success.is_some() && code.is_none() {
        let help = format!("write the whole answer, with `{}`", envelope.code);
        context.report(context.value(&path), "this is no answer of the vendor", help);
        return None;
    }
    let payload = match lookup(response, &envelope.payload) {
        Some(payload) => payload.clone(),
        None if envelope.success.is_some() => Json::Object(Map::new()),
        None => {
            let help = format!("write the whole answer; what the action answers stands at `{}`", envelope.payload);
            context.report(context.value(&path), "this is no answer of the vendor", help);
            return None;
        }
    };
    let fits = match &payload {
        Json::Object(object) => model::answer_fits(action, &action.output, object, &envelope.payload),
        _ => Err(model::Misfit { path: envelope.payload.clone(), why: "is no object".to_owned() }),
    };
    if let Err(misfit) = fits {
        let place: Vec<&str> = path.iter().copied().chain(envelope.payload.split('.')).collect();
        let span = context.nearest(&locate(&place, &misfit.path[envelope.payload.len()..]));
        context.report(
            span,
            misfit.to_string(),
            "correct the example, or the field's type; mark a field that may be missing `optional`",
        );
    }
    None
}

/// Splits a misfit's path, as `UserList[0].CallId`, to the keys and numbers it is made of.
fn locate<'p>(base: &[&'p str], below: &'p str) -> Vec<&'p str> {
    base.iter().copied().chain(below.split(['.', '[', ']']).filter(|part| !part.is_empty())).collect()
}
