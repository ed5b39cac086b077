//! The parameter with an id by which the vendor recognises a repeated call.

use super::Context;
use crate::{
    format::ActionFile,
    model::{Action, Parameter, ParameterName, Shape, Type},
    suggestions::did_you_mean,
};

const PATH: [&str; 1] = ["idempotency_key"];

/// The names of the objects that the parameter is in, and its own; empty if there is none.
pub(super) fn resolve(file: &ActionFile, action: &Action, context: &mut Context<'_>) -> Vec<ParameterName> {
    let Some(key) = &file.idempotency_key else { return Vec::new() };
    if file.safe {
        let message = "`idempotency_key` is for actions with `safe: false`: repeating this one changes nothing";
        context.report(context.key(&PATH), message, "remove `idempotency_key`");
    }
    let mut parameters = action.parameters.as_slice();
    let mut names = Vec::new();
    let mut parts = key.split('.').peekable();
    while let Some(part) = parts.next() {
        let Some(parameter) = parameters.iter().find(|parameter| parameter.wire == part) else {
            if !context.is_removed(part) {
                let known = parameters.iter().map(|parameter| parameter.wire.as_str());
                context.report(
                    context.value(&PATH),
                    format!("there is no parameter `{part}`"),
                    did_you_mean(part, known),
                );
            }
            return Vec::new();
        };
        let Parameter { wire, rust, required, ref kind, .. } = parameter.clone();
        names.push(ParameterName { wire, rust, required, is_text: *kind == Type::String });
        if parts.peek().is_none() {
            check_type(parameter, context);
        } else if let Some(inner) = members(parameter, action) {
            parameters = inner;
        } else {
            if !parameter.kind.is_unresolved() {
                let message = format!("`{part}` has no parameters: its type is {}", parameter.kind.describe());
                context.report(
                    context.value(&PATH),
                    message,
                    "name an object whose type is in the `types` of this spec, and not in `vendor.yaml`",
                );
            }
            return Vec::new();
        }
    }
    names
}

/// The parameters of an object whose type is the action's own.
fn members<'a>(parameter: &Parameter, action: &'a Action) -> Option<&'a [Parameter]> {
    let Type::Record(name) = &parameter.kind else { return None };
    match &action.records.iter().find(|record| record.name == *name)?.shape {
        Shape::Sent(parameters) => Some(parameters),
        Shape::Answered(_) => None,
    }
}

fn check_type(parameter: &Parameter, context: &mut Context<'_>) {
    let kind = &parameter.kind;
    if parameter.default.is_some() {
        let message = format!("`{}` has a default, so it is no id of the caller's", parameter.wire);
        context.report(context.value(&PATH), message, "name another parameter, or remove `idempotency_key`");
    } else if parameter.secret {
        let message = format!("`{}` is secret, and an id of the caller's is not", parameter.wire);
        context.report(context.value(&PATH), message, "remove `secret` from the parameter, or name another one");
    } else if !(*kind == Type::String || kind.is_integer() || kind.is_unresolved()) {
        let message = format!("`{}` is no id: its type is {}", parameter.wire, parameter.kind.describe());
        context.report(context.value(&PATH), message, "name a parameter of type `string` or of an integer type");
    }
}
