//! Vendors' definitions for programs: the JSON of a command-line tool, `OpenAPI`, and structs in Go.

use crate::Target;
use rtc_catalog::{Diagnostic, model::Vendor};
use rtc_definitions::{Mistakes, OpenError, open};
use rtc_pages::Reader;
use rtc_tests::specs;
use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
    sync::{Arc, LazyLock},
};

pub(super) const TARGET: Target = Target {
    name: "definitions",
    holds: "any definition ends in facts or in mistakes that have their places, and nothing is written",
    test,
    seeds,
    words: &[
        "{",
        "}",
        "[",
        "]",
        ",",
        ":",
        "\"",
        "\\",
        "\\ud83d",
        "null",
        "true",
        "false",
        "-1",
        "1e999",
        "\n",
        "\n  ",
        "- ",
        "&a ",
        "*a",
        "<<: ",
        "!t ",
        "|\n",
        ">-\n",
        "#",
        "$ref: '#/components/schemas/",
        "$ref: '../../secret.yaml#/a'",
        "$ref: '",
        "openapi: 3.0.0",
        "openapi: 4.0.0",
        "paths:",
        "components:",
        "schemas:",
        "properties:",
        "items:",
        "allOf:",
        "oneOf:",
        "type: array",
        "type: object",
        "enum: [",
        "required: [",
        "\"actions\": {",
        "\"objects\": {",
        "\"members\": [",
        "\"metadata\": {",
        "\"type\": \"list\"",
        "\"member\": \"",
        "\"disabled\": true",
        "type A struct {",
        "[]",
        "map[string]",
        "*",
        "`json:\"A\"`",
        "`json:\"A,omitempty\" binding:\"required\"`",
        "ApiListInfo",
        "interface{}",
        "//",
        "/*",
        "\t",
        "取值范围为 [0, 100]，默认 1。",
        "20 次/秒",
        "| 0 | ok |",
    ],
};

/// A file of a definition that becomes what is tried, with the files beside it.
struct Form {
    path: &'static str,
    text: &'static str,
    beside: &'static [(&'static str, &'static str)],
}

macro_rules! data {
    ($path:literal) => {
        include_str!(concat!("../../../../tools/definitions/tests/data/", $path))
    };
}

const SHARED: &str = data!("openapi/common-components.yaml");

const FORMS: [Form; 7] = [
    Form {
        path: "tool/api.json",
        text: data!("tool/api.json"),
        beside: &[("tool/examples.json", data!("tool/examples.json"))],
    },
    Form {
        path: "tool/examples.json",
        text: data!("tool/examples.json"),
        beside: &[("tool/api.json", data!("tool/api.json"))],
    },
    Form {
        path: "openapi/notes/list-notes.yaml",
        text: data!("openapi/notes/list-notes.yaml"),
        beside: &[("openapi/common-components.yaml", SHARED)],
    },
    Form {
        path: "openapi/notes/create-note.yaml",
        text: data!("openapi/notes/create-note.yaml"),
        beside: &[("openapi/common-components.yaml", SHARED)],
    },
    Form {
        path: "openapi/common-components.yaml",
        text: SHARED,
        beside: &[("openapi/notes/list-notes.yaml", data!("openapi/notes/list-notes.yaml"))],
    },
    Form { path: "go/model.go", text: data!("go/model.go"), beside: &[("go/config.go", data!("go/config.go"))] },
    Form { path: "go/config.go", text: data!("go/config.go"), beside: &[("go/model.go", data!("go/model.go"))] },
];

/// What lies outside the folder that is opened; no definition shows it.
const SECRET: &str = "a: words of another folder\n";

static VENDORS: LazyLock<Vec<Arc<Vendor>>> = LazyLock::new(|| rtc_catalog::load_vendors(&specs()).unwrap());
static READER: LazyLock<Reader> = LazyLock::new(|| Reader::new(&VENDORS));

/// Each file behind its own place.
fn seeds() -> Vec<Vec<u8>> {
    let seed = |(at, form): (usize, &Form)| [&[u8::try_from(at).unwrap()], form.text.as_bytes()].concat();
    FORMS.iter().enumerate().map(seed).collect()
}

/// The first byte says which file the others stand in the place of.
fn test(data: &[u8]) {
    let Some((first, bytes)) = data.split_first() else { return };
    let form = &FORMS[usize::from(*first) % FORMS.len()];
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().canonicalize().unwrap();
    fs::write(root.join("secret.yaml"), SECRET).unwrap();
    let home = root.join("definition");
    for (path, text) in
        [(form.path, bytes)].into_iter().chain(form.beside.iter().map(|(path, text)| (*path, text.as_bytes())))
    {
        let path = home.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    let before = files(&root);
    match open(std::slice::from_ref(&home), &VENDORS) {
        Ok(definitions) => {
            for definition in &definitions {
                for action in definition.actions() {
                    match definition.facts(action, &READER) {
                        Ok(facts) => assert!(!facts.to_string().contains("words of another folder")),
                        Err(mistakes) => check(&mistakes, &home),
                    }
                }
            }
        }
        Err(OpenError::Mistakes(mistakes)) => check(&mistakes, &home),
        Err(OpenError::NotKnown { found, .. }) => assert!(!found.is_empty()),
        Err(OpenError::Io { path, .. }) => assert!(std::str::from_utf8(bytes).is_err(), "{}", path.display()),
    }
    assert_eq!(files(&root), before, "something was written");
}

/// Each mistake names a file of the definition and a place in it.
fn check(mistakes: &Mistakes, home: &Path) {
    assert!(!mistakes.0.is_empty(), "a refusal without a mistake");
    for mistake in &mistakes.0 {
        check_place(mistake, home);
    }
}

fn check_place(mistake: &Diagnostic, home: &Path) {
    assert!(mistake.path().starts_with(home) && !mistake.message().is_empty(), "{mistake}");
    assert!(!mistake.to_string().contains("words of another folder"), "{mistake}");
    let text = fs::read_to_string(mistake.path()).unwrap();
    let (line, column) = mistake.position();
    let lines = text.matches('\n').count() + 1;
    assert!((1..=lines).contains(&line), "line {line} of {lines}: {mistake}");
    let longest = text.lines().map(|line| line.chars().count()).max().unwrap_or(0);
    assert!((1..=longest + 2).contains(&column), "column {column}: {mistake}");
}

/// All files below a folder with what is in them.
fn files(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut found = BTreeMap::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files(&path));
        } else {
            found.insert(path.clone(), fs::read(&path).unwrap());
        }
    }
    found
}
