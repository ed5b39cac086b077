//! Names of parameters and fields that other keys refer to: the window, and groups that go together.

use super::Context;
use crate::{
    format::{self, ActionFile},
    model::{Field, Parameter, Span, Window},
    suggestions,
};
use std::time::Duration;

/// The parameter `name` at `path`.
pub(super) fn parameter(
    name: &str,
    path: &[&str],
    parameters: &[Parameter],
    context: &mut Context<'_>,
) -> Option<usize> {
    let found = parameters.iter().position(|parameter| parameter.wire == name);
    if found.is_none() && !context.is_removed(name) {
        let known = parameters.iter().map(|parameter| parameter.wire.as_str());
        context.report(
            context.value(path),
            format!("there is no parameter `{name}`"),
            suggestions::did_you_mean(name, known),
        );
    }
    found
}

/// The field `name` at `path`.
pub(super) fn field<'f>(
    name: &str,
    path: &[&str],
    fields: &'f [Field],
    context: &mut Context<'_>,
) -> Option<(usize, &'f Field)> {
    let found = fields.iter().enumerate().find(|(_, field)| field.wire == name);
    if found.is_none() && !context.is_removed(name) {
        let known = fields.iter().map(|field| field.wire.as_str());
        context.report(
            context.value(path),
            format!("there is no field `{name}`"),
            suggestions::did_you_mean(name, known),
        );
    }
    found
}

pub(super) fn window(file: &ActionFile, parameters: &[Parameter], context: &mut Context<'_>) -> Option<Window> {
    let spec = file.window.as_ref()?;
    let mut time = |name: &str, key: &str| {
        let at = parameter(name, &["window", key], parameters, context)?;
        if !parameters[at].kind.is_time() && !parameters[at].kind.is_unresolved() {
            let message = format!("`{name}` is not a time: its type is {}", parameters[at].kind.describe());
            context.report(
                context.value(&["window", key]),
                message,
                "its type must be a time such as `rfc3339`, `unix_seconds`, `local_time` or `date`",
            );
        }
        Some(at)
    };
    let (start, end) = (time(&spec.start, "start"), time(&spec.end, "end"));
    if start.is_some() && start == end {
        context.report(
            context.value(&["window", "end"]),
            "the window starts and ends with the same parameter",
            "name two different parameters",
        );
    }
    check_spans(spec, context);
    let (start, end) = (start?, end?);
    if let Some(span) = spec.span {
        check_span(span, [start, end].map(|at| &parameters[at]), &["window", "span"], context);
    }
    Some(Window { start, end, span: spec.span, back: spec.back, lag: spec.lag, beyond: spec.beyond })
}

/// The longest span that a vendor could mean.
const LONGEST: Duration = Duration::from_secs(10 * 366 * 86_400);

/// Reports spans that are too long to be meant, and a delay that leaves no time to ask for.
fn check_spans(spec: &format::Window, context: &mut Context<'_>) {
    for (key, span) in [("span", spec.span), ("back", spec.back), ("lag", spec.lag)] {
        if span.is_some_and(|span| span.0 > LONGEST) {
            let help = "write the span that the page names, or remove the key";
            context.report(context.value(&["window", key]), format!("`{key}` is longer than ten years"), help);
        }
    }
    if let (Some(lag), Some(back)) = (spec.lag, spec.back)
        && lag >= back
    {
        let message = format!("{lag} until data is available, and it is available for {back}: no time is left");
        context.report(context.value(&["window", "lag"]), message, "correct `lag` or `back`");
    }
}

/// Reports a span that is shorter than the smallest step of its times: a window could have no length.
pub(super) fn check_span(span: Span, times: [&Parameter; 2], path: &[&str], context: &mut Context<'_>) {
    let step = times.iter().filter_map(|time| Some((time, time.kind.step()?))).max_by_key(|(_, step)| *step);
    if let Some((time, step)) = step.filter(|(_, step)| span.0 < *step) {
        let message = format!("{span} is less than {}, the step of `{}`", Span(step), time.wire);
        context.report(context.value(path), message, "correct the span, or the type of the parameter");
    }
}

pub(super) fn together(file: &ActionFile, parameters: &[Parameter], context: &mut Context<'_>) -> Vec<Vec<usize>> {
    let groups = file.together.iter().enumerate().map(|(number, names)| {
        let number = number.to_string();
        if names.len() < 2 {
            context.report(
                context.value(&["together", &number]),
                "a group of fewer than two parameters",
                "name at least two",
            );
        }
        let members = names.iter().enumerate().filter_map(|(at, name)| {
            let path = ["together", &number, &at.to_string()];
            let found = parameter(name, &path, parameters, context)?;
            if parameters[found].required {
                context.report(
                    context.value(&path),
                    format!("`{name}` is required and thus always set"),
                    "remove it here",
                );
            } else if names[..at].contains(name) {
                context.report(context.value(&path), format!("`{name}` is listed twice"), "name it once");
            }
            Some(found)
        });
        members.collect()
    });
    groups.collect()
}
