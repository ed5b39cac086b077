//! Whole specs.

use crate::Target;
use rtc_catalog::{LoadError, load};
use rtc_tests::{specs, synthetic_specs, yaml_files};
use std::{fs, path::Path, sync::LazyLock};
use tempfile::TempDir;

pub(super) const TARGET: Target = Target {
    name: "specs",
    holds: "any spec ends in crates or in mistakes that have their places",
    test,
    seeds,
    words: WORDS,
};

pub(super) const WORDS: &[&str] = &[
    "\n",
    "\n  ",
    "\n    - ",
    ": ",
    "- ",
    "? ",
    "{",
    "}",
    "[",
    "]",
    ",",
    "|\n",
    ">\n",
    "&a ",
    "*a",
    "!t ",
    "<<: ",
    "# ",
    "---\n",
    "...\n",
    "%",
    "\"",
    "'",
    "null",
    "true",
    ".nan",
    "0x1F",
    "1..=100",
    "1..",
    "..=",
    "type: ",
    "required: ",
    "[string]",
    "{ map: string }",
    "u32",
    "unix_seconds",
    "range: ",
    "length: ",
    "items: ",
    "characters: a-z",
    "window: ",
    "pages: ",
    "enums:",
    "types:",
    "errors:",
    "examples:",
    "request:",
    "response:",
    "doc: ",
    "note: ",
    "as: self",
    "retry: backoff",
    "per: 1s",
    "span: 4h",
    "..",
    "-9223372036854775808",
];

/// A spec, and its vendor's.
struct Spec {
    vendor: String,
    file: String,
    bytes: Vec<u8>,
    beside: Vec<u8>,
}

/// All specs, real and invented.
static SPECS: LazyLock<Vec<Spec>> = LazyLock::new(|| {
    let mut all = Vec::new();
    for folder in [specs(), synthetic_specs()] {
        let files = yaml_files(&folder);
        for (path, bytes) in &files {
            let (vendor, file) = path.split_once('/').unwrap();
            let beside = files[&format!("{vendor}/vendor.yaml")].clone();
            all.push(Spec { vendor: vendor.to_owned(), file: file.to_owned(), bytes: bytes.clone(), beside });
        }
    }
    all
});

/// The texts of all specs.
pub(super) fn files() -> Vec<Vec<u8>> {
    SPECS.iter().map(|spec| spec.bytes.clone()).collect()
}

/// Each spec behind its own place.
fn seeds() -> Vec<Vec<u8>> {
    let seed = |(at, spec): (usize, &Spec)| [&[u8::try_from(at).unwrap()], &spec.bytes[..]].concat();
    SPECS.iter().enumerate().map(seed).collect()
}

/// The first byte says which spec the others stand in the place of.
fn test(data: &[u8]) {
    let Some((first, bytes)) = data.split_first() else { return };
    let Spec { vendor, file, beside, .. } = &SPECS[usize::from(*first) % SPECS.len()];
    let folder = tempfile::tempdir().unwrap();
    let home = folder.path().join("specs").join(vendor);
    fs::create_dir_all(&home).unwrap();
    fs::write(home.join("vendor.yaml"), beside).unwrap();
    fs::write(home.join(file), bytes).unwrap();
    check(&folder, file, bytes);
}

fn check(folder: &TempDir, file: &str, bytes: &[u8]) {
    match load(&folder.path().join("specs")) {
        // What has no mistake can be made into crates.
        Ok(model) => {
            let crates = rtc_codegen::emit(&model);
            for action in &model.actions {
                assert!(crates.iter().any(|made| made.package == action.package), "{}", action.package);
            }
        }
        Err(LoadError::Io { path, .. }) => assert!(std::str::from_utf8(bytes).is_err(), "{}", path.display()),
        Err(LoadError::Mistakes(diagnostics)) => {
            let text = String::from_utf8_lossy(bytes);
            assert!(!diagnostics.is_empty());
            for diagnostic in diagnostics {
                assert!(diagnostic.path().ends_with(Path::new(file)), "{diagnostic}");
                assert!(!diagnostic.message().is_empty());
                let (line, column) = diagnostic.position();
                let lines = text.matches('\n').count() + 1;
                assert!((1..=lines).contains(&line), "line {line} of {lines}: {diagnostic}");
                let longest = text.lines().map(|line| line.chars().count()).max().unwrap_or(0);
                assert!((1..=longest + 2).contains(&column), "column {column}: {diagnostic}");
                // A report shows the end of a file as the end of its last line.
                if line < lines {
                    assert!(diagnostic.to_string().contains(&format!("{file}:{line}:{column}")), "{diagnostic}");
                }
            }
        }
    }
}
