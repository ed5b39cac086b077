//! Each feature of specs by itself: small invented specs, the code that is generated from them, and what the compiler, clippy
//! and rustdoc make of that code.
//!
//! A new feature is a new spec in `tests/features/specs`, and nothing else: its snapshot is made by [`ACCEPT`].
#![allow(clippy::unwrap_used, clippy::panic, reason = "helpers of tests may fail a test")]

mod missing;
mod worked_example;

use rtc_catalog::{load, model::Model};
use rtc_codegen::{Crate, emit};
use rtc_tests::{Scratch, files, root};
use std::{
    collections::BTreeSet,
    panic::{AssertUnwindSafe, catch_unwind},
    path::{Path, PathBuf},
    sync::LazyLock,
};

/// The command that accepts what is generated now.
const ACCEPT: &str = "INSTA_UPDATE=always cargo test -p rtc-tests --test features";

fn model() -> Model {
    load(&root().join("tests/features/specs")).unwrap_or_else(|error| panic!("{error}"))
}

fn folder() -> PathBuf {
    root().join("tests/features/snapshots")
}

/// The generated crates in one workspace, with the snippets of [`missing`].
static WORKSPACE: LazyLock<Scratch> = LazyLock::new(|| {
    let model = model();
    let snippets = missing::package(&model);
    Scratch::new(Path::new(env!("CARGO_TARGET_TMPDIR")), "features", emit(&model), &["missing"], snippets)
});

/// All crates but those with the examples.
fn crates_for_apps() -> Vec<Crate> {
    emit(&model()).into_iter().filter(|item| !item.folder.ends_with("examples")).collect()
}

/// The name of a crate's snapshot, as `zego__pages`.
fn name(item: &Crate) -> String {
    item.folder.iter().map(|part| part.to_string_lossy()).collect::<Vec<_>>().join("__")
}

/// What is generated into `src` of a crate, or into an umbrella crate, file by file.
fn sources(item: &Crate) -> String {
    // An umbrella crate is little but its features and its README.
    let is_whole = item.folder.ends_with("umbrella");
    let sources = item.files.iter().filter(|(path, _)| is_whole || path.starts_with("src/"));
    let shown = sources.map(|(path, text)| {
        // The first line and the attributes are those of any generated file.
        let lines = text.lines().skip(1).filter(|line| !line.starts_with("#!["));
        format!("// ───── {path}\n{}\n", lines.collect::<Vec<_>>().join("\n").trim_start())
    });
    shown.collect::<Vec<_>>().join("\n")
}

#[test]
fn each_feature_is_generated_as_it_was_reviewed() {
    let mut settings = insta::Settings::clone_current();
    settings.set_prepend_module_to_snapshot(false);
    settings.set_snapshot_path(folder());
    settings.set_omit_expression(true);
    let differs = settings.bind(|| {
        let crates = crates_for_apps().into_iter();
        let differs = crates.filter(|item| {
            let compare = || insta::assert_snapshot!(name(item), sources(item));
            catch_unwind(AssertUnwindSafe(compare)).is_err()
        });
        differs.map(|item| name(&item)).collect::<Vec<_>>()
    });
    assert_eq!(differs, Vec::<String>::new(), "generated otherwise than before; read what changed, then run: {ACCEPT}");
}

#[test]
fn each_snapshot_is_of_a_spec_that_is_there() {
    let made: BTreeSet<String> = crates_for_apps().iter().map(|item| format!("{}.snap", name(item))).collect();
    let kept = files(&folder()).into_keys().filter(|name| !name.ends_with(".snap.new"));
    let stale: Vec<String> = kept.filter(|name| !made.contains(name)).collect();
    assert_eq!(stale, Vec::<String>::new(), "snapshots of specs that are gone: remove them");
}

#[test]
fn each_feature_compiles_without_a_warning_and_passes_its_examples() {
    WORKSPACE.cargo(&["clippy", "--all-targets", "--exclude", missing::PACKAGE]);
    WORKSPACE.cargo(&["doc", "--no-deps", "--exclude", missing::PACKAGE]);
    WORKSPACE.cargo(&["test", "--exclude", missing::PACKAGE]);
}

/// What makes a snapshot readable.
#[test]
fn each_feature_is_small() {
    for item in crates_for_apps() {
        let lines = sources(&item).lines().count();
        assert!(lines < 600, "{} has {lines} generated lines: divide it into features", name(&item));
    }
}
