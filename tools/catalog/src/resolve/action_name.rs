//! The action's name: its file and crate are named after it, and types are made from it.

use super::{
    Context,
    types::{self, Defined},
};
use crate::{
    format::ActionFile,
    model::{Shape, Vendor},
    names::{self, RESERVED_TYPES},
};
use heck::ToKebabCase;
use std::collections::HashSet;

/// The folder of the crate, and the name of the file without `.yaml`: the action's name in kebab case. That of a second version
/// in use has the version behind it.
pub(super) fn folder(file: &ActionFile, stem: &str) -> String {
    if version_in_name(file, stem).is_some_and(can_be_in_name) { stem.to_owned() } else { file.action.to_kebab_case() }
}

/// The version, if the name of the file has it.
fn version_in_name<'f>(file: &'f ActionFile, stem: &str) -> Option<&'f str> {
    let name = file.action.to_kebab_case();
    file.version.as_deref().filter(|version| stem == format!("{name}-{version}"))
}

/// Whether a version can be in the names of a crate, a module and a feature.
fn can_be_in_name(version: &str) -> bool {
    let is_part = |part: &str| {
        !part.is_empty() && part.chars().all(|letter| letter.is_ascii_lowercase() || letter.is_ascii_digit())
    };
    version.split('-').all(is_part)
}

/// The folders of the crates that each vendor has beside those of its actions.
const GENERATED_CRATES: [&str; 3] = ["common", "examples", "umbrella"];

pub(super) fn check(file: &ActionFile, stem: &str, context: &mut Context<'_>) {
    let span = context.value(&["action"]);
    let name = &file.action;
    if let Some(why) =
        names::why_invalid(name).or_else(|| (!names::is_camel(name)).then(|| "is not in upper camel case".to_owned()))
    {
        context.report(
            span,
            format!("the action's name `{name}` {why}"),
            "it is the name of the request's type: write it like `ListUserInfo`",
        );
    } else if RESERVED_TYPES.contains(&name.as_str()) || GENERATED_CRATES.contains(&name.to_kebab_case().as_str()) {
        context.report(
            span,
            format!("the action's name `{name}` is reserved for generated code"),
            "an action cannot have this name",
        );
    } else if let Some(version) = version_in_name(file, stem).filter(|version| !can_be_in_name(version)) {
        context.report(
            context.value(&["version"]),
            format!("no crate can have the version `{version}` in its name"),
            format!(
                "name the file `{}.yaml`: versions in names have lower-case letters and digits, and hyphens between them",
                name.to_kebab_case()
            ),
        );
    } else if folder(file, stem) != stem {
        let kebab = name.to_kebab_case();
        let help = match &file.version {
            Some(version) => format!(
                "rename the file to `{kebab}.yaml`, or to `{kebab}-{version}.yaml` if it is one of several versions of the action"
            ),
            None => format!("rename the file to `{kebab}.yaml`"),
        };
        context.report(span, format!("the action `{name}` is in a file named `{stem}.yaml`"), help);
    }
    if file.summary.trim().is_empty() {
        context.report(
            context.value(&["summary"]),
            "the summary is empty",
            "describe in one sentence what the action returns",
        );
    }
}

/// Names of the types that the action's crate has beside those of the spec, and of the builders of the vendor's types.
pub(super) fn generated_types(file: &ActionFile, vendor: &Vendor) -> HashSet<String> {
    let defined = Defined { records: &file.types, enums: &file.enums };
    let shared = vendor.records.iter().filter(|record| matches!(record.shape, Shape::Sent(_)));
    let mut names: HashSet<String> = action_types(file).into_iter().chain(types::builders(defined)).collect();
    names.extend(shared.map(|record| types::builder(&record.name)));
    names.insert(names::vendor_code(&vendor.id));
    names
}

/// Names of the types that are made from the action's name.
fn action_types(file: &ActionFile) -> [String; 4] {
    ["", "Output", "Code", "Builder"].map(|end| format!("{}{end}", file.action))
}

/// Reports types of the vendor that are named like one that is made for the action.
pub(super) fn check_shared_names(file: &ActionFile, vendor: &Vendor, context: &mut Context<'_>) {
    let defined = Defined { records: &file.types, enums: &file.enums };
    let common = names::vendor_code(&vendor.id);
    if action_types(file).contains(&common) {
        context.report(
            context.value(&["action"]),
            format!("the action's crate would have a second type `{common}` beside the vendor's error codes"),
            "an action cannot have this name",
        );
    }
    let made: Vec<String> = action_types(file).into_iter().chain(types::builders(defined)).collect();
    for name in made.iter().filter(|name| vendor.record(name).is_some() || vendor.enumeration(name).is_some()) {
        context.report(
            context.value(&["action"]),
            format!("the action's crate has a generated type `{name}`, and the vendor's `vendor.yaml` has a type of that name"),
            "rename the vendor's type",
        );
    }
}
