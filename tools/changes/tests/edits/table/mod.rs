//! A table of edits of invented specs, one of each kind. It is shared with the check against another tool, in the project's
//! own tests.

mod answer;
mod names;
mod request;
mod vendors;
mod whole;

use rtc_catalog::{load, model::Model};
use std::fs;

/// What is done, to which file, by which replacements.
pub(crate) type Edit = (&'static str, &'static str, &'static [(&'static str, &'static str)]);

pub(crate) const VENDOR: &str = "vendor.yaml";
pub(crate) const LIST: &str = "list-rooms.yaml";
pub(crate) const CLOSE: &str = "close-rooms.yaml";

/// All edits, by what they are edits of.
pub(crate) const EDITS: [(&str, &[Edit]); 5] = [
    ("requests", request::REQUEST),
    ("answers", answer::ANSWER),
    ("names", names::NAMES),
    ("the whole", whole::WHOLE),
    ("vendors", vendors::VENDORS),
];

const FILES: [(&str, &str); 3] = [
    (VENDOR, include_str!("../../data/volcengine/vendor.yaml")),
    (LIST, include_str!("../../data/volcengine/list-rooms.yaml")),
    (CLOSE, include_str!("../../data/volcengine/close-rooms.yaml")),
];

/// The text of one of the invented specs with each of the edits made once.
pub(crate) fn edited(file: &str, edits: &[(&str, &str)]) -> String {
    let (_, text) = FILES.iter().find(|(name, _)| *name == file).unwrap();
    edits.iter().fold((*text).to_owned(), |text, (from, to)| {
        assert_eq!(text.matches(from).count(), 1, "{file} has {from:?} not exactly once");
        text.replace(from, to)
    })
}

/// The model of the invented specs with some of them replaced; an empty text removes one.
pub(crate) fn model(replaced: &[(&str, &str)]) -> Model {
    let folder = tempfile::tempdir().unwrap();
    let home = folder.path().join("specs/volcengine");
    fs::create_dir_all(&home).unwrap();
    for (file, text) in FILES.iter().chain(replaced) {
        fs::write(home.join(file), text).unwrap();
        if text.is_empty() {
            fs::remove_file(home.join(file)).unwrap();
        }
    }
    load(&folder.path().join("specs")).unwrap_or_else(|error| panic!("{error}"))
}
