//! The table of actions in the project's README.

use crate::{
    jobs::{by_job, second_version},
    markdown::cell,
};
use rtc_catalog::model::{Action, Model, Vendor};
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

/// A row for each job, a column for each vendor.
fn table(model: &Model) -> String {
    let vendors: Vec<&Vendor> = model.vendors.iter().map(|vendor| &**vendor).collect();
    let mut text = String::from("| |");
    for vendor in &vendors {
        let _ = write!(text, " {} |", cell(&vendor.title));
    }
    let _ = writeln!(text, "\n|---|{}", "---|".repeat(vendors.len()));
    for (heading, actions) in by_job(&model.actions) {
        let _ = write!(text, "| {heading} |");
        for vendor in &vendors {
            let links: Vec<String> =
                actions.iter().filter(|action| action.vendor.id == vendor.id).map(|action| link(action)).collect();
            let _ = write!(text, " {} |", links.join("<br>"));
        }
        text.push('\n');
    }
    if vendors.iter().any(|vendor| vendor.umbrella.is_some()) {
        text.push_str("| All of them |");
        for vendor in &vendors {
            let link = |_| format!("[`{}`](crates/actions/{}/umbrella)", vendor.package, vendor.id);
            let _ = write!(text, " {} |", vendor.umbrella.as_ref().map(link).unwrap_or_default());
        }
        text.push('\n');
    }
    text
}

/// A link to an action's crate.
fn link(action: &Action) -> String {
    let version = second_version(action).map(|version| format!(" {version}")).unwrap_or_default();
    format!("[`{}`{version}](crates/actions/{}/{})", action.name, action.vendor.id, action.folder)
}
