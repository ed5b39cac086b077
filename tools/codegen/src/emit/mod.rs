//! The files of generated crates, one module per kind of file.

mod changelog;
mod codes;
mod common;
mod enums;
mod examples;
mod limits;
mod listing;
mod manifest;
mod parameters;
mod readme;
mod request;
mod required;
mod response;
mod root;
mod samples;
mod sent;
mod types;
mod umbrella;

use crate::Crate;
use heck::ToUpperCamelCase;
use rayon::prelude::*;
use rtc_catalog::{
    model::{Action, Calendar, Model, Shape, Vendor},
    names,
};
use std::collections::HashSet;

/// Makes all crates: for each vendor one with what its actions share, one with the examples of all of them and one that
/// re-exports them, and one for each action, in the order of the model.
#[must_use]
pub fn emit(model: &Model) -> Vec<Crate> {
    let vendors = model.vendors.par_iter().flat_map_iter(|vendor| {
        let actions: Vec<&Action> = model.actions.iter().filter(|action| action.vendor.id == vendor.id).collect();
        let shared = std::iter::once(common::emit(vendor));
        shared.chain(examples::emit(vendor, &actions)).chain(umbrella::emit(vendor, &actions))
    });
    vendors.chain(model.actions.par_iter().map(emit_action)).collect()
}

fn emit_action(action: &Action) -> Crate {
    let shared = action.shared();
    let files = vec![
        ("CHANGELOG.md", changelog::emit(&action.package, &action.spec, &action.changes)),
        ("Cargo.toml", manifest::of_action(action)),
        ("README.md", readme::of_action(action, &shared)),
        ("src/enums.rs", enums::emit(&action.spec, &action.enums)),
        ("src/error.rs", codes::of_action(action)),
        ("src/lib.rs", root::emit(action, &shared)),
        ("src/listing.rs", listing::emit(action)),
        ("src/request.rs", request::emit(action)),
        ("src/response.rs", response::emit(action)),
    ];
    make(action.package.clone(), &action.vendor, &action.folder, true, files)
}

/// A crate of those of the files that are not empty.
fn make(package: String, vendor: &Vendor, folder: &str, published: bool, files: Vec<(&str, String)>) -> Crate {
    let files = files.into_iter().filter(|(_, text)| !text.is_empty()).map(|(path, text)| (path.to_owned(), text));
    Crate { package, folder: [vendor.id.as_str(), folder].iter().collect(), published, files: files.collect() }
}

/// The path of the vendor's spec below the folder of specs.
fn vendor_spec(vendor: &Vendor) -> String {
    format!("{}/vendor.yaml", vendor.id)
}

/// The protocol crate's name in Rust, as `rtc_volcengine`.
fn protocol(vendor: &Vendor) -> String {
    format!("rtc_{}", vendor.id)
}

/// The protocol crate's type that stands for the vendor, as `rtc_volcengine::Volcengine`.
fn vendor_type(action: &Action) -> String {
    format!("{}::{}", protocol(&action.vendor), action.vendor.id.to_upper_camel_case())
}

/// The name of the crate with what the vendor's actions share, in Rust.
fn common_crate(vendor: &Vendor) -> String {
    vendor.common_package().replace('-', "_")
}

/// The enumeration of the error codes that the vendor's actions share.
fn common_code(vendor: &Vendor) -> String {
    names::vendor_code(&vendor.id)
}

/// The names of all types that a file of the action's crate can name.
fn type_names(action: &Action) -> HashSet<&str> {
    let shared = action.shared();
    let records = action.records.iter().chain(shared.records).map(|record| record.name.as_str());
    records.chain(action.enums.iter().chain(shared.enums).map(|item| item.name.as_str())).collect()
}

/// `name` as the name of a module: with an underscore behind it where it is a keyword or one of `others`, which no name made
/// from a name on the wire has.
fn module_name(name: String, others: &[&str]) -> String {
    if names::why_invalid(&name).is_some() || others.contains(&name.as_str()) { name + "_" } else { name }
}

/// The time zone of a time that is a text without an offset, as ` in the time zone UTC+08:00`; empty for a day.
fn zone(calendar: Calendar) -> String {
    let (Calendar::Seconds(zone) | Calendar::Minutes(zone)) = calendar else { return String::new() };
    let (sign, minutes) = (if zone < 0 { '-' } else { '+' }, zone.unsigned_abs() / 60);
    format!(" in the time zone UTC{sign}{:02}:{:02}", minutes / 60, minutes % 60)
}

/// Whether a request, or an object that is sent, has a required parameter.
fn has_required(action: &Action) -> bool {
    let sent = action.records.iter().filter_map(|record| match &record.shape {
        Shape::Sent(parameters) => Some(parameters),
        Shape::Answered(_) => None,
    });
    action.parameters.iter().chain(sent.flatten()).any(|parameter| parameter.required)
}

/// A whole number as an expression, its digits in groups of three where there are many.
fn number(value: impl Into<i128>) -> String {
    let value: i128 = value.into();
    let digits = value.unsigned_abs().to_string();
    let sign = if value < 0 { "-" } else { "" };
    if digits.len() < 6 {
        return format!("{sign}{digits}");
    }
    let mut text = sign.to_owned();
    for (at, digit) in digits.char_indices() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push('_');
        }
        text.push(digit);
    }
    text
}
