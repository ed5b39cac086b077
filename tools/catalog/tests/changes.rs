//! `<action>.changes.md`, `vendor.changes.md` and `umbrella.changes.md` beside the specs.
#![allow(clippy::unwrap_used, reason = "the helpers of tests are tests too")]

use rtc_catalog::load;
use std::fs;
use tempfile::TempDir;

/// The invented specs with one more file.
fn with(file: &str, text: &str) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let home = folder.path().join("specs/acme");
    fs::create_dir_all(&home).unwrap();
    fs::write(home.join("vendor.yaml"), include_str!("data/vendor.yaml")).unwrap();
    fs::write(home.join("list-things.yaml"), include_str!("data/list-things.yaml")).unwrap();
    fs::write(home.join(file), text).unwrap();
    folder
}

#[test]
fn changes_belong_to_the_action_of_that_name() {
    let folder = with("list-things.changes.md", "## 0.1.1\n\n- More.\n");
    let model = load(&folder.path().join("specs")).unwrap();
    assert_eq!(model.actions[0].changes, "## 0.1.1\n\n- More.\n");
    let without = with("notes.md", "Some other text.\n");
    assert_eq!(load(&without.path().join("specs")).unwrap().actions[0].changes, "");
}

#[test]
fn changes_of_the_vendor_crate_belong_to_the_vendor() {
    let folder = with("vendor.changes.md", "## 0.1.1\n\n- More.\n");
    let model = load(&folder.path().join("specs")).unwrap();
    assert_eq!(model.vendors[0].changes, "## 0.1.1\n\n- More.\n");
}

#[test]
fn changes_without_a_spec_are_a_mistake() {
    let error = load(&with("list-thing.changes.md", "- More.\n").path().join("specs")).unwrap_err();
    insta::assert_snapshot!("list-thing.changes.md", error);
}

#[test]
fn changes_of_the_umbrella_crate_need_one() {
    let folder = with("umbrella.changes.md", "## 0.1.1\n\n- More.\n");
    let specs = folder.path().join("specs");
    let error = load(&specs).unwrap_err().to_string();
    assert!(error.contains("changes of `umbrella`, which has no spec"), "{error}");
    let vendor =
        include_str!("data/vendor.yaml").replace("package: acme-things\n", "package: acme-things\numbrella: 0.1.1\n");
    fs::write(specs.join("acme/vendor.yaml"), vendor).unwrap();
    let model = load(&specs).unwrap();
    assert_eq!(model.vendors[0].umbrella_changes, "## 0.1.1\n\n- More.\n");
    assert_eq!(model.vendors[0].changes, "");
}
