//! The way from specs to files: what is written, what is removed, what is refused, and the commands that do it.
#![allow(clippy::unwrap_used, clippy::panic, reason = "helpers of tests may fail a test")]

mod bumps;
mod commands;
mod diffs;
mod drifting;
mod imports;
mod locks;
mod mistakes;
mod publishing;
mod refusals;
mod releases;
mod versions;
mod writing;

use rtc_codegen::{Crate, MARK, Plan, PlanError};
use rtc_tests::files;
use std::{
    fs,
    path::{Path, PathBuf},
};
use tempfile::TempDir;

/// The folder of all crates below the root.
const HOME: &str = "made/crates";

/// An empty root.
fn empty() -> TempDir {
    tempfile::tempdir().unwrap()
}

/// A crate's files: each path with the lines behind the mark.
fn made(folder: &str, files: &[(&str, &str)]) -> Crate {
    let text = |lines: &str| format!("// {MARK}\n{lines}");
    Crate {
        package: folder.replace('/', "-"),
        folder: PathBuf::from(folder),
        published: true,
        files: files.iter().map(|(path, lines)| ((*path).to_owned(), text(lines))).collect(),
    }
}

/// Two crates of one vendor and one of another, and one file that belongs to none.
fn three() -> Vec<Crate> {
    vec![
        made("acme/list", &[("Cargo.toml", "list\n"), ("src/lib.rs", "one\ntwo\nthree\n")]),
        made("acme/show", &[("Cargo.toml", "show\n"), ("src/lib.rs", "lib\n"), ("tests/examples.rs", "tests\n")]),
        made("other/ping", &[("Cargo.toml", "ping\n")]),
    ]
}

fn plan(root: &Path, crates: Vec<Crate>) -> Result<Plan, PlanError> {
    Plan::new(root, HOME, crates, vec![("TABLE.md".to_owned(), "a table\n".to_owned())])
}

/// A root with the three crates.
fn written() -> TempDir {
    let root = empty();
    plan(root.path(), three()).unwrap().write().unwrap();
    root
}

/// What a plan says, one line each.
fn printed(plan: &Plan) -> Vec<String> {
    plan.summaries().iter().map(ToString::to_string).collect()
}

fn put(root: &Path, path: &str, text: &str) {
    let path = root.join(path);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

fn paths(root: &Path) -> Vec<String> {
    files(root).into_keys().collect()
}
