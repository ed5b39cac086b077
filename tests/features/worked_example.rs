//! The worked example of specs/README, as a stranger pastes it.

use rtc_catalog::load;
use rtc_codegen::emit;
use rtc_tests::{Scratch, root, specs, write, yaml_files};
use std::{fs, path::Path};

/// The code blocks of a language in a section of a document.
fn blocks(text: &str, section: &str, language: &str) -> Vec<String> {
    let start = text.find(&format!("\n## {section}")).unwrap_or_else(|| panic!("there is no section {section}"));
    let section = &text[start + 1..];
    let section = section.find("\n## ").map_or(section, |end| &section[..end]);
    let fence = format!("\n```{language}\n");
    section.split(&fence).skip(1).map(|part| part.split("\n```").next().unwrap().to_owned() + "\n").collect()
}

#[test]
fn the_worked_example_of_the_readme_is_generated_and_passes_its_tests() {
    let readme = fs::read_to_string(specs().join("README.md")).unwrap();
    let spec = blocks(&readme, "Add an action", "yaml").concat();
    let copy = tempfile::tempdir().unwrap();
    write(copy.path(), &yaml_files(&specs()));
    fs::write(copy.path().join("volcengine/list-rooms.yaml"), spec).unwrap();
    let mut model = load(copy.path()).unwrap_or_else(|error| panic!("{error}"));
    // The other actions are compiled by other tests.
    model.actions.retain(|action| action.name == "ListRooms");
    model.vendors.retain(|vendor| vendor.id == "volcengine");
    let program = program(&blocks(&readme, "Add an action", "rust").concat());
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR"));
    let workspace = Scratch::new(folder, "worked-example", emit(&model), &["program"], program);
    workspace.cargo(&["clippy", "--all-targets"]);
    workspace.cargo(&["test"]);
    workspace.cargo(&["doc", "--no-deps"]);
}

/// The example's program in a function of a package of its own, the imports above it.
fn program(code: &str) -> Vec<(String, String)> {
    let (imports, body): (Vec<&str>, Vec<&str>) = code.lines().partition(|line| line.starts_with("use "));
    let source = format!(
        "//! The program of specs/README.\n{}\n\n/// The program.\n///\n/// # Errors\n/// Those of the call.\npub async fn main() -> Result<(), Box<dyn std::error::Error>> {{\n    {}\n    Ok(())\n}}\n",
        imports.join("\n"),
        body.join("\n    "),
    );
    let manifest = "[package]\nname = \"program\"\nversion = \"0.0.0\"\nedition = \"2024\"\npublish = false\n\n[dependencies]\ntime.workspace = true\nvolcengine-rtc-list-rooms = { path = \"../crates/actions/volcengine/list-rooms\", default-features = false, features = [\"rustcrypto\"] }\n";
    vec![("program/Cargo.toml".to_owned(), manifest.to_owned()), ("program/src/lib.rs".to_owned(), source)]
}

/// The README of specs is found where the test expects it.
#[test]
fn the_worked_example_has_its_blocks() {
    let readme = fs::read_to_string(root().join("specs/README.md")).unwrap();
    assert!(blocks(&readme, "Add an action", "yaml").len() > 3);
    assert_eq!(blocks(&readme, "Add an action", "rust").len(), 1);
}
