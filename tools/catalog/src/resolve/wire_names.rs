//! Parameters that would have the same name on the wire.

use super::Context;
use crate::{
    format::ParameterLocation,
    model::{Parameter, Vendor},
};

/// Headers that every call has, in lower case.
const HEADERS: [&str; 6] = ["authorization", "content-length", "content-type", "date", "host", "user-agent"];

/// Reports parameters at `path` that are written under one name at one place.
pub(super) fn check(parameters: &[Parameter], path: &[&str], context: &mut Context<'_>) {
    for (at, parameter) in parameters.iter().enumerate() {
        let same = |other: &&Parameter| {
            other.location == parameter.location && is_same(&other.key, &parameter.key, parameter.location)
        };
        let Some(other) = parameters[..at].iter().find(same) else { continue };
        let first = context.key(&[path, &[&other.wire]].concat()).map(|span| (span, "the other one"));
        let message = if other.key == parameter.key {
            format!("`{}` and `{2}` are both sent as `{1}`", parameter.wire, parameter.key, other.wire)
        } else {
            format!("the headers `{}` and `{}` differ only in case, which HTTP ignores", parameter.wire, other.wire)
        };
        let span = context.key(&[path, &[&parameter.wire]].concat());
        context.report_pair(span, first, message, "keep one of the two");
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
        if is_header || is_common {
            context.report(
                context.key(&["request", &parameter.wire]),
                format!("the client already sends `{}` with every call", parameter.key),
                "remove the parameter",
            );
        }
    }
}

fn is_same(one: &str, other: &str, location: ParameterLocation) -> bool {
    if location == ParameterLocation::Header { one.eq_ignore_ascii_case(other) } else { one == other }
}
