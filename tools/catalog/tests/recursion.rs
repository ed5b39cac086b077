//! Types whose objects contain objects of their own type.
#![allow(clippy::unwrap_used, clippy::panic, reason = "the helpers of tests are tests too")]

use rtc_catalog::{load, model::Shape};
use std::fs;

const VENDOR: &str = include_str!("data/vendor.yaml");
const ACTION: &str = include_str!("data/list-things.yaml");

/// The fields of `Thing` that are boxed, or the report, with `fields` added to `Thing`, and `types` behind it.
fn boxed(fields: &str, types: &str) -> Result<Vec<String>, String> {
    let folder = tempfile::tempdir().unwrap();
    let specs = folder.path().join("specs");
    fs::create_dir_all(specs.join("acme")).unwrap();
    fs::write(specs.join("acme/vendor.yaml"), VENDOR).unwrap();
    let end = "      Type: { type: Shape, as: kind, doc: Its shape. }\n";
    let action = ACTION.replacen(end, &format!("{end}{fields}{types}"), 1);
    fs::write(specs.join("acme/list-things.yaml"), action).unwrap();
    let model = load(&specs).map_err(|error| error.to_string())?;
    let Shape::Answered(fields) = &model.actions[0].record("Thing").unwrap().shape else { panic!("it is answered") };
    Ok(fields.iter().filter(|field| field.boxed).map(|field| field.wire.clone()).collect())
}

#[test]
fn an_optional_field_of_the_own_type_is_boxed() {
    let other = "  Other:\n    doc: Another one.\n    fields:\n      Back: { type: Thing, doc: The thing. }\n";
    assert_eq!(boxed("", "").unwrap(), [""; 0]);
    assert_eq!(boxed("      Inner: { type: Thing, optional: true, doc: Inside. }\n", "").unwrap(), ["Inner"]);
    assert_eq!(boxed("      Inner: { type: Other, optional: true, doc: Inside. }\n", other).unwrap(), ["Inner"]);
    assert_eq!(boxed("      Inner: { type: [Thing], doc: Inside. }\n", "").unwrap(), [""; 0]);
}

#[test]
fn a_required_field_of_the_own_type_is_an_error() {
    let other = "  Other:\n    doc: Another one.\n    fields:\n      Back: { type: Thing, doc: The thing. }\n";
    let report = boxed("      Inner: { type: Thing, doc: Inside. }\n", "").unwrap_err();
    assert!(report.contains("each object of the type `Thing` contains another one"), "{report}");
    let report = boxed("      Inner: { type: Other, doc: Inside. }\n", other).unwrap_err();
    assert!(report.contains("each object of the type `Other` contains another one"), "{report}");
}
