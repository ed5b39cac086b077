//! `cargo xtask release`: keeps a copy of the specs that users have.
//!
//! A copy needs no history and no tags, so a check against it works in any clone; and where the format of specs changes,
//! the copy is changed with them.

use crate::{
    generate,
    lock::Lock,
    public_api,
    publish::{self, Plan},
    terminal,
};
use anstream::{eprintln, println};
use rtc_catalog::model::Model;
use rtc_changes::{Api, compare_apis};
use std::{
    collections::BTreeMap,
    fs, io,
    path::{Path, PathBuf},
    process::ExitCode,
};

/// The folder of the copy, below the root.
const HOME: &str = "released";

/// Marks of unfinished work, and what each means.
const OPEN: [(&str, &str); 2] =
    [("TODO(doc)", "a sentence that must still be written"), ("TODO(check)", "a fact that must still be checked")];

/// The specs of the last release; `None` before the first one.
///
/// # Errors
/// In words, if they cannot be read.
pub(crate) fn model(root: &Path) -> Result<Option<Model>, String> {
    let folder = root.join(HOME);
    if !folder.exists() {
        return Ok(None);
    }
    rtc_catalog::load(&folder).map(Some).map_err(|error| error.to_string())
}

pub(crate) fn run(root: &Path, publish: bool) -> ExitCode {
    match release(root, publish) {
        Ok(message) => {
            println!("{}", terminal::wrapped(&message));
            ExitCode::SUCCESS
        }
        Err(message) => {
            eprintln!("{}", terminal::error(&message));
            ExitCode::FAILURE
        }
    }
}

fn release(root: &Path, publish: bool) -> Result<String, String> {
    let _lock = Lock::exclusive(root)?;
    let now = generate::model(root)?;
    let wanted = specs(&root.join("specs")).map_err(|error| format!("cannot read the specs: {error}"))?;
    if let Some((path, (line, mark, what))) = wanted.iter().find_map(|(path, text)| Some((path, open(text)?))) {
        return Err(format!("nothing is released: specs/{path}:{line}: `{mark}` marks {what}"));
    }
    if let Some(before) = model(root)? {
        let report = rtc_changes::compare(&before, &now);
        if !report.versions_suffice() {
            return Err(format!(
                "{report}nothing is released: first raise the versions, as `cargo xtask diff --released --bump` does"
            ));
        }
    }
    let apis = public_api::now(root)?;
    let changed = compare_apis(&public_api::released(root)?, &apis);
    if !changed.versions_suffice() {
        return Err(format!("{changed}nothing is released"));
    }
    let plan = Plan::new(root)?;
    let recorded = record(root, &now, &wanted, &apis)?;
    let next = if publish { plan.publish()? } else { plan.describe() };
    Ok(format!("{recorded}{next}"))
}

/// Keeps the copy of the specs.
fn record(root: &Path, now: &Model, wanted: &BTreeMap<String, String>, apis: &[Api]) -> Result<String, String> {
    let kept = specs(&root.join(HOME)).map_err(|error| format!("cannot read {HOME}: {error}"))?;
    // Each vendor has one with what its actions share, and may have one that re-exports them.
    let umbrellas = now.vendors.iter().filter(|vendor| vendor.umbrella.is_some()).count();
    let crates = now.actions.len() + now.vendors.len() + umbrellas;
    if kept == *wanted && public_api::released(root)? == apis {
        return Ok(format!("{crates} crates, all unchanged since the last release"));
    }
    replace(root, wanted, apis).map_err(|error| format!("cannot write {HOME}: {error}"))?;
    Ok(format!("{crates} crates released; commit {HOME}/"))
}

/// The line, from 1, of the first mark, and what it says.
fn open(text: &str) -> Option<(usize, &'static str, &'static str)> {
    let marked = |line: &str| OPEN.into_iter().find(|(mark, _)| line.contains(mark));
    text.lines().enumerate().find_map(|(at, line)| marked(line).map(|(mark, what)| (at + 1, mark, what)))
}

/// The specs below a folder by `<vendor>/<file>`, without the schemas and without what changed.
fn specs(folder: &Path) -> io::Result<BTreeMap<String, String>> {
    let mut found = BTreeMap::new();
    if !folder.exists() {
        return Ok(found);
    }
    for vendor in entries(folder)? {
        if !vendor.is_dir() || vendor.ends_with("schema") {
            continue;
        }
        for file in entries(&vendor)? {
            if file.is_file() && file.extension().is_some_and(|extension| extension == "yaml") {
                let parts = [&vendor, &file].map(|path| path.file_name().unwrap_or_default().to_string_lossy());
                found.insert(parts.join("/"), fs::read_to_string(&file)?);
            }
        }
    }
    Ok(found)
}

fn entries(folder: &Path) -> io::Result<Vec<PathBuf>> {
    fs::read_dir(folder)?.map(|entry| entry.map(|entry| entry.path())).collect()
}

/// Replaces the copy atomically: it is written to a temporary folder next to it and renamed.
fn replace(root: &Path, wanted: &BTreeMap<String, String>, apis: &[Api]) -> io::Result<()> {
    let beside = tempfile::Builder::new().prefix(".released-").tempdir_in(root)?;
    let (new, old) = (beside.path().join("new"), beside.path().join("old"));
    for (path, text) in wanted {
        let path = new.join(path);
        fs::create_dir_all(path.parent().unwrap_or(&new))?;
        fs::write(path, text)?;
    }
    if !apis.is_empty() {
        fs::create_dir_all(&new)?;
        let file = Path::new(public_api::RELEASED).file_name().unwrap_or_default();
        public_api::record(apis, &new.join(file))?;
    }
    let home = root.join(HOME);
    let published = root.join(publish::RECORD);
    if published.exists() {
        fs::create_dir_all(&new)?;
        fs::copy(&published, new.join(published.file_name().unwrap_or_default()))?;
    }
    if home.exists() {
        fs::rename(&home, &old)?;
    }
    fs::rename(&new, &home).inspect_err(|_| {
        // Restore the old copy; the error to report is that the new one was not kept.
        let _ = fs::rename(&old, &home);
    })
}
