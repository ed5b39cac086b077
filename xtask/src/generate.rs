//! `cargo xtask gen` and `cargo xtask gen --check`.

use crate::{
    lock::Lock,
    terminal::{self, Progress},
};
use anstream::{eprintln, print, println};
use rtc_catalog::model::{Model, Vendor};
use rtc_codegen::{Plan, PlanError};
use std::{fs, path::Path, process::ExitCode, sync::Arc, time::Instant};

/// The folder of all generated crates.
const HOME: &str = "crates/actions";

pub(crate) fn run(root: &Path, check: bool) -> ExitCode {
    let begun = Instant::now();
    match locked(root, check) {
        Ok(message) => {
            println!("{message} in {} ms", begun.elapsed().as_millis());
            ExitCode::SUCCESS
        }
        Err(message) => {
            eprintln!("{}", terminal::error(&message));
            ExitCode::FAILURE
        }
    }
}

fn locked(root: &Path, check: bool) -> Result<String, String> {
    let _lock = if check { Lock::shared(root) } else { Lock::exclusive(root) }?;
    let progress = Progress::start("generating");
    let plan = plan(root, &model(root)?, Vec::new())?;
    drop(progress);
    if check { compare(&plan) } else { write(&plan) }
}

/// The specs, checked.
pub(crate) fn model(root: &Path) -> Result<Model, String> {
    rtc_catalog::load(&root.join("specs")).map_err(|error| error.to_string())
}

/// The vendors that have specs, from their own files alone: reading a page needs no action's spec.
pub(crate) fn vendors(root: &Path) -> Result<Vec<Arc<Vendor>>, String> {
    rtc_catalog::load_vendors(&root.join("specs")).map_err(|error| error.to_string())
}

/// The way to all that the specs make, and to further files by their paths below `root`.
pub(crate) fn plan(root: &Path, model: &Model, mut others: Vec<(String, String)>) -> Result<Plan, String> {
    known_protocols(root, model)?;
    others.extend(rtc_catalog::schemas().into_iter().map(|(name, text)| (format!("specs/schema/{name}"), text)));
    let readme = root.join("README.md");
    let text = fs::read_to_string(&readme).map_err(|error| format!("cannot read {}: {error}", readme.display()))?;
    others.push(("README.md".to_owned(), rtc_codegen::with_table(&text, model).map_err(|error| error.to_string())?));
    let mut crates = rtc_codegen::emit(model);
    let licences = licences(root)?;
    crates.iter_mut().filter(|one| one.published).for_each(|one| one.files.extend(licences.iter().cloned()));
    Plan::new(root, HOME, crates, others).map_err(|error| error.to_string())
}

/// The project's licences. Every published crate has a copy of them.
fn licences(root: &Path) -> Result<Vec<(String, String)>, String> {
    let mut texts = Vec::new();
    for name in ["LICENSE-APACHE", "LICENSE-MIT"] {
        let text = fs::read_to_string(root.join(name)).map_err(|error| format!("cannot read {name}: {error}"))?;
        texts.push((name.to_owned(), text));
    }
    Ok(texts)
}

/// A crate of a vendor without a protocol would keep the whole workspace from loading.
fn known_protocols(root: &Path, model: &Model) -> Result<(), String> {
    let protocols = root.join("crates/vendors");
    let unknown = model.actions.iter().find(|action| protocols.is_dir() && !protocols.join(&action.vendor.id).is_dir());
    unknown.map_or(Ok(()), |action| {
        let vendor = &action.vendor.id;
        Err(format!(
            "specs/{}: no crate speaks the protocol of `{vendor}`: write `rtc-{vendor}` in crates/vendors/{vendor} first",
            action.spec
        ))
    })
}

fn write(plan: &Plan) -> Result<String, String> {
    plan.write().map_err(|error| error.to_string())?;
    let summaries = plan.summaries();
    for summary in summaries.iter().filter(|summary| summary.new + summary.changed + summary.removed > 0) {
        println!("{summary}");
    }
    let crates = summaries.iter().filter(|summary| summary.name.starts_with(HOME));
    let (there, gone): (Vec<_>, Vec<_>) = crates.partition(|summary| summary.new + summary.changed + summary.kept > 0);
    let gone = if gone.is_empty() { String::new() } else { format!(", {} removed", gone.len()) };
    Ok(format!("{} crates{gone}: done", there.len()))
}

fn compare(plan: &Plan) -> Result<String, String> {
    let diff = plan.diff().map_err(|error: PlanError| error.to_string())?;
    if diff.is_empty() {
        return Ok("everything is as the specs make it: compared".to_owned());
    }
    print!("{}", terminal::diff(&diff));
    Err("generated files differ from what the specs make; to fix it, run: cargo xtask gen".to_owned())
}
