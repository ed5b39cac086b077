//! `cargo xtask diff --bump`: versions into specs, what changed into changelogs.

use crate::generate;
use rtc_catalog::model::Model;
use rtc_changes::{Comparison, Report, Verdict, Version, with_entry, with_release};
use std::{fs, path::Path};

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

/// The files of one action that are to change, by their paths below the root, with the model changed alike.
fn edit(root: &Path, model: &mut Model, comparison: &Comparison) -> Result<Vec<(String, String)>, String> {
    let (Some(before), Some(now)) = (&comparison.before, &comparison.now) else { return Ok(Vec::new()) };
    let next: &Version = match &comparison.verdict() {
        Verdict::TooLow(next) => &next.clone(),
        _ => now,
    };
    let Some(action) = model.actions.iter_mut().find(|action| action.spec == comparison.spec) else {
        return Ok(Vec::new());
    };
    let mut files = Vec::new();
    if next != now {
        let path = format!("specs/{}", comparison.spec);
        let text = fs::read_to_string(root.join(&path)).map_err(|error| format!("cannot read {path}: {error}"))?;
        let text = with_release(&text, next).map_err(|error| format!("nothing was written: {path}: {error}"))?;
        files.push((path, text));
        action.release = next.to_string();
    }
    if !comparison.changes.is_empty() {
        let changes = with_entry(&action.changes, before, next, &comparison.changes);
        if changes != action.changes {
            let path = format!("specs/{}.changes.md", comparison.spec.trim_end_matches(".yaml"));
            files.push((path, changes.clone()));
            action.changes = changes;
        }
    }
    Ok(files)
}
