//! Whatever is in a definition's file: it is read or refused, and nothing panics.

use proptest::prelude::*;
use rtc_catalog::model::Model;
use rtc_pages::Reader;
use std::{fs, path::Path, sync::OnceLock};

const FILES: [(&str, &str); 5] = [
    ("api.json", include_str!("data/tool/api.json")),
    ("list-notes.yaml", include_str!("data/openapi/notes/list-notes.yaml")),
    ("create-note.yaml", include_str!("data/openapi/notes/create-note.yaml")),
    ("model.go", include_str!("data/go/model.go")),
    ("config.go", include_str!("data/go/config.go")),
];

const TROUBLE: [&str; 18] = [
    "",
    "\"",
    "{",
    "}",
    "[",
    "$ref: '#/'",
    "$ref: '../../../x.yaml#/'",
    "null",
    "~",
    "\u{1f600}",
    "\\ud83d",
    "\\",
    "`",
    "*",
    "&a",
    "- -",
    "99999999999999999999999",
    "\t",
];

fn read(name: &str, text: &str) {
    static MODEL: OnceLock<(Model, Reader)> = OnceLock::new();
    let (model, reader) = MODEL.get_or_init(|| {
        let specs = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../specs");
        let model = rtc_catalog::load(&specs).expect("the specs are right");
        let reader = Reader::new(&model.vendors);
        (model, reader)
    });
    let folder = tempfile::tempdir().expect("there is room");
    for (other, text) in FILES.iter().filter(|(other, _)| other.contains(".go") && name.contains(".go")) {
        fs::write(folder.path().join(other), text).expect("it can be written");
    }
    fs::write(folder.path().join("common-components.yaml"), include_str!("data/openapi/common-components.yaml"))
        .expect("it can be written");
    let path = folder.path().join(name);
    fs::write(&path, text.replace("../shared", "./shared")).expect("it can be written");
    match rtc_definitions::open(&[path], &model.vendors) {
        Ok(definitions) => {
            for definition in &definitions {
                for action in definition.actions() {
                    match definition.facts(action, reader) {
                        Ok(facts) => drop(facts.to_string()),
                        Err(mistakes) => assert!(!mistakes.to_string().is_empty()),
                    }
                }
            }
        }
        Err(error) => assert!(!error.to_string().is_empty()),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, max_shrink_iters: 64, ..ProptestConfig::default() })]

    /// A file with a piece cut out, doubled or replaced.
    #[test]
    fn mutated_files(which in 0..FILES.len(), from in any::<prop::sample::Index>(), length in 0_usize..80, put in 0..TROUBLE.len(), twice: bool, end: bool) {
        let (name, text) = FILES[which];
        let letters: Vec<char> = text.chars().collect();
        let start = from.index(letters.len());
        let stop = (start + length).min(letters.len());
        let cut: String = letters[start..stop].iter().collect();
        let mut changed: String = letters[..start].iter().collect();
        changed.push_str(TROUBLE[put]);
        if twice {
            changed.push_str(&cut);
            changed.push_str(&cut);
        }
        if !end {
            changed.extend(&letters[stop..]);
        }
        read(name, &changed);
    }

    /// Anything at all.
    #[test]
    fn any_text(name in prop::sample::select(vec!["api.json", "a.yaml", "model.go"]), text in "\\PC{0,200}") {
        read(name, &text);
    }
}
