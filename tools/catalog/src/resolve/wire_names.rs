//! Parameters that would have the same name on the wire.

use super::Context;
use crate::{
    format::ParameterLocation,
    model::{List, Parameter, Vendor},
    names,
};
use std::collections::HashSet;

/// Headers that every call has, in lower case.
const HEADERS: [&str; 6] = ["authorization", "content-length", "content-type", "date", "host", "user-agent"];

/// Headers about the connection or the form of a message, in lower case: what sends calls writes them where they are due.
const CONNECTION: [&str; 10] = [
    "accept-encoding",
    "connection",
    "content-encoding",
    "expect",
    "keep-alive",
    "proxy-authorization",
    "proxy-connection",
    "te",
    "transfer-encoding",
    "upgrade",
];

/// Reports parameters at `path` that are written under one name at one place.
pub(super) fn check(parameters: &[Parameter], path: &[&str], context: &mut Context<'_>) {
    let mut known = HashSet::new();
    for (at, parameter) in parameters.iter().enumerate() {
        // Only a name that an earlier one has too, in any case or as a list of items, needs a second look.
        let name = parameter.key.to_lowercase();
        let listed = name.rsplit_once('.').map_or(&*name, |(list, _)| list).to_owned();
        let is_known = known.contains(&name) || known.contains(&listed);
        known.extend([name, listed]);
        if !is_known {
            continue;
        }
        let same = |other: &&Parameter| {
            other.location == parameter.location
                && (is_same(&other.key, &parameter.key, parameter.location)
                    || is_item(other, &parameter.key)
                    || is_item(parameter, &other.key))
        };
        let Some(other) = parameters[..at].iter().find(same) else { continue };
        let first = context.key(&[path, &[&other.wire]].concat()).map(|span| (span, "the other one"));
        let message = if is_item(other, &parameter.key) || is_item(parameter, &other.key) {
            let (item, list) = if is_item(other, &parameter.key) { (parameter, other) } else { (other, parameter) };
            format!("`{}` is the name of an item of `{}`", item.wire, list.wire)
        } else if other.key == parameter.key {
            format!("`{}` and `{2}` are both sent as `{1}`", parameter.wire, parameter.key, other.wire)
        } else {
            format!("the headers `{}` and `{}` differ only in case, which HTTP ignores", parameter.wire, other.wire)
        };
        let span = context.key(&[path, &[&parameter.wire]].concat());
        context.report_pair(span, first, message, "keep one of the two");
    }
}

/// Reports a parameter or a field that has no name on the wire.
pub(super) fn check_name(wire: &str, path: &[&str], context: &mut Context<'_>) {
    if names::base(wire).0.trim().is_empty() {
        context.report(context.key(path), "a name without letters", "write the name on the wire: check the page");
    }
}

/// Reports parameters of an action that the vendor's every call has.
pub(super) fn check_common(parameters: &[Parameter], vendor: &Vendor, context: &mut Context<'_>) {
    for parameter in parameters {
        let is_header =
            parameter.location == ParameterLocation::Header && HEADERS.contains(&parameter.key.to_lowercase().as_str());
        let is_common = vendor.common_request.iter().any(|common| {
            common.location == parameter.location && is_same(&common.wire, &parameter.key, parameter.location)
        });
        if parameter.location == ParameterLocation::Header
            && CONNECTION.contains(&parameter.key.to_lowercase().as_str())
        {
            context.report(
                context.key(&["request", &parameter.wire]),
                format!("`{}` is a header of the connection, not of an action", parameter.key),
                "remove the parameter",
            );
        }
        if is_header || is_common {
            context.report(
                context.key(&["request", &parameter.wire]),
                format!("the client already sends `{}` with every call", parameter.key),
                "remove the parameter",
            );
        }
    }
}

/// Whether a list whose items are numbered has an item of that name.
fn is_item(list: &Parameter, key: &str) -> bool {
    let number = key.strip_prefix(&*list.key).and_then(|rest| rest.strip_prefix('.'));
    matches!(list.list, List::Numbered(_))
        && number.is_some_and(|number| !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit()))
}

fn is_same(one: &str, other: &str, location: ParameterLocation) -> bool {
    if location == ParameterLocation::Header { one.eq_ignore_ascii_case(other) } else { one == other }
}
