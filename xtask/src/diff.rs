//! `cargo xtask diff`.

use crate::{bump, generate, lock::Lock, release, revision, terminal};
use anstream::{eprintln, print, println};
use rtc_catalog::{LoadError, model::Model};
use rtc_changes::Report;
use std::{path::Path, process::ExitCode};

/// What the specs are compared with.
pub(crate) enum Base {
    /// The specs at a revision of git.
    Revision(String),
    /// The specs of the last release.
    Released,
}

/// Why nothing was compared or written.
enum Refusal {
    /// What was asked for cannot be done.
    Usage(String),
    /// Something is wrong in the project.
    Mistakes(String),
}

pub(crate) fn run(root: &Path, base: &Base, bump: bool) -> ExitCode {
    match compare(root, base, bump) {
        Ok(code) => code,
        Err(Refusal::Mistakes(message)) => {
            eprintln!("{}", terminal::error(&message));
            ExitCode::FAILURE
        }
        Err(Refusal::Usage(message)) => {
            eprintln!("{}", terminal::error(&message));
            ExitCode::from(2)
        }
    }
}

fn compare(root: &Path, base: &Base, bump: bool) -> Result<ExitCode, Refusal> {
    let _lock = if bump { Lock::exclusive(root) } else { Lock::shared(root) }.map_err(Refusal::Mistakes)?;
    let before = match base {
        Base::Revision(name) => Some(at_revision(root, name)?),
        Base::Released => release::model(root).map_err(Refusal::Mistakes)?,
    };
    let Some(before) = before else {
        println!("nothing is released yet, so no version must change; `cargo xtask release` records a release");
        return Ok(ExitCode::SUCCESS);
    };
    let now = generate::model(root).map_err(Refusal::Mistakes)?;
    let report = rtc_changes::compare(&before, &now);
    print!("{}", terminal::report(&report.to_string()));
    if bump {
        bump::write(root, now, &report).map_err(Refusal::Mistakes)?;
        return Ok(ExitCode::SUCCESS);
    }
    Ok(verdict(&report))
}

fn verdict(report: &Report) -> ExitCode {
    if report.versions_suffice() {
        return ExitCode::SUCCESS;
    }
    println!("to update the versions and changelogs, run this again with --bump");
    ExitCode::FAILURE
}

fn at_revision(root: &Path, name: &str) -> Result<Model, Refusal> {
    let folder = revision::specs(root, name).map_err(Refusal::Usage)?;
    let unreadable = |error: LoadError| {
        Refusal::Usage(format!(
            "{error}\n\nthe specs at `{name}` have mistakes, or are written in a format that is no longer read: compare with a later revision"
        ))
    };
    rtc_catalog::load(&folder.path().join("specs")).map_err(unreadable)
}
