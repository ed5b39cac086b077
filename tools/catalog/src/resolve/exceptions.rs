//! Differences between page and spec for which the page is known to be wrong.

use super::{Context, origin::check_day};
use crate::format::{ActionFile, Exception};

/// The differences for which the page is to blame.
pub(super) fn resolve(file: &ActionFile, context: &mut Context<'_>) -> Vec<Exception> {
    for (at, exception) in file.exceptions.iter().enumerate() {
        let number = at.to_string();
        let within = |key| ["exceptions", &number, key];
        if !is_finding(&exception.finding) {
            context.report(
                context.value(&within("finding")),
                format!("`{}` is not the name of a difference", exception.finding),
                "copy it from the output of `cargo xtask drift`, such as `request.PageSize.items`",
            );
        }
        if exception.reason.trim().is_empty() {
            context.report(
                context.value(&within("reason")),
                "the reason is empty",
                "explain in a sentence why the page is wrong",
            );
        }
        check_day(&exception.since, &within("since"), context);
        let same = |other: &&Exception| other.finding == exception.finding && other.page == exception.page;
        if file.exceptions[..at].iter().any(|other| same(&other)) {
            context.report(
                context.value(&within("finding")),
                format!("`{}` has two exceptions", exception.finding),
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
