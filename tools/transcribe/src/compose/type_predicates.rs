//! Questions about types.

use crate::draft::{Draft, Member};
use rtc_catalog::format::TypeExpression;

/// Whether it is a point in time.
pub(super) fn is_time(kind: &TypeExpression) -> bool {
    matches!(kind, TypeExpression::Name(name) if matches!(name.as_str(), "rfc3339" | "unix_seconds" | "unix_millis"))
}

/// Whether it is a whole number.
pub(super) fn is_whole(kind: &TypeExpression) -> bool {
    matches!(kind, TypeExpression::Name(name) if matches!(name.as_str(), "i32" | "i64" | "u32" | "u64"))
}

/// Whether a parameter's values can tell one thing from another.
pub(super) fn is_identifier(draft: &Draft, member: &Member) -> bool {
    match &member.kind.value {
        TypeExpression::Name(name) => {
            matches!(name.as_str(), "string" | "i32" | "i64" | "u32" | "u64") || draft.enumeration(name).is_some()
        }
        _ => false,
    }
}
