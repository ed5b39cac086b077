//! `cargo xtask diff --bump`: versions into specs, what changed into changelogs.

use crate::generate;
use anstream::println;
use rtc_catalog::model::{Model, Vendor};
use rtc_changes::{Comparison, Report, Verdict, Version, with_entry, with_release};
use std::{fs, path::Path, sync::Arc};

/// Writes the versions and changelogs that the report requires and the files generated from them, or nothing. Prints what
/// it wrote.
///
/// # Errors
/// In words, if a spec cannot be read or is written in a way in which a version cannot be inserted, or if writing fails.
pub(crate) fn write(root: &Path, mut model: Model, report: &Report) -> Result<(), String> {
    let mut files = Vec::new();
    for comparison in &report.comparisons {
        files.extend(edit(root, &mut model, comparison)?);
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

/// The files of one crate's spec that are to change, by their paths below the root, with the model changed alike.
fn edit(root: &Path, model: &mut Model, comparison: &Comparison) -> Result<Vec<(String, String)>, String> {
    let (Some(before), Some(now)) = (&comparison.before, &comparison.now) else { return Ok(Vec::new()) };
    let Some(versions) = Versions::of(model, &comparison.spec) else { return Ok(Vec::new()) };
    let next: &Version = match &comparison.verdict() {
        Verdict::TooLow(next) => &next.clone(),
        _ => now,
    };
    let mut edited = versions.clone();
    let mut files = Vec::new();
    if next != now {
        let path = format!("specs/{}", comparison.spec);
        let text = fs::read_to_string(root.join(&path)).map_err(|error| format!("cannot read {path}: {error}"))?;
        let text = with_release(&text, next).map_err(|error| format!("nothing was written: {path}: {error}"))?;
        files.push((path, text));
        edited.release = next.to_string();
    }
    if !comparison.changes.is_empty() {
        edited.changes = with_entry(&versions.changes, before, next, &comparison.changes);
        if edited.changes != versions.changes {
            let path = format!("specs/{}.changes.md", comparison.spec.trim_end_matches(".yaml"));
            files.push((path, edited.changes.clone()));
        }
    }
    edited.write(model, &comparison.spec);
    Ok(files)
}

/// A crate's version, and what changed from version to version.
#[derive(Clone)]
struct Versions {
    release: String,
    changes: String,
}

impl Versions {
    /// Those of the crate made from that spec: an action's, or with `vendor.yaml` the one that the vendor's actions share.
    fn of(model: &Model, spec: &str) -> Option<Self> {
        if let Some(action) = model.actions.iter().find(|action| action.spec == spec) {
            return Some(Self { release: action.release.clone(), changes: action.changes.clone() });
        }
        let vendor = model.vendors.iter().find(|vendor| vendor.spec() == spec)?;
        Some(Self { release: vendor.release.clone(), changes: vendor.changes.clone() })
    }

    fn write(self, model: &mut Model, spec: &str) {
        if let Some(action) = model.actions.iter_mut().find(|action| action.spec == spec) {
            (action.release, action.changes) = (self.release, self.changes);
            return;
        }
        let Some(known) = model.vendors.iter_mut().find(|vendor| vendor.spec() == spec) else { return };
        let vendor = Arc::new(Vendor { release: self.release, changes: self.changes, ..(**known).clone() });
        // The manifests of its actions' crates name the version of the shared one.
        for action in model.actions.iter_mut().filter(|action| action.vendor.id == vendor.id) {
            action.vendor = Arc::clone(&vendor);
        }
        *known = vendor;
    }
}
