//! What `cargo xtask read` prints, and how it exits.
#![allow(clippy::unwrap_used, reason = "the helpers of tests are tests too")]

use std::process::{Command, Output};

fn read(arguments: &[&str]) -> Output {
    let pages = concat!(env!("CARGO_MANIFEST_DIR"), "/../tools/pages/tests/data");
    Command::new(env!("CARGO_BIN_EXE_xtask")).arg("read").args(arguments).current_dir(pages).output().unwrap()
}

#[test]
fn everything_understood_is_well() {
    let done = read(&["volcengine.md"]);
    assert_eq!(done.status.code(), Some(0));
    let printed = String::from_utf8(done.stdout).unwrap();
    assert!(printed.starts_with("volcengine.md\n") && printed.contains("12 of 12 rows understood"), "{printed}");
}

#[test]
fn anything_left_is_a_failure() {
    assert_eq!(read(&["zego-oddities.md"]).status.code(), Some(1));
    let done = read(&["volcengine.md", "other.md"]);
    assert_eq!(done.status.code(), Some(1));
    assert!(String::from_utf8(done.stdout).unwrap().contains("this is not a page of an action or of types"));
}

#[test]
fn no_page_is_wrong_usage() {
    assert_eq!(read(&[]).status.code(), Some(2));
    let done = read(&["no-such-page.md"]);
    assert_eq!(done.status.code(), Some(2));
    assert!(String::from_utf8(done.stderr).unwrap().starts_with("cannot read no-such-page.md: "));
}

#[test]
fn types_of_a_page_beside_it_are_looked_up_also_in_json() {
    let done = read(&["--json", "tencent-types.txt", "tencent-text.txt"]);
    assert_eq!(done.status.code(), Some(0));
    let pages: serde_json::Value = serde_json::from_slice(&done.stdout).unwrap();
    let list = &pages[1]["facts"]["response"][1];
    assert_eq!(
        (list["name"]["value"].as_str(), list["fields"][0]["name"]["value"].as_str()),
        (Some("NoteList"), Some("NoteId"))
    );
}
