//! What changed from version to version, beside an action's spec.
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
fn they_belong_to_the_action_of_that_name() {
    let folder = with("list-things.changes.md", "## 0.1.1\n\n- More.\n");
    let model = load(&folder.path().join("specs")).unwrap();
    assert_eq!(model.actions[0].changes, "## 0.1.1\n\n- More.\n");
    let without = with("notes.md", "Of nobody's interest.\n");
    assert_eq!(load(&without.path().join("specs")).unwrap().actions[0].changes, "");
}

#[test]
fn those_of_no_action_are_a_mistake() {
    for file in ["list-thing.changes.md", "vendor.changes.md"] {
        let error = load(&with(file, "- More.\n").path().join("specs")).unwrap_err();
        insta::assert_snapshot!(file, error);
    }
}
