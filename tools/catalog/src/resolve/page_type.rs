//! The page's own word for a type.

use super::Context;
use crate::model::Type;

/// The page's word for the type of the item at `path`.
pub(super) fn resolve(
    word: Option<&String>,
    kind: &Type,
    joined: bool,
    path: &[&str],
    context: &mut Context<'_>,
) -> Option<String> {
    let word = word?;
    let place = context.value(&[path, &["page_type"]].concat());
    if word.trim().is_empty() {
        context.report(
            place,
            "`page_type` is empty",
            "write the page's word for the type, such as `Long`, or remove `page_type`",
        );
    } else if !kind.is_unresolved() && tells(kind, joined, word) {
        let message = format!("a page has `{word}` for the type {} anyway", kind.describe());
        context.report(place, message, "remove `page_type`");
    }
    Some(word.trim().to_owned())
}

/// Whether `word` is what a page has for the type anyway.
fn tells(kind: &Type, joined: bool, word: &str) -> bool {
    let word = word.trim().to_lowercase();
    match kind {
        _ if joined => word == "string",
        Type::String | Type::Rfc3339 | Type::Calendar(_) => word == "string",
        Type::Bool => matches!(word.as_str(), "bool" | "boolean"),
        _ => Type::SCALARS.iter().any(|(name, scalar)| scalar == kind && *name == word),
    }
}
