//! Defaults and examples beside parameters and fields: each must be a value that a call could have.

use super::Context;
use crate::{
    model::{self, Action, Definitions, Parameter, Record, Shape, Type},
    suggestions::did_you_mean,
};
use serde_json::Value as Json;

/// Checks the defaults and samples beside the action's parameters and fields.
pub(super) fn check(action: &Action, context: &mut Context<'_>) {
    for parameter in &action.parameters {
        check_sent_samples(action, parameter, &["request", &parameter.wire], context);
    }
    for field in &action.output {
        let path: &[&str] =
            if field.wire.is_empty() { &["answer", "example"] } else { &["response", &field.wire, "example"] };
        if let Some(value) = &field.example {
            check_sample(action, &field.kind, value, path, context);
        }
    }
    for record in &action.records {
        of_record(action, record, context);
    }
}

/// Checks the defaults and samples beside the fields of a type of objects.
pub(super) fn of_record(known: &dyn Definitions, record: &Record, context: &mut Context<'_>) {
    match &record.shape {
        Shape::Answered(fields) => {
            for field in fields {
                if let Some(value) = &field.example {
                    let path = ["types", &record.name, "fields", &field.wire, "example"];
                    check_sample(known, &field.kind, value, &path, context);
                }
            }
        }
        Shape::Sent(parameters) => {
            for parameter in parameters {
                let path = ["types", &record.name, "parameters", &parameter.wire];
                check_sent_samples(known, parameter, &path, context);
            }
        }
    }
}

/// Checks that a default or an example is a value of the type.
fn check_sample(known: &dyn Definitions, kind: &Type, value: &Json, path: &[&str], context: &mut Context<'_>) -> bool {
    let fits = model::fits(known, kind, value, "", true);
    if let Err(mismatch) = &fits {
        let key = path.last().copied().unwrap_or_default();
        context.report(
            context.value(path),
            format!("the {key} {}", mismatch.why),
            format!("its type is {}", kind.describe()),
        );
    }
    fits.is_ok()
}

/// Reports a value that its enumeration does not have.
fn check_documented(known: &dyn Definitions, kind: &Type, value: &Json, path: &[&str], context: &mut Context<'_>) {
    let Type::Enum(name) = kind else { return };
    let Some(enumeration) = known.enumeration(name) else { return };
    let wire = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    let values = || enumeration.values.iter().map(|value| value.wire.as_str());
    if !values().any(|known| known == wire) {
        let key = path.last().copied().unwrap_or_default();
        let message = format!("the {key} `{wire}` is not a value of `{name}`");
        context.report(context.value(path), message, did_you_mean(&wire, values()));
    }
}

/// Checks that the default and the example of a parameter have its type, and that the example is within its limits. A default may
/// be beyond them: some vendors document 0 for what they choose themselves.
fn check_sent_samples(known: &dyn Definitions, parameter: &Parameter, path: &[&str], context: &mut Context<'_>) {
    for (key, value) in [("default", &parameter.default), ("example", &parameter.example)] {
        let Some(value) = value else { continue };
        let path = [path, &[key]].concat();
        if !check_sample(known, &parameter.kind, value, &path, context) {
            continue;
        }
        check_documented(known, &parameter.kind, value, &path, context);
        if key == "example"
            && let Err(broken) = model::within_limits(known, parameter, value)
        {
            context.report(
                context.value(&path),
                format!("the {key} {}", broken.why),
                "correct the value or the limit: a call with this value is refused before it is sent",
            );
        }
    }
}
