//! Definitions that are broken: each is refused with its place.

use rtc_catalog::model::Model;
use rtc_definitions::open;
use rtc_pages::Reader;
use std::{fs, path::Path, sync::OnceLock};

fn model() -> &'static Model {
    static MODEL: OnceLock<Model> = OnceLock::new();
    let specs = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../specs");
    MODEL.get_or_init(|| rtc_catalog::load(&specs).expect("the specs are right"))
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("it can be made");
    for entry in fs::read_dir(from).expect("it is there") {
        let entry = entry.expect("it is there");
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).expect("it can be written");
        }
    }
}

/// What is said of our definitions after a change of one file, with the folder left out.
fn refused(path: &str, named: &str, change: impl Fn(&str) -> String) -> String {
    let folder = tempfile::tempdir().expect("there is room");
    copy(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data"), folder.path());
    let file = folder.path().join(path);
    let text = fs::read_to_string(&file).expect("it is there");
    let changed = change(&text);
    assert_ne!(changed, text, "{path} must change");
    fs::write(&file, changed).expect("it can be written");
    let reader = Reader::new(&model().vendors);
    let mut words = String::new();
    match open(&[folder.path().join(named)], &model().vendors) {
        Err(error) => words.push_str(&error.to_string()),
        Ok(definitions) => {
            for definition in &definitions {
                for action in definition.actions() {
                    if let Err(mistakes) = definition.facts(action, &reader) {
                        words.push_str(&mistakes.to_string());
                    }
                }
            }
        }
    }
    words
        .replace(&folder.path().canonicalize().expect("it is there").display().to_string(), "")
        .replace(&folder.path().display().to_string(), "")
}

/// File, what is named, what is replaced by what, what is said, where.
#[expect(clippy::too_many_lines, reason = "a table")]
#[test]
fn each_mistake_has_its_place() {
    for (path, named, from, to, words, place) in [
        (
            "tool/api.json",
            "tool",
            "\"member\": \"Note\"",
            "\"member\": \"Nowhere\"",
            "there is no type `Nowhere`",
            "/tool/api.json:",
        ),
        (
            "tool/api.json",
            "tool/api.json",
            "\"version\": \"1.0\"",
            "\"version\": \"2.0\"",
            "version `2.0` of the form",
            "/tool/api.json:",
        ),
        (
            "tool/api.json",
            "tool/api.json",
            "\"type\": \"float\"",
            "\"type\": \"fraction\"",
            "`fraction` of `float` is no type that is known",
            "/tool/api.json:",
        ),
        (
            "tool/api.json",
            "tool",
            "\"input\": \"CreateNoteRequest\"",
            "\"input\": \"Lost\"",
            "there is no type `Lost`",
            "/tool/api.json:5:",
        ),
        (
            "tool/api.json",
            "tool/api.json",
            "\"required\": true",
            "\"required\": 7",
            "`required` is neither `true` nor `false`",
            "/tool/api.json:",
        ),
        (
            "openapi/notes/list-notes.yaml",
            "openapi",
            "openapi: 3.0.0",
            "swagger: \"2.0\"",
            "version `2.0` of OpenAPI",
            "/openapi/notes/list-notes.yaml:1:",
        ),
        (
            "openapi/notes/list-notes.yaml",
            "openapi",
            "openapi: 3.0.0",
            "openapi: 4.0.0",
            "version `4.0.0` of OpenAPI",
            "/openapi/notes/list-notes.yaml:1:",
        ),
        (
            "openapi/notes/list-notes.yaml",
            "openapi",
            "#/components/schemas/DescribeNotesResponse",
            "#/components/schemas/Lost",
            "leads nowhere",
            "/openapi/notes/list-notes.yaml:",
        ),
        (
            "openapi/notes/list-notes.yaml",
            "openapi/notes/list-notes.yaml",
            "'../common-components.yaml#/components/schemas/Colour'",
            "'../../tool/api.json#/objects'",
            "leads out of the definition's folder",
            "/openapi/notes/list-notes.yaml:",
        ),
        (
            "openapi/notes/list-notes.yaml",
            "openapi",
            "'../common-components.yaml#/components/schemas/Colour'",
            "'/etc/hosts#/x'",
            "leads out of the definition's folder",
            "/openapi/notes/list-notes.yaml:",
        ),
        (
            "openapi/notes/list-notes.yaml",
            "openapi",
            "'../common-components.yaml#/components/schemas/Colour'",
            "'https://example.com/a.yaml#/x'",
            "leads out of the definition's folder",
            "/openapi/notes/list-notes.yaml:",
        ),
        (
            "openapi/notes/list-notes.yaml",
            "openapi",
            "'../common-components.yaml#/components/schemas/Colour'",
            "'../gone.yaml#/x'",
            "cannot read the file that this refers to",
            "/openapi/notes/list-notes.yaml:",
        ),
        (
            "openapi/notes/list-notes.yaml",
            "openapi",
            "type: integer\n                    format: int64",
            "type: whole\n                    format: int64",
            "`whole` is no type that is known",
            "/openapi/notes/list-notes.yaml:",
        ),
        (
            "openapi/common-components.yaml",
            "openapi",
            "    Colour:\n      type: integer",
            "    Colour:\n      $ref: '#/components/schemas/Colour'\n      type: integer",
            "references that lead to one another",
            "/openapi/common-components.yaml:",
        ),
        (
            "go/model.go",
            "go",
            "Result ListNotesResResult",
            "Result LostResult",
            "there is no type `LostResult`",
            "/go/model.go:",
        ),
        ("go/model.go", "go", "map[string]int64", "map[int]chan", "has a type that is not known", "/go/model.go:"),
        (
            "go/model.go",
            "go",
            "type ListNotesRes struct",
            "type ListNotesAnswer struct",
            "there is no type `ListNotesRes`",
            "/go/config.go:",
        ),
        ("go/config.go", "go", "ApiListInfo", "Others", "`ApiListInfo`, is in none of the package's files", "/go/"),
    ] {
        let found = refused(path, named, |text| text.replacen(from, to, 1));
        assert!(found.contains(words) && found.contains(&format!("--> {place}")), "{from} -> {to}:\n{found}");
    }
}

/// A file that ends too early is refused, wherever it is cut off inside of something.
#[test]
fn files_that_are_cut_off_are_refused() {
    for (path, named) in [
        ("tool/api.json", "tool"),
        ("tool/examples.json", "tool"),
        ("go/config.go", "go"),
        ("go/model.go", "go/config.go"),
    ] {
        for part in [2, 3, 5, 7] {
            let found =
                refused(path, named, |text| text.chars().take(text.chars().count() * (part - 1) / part).collect());
            assert!(found.contains("--> "), "{path} at {part}:\n{found}");
        }
    }
    let found = refused("openapi/notes/list-notes.yaml", "openapi", |text| {
        text.split("components:\n  schemas:").next().unwrap_or_default().to_owned()
    });
    assert!(found.contains("leads nowhere"), "{found}");
    let found = refused("openapi/notes/list-notes.yaml", "openapi", |text| {
        text.split("/:\n").next().unwrap_or_default().to_owned()
    });
    assert!(found.contains("`paths`"), "{found}");
}

#[test]
fn a_file_of_no_known_form_says_what_was_looked_for() {
    for (name, text) in [
        ("a.json", "{\"codes\": []}"),
        ("b.json", "[1, 2]"),
        ("c.yaml", "a: b\n"),
        ("d.go", "package x\n\nfunc main() {\n}\n"),
    ] {
        let folder = tempfile::tempdir().expect("there is room");
        let path = folder.path().join(name);
        fs::write(&path, text).expect("it can be written");
        let error = open(&[path], &model().vendors).expect_err("it is none").to_string();
        assert!(error.contains(name) && error.contains("looked for: JSON with `actions`"), "{error}");
    }
}

/// No link leads out of the folder either.
#[cfg(unix)]
#[test]
fn links_out_of_the_folder_are_not_followed() {
    let folder = tempfile::tempdir().expect("there is room");
    let outside = tempfile::tempdir().expect("there is room");
    copy(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/openapi"), folder.path());
    fs::write(outside.path().join("secret.yaml"), "key: word\n").expect("it can be written");
    std::os::unix::fs::symlink(outside.path().join("secret.yaml"), folder.path().join("near.yaml"))
        .expect("it can be made");
    let file = folder.path().join("notes/list-notes.yaml");
    let text = fs::read_to_string(&file).expect("it is there");
    fs::write(&file, text.replace("'../common-components.yaml#/components/schemas/Colour'", "'../near.yaml#/key'"))
        .expect("it can be written");
    let definitions = open(&[file], &model().vendors).expect("it is a definition");
    let reader = Reader::new(&model().vendors);
    let action = definitions[0].actions().next().expect("it has an action");
    let error = definitions[0].facts(action, &reader).expect_err("it leads out").to_string();
    assert!(error.contains("leads out of the definition's folder") && !error.contains("word"), "{error}");
}

/// Types that hold one another many times over end in a mistake, not in all of the memory.
#[test]
fn types_that_unfold_without_end_are_refused() {
    let mut objects = String::new();
    for level in 0..40 {
        let member = |name: &str| {
            format!(
                "{{\"name\": \"{name}\", \"type\": \"object\", \"member\": \"T{}\", \"required\": true, \"disabled\": false, \"document\": \"x\"}}",
                level + 1
            )
        };
        objects.push_str(&format!("\"T{level}\": {{\"members\": [{}, {}]}},", member("A"), member("B")));
    }
    objects.push_str("\"T40\": {\"members\": []}");
    let text = format!(
        "{{\"actions\": {{\"DoIt\": {{\"input\": \"T0\", \"output\": \"T40\"}}}}, \"metadata\": {{\"serviceShortName\": \"trtc\"}}, \"objects\": {{{objects}}}}}"
    );
    let folder = tempfile::tempdir().expect("there is room");
    let path = folder.path().join("api.json");
    fs::write(&path, text).expect("it can be written");
    let definitions = open(&[path], &model().vendors).expect("it is a definition");
    let action = definitions[0].actions().next().expect("it has an action");
    let error = definitions[0].facts(action, &Reader::new(&model().vendors)).expect_err("it has no end").to_string();
    assert!(error.contains("deep in one another") || error.contains("unfold to more than"), "{error}");
}
