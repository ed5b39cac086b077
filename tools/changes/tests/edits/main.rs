//! Every kind of edit of a spec, and what is said of it.
#![allow(clippy::unwrap_used, clippy::panic, reason = "helpers of tests may fail a test")]

mod changelog;
mod kinds;
mod release;
mod table;
mod umbrella;
mod verdicts;

use rtc_changes::{Report, compare};
pub(crate) use table::{CLOSE, LIST, VENDOR, edited, model};

/// What is said of the invented specs after edits of one file.
pub(crate) fn after(file: &str, edits: &[(&str, &str)]) -> Report {
    compare(&model(&[]), &model(&[(file, &edited(file, edits))]))
}
