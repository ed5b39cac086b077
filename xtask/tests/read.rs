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

/// A definition is no page: what it is, and which command takes it.
#[test]
fn a_definition_is_named_with_what_takes_it() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../tools/definitions/tests/data");
    for (file, form, next) in [
        ("tool/api.json", "the api.json of a command-line tool", "cargo xtask import --all "),
        ("tool/examples.json", "the examples of a command-line tool", "the api.json beside it"),
        ("openapi/notes/create-note.yaml", "OpenAPI", "cargo xtask import --all "),
        ("openapi/common-components.yaml", "the shared components of OpenAPI files", "the actions that refer to it"),
        ("go/model.go", "a file of an SDK in Go", "cargo xtask drift "),
        ("go/config.go", "a file of an SDK in Go", "cargo xtask import --all "),
    ] {
        let done = read(&[&format!("{folder}/{file}")]);
        assert_eq!(done.status.code(), Some(1), "{file}");
        let printed = String::from_utf8(done.stdout).unwrap();
        let line = format!("  this is a definition for programs, and no page: {form}\n");
        assert!(printed.contains(&line) && printed.contains(next), "{file}\n{printed}");
    }
}

/// Neither the end of a file's name nor a file that is cut off hides what it is.
#[test]
fn a_definition_is_known_by_its_text() {
    let folder = tempfile::tempdir().unwrap();
    let data = concat!(env!("CARGO_MANIFEST_DIR"), "/../tools/definitions/tests/data");
    for (file, name, form) in [
        ("openapi/notes/create-note.yaml", "create-note.md", "OpenAPI"),
        ("tool/api.json", "api.txt", "the api.json of a command-line tool"),
        ("tool/api.json", "cut.json", "the api.json of a command-line tool"),
    ] {
        let text = std::fs::read_to_string(format!("{data}/{file}")).unwrap();
        let text = if name == "cut.json" { &text[..text.len() / 2] } else { &text[..] };
        let path = folder.path().join(name);
        std::fs::write(&path, text).unwrap();
        let done = read(&[path.to_str().unwrap()]);
        assert_eq!(done.status.code(), Some(1), "{name}");
        let printed = String::from_utf8(done.stdout).unwrap();
        assert!(printed.contains(&format!("and no page: {form}\n")), "{name}\n{printed}");
        assert_eq!(printed.contains("give the file the end .json, .yaml or .go"), name != "cut.json", "{printed}");
    }
}
