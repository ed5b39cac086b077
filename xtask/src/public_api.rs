//! The public API of the hand-written crates: the reviewed text of the tests, now, at a revision and at the last release.

use crate::revision;
use rtc_changes::{Api, Version};
use serde::{Deserialize, Serialize};
use std::{
    collections::{BTreeMap, BTreeSet},
    fs, io,
    path::Path,
};

/// The reviewed text of each crate, or of each face of one, below the root.
const REVIEWED: &str = "tests/snapshots/public_api";
/// What the last release had, below the root.
pub(crate) const RELEASED: &str = "released/public-api.json";

/// The public APIs of a release by crate.
type Record = BTreeMap<String, Released>;

#[derive(Serialize, Deserialize)]
struct Released {
    version: String,
    items: BTreeSet<String>,
}

/// The crates and their folders.
const CRATES: [(&str, &str); 5] = [
    ("rtc-core", "crates/core"),
    ("rtc-sandbox", "crates/sandbox"),
    ("rtc-tencent", "crates/vendors/tencent"),
    ("rtc-volcengine", "crates/vendors/volcengine"),
    ("rtc-zego", "crates/vendors/zego"),
];

/// The public APIs as they are now. Crates without reviewed text are left out.
///
/// # Errors
/// In words, if a file cannot be read.
pub(crate) fn now(root: &Path) -> Result<Vec<Api>, String> {
    apis(&root.join(REVIEWED), |folder| fs::read_to_string(root.join(folder).join("Cargo.toml")).ok())
}

/// Those at a revision.
///
/// # Errors
/// In words, if git cannot give them.
pub(crate) fn at_revision(root: &Path, name: &str) -> Result<Vec<Api>, String> {
    let Some(folder) = revision::folder(root, name, REVIEWED)? else { return Ok(Vec::new()) };
    apis(folder.path(), |folder| revision::file(root, name, &format!("{folder}/Cargo.toml")))
}

/// Those of the last release.
///
/// # Errors
/// In words, if they cannot be read.
pub(crate) fn released(root: &Path) -> Result<Vec<Api>, String> {
    let text = match fs::read_to_string(root.join(RELEASED)) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        text => text.map_err(|error| format!("cannot read {RELEASED}: {error}"))?,
    };
    let record: Record = serde_json::from_str(&text).map_err(|error| format!("{RELEASED} cannot be read: {error}"))?;
    let api = |(package, Released { version, items }): (String, Released)| {
        let version = version.parse().map_err(|_| format!("{RELEASED}: `{version}` is no version"))?;
        Ok(Api { package, version, items })
    };
    record.into_iter().map(api).collect()
}

/// Writes them to a file as those of a release.
///
/// # Errors
/// If it cannot be written.
pub(crate) fn record(apis: &[Api], file: &Path) -> io::Result<()> {
    let released = |api: &Api| Released { version: api.version.to_string(), items: api.items.clone() };
    let record: Record = apis.iter().map(|api| (api.package.clone(), released(api))).collect();
    fs::write(file, serde_json::to_string_pretty(&record)? + "\n")
}

fn apis(reviewed: &Path, manifest: impl Fn(&str) -> Option<String>) -> Result<Vec<Api>, String> {
    let unreadable = |error: io::Error| format!("cannot read {}: {error}", reviewed.display());
    let mut apis: Vec<Api> = Vec::new();
    if !reviewed.is_dir() {
        return Ok(apis);
    }
    for entry in fs::read_dir(reviewed).map_err(unreadable)? {
        let path = entry.map_err(unreadable)?.path();
        let Some(name) = path.file_name().and_then(|name| name.to_str()?.strip_suffix(".snap")) else { continue };
        let is_of = |package: &str| name.strip_prefix(package).is_some_and(|rest| rest.is_empty() || rest.starts_with('-'));
        let Some((package, folder)) = CRATES.into_iter().find(|(package, _)| is_of(package)) else { continue };
        let Some(version) = manifest(folder).as_deref().and_then(version) else { continue };
        let items = items(&fs::read_to_string(&path).map_err(unreadable)?);
        match apis.iter_mut().find(|api| api.package == package) {
            Some(api) => api.items.extend(items),
            None => apis.push(Api { package: package.to_owned(), version, items }),
        }
    }
    apis.sort_by(|one, other| one.package.cmp(&other.package));
    Ok(apis)
}

/// The version in a manifest.
fn version(manifest: &str) -> Option<Version> {
    let line = manifest.lines().find_map(|line| line.strip_prefix("version = \""))?;
    line.trim_end_matches('"').parse().ok()
}

/// The lines of a snapshot below its head.
fn items(snapshot: &str) -> BTreeSet<String> {
    let body = snapshot.splitn(3, "---\n").nth(2).unwrap_or_default();
    body.lines().filter(|line| !line.is_empty()).map(str::to_owned).collect()
}
