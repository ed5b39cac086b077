//! The table of actions in the project's README.

use rtc_catalog::model::{Model, Scope};
use std::fmt::Write as _;

const BEGIN: &str = "<!-- actions: this table is kept by `cargo xtask gen` -->";
const END: &str = "<!-- /actions -->";

/// The README has no place for the table.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("README.md has no lines `{BEGIN}` and `{END}`, in this order: put them where the table of actions belongs")]
pub struct IndexError;

/// Replaces the table of actions between the two marks of `readme`.
///
/// # Errors
/// If the marks are missing.
pub fn with_table(readme: &str, model: &Model) -> Result<String, IndexError> {
    let (before, rest) = readme.split_once(BEGIN).ok_or(IndexError)?;
    let (_, after) = rest.split_once(END).ok_or(IndexError)?;
    Ok(format!("{before}{BEGIN}\n{}{END}{after}", table(model)))
}

fn table(model: &Model) -> String {
    let mut text = String::from("| vendor | action | crate | quota | window | pages |\n|---|---|---|---|---|---|\n");
    for action in &model.actions {
        let quota = action.quota.as_ref().map(|quota| {
            let scope = match quota.scope {
                Scope::Account => "account",
                Scope::App => "app",
                Scope::Room => "room",
            };
            let per = quota.per.to_string();
            format!("{} a {}, per {scope}", quota.calls, per.strip_prefix("1 ").unwrap_or(&per))
        });
        let window = action.window.as_ref().map(|window| {
            let span = window.span.map(|span| format!("{span} at once"));
            let back = window.back.map(|back| format!("{back} back"));
            span.into_iter().chain(back).collect::<Vec<_>>().join(", ")
        });
        let pages = action.pages.as_ref().map(|pages| format!("{} rows, from page {}", pages.max, pages.first));
        let _ = writeln!(
            text,
            "| {} | [`{}`]({}) | [`{}`](crates/actions/{}/{}) | {} | {} | {} |",
            action.vendor.title,
            action.name,
            action.source.url,
            action.package,
            action.vendor.id,
            action.folder,
            quota.unwrap_or_default(),
            window.unwrap_or_default(),
            pages.unwrap_or_default(),
        );
    }
    text
}
