//! The quotas and the parameters that they count by.

use super::{Context, references::parameter};
use crate::{
    format::{ActionFile, Scope},
    model::{Parameter, Quota},
};
use std::{collections::BTreeSet, time::Duration};

pub(super) fn resolve(file: &ActionFile, parameters: &[Parameter], context: &mut Context<'_>) -> Vec<Quota> {
    let mut resolved: Vec<Quota> = Vec::new();
    let is_list = context.value(&["quota", "0"]).is_some();
    for (at, quota) in file.quota.0.iter().enumerate() {
        let position = at.to_string();
        let path = if is_list { vec!["quota", &position] } else { vec!["quota"] };
        check(quota, &path, context);
        let by = named(&quota.by, &[&path[..], &["by"]].concat(), true, parameters, context);
        let given = named(&quota.given, &[&path[..], &["given"]].concat(), false, parameters, context);
        let quota = Quota { calls: quota.calls, per: quota.per, scope: quota.scope, by, given };
        let same = |other: &Quota| key(other) == key(&quota);
        if resolved.iter().any(same) {
            let help = "keep the smaller of the two, or correct one";
            context.report(context.value(&path), "an earlier quota counts the same calls over the same time", help);
        }
        resolved.push(quota);
    }
    resolved
}

/// What tells a quota from others; the order of parameters does not.
fn key(quota: &Quota) -> (crate::format::Span, Scope, BTreeSet<usize>, BTreeSet<usize>) {
    let set = |parameters: &[usize]| parameters.iter().copied().collect();
    (quota.per, quota.scope, set(&quota.by), set(&quota.given))
}

/// The longest span of a quota.
const LONGEST: Duration = Duration::from_secs(366 * 86_400);

/// Checks what concerns no parameter.
fn check(quota: &crate::format::Quota, path: &[&str], context: &mut Context<'_>) {
    let value = |key: &'static str, context: &Context<'_>| context.value(&[path, &[key]].concat());
    if quota.calls == 0 {
        context.report(
            value("calls", context),
            "the quota has 0 calls",
            "write the number of calls that the page allows, or remove the quota",
        );
    }
    if quota.per.0 > LONGEST {
        context.report(
            value("per", context),
            "the quota's span is longer than a year",
            "write the span that the page names",
        );
    }
    match quota.scope {
        Scope::Account if !quota.by.is_empty() => context.report(
            value("by", context),
            "all calls of an account are counted together",
            "remove `by`, or write `scope: app` or `scope: room`",
        ),
        Scope::Room if quota.by.is_empty() => context.report(
            value("scope", context),
            "no parameter identifies a room",
            "name the parameters, such as `by: [RoomId]`",
        ),
        Scope::Account | Scope::App | Scope::Room => {}
    }
}

/// The parameters in a list of names at `path`. Those that `identify` an app or room need a type with which they can.
fn named(
    names: &[String],
    path: &[&str],
    identify: bool,
    parameters: &[Parameter],
    context: &mut Context<'_>,
) -> Vec<usize> {
    let mut found = Vec::new();
    for (at, name) in names.iter().enumerate() {
        let position = at.to_string();
        let path = [path, &[&position]].concat();
        let Some(index) = parameter(name, &path, parameters, context) else { continue };
        let kind = &parameters[index].kind;
        if names[..at].contains(name) {
            context.report(context.value(&path), format!("`{name}` is listed twice"), "name it once");
        } else if parameters[index].secret {
            context.report(
                context.value(&path),
                format!("`{name}` is secret, and what calls are counted by is shown"),
                "name a parameter that is not secret",
            );
        } else if !identify && parameters[index].required {
            context.report(
                context.value(&path),
                format!("`{name}` is required, so every call sets it"),
                "remove it, or the whole `given`",
            );
        } else if identify && !(kind.identifies() || kind.is_unresolved()) {
            context.report(
                context.value(&path),
                format!("`{name}` cannot identify an app or room: its type is {}", kind.describe()),
                "its type must be `string`, an integer or an enumeration",
            );
        }
        found.push(index);
    }
    found
}
