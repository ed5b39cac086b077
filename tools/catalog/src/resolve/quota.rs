//! The quota and the parameters that it counts by.

use super::{Context, references::parameter};
use crate::{
    format::{ActionFile, Scope},
    model::{Parameter, Quota},
};

pub(super) fn resolve(file: &ActionFile, parameters: &[Parameter], context: &mut Context<'_>) -> Option<Quota> {
    let quota = file.quota.as_ref()?;
    if quota.calls == 0 {
        context.report(
            context.value(&["quota", "calls"]),
            "the quota has 0 calls",
            "write the number of calls that the page allows, or remove `quota`",
        );
    }
    match quota.scope {
        Scope::Account if !quota.by.is_empty() => context.report(
            context.value(&["quota", "by"]),
            "all calls of an account are counted together",
            "remove `by`, or write `scope: app` or `scope: room`",
        ),
        Scope::Room if quota.by.is_empty() => context.report(
            context.value(&["quota", "scope"]),
            "no parameter identifies a room",
            "name the parameters, such as `by: [RoomId]`",
        ),
        Scope::Account | Scope::App | Scope::Room => {}
    }
    let by =
        quota.by.iter().enumerate().filter_map(|(at, name)| quota_parameter(name, at, &quota.by, parameters, context));
    Some(Quota { calls: quota.calls, per: quota.per, scope: quota.scope, by: by.collect() })
}

/// The parameter at index `at` in the quota's `by`.
fn quota_parameter(
    name: &str,
    at: usize,
    names: &[String],
    parameters: &[Parameter],
    context: &mut Context<'_>,
) -> Option<usize> {
    let path = ["quota", "by", &at.to_string()];
    let found = parameter(name, &path, parameters, context)?;
    let kind = &parameters[found].kind;
    if names[..at].iter().any(|other| other == name) {
        context.report(context.value(&path), format!("`{name}` is listed twice"), "name it once");
    } else if !(kind.identifies() || kind.is_unresolved()) {
        context.report(
            context.value(&path),
            format!("`{name}` cannot identify an app or room: its type is {}", kind.describe()),
            "its type must be `string`, an integer or an enumeration",
        );
    }
    Some(found)
}
