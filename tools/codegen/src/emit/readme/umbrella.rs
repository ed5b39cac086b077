//! Of the crate that re-exports the crates of all actions of a vendor. It is its documentation too.

use super::{Import, call};
use crate::{
    MARK,
    emit::{
        manifest::compatible,
        umbrella::{feature, module},
    },
    jobs::{by_job, second_version},
    markdown::{cell, code, inline, sentence},
};
use rtc_catalog::model::{Action, Vendor};
use std::fmt::Write as _;

pub(in crate::emit) fn of_umbrella(vendor: &Vendor, release: &str, actions: &[&Action]) -> String {
    let (package, title) = (&vendor.package, inline(&vendor.title));
    let mut text = format!("<!-- {MARK} from specs/{}. Edit the specs, not this file. -->\n", vendor.id);
    line!(text, "# {package}\n");
    line!(
        text,
        "All actions of {title}, each as a module behind a feature. No action is enabled by default, so a program compiles \
         those that it calls and no other.\n"
    );
    line!(
        text,
        "A module is the crate of that action, `{package}-<action>`. A program that calls one or two actions can depend on their \
         crates instead; the types are the same."
    );
    let jobs = by_job(actions.iter().copied());
    let mut shown = jobs.iter().flat_map(|(_, actions)| actions);
    if let Some(action) = shown.clone().find(|action| action.safe).or_else(|| shown.next()) {
        line!(text, "\n## A call");
        let (version, feature) = (compatible(release), feature(action));
        let dependency = format!("{package} = {{ version = \"{version}\", features = [\"{feature}\"] }}");
        let path = format!("{}::{}", package.replace('-', "_"), module(action));
        call(action, &Import { dependency, path }, &mut text);
    }
    line!(text, "\n## Actions");
    for (heading, actions) in jobs {
        line!(text, "\n### {heading}\n\n| Action | Feature | Description |\n|---|---|---|");
        for action in actions {
            row(action, &mut text);
        }
    }
    text.push_str(SHARED);
    line!(text, "| `common` | Error codes, endpoints and types that the actions share. |");
    line!(
        text,
        "| `rtc_{}`, `transport` | The client's configuration, credentials, errors and transports. |",
        vendor.id
    );
    text.push_str(FEATURES);
    text
}

fn row(action: &Action, to: &mut String) {
    let version = second_version(action).map(|version| format!(" {version}")).unwrap_or_default();
    // Absolute, because registries show this text too.
    let page = format!("https://docs.rs/{}", action.package);
    let summary = cell(&sentence(&action.summary));
    line!(to, "| [`{}`{version}]({page}) | {} | {summary} |", action.name, code(&feature(action)));
}

const SHARED: &str = "
## What all actions share

| Name | Description |
|---|---|
| `Client` | The client of all actions: credentials, endpoint, quotas and retries are configured once. |
| `blocking`, `testing` | The blocking client, and prepared answers for tests, if these features are enabled. |
";

const FEATURES: &str = "
## Other features

| Feature | Description |
|---|---|
| `ring`, `aws-lc-rs` | TLS and signatures with one of the two; `ring` is enabled by default. |
| `reqwest` | Sends with reqwest; both above enable it. Without it, pass your own transport to the client. |
| `rustcrypto` | Signatures with RustCrypto if neither `ring` nor `aws-lc-rs` is enabled. |
| `blocking` | A blocking client, for programs without an async runtime. |
| `testing` | Prepared answers for the tests of an app. |
";
