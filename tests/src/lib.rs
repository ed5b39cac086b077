//! What the tests of the whole share: where things are, and folders as values that can be compared.
#![forbid(unsafe_code)]
#![deny(missing_docs)]
#![allow(clippy::missing_panics_doc, clippy::panic, reason = "helpers of tests may fail a test")]

/// The programs and functions in the README and in the guides compile.
#[cfg(doctest)]
mod guides;

mod scratch;

pub use scratch::Scratch;

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

/// The project's folder.
#[must_use]
pub fn root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.parent().expect("this package stands in the project's folder").to_owned()
}

/// The folder of the specs.
#[must_use]
pub fn specs() -> PathBuf {
    root().join("specs")
}

/// The folder of invented specs that together use every feature of the format.
#[must_use]
pub fn synthetic_specs() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("data/specs")
}

/// Every file below `folder` with its bytes, by path below it, with `/` between the parts. Empty if there is none. What is in
/// a folder `target` at its top is left out.
#[must_use]
pub fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut found = BTreeMap::new();
    collect(folder, "", &mut found);
    found.retain(|path, _| !path.starts_with("target/"));
    found
}

/// Every YAML file below `folder`, as [`files`] gives them.
#[must_use]
pub fn yaml_files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let is_yaml = |path: &str| Path::new(path).extension().is_some_and(|extension| extension == "yaml");
    files(folder).into_iter().filter(|(path, _)| is_yaml(path)).collect()
}

fn collect(folder: &Path, shown: &str, found: &mut BTreeMap<String, Vec<u8>>) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for entry in entries {
        let entry = entry.expect("a folder can be read");
        let name = format!("{shown}{}", entry.file_name().to_string_lossy());
        if entry.file_type().expect("a file has a type").is_dir() {
            collect(&entry.path(), &format!("{name}/"), found);
        } else {
            found.insert(name, fs::read(entry.path()).expect("a file can be read"));
        }
    }
}

/// Writes `files`, each under its path below `folder`, in that order.
pub fn write<'a>(folder: &Path, files: impl IntoIterator<Item = (&'a String, &'a Vec<u8>)>) {
    for (path, bytes) in files {
        let path = folder.join(path);
        fs::create_dir_all(path.parent().expect("a file stands in a folder")).expect("a folder can be made");
        fs::write(path, bytes).expect("a file can be written");
    }
}

/// The project's own manifest with other members, and with paths from anywhere.
#[must_use]
pub fn manifest(members: &[&str]) -> String {
    let text = fs::read_to_string(root().join("Cargo.toml")).expect("the project has a manifest");
    let (_, rest) = text.split_once("\n[workspace.package]").expect("the manifest has a [workspace.package]");
    let home = root().to_string_lossy().replace('\\', "/");
    let rest = rest.replace("path = \"", &format!("path = \"{home}/"));
    format!("[workspace]\nresolver = \"3\"\nmembers = {members:?}\n\n[workspace.package]{rest}")
}
