//! `cargo xtask diff --bump`: versions into specs, what changed into changelogs.

use crate::generate;
use anstream::println;
use rtc_catalog::model::{Model, Vendor};
use rtc_changes::{Comparison, CrateKind, Report, Verdict, Version, with_entry, with_release};
use std::{fs, path::Path, sync::Arc};

/// Writes the versions and changelogs that the report requires and the files generated from them, or nothing. Prints what
/// it wrote.
///
/// # Errors
/// In words, if a spec cannot be read or is written in a way in which a version cannot be inserted, or if writing fails.
pub(crate) fn write(root: &Path, mut model: Model, report: &Report) -> Result<(), String> {
    let mut files = Vec::new();
    for comparison in &report.comparisons {
        edit(root, &mut model, comparison, &mut files)?;
    }
    let message: Vec<String> = files.iter().map(|(path, _)| path.clone()).collect();
    let plan = generate::plan(root, &model, files)?;
    if message.is_empty() {
        println!("every version and every changelog is up to date");
        return Ok(());
    }
    plan.write().map_err(|error| error.to_string())?;
    for summary in plan.summaries().iter().filter(|one| one.new + one.changed + one.removed > 0) {
        println!("{summary}");
    }
    Ok(())
}

/// Adds the files of one crate's spec that are to change to `files`, which has their paths below the root, and changes the
/// model alike. A vendor's file has the versions of two crates.
fn edit(
    root: &Path,
    model: &mut Model,
    comparison: &Comparison,
    files: &mut Vec<(String, String)>,
) -> Result<(), String> {
    let (Some(before), Some(now)) = (&comparison.before, &comparison.now) else { return Ok(()) };
    let Some(versions) = Versions::of(model, comparison) else { return Ok(()) };
    let next: &Version = match &comparison.verdict() {
        Verdict::TooLow(next) => &next.clone(),
        _ => now,
    };
    let mut edited = versions.clone();
    if next != now {
        let path = format!("specs/{}", comparison.spec);
        let pending = files.iter().position(|(other, _)| *other == path).map(|at| files.swap_remove(at).1);
        let text = pending.map_or_else(|| fs::read_to_string(root.join(&path)), Ok);
        let text = text.map_err(|error| format!("cannot read {path}: {error}"))?;
        let text = with_release(&text, comparison.kind.version_key(), next)
            .map_err(|error| format!("nothing was written: {path}: {error}"))?;
        files.push((path, text));
        edited.release = next.to_string();
    }
    if !comparison.changes.is_empty() {
        edited.changes = with_entry(&versions.changes, before, next, &comparison.changes);
        if edited.changes != versions.changes {
            files.push((format!("specs/{}", comparison.changelog()), edited.changes.clone()));
        }
    }
    edited.write(model, comparison);
    Ok(())
}

/// A crate's version, and what changed from version to version.
#[derive(Clone)]
struct Versions {
    release: String,
    changes: String,
}

impl Versions {
    fn of(model: &Model, comparison: &Comparison) -> Option<Self> {
        let Comparison { spec, kind, .. } = comparison;
        let vendor = || model.vendors.iter().find(|vendor| vendor.spec() == *spec);
        let (release, changes) = match kind {
            CrateKind::Action => {
                let action = model.actions.iter().find(|action| action.spec == *spec)?;
                (action.release.clone(), action.changes.clone())
            }
            CrateKind::Common => vendor().map(|vendor| (vendor.release.clone(), vendor.changes.clone()))?,
            CrateKind::Umbrella => {
                let vendor = vendor()?;
                (vendor.umbrella.clone()?, vendor.umbrella_changes.clone())
            }
        };
        Some(Self { release, changes })
    }

    fn write(self, model: &mut Model, comparison: &Comparison) {
        let Self { release, changes } = self;
        let Comparison { spec, kind, .. } = comparison;
        if *kind == CrateKind::Action {
            if let Some(action) = model.actions.iter_mut().find(|action| action.spec == *spec) {
                (action.release, action.changes) = (release, changes);
            }
            return;
        }
        let Some(known) = model.vendors.iter_mut().find(|vendor| vendor.spec() == *spec) else { return };
        let mut vendor = Vendor::clone(known);
        if *kind == CrateKind::Umbrella {
            (vendor.umbrella, vendor.umbrella_changes) = (Some(release), changes);
        } else {
            (vendor.release, vendor.changes) = (release, changes);
        }
        let vendor = Arc::new(vendor);
        // The manifests of its actions' crates name the version of the shared one.
        for action in model.actions.iter_mut().filter(|action| action.vendor.id == vendor.id) {
            action.vendor = Arc::clone(&vendor);
        }
        *known = vendor;
    }
}
