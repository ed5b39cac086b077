//! `cargo xtask diff`.

use crate::revision;
use rtc_spec::LoadError;
use std::{path::Path, process::ExitCode};

/// What keeps specs from being compared: the command is wrong, or the specs are.
enum Refusal {
    Usage(String),
    Mistakes(String),
}

pub(crate) fn run(root: &Path, revision: &str) -> ExitCode {
    match compare(root, revision) {
        Ok(report) => {
            print!("{report}");
            if report.all_followed() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
        }
        Err(Refusal::Mistakes(said)) => {
            eprintln!("{said}");
            ExitCode::FAILURE
        }
        Err(Refusal::Usage(said)) => {
            eprintln!("{said}");
            ExitCode::from(2)
        }
    }
}

fn compare(root: &Path, revision: &str) -> Result<rtc_changes::Report, Refusal> {
    let before = revision::specs(root, revision).map_err(Refusal::Usage)?;
    let before =
        rtc_spec::load(&before.path().join("specs")).map_err(|error| Refusal::Usage(unreadable(revision, &error)))?;
    let now = rtc_spec::load(&root.join("specs")).map_err(|error| Refusal::Mistakes(error.to_string()))?;
    Ok(rtc_changes::compare(&before, &now))
}

fn unreadable(revision: &str, error: &LoadError) -> String {
    format!(
        "{error}\n\nthe specs at `{revision}` have mistakes, or are written in a format that is no longer read: compare with a later revision"
    )
}
