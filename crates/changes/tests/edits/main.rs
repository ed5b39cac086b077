//! Every kind of edit of a spec, and what is said of it.
#![allow(clippy::unwrap_used, clippy::panic, reason = "helpers of tests may fail a test")]

mod changelog;
mod kinds;
mod release;
mod verdicts;

use rtc_changes::{Report, compare};
use rtc_spec::{load, model::Model};
use std::{fs, path::Path};

pub(crate) const VENDOR: &str = "vendor.yaml";
pub(crate) const LIST: &str = "list-rooms.yaml";
pub(crate) const CLOSE: &str = "close-rooms.yaml";

/// The text of one of the invented specs.
pub(crate) fn text(file: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/volcengine").join(file)).unwrap()
}

/// The model of the invented specs with some of them replaced; an empty text removes one.
pub(crate) fn model(replaced: &[(&str, &str)]) -> Model {
    let folder = tempfile::tempdir().unwrap();
    let home = folder.path().join("specs/volcengine");
    fs::create_dir_all(&home).unwrap();
    for file in [VENDOR, LIST, CLOSE] {
        fs::write(home.join(file), text(file)).unwrap();
    }
    for (file, text) in replaced {
        fs::write(home.join(file), text).unwrap();
        if text.is_empty() {
            fs::remove_file(home.join(file)).unwrap();
        }
    }
    load(&folder.path().join("specs")).unwrap_or_else(|error| panic!("{error}"))
}

/// `text` with each of the edits made once.
pub(crate) fn edited(file: &str, edits: &[(&str, &str)]) -> String {
    edits.iter().fold(text(file), |text, (from, to)| {
        assert_eq!(text.matches(from).count(), 1, "{file} has {from:?} not exactly once");
        text.replace(from, to)
    })
}

/// What is said of the invented specs after edits of one file.
pub(crate) fn after(file: &str, edits: &[(&str, &str)]) -> Report {
    compare(&model(&[]), &model(&[(file, &edited(file, edits))]))
}
