//! What is kept of the page's own words: where it is wrong, which common codes it lists, its words for types.

use super::{Context, check_day};
use crate::{
    format::{ActionFile, Exception, Parameter},
    model::{Code, Type},
    words,
};

/// The differences for which the page is to blame.
pub(super) fn exceptions(file: &ActionFile, context: &mut Context<'_>) -> Vec<Exception> {
    for (at, exception) in file.exceptions.iter().enumerate() {
        let number = at.to_string();
        let within = |key| ["exceptions", &number, key];
        if !is_finding(&exception.finding) {
            context.report(
                context.value(&within("finding")),
                format!("`{}` is no difference that could be found", exception.finding),
                "copy it from what `cargo xtask drift` prints, as `request.PageSize.items`",
            );
        }
        if exception.reason.trim().is_empty() {
            context.report(
                context.value(&within("reason")),
                "the reason is empty",
                "say in a sentence how one knows that the page is wrong",
            );
        }
        check_day(&exception.since, &within("since"), context);
        let same = |other: &&Exception| other.finding == exception.finding && other.page == exception.page;
        if file.exceptions[..at].iter().any(|other| same(&other)) {
            context.report(
                context.value(&within("finding")),
                format!("`{}` is excepted twice", exception.finding),
                "keep one of the two",
            );
        }
    }
    let trimmed = |exception: &Exception| Exception { reason: exception.reason.trim().to_owned(), ..exception.clone() };
    file.exceptions.iter().map(trimmed).collect()
}

/// Names with dots between, the first of which is a part of a spec.
fn is_finding(finding: &str) -> bool {
    finding.starts_with(|first: char| first.is_ascii_lowercase()) && finding.split('.').all(|part| !part.is_empty())
}

/// The vendor's codes that the page lists too.
pub(super) fn listed_codes(file: &ActionFile, codes: &[Code], context: &mut Context<'_>) -> Vec<String> {
    for (at, wire) in file.listed_codes.iter().enumerate() {
        let place = context.value(&["listed_codes", &at.to_string()]);
        match codes.iter().find(|code| code.wire == *wire) {
            None if !context.is_removed(wire) => {
                let known = codes.iter().filter(|code| !code.own).map(|code| code.wire.as_str());
                let help = words::did_you_mean(wire, known);
                context.report(place, format!("the vendor's groups have no code `{wire}` for this action"), help);
            }
            Some(code) if code.own => context.report(
                place,
                format!("`{wire}` stands under `errors`, so the page lists it"),
                "leave it out here",
            ),
            _ if file.listed_codes[..at].contains(wire) => {
                context.report(place, format!("`{wire}` stands here a second time"), "keep one of the two");
            }
            _ => {}
        }
    }
    file.listed_codes.clone()
}

/// Whether a call must have the parameter at `path` under a condition.
pub(super) fn conditional(written: &Parameter, path: &[&str], context: &mut Context<'_>) -> bool {
    if written.conditional && written.required {
        context.report(
            context.key(&[path, &["conditional"]].concat()),
            "what is required is required under any condition",
            "keep one of the two",
        );
    }
    written.conditional
}

/// The page's word for the type of what stands at `path`.
pub(super) fn page_type(
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
            "the word is empty",
            "write the page's word for the type, as `Long`, or leave `page_type` out",
        );
    } else if !kind.is_unresolved() && tells(kind, joined, word) {
        let message = format!("`{}` tells by itself that the page has `{word}`", kind.words());
        context.report(place, message, "leave `page_type` out");
    }
    Some(word.trim().to_owned())
}

/// Whether no other word could stand on the page: for texts, what is written as one, and yes or no.
fn tells(kind: &Type, joined: bool, word: &str) -> bool {
    let word = word.trim().to_lowercase();
    match kind {
        _ if joined => word == "string",
        Type::String | Type::Rfc3339 => word == "string",
        Type::Bool => matches!(word.as_str(), "bool" | "boolean"),
        _ => Type::SCALARS.iter().any(|(name, scalar)| scalar == kind && *name == word),
    }
}
