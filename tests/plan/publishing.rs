//! `cargo xtask release`: what is published, in which order, and where it goes on. A script stands for cargo.
#![cfg(unix)]

use crate::{commands::command, put, versions::repository};
use std::{fs, os::unix::fs::PermissionsExt, path::Path};

/// Publishes what it is asked to, but for a crate that is named in `limited`, and notes it; everything else is cargo's.
const CARGO: &str = r#"#!/bin/sh
if [ "$1" != publish ]; then exec "$REAL_CARGO" "$@"; fi
if [ "$3" = "$(cat limited)" ]; then echo "error: the registry answers 429 Too Many Requests" >&2; exit 101; fi
if grep -qx "$3" uploads; then echo "error: crate $3@0.1.0 already exists on the registry" >&2; exit 101; fi
echo "$3" >> uploads
"#;

/// A project of three crates, of which `top` needs `middle` and that needs `base`, and a private one.
fn project() -> tempfile::TempDir {
    let folder = repository();
    let root = folder.path();
    put(root, "Cargo.toml", "[workspace]\nresolver = \"3\"\nmembers = [\"own/*\"]\n");
    for (name, rest) in [
        ("top", "[dependencies]\nmiddle = { path = \"../middle\", version = \"0.1.0\" }\n"),
        ("middle", "[dependencies]\nbase = { path = \"../base\", version = \"0.1.0\" }\n"),
        ("base", ""),
        ("private", "[dependencies]\ntop = { path = \"../top\" }\n"),
    ] {
        let publish = if name == "private" { "publish = false\n" } else { "" };
        let head = format!("[package]\nname = \"{name}\"\nversion = \"0.1.0\"\nedition = \"2024\"\n{publish}\n");
        put(root, &format!("own/{name}/Cargo.toml"), &format!("{head}{rest}"));
        put(root, &format!("own/{name}/src/lib.rs"), "");
    }
    put(root, "cargo", CARGO);
    put(root, "limited", "");
    put(root, "uploads", "");
    fs::set_permissions(root.join("cargo"), fs::Permissions::from_mode(0o755)).unwrap();
    folder
}

fn release(root: &Path, arguments: &[&str]) -> (i32, String) {
    let mut command = command(root, &[&["release"], arguments].concat());
    command.env("CARGO", root.join("cargo")).env("REAL_CARGO", env!("CARGO"));
    let output = command.output().unwrap();
    let printed = [output.stdout, output.stderr].map(|bytes| String::from_utf8(bytes).unwrap()).concat();
    (output.status.code().unwrap(), printed)
}

fn uploads(root: &Path) -> Vec<String> {
    fs::read_to_string(root.join("uploads")).unwrap().lines().map(str::to_owned).collect()
}

#[test]
fn crates_are_published_behind_what_they_need_and_a_stopped_release_goes_on() {
    let folder = project();
    let root = folder.path();
    let (code, printed) = release(root, &[]);
    assert_eq!(code, 0, "{printed}");
    assert!(printed.contains("3 of 3 crates"), "{printed}");
    assert!(printed.contains("\n  base 0.1.0\n  middle 0.1.0\n  top 0.1.0\n"), "{printed}");
    assert_eq!(uploads(root), Vec::<String>::new());

    put(root, "limited", "middle");
    let (code, printed) = release(root, &["--publish"]);
    assert_eq!((code, uploads(root)), (1, vec!["base".to_owned()]), "{printed}");
    assert!(printed.contains("rate limit") && printed.contains("the next one is middle"), "{printed}");

    put(root, "limited", "");
    let (code, printed) = release(root, &["--publish"]);
    assert_eq!((code, uploads(root)), (0, ["base", "middle", "top"].map(str::to_owned).to_vec()), "{printed}");
    let (code, printed) = release(root, &["--publish"]);
    assert_eq!((code, uploads(root).len()), (0, 3), "{printed}");
    assert!(release(root, &[]).1.contains("nothing to publish: all 3 crates"));
}

#[test]
fn only_what_changed_is_published_and_a_changed_crate_needs_a_new_version() {
    let folder = project();
    let root = folder.path();
    assert_eq!(release(root, &["--publish"]).0, 0);
    put(root, "own/middle/src/lib.rs", "//! Changed.\n");
    put(root, "own/base/tests/more.rs", "//! Tests are no part of what is built.\n");
    let (code, printed) = release(root, &["--publish"]);
    assert_eq!(code, 1);
    assert!(printed.contains("middle 0.1.0: raise `version` in own/middle/Cargo.toml"), "{printed}");
    assert!(!printed.contains("base 0.1.0") && uploads(root).len() == 3, "{printed}");

    let manifest = fs::read_to_string(root.join("own/middle/Cargo.toml")).unwrap();
    put(root, "own/middle/Cargo.toml", &manifest.replacen("0.1.0", "0.1.1", 1));
    assert!(release(root, &[]).1.contains("1 of 3 crates"));
    put(root, "uploads", "");
    let (code, printed) = release(root, &["--publish"]);
    assert_eq!((code, uploads(root)), (0, vec!["middle".to_owned()]), "{printed}");
}

/// The program was stopped between an upload and its record.
#[test]
fn what_the_registry_has_already_is_published() {
    let folder = project();
    let root = folder.path();
    put(root, "uploads", "base\n");
    let (code, printed) = release(root, &["--publish"]);
    assert_eq!((code, uploads(root)), (0, ["base", "middle", "top"].map(str::to_owned).to_vec()), "{printed}");
}
