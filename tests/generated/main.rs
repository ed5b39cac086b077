//! An outline of each real crate, and that the same specs always make the same files.
#![allow(clippy::unwrap_used, clippy::panic, reason = "helpers of tests may fail a test")]

mod outline;
#[path = "../changes/surface.rs"]
mod surface;

use outline::outline;
use rtc_catalog::load;
use rtc_codegen::{Crate, emit};
use rtc_tests::{files, root, specs, synthetic_specs, write};
use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    panic::catch_unwind,
    path::Path,
};

/// What accepts the snapshots as they are made now.
const ACCEPT: &str = "INSTA_UPDATE=always cargo test -p rtc-tests --test generated";
/// The folder of outlines, below `snapshots`.
const OUTLINES: &str = "outlines";

fn emitted(specs: &Path) -> Vec<Crate> {
    emit(&load(specs).unwrap_or_else(|error| panic!("{error}")))
}

/// The crates that are for users; the others hold the examples, which are tests themselves.
fn is_for_users(item: &Crate) -> bool {
    !item.folder.ends_with("examples")
}

/// The crate's folder as one word, as `volcengine__list-user-info`.
fn name(item: &Crate) -> String {
    let parts: Vec<_> = item.folder.iter().map(|part| part.to_string_lossy()).collect();
    parts.join("__")
}

/// An outline of each real crate by the snapshot's name.
fn outlines() -> BTreeMap<String, String> {
    emitted(&specs()).iter().filter(|item| is_for_users(item)).map(|item| (name(item), outline(item))).collect()
}

/// Compares all with the snapshots of a folder, shows every difference, and says what accepts them.
fn assert_snapshots(texts: &BTreeMap<String, String>, folder: &str) {
    let mut settings = insta::Settings::clone_current();
    settings.set_prepend_module_to_snapshot(false);
    settings.set_snapshot_path(format!("../snapshots/{folder}"));
    settings.set_omit_expression(true);
    let differs = |(name, text): &(&String, &String)| {
        settings.bind(|| catch_unwind(|| insta::assert_snapshot!(name.as_str(), text.as_str())).is_err())
    };
    let differing: Vec<&String> = texts.iter().filter(differs).map(|(name, _)| name).collect();
    assert!(
        differing.is_empty(),
        "{folder} are new or differ: {differing:?}; to accept what is shown above, run: {ACCEPT}"
    );
}

#[test]
fn outlines_of_the_real_crates() {
    assert_snapshots(&outlines(), OUTLINES);
}

/// A reviewer reads them.
#[test]
fn an_outline_is_short() {
    let model = load(&specs()).unwrap_or_else(|error| panic!("{error}"));
    for (name, outline) in outlines() {
        let action = model.actions.iter().find(|action| format!("{}__{}", action.vendor.id, action.folder) == name);
        // What is set and answered has a line each, in nested objects too.
        let named = action.map_or(0, |action| {
            let kinds = action.records.iter().map(|record| record.kinds().len() + 6).sum::<usize>();
            action.parameters.len() + action.output.len() + kinds
        });
        let lines = outline.lines().count();
        assert!((10..=100 + 2 * named).contains(&lines), "{name} has {lines} lines");
    }
}

#[test]
fn every_snapshot_is_of_what_is_still_made() {
    let made = outlines();
    let kept = files(&root().join("tests/snapshots").join(OUTLINES)).into_keys();
    let kept: BTreeSet<String> = kept.filter_map(|path| path.strip_suffix(".snap").map(str::to_owned)).collect();
    let stale: Vec<&String> = kept.iter().filter(|name| !made.contains_key(*name)).collect();
    assert!(
        stale.is_empty(),
        "no spec makes these any more, so remove them from tests/snapshots/{OUTLINES}: {stale:?}"
    );
}

#[test]
fn the_committed_crates_are_what_the_specs_make() {
    let home = root().join("crates/actions");
    let mut made = BTreeMap::new();
    for item in emitted(&specs()) {
        for (path, text) in item.files {
            let folder: Vec<_> = item.folder.iter().map(|part| part.to_string_lossy()).collect();
            made.insert(format!("{}/{path}", folder.join("/")), text);
        }
    }
    let mut found = files(&home);
    // Copies of the project's licences; the test of what a registry shows compares them.
    found.retain(|path, _| !path.contains("/LICENSE-"));
    assert!(made.keys().eq(found.keys()), "made: {:?}\nfound: {:?}", made.keys(), found.keys());
    for (path, text) in &made {
        let found = String::from_utf8_lossy(&found[path]);
        assert!(*text == found, "{path} is not what the specs make; to mend it, run: cargo xtask gen");
    }
}

#[test]
fn the_same_specs_make_the_same_bytes_twice() {
    for specs in [specs(), synthetic_specs()] {
        assert_eq!(emitted(&specs), emitted(&specs));
    }
}

/// The order in which a folder lists its files is that of writing on some systems, so it is turned around.
#[test]
fn neither_the_order_of_files_nor_the_folder_changes_a_byte() {
    for specs in [specs(), synthetic_specs()] {
        let files = files(&specs);
        let folder = tempfile::tempdir().unwrap();
        let forwards = folder.path().join("one/specs");
        let backwards = folder.path().join("a longer way to/the other/specifications");
        write(&forwards, &files);
        write(&backwards, files.iter().rev());
        let expected = emitted(&specs);
        assert_eq!(emitted(&forwards), expected);
        assert_eq!(emitted(&backwards), expected);
    }
}

#[test]
fn line_ends_of_other_systems_change_nothing() {
    for specs in [specs(), synthetic_specs()] {
        let folder = tempfile::tempdir().unwrap();
        for (path, bytes) in files(&specs) {
            let path = folder.path().join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, String::from_utf8_lossy(&bytes).replace('\n', "\r\n")).unwrap();
        }
        assert_eq!(emitted(folder.path()), emitted(&specs));
    }
}

#[test]
fn every_generated_file_says_so_and_ends_with_one_line_break() {
    for item in emitted(&specs()).iter().chain(&emitted(&synthetic_specs())) {
        for (path, text) in &item.files {
            let place = format!("{} {path}", item.package);
            assert!(text.lines().take(3).any(|line| line.contains(rtc_codegen::MARK)), "{place}");
            assert!(text.ends_with('\n') && !text.ends_with("\n\n"), "{place}");
            assert!(!text.contains('\r') && !text.contains('\t'), "{place}");
            let trailing = text.lines().position(|line| line.ends_with(' '));
            assert_eq!(trailing, None, "{place} has a line that ends with a blank");
        }
    }
}
