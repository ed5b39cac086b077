//! `cargo xtask diff`.

use crate::{bump, generate, lock::Lock, public_api, release, revision, terminal};
use anstream::{eprintln, print, println};
use rtc_catalog::{LoadError, model::Model};
use rtc_changes::{Api, compare_apis};
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
        Base::Released => released(root).map_err(Refusal::Mistakes)?,
    };
    let Some((before, apis_before)) = before else {
        println!("nothing is released yet, so no version must change; `cargo xtask release` records a release");
        return Ok(ExitCode::SUCCESS);
    };
    let now = generate::model(root).map_err(Refusal::Mistakes)?;
    let report = rtc_changes::compare(&before, &now);
    print!("{}", terminal::report(&report.to_string()));
    let apis = compare_apis(&apis_before, &public_api::now(root).map_err(Refusal::Mistakes)?);
    print!("{}", terminal::report(&apis.to_string()));
    if bump {
        bump::write(root, now, &report).map_err(Refusal::Mistakes)?;
    } else if !report.versions_suffice() {
        println!("to update the versions and changelogs, run this again with --bump");
        return Ok(ExitCode::FAILURE);
    }
    // The versions of hand-written crates are written by hand.
    Ok(if apis.versions_suffice() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// The specs, and the public APIs of the hand-written crates.
type Compared = (Model, Vec<Api>);

fn released(root: &Path) -> Result<Option<Compared>, String> {
    let Some(model) = release::model(root)? else { return Ok(None) };
    Ok(Some((model, public_api::released(root)?)))
}

fn at_revision(root: &Path, name: &str) -> Result<Compared, Refusal> {
    let folder = revision::folder(root, name, "specs").map_err(Refusal::Usage)?;
    let folder = folder.ok_or_else(|| Refusal::Usage(format!("the revision `{name}` has no folder `specs`")))?;
    let unreadable = |error: LoadError| {
        Refusal::Usage(format!(
            "{error}\n\nthe specs at `{name}` have mistakes, or are written in a format that is no longer read: compare with a later revision"
        ))
    };
    let model = rtc_catalog::load(folder.path()).map_err(unreadable)?;
    Ok((model, public_api::at_revision(root, name).map_err(Refusal::Usage)?))
}
