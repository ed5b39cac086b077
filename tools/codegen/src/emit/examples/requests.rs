//! The example requests: a function for each, for tests and other programs of this repository.

use super::{TIMES, head, import, module};
use crate::{
    MARK,
    emit::{
        samples::{self, Times},
        type_names,
    },
};
use rtc_catalog::model::{Action, Vendor};
use std::fmt::Write as _;

/// The modules of all actions.
pub(super) fn all(vendor: &Vendor, actions: &[&Action]) -> String {
    let mut text = head(&vendor.id);
    line!(text, "//! The specs' example requests, by action.");
    let lints = ["missing_panics_doc", "must_use_candidate", "too_many_lines", "unreadable_literal", "doc_markdown"];
    let lints = lints.map(|lint| format!("clippy::{lint}")).join(", ");
    line!(text, "#![allow({lints}, reason = \"values and names are the spec's\")]");
    line!(text, "#![cfg_attr(rustfmt, rustfmt_skip)]\n");
    for action in actions {
        line!(text, "pub mod {};", module(action));
    }
    text
}

/// The example requests of an action: a function for each, and one for all of them.
pub(super) fn of_action(action: &Action) -> String {
    let (mut functions, mut names) = (String::new(), String::new());
    for example in &action.examples {
        let Some(request) = &example.request else { continue };
        let chain = samples::builder(action, &action.name, &action.parameters, request, Times::Helpers, "\n        ");
        line!(functions, "\n/// {}", crate::markdown::inline(&example.name));
        line!(functions, "pub fn example_{}() -> {} {{", example.rust, action.name);
        line!(functions, "    {chain}\n        .build()\n}}");
        names.push_str(if names.is_empty() { "" } else { ", " });
        names.push_str(&format!("example_{}()", example.rust));
    }
    line!(functions, "\n/// All of them.\npub fn all() -> Vec<{}> {{\n    vec![{names}]\n}}", action.name);
    let mut text = format!("// {MARK} from specs/{}. Edit the spec, not this file.\n", action.spec);
    line!(text, "//! The example requests of `{}`.", action.name);
    line!(text, "#![cfg_attr(rustfmt, rustfmt_skip)]\n");
    import("crate::times", &TIMES, &functions, &mut text);
    let mut names: Vec<&str> = vec![&action.name];
    names.extend(type_names(action));
    import(&action.package.replace('-', "_"), &names, &functions, &mut text);
    text + &functions
}

/// The helpers that make times.
pub(super) fn times(vendor: &Vendor) -> String {
    let mut text = head(&vendor.id);
    text.push_str(
        r#"//! Times of the examples.
#![allow(clippy::missing_panics_doc, clippy::must_use_candidate, reason = "the specs' times are valid")]
#![cfg_attr(rustfmt, rustfmt_skip)]

use time::{OffsetDateTime, format_description::well_known::Rfc3339};

/// The time of a text in RFC 3339.
pub fn at(text: &str) -> OffsetDateTime {
    OffsetDateTime::parse(text, &Rfc3339).expect("a time")
}

/// The time in Unix seconds.
pub fn seconds(seconds: i64) -> OffsetDateTime {
    OffsetDateTime::from_unix_timestamp(seconds).expect("a time")
}

/// The time in Unix milliseconds.
pub fn millis(millis: i64) -> OffsetDateTime {
    OffsetDateTime::from_unix_timestamp_nanos(i128::from(millis) * 1_000_000).expect("a time")
}
"#,
    );
    text
}
