//! The JSON Schemas of the format, held against the specs by a validator that shares nothing with the loader.
#![allow(clippy::unwrap_used, clippy::panic, reason = "helpers of tests may fail a test")]

use jsonschema::Validator;
use rtc_catalog::{schemas, yaml};
use rtc_tests::{root, specs, synthetic_specs, yaml_files};
use serde_json::{Value, json};
use std::path::Path;

/// The schema that a spec of that path is to fit, from the committed files.
fn validator(path: &str) -> Validator {
    let name = if path.ends_with("vendor.yaml") { "vendor.schema.json" } else { "action.schema.json" };
    let text = std::fs::read(specs().join("schema").join(name)).unwrap();
    let schema = serde_json::from_slice(&text).unwrap();
    jsonschema::draft202012::meta::validate(&schema).unwrap_or_else(|error| panic!("{name}: {error}"));
    jsonschema::draft202012::new(&schema).unwrap()
}

/// The specs below a folder: path and value.
fn values(folder: &Path) -> Vec<(String, Value)> {
    let value = |(path, bytes): (String, Vec<u8>)| {
        let (node, problems) = yaml::parse(std::str::from_utf8(&bytes).unwrap());
        assert!(problems.is_empty(), "{path}: {problems:?}");
        (path, node.unwrap().to_json())
    };
    yaml_files(folder).into_iter().map(value).collect()
}

/// What the validator says of a value, one line each.
fn printed(validator: &Validator, value: &Value) -> Vec<String> {
    validator.iter_errors(value).map(|error| format!("{} at {:?}", error, error.instance_path().as_str())).collect()
}

#[test]
fn the_committed_schemas_are_those_of_the_loader() {
    for (name, text) in schemas() {
        let committed = std::fs::read_to_string(specs().join("schema").join(name)).unwrap();
        assert!(committed == text, "{name} is stale; to mend it, run: cargo xtask gen");
    }
}

#[test]
fn every_spec_fits_its_schema() {
    for folder in [specs(), synthetic_specs()] {
        let values = values(&folder);
        assert!(values.len() >= 7);
        for (path, value) in values {
            assert_eq!(printed(&validator(&path), &value), Vec::<String>::new(), "{path}");
        }
    }
}

/// An editor finds the schema by the first line.
#[test]
fn every_spec_names_its_schema() {
    for folder in [specs(), synthetic_specs(), root().join("tests/data")] {
        for (path, bytes) in yaml_files(&folder) {
            let text = String::from_utf8(bytes).unwrap();
            let first = text.lines().next().unwrap();
            let name = if path.ends_with("vendor.yaml") { "vendor" } else { "action" };
            assert!(first.starts_with("# yaml-language-server: $schema="), "{path}");
            assert!(first.ends_with(&format!("schema/{name}.schema.json")), "{path}");
        }
    }
    for (path, bytes) in yaml_files(&specs()) {
        let text = String::from_utf8(bytes).unwrap();
        let link = text.lines().next().unwrap().rsplit_once('=').unwrap().1;
        let folder = specs().join(&path);
        assert!(folder.parent().unwrap().join(link).exists(), "{path} names {link}");
    }
}

/// Changes the value at a path of keys; one that is not there is made.
fn with(mut value: Value, pointer: &str, change: Value) -> Value {
    let (parent, key) = pointer.rsplit_once('/').unwrap();
    let parent = value.pointer_mut(parent).unwrap_or_else(|| panic!("no {parent}"));
    parent.as_object_mut().unwrap().insert(key.to_owned(), change);
    value
}

fn without(mut value: Value, pointer: &str) -> Value {
    let (parent, key) = pointer.rsplit_once('/').unwrap();
    let parent = value.pointer_mut(parent).unwrap_or_else(|| panic!("no {parent}"));
    parent.as_object_mut().unwrap().remove(key).unwrap_or_else(|| panic!("no {pointer}"));
    value
}

fn spec(path: &str) -> Value {
    let found = values(&specs()).into_iter().find(|(found, _)| found == path);
    found.unwrap_or_else(|| panic!("no {path}")).1
}

#[test]
fn an_action_s_mistakes_do_not_fit() {
    let validator = validator("zego/describe-users.yaml");
    let good = spec("zego/describe-users.yaml");
    assert_eq!(printed(&validator, &good), Vec::<String>::new());
    for required in ["action", "summary", "source", "method", "safe"] {
        assert_ne!(
            printed(&validator, &without(good.clone(), &format!("/{required}"))),
            Vec::<String>::new(),
            "{required}"
        );
    }
    for (pointer, change) in [
        ("/save", json!(true)),
        ("/method", json!("FETCH")),
        ("/safe", json!("yes")),
        ("/action", json!(["DescribeUsers"])),
        ("/quota", json!({ "calls": "ten", "per": "1s", "scope": "app" })),
        ("/quota", json!({ "calls": 10, "per": "1s", "scope": "planet" })),
        ("/quota", json!({ "calls": 10, "per": "1s" })),
        ("/quota", json!({ "calls": 10, "per": "1s", "scope": "app", "by": "AppId" })),
        ("/source/read", json!(20_261_122)),
        ("/source/when", json!("2026-11-22")),
        ("/request/RoomId", json!("string")),
        ("/request/RoomId/require", json!(true)),
        ("/request/RoomId/required", json!("true")),
        ("/request/RoomId/in", json!("trailer")),
        ("/response/UserStatusList/required", json!(true)),
        ("/types/UserStatus/fields/UserId/doc", json!(1)),
        ("/enums/Presence/of", json!("text")),
        ("/examples", json!({})),
        ("/examples/0/status", json!("ok")),
    ] {
        let bad = if pointer.starts_with("/examples/0") {
            let mut bad = good.clone();
            bad["examples"][0]["status"] = change;
            bad
        } else {
            with(good.clone(), pointer, change)
        };
        assert_ne!(printed(&validator, &bad), Vec::<String>::new(), "{pointer} = {}", bad.pointer(pointer).unwrap());
    }
}

#[test]
fn a_vendor_s_mistakes_do_not_fit() {
    let validator = validator("zego/vendor.yaml");
    let good = spec("zego/vendor.yaml");
    for required in ["vendor", "title", "package", "hosts", "envelope"] {
        assert_ne!(
            printed(&validator, &without(good.clone(), &format!("/{required}"))),
            Vec::<String>::new(),
            "{required}"
        );
    }
    for (pointer, change) in [
        ("/titel", json!("ZEGO")),
        ("/hosts", json!(["rtc-api.zego.im"])),
        ("/envelope/payload", json!(1)),
        ("/envelope/body", json!("Data")),
        ("/codes/every/100000004/retry", json!("sometimes")),
        ("/codes/every/100000004/meaning", json!("late")),
    ] {
        let bad = with(good.clone(), pointer, change);
        assert_ne!(printed(&validator, &bad), Vec::<String>::new(), "{pointer}");
    }
}

#[test]
fn one_kind_of_file_is_not_the_other() {
    assert_ne!(printed(&validator("zego/vendor.yaml"), &spec("zego/describe-users.yaml")), Vec::<String>::new());
    assert_ne!(printed(&validator("zego/describe-users.yaml"), &spec("zego/vendor.yaml")), Vec::<String>::new());
    for nothing in [json!(null), json!([]), json!("text"), json!({})] {
        assert_ne!(printed(&validator("x.yaml"), &nothing), Vec::<String>::new());
    }
}

/// The lists of actions are grouped by job.
#[test]
fn every_spec_of_this_repository_has_a_job_and_every_vendor_an_umbrella_crate() {
    let model = rtc_catalog::load(&specs()).unwrap();
    let without: Vec<&str> =
        model.actions.iter().filter(|action| action.job.is_none()).map(|action| &*action.spec).collect();
    assert_eq!(without, Vec::<&str>::new(), "add `job` to these specs, as specs/README.md lists it");
    assert!(model.vendors.iter().all(|vendor| vendor.umbrella.is_some()));
}
