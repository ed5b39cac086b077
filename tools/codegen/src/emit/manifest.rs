//! `Cargo.toml`.

use super::umbrella;
use crate::{MARK, markdown::plain_line};
use rtc_catalog::model::{Action, Vendor};
use std::collections::BTreeSet;

/// Of an action's crate.
pub(super) fn of_action(action: &Action) -> String {
    let vendor = &action.vendor;
    let protocol = format!("rtc-{}", vendor.id);
    let description = format!("{} of {}: {}", action.name, vendor.title, action.summary);
    let head = head(vendor, &action.spec, &action.package, &action.release, &description);
    let (common, transport) = (common(vendor), transport_features(&protocol));
    format!(
        r#"{head}
{transport}# A blocking client, for programs without an async runtime.
blocking = ["{protocol}/blocking"]
# Prepared answers for the tests of an app.
testing = ["{protocol}/testing"]

[dependencies]
rtc-core.workspace = true
{protocol}.workspace = true
serde.workspace = true
time.workspace = true
{common}
"#
    )
}

/// Of the crate with what a vendor's actions share.
pub(super) fn of_common(vendor: &Vendor) -> String {
    let description = format!("Error codes, endpoints and types that the actions of {} share", vendor.title);
    let head = head(vendor, &super::vendor_spec(vendor), &vendor.common_package(), &vendor.release, &description);
    format!("{head}\n[dependencies]\nrtc-core.workspace = true\nserde.workspace = true\ntime.workspace = true\n")
}

/// The table of features, with those that choose how calls are signed and sent.
fn transport_features(protocol: &str) -> String {
    format!(
        r#"[features]
default = ["ring"]
# Sends with reqwest. Without it, pass your own transport to the client.
reqwest = ["{protocol}/reqwest"]
# TLS and signatures with ring or with aws-lc-rs.
ring = ["reqwest", "{protocol}/ring"]
aws-lc-rs = ["reqwest", "{protocol}/aws-lc-rs"]
# Signatures with RustCrypto, where neither ring nor aws-lc-rs is on.
rustcrypto = ["{protocol}/rustcrypto"]
"#
    )
}

/// Of the crate that re-exports the crates of all actions of a vendor.
pub(super) fn of_umbrella(vendor: &Vendor, release: &str, actions: &[&Action]) -> String {
    let protocol = format!("rtc-{}", vendor.id);
    let description = format!("All actions of {}, each behind a feature", vendor.title);
    let mut text = head(vendor, &super::vendor_spec(vendor), &vendor.package, release, &description);
    text.push('\n');
    text.push_str(&transport_features(&protocol));
    for (about, feature) in [
        ("A blocking client, for programs without an async runtime.", "blocking"),
        ("Prepared answers for the tests of an app.", "testing"),
    ] {
        text.push_str(&format!("# {about}\n{feature} = [\n    \"{protocol}/{feature}\",\n"));
        for action in actions {
            text.push_str(&format!("    \"{}?/{feature}\",\n", action.package));
        }
        text.push_str("]\n");
    }
    text.push_str("# The actions.\n");
    for action in actions {
        text.push_str(&format!("{} = [\"dep:{}\"]\n", umbrella::feature(action), action.package));
    }
    text.push_str(&format!("\n[dependencies]\n{protocol}.workspace = true\n{}\n", common(vendor)));
    for action in actions {
        let (package, folder, version) = (&action.package, &action.folder, compatible(&action.release));
        text.push_str(&format!(
            "{package} = {{ path = \"../{folder}\", version = \"{version}\", default-features = false, optional = true }}\n"
        ));
    }
    text
}

/// Of the crate with the examples of all actions of a vendor.
pub(super) fn of_examples(vendor: &Vendor, package: &str, actions: &[&Action]) -> String {
    let mut text = format!(
        r#"# {MARK} from specs/{id}. Edit the specs, not this file.
[package]
name = "{package}"
description = {description}
version = "0.1.0"
edition.workspace = true
rust-version.workspace = true
license.workspace = true
publish = false

[lib]
test = false

[lints]
workspace = true

[dependencies]
"#,
        id = vendor.id,
        description = toml_string(&format!("The examples of all actions of {}, as tests", vendor.title)),
    );
    for action in actions {
        text.push_str(&format!("{} = {{ path = \"../{}\" }}\n", action.package, action.folder));
    }
    if vendor.umbrella.is_some() {
        let features: Vec<String> = actions.iter().map(|action| format!("{:?}", umbrella::feature(action))).collect();
        let (package, folder, features) = (&vendor.package, umbrella::FOLDER, features.join(", "));
        text.push_str(&format!("{package} = {{ path = \"../{folder}\", features = [{features}] }}\n"));
    }
    text.push_str(&format!(
        "{} = {{ path = \"../common\" }}\nbytes.workspace = true\nhttp.workspace = true\nrtc-core.workspace = true\nrtc-{}.workspace = true\n\
         serde_json.workspace = true\ntime.workspace = true\ntokio = {{ workspace = true, features = [\"macros\", \"rt-multi-thread\"] }}\n",
        vendor.common_package(),
        vendor.id
    ));
    text
}

/// What all published crates begin with.
fn head(vendor: &Vendor, spec: &str, package: &str, release: &str, description: &str) -> String {
    format!(
        r#"# {MARK} from specs/{spec}. Edit the spec, not this file.
[package]
name = "{package}"
version = "{release}"
description = {description}
edition.workspace = true
rust-version.workspace = true
license.workspace = true
repository.workspace = true
documentation = "https://docs.rs/{package}"
readme = "README.md"
keywords = {keywords}
categories = ["api-bindings", "asynchronous"]

[package.metadata.docs.rs]
all-features = true

# The vendor's examples crate tests it.
[lib]
test = false
doctest = false

[lints]
workspace = true
"#,
        description = toml_string(description),
        keywords = keywords(vendor),
    )
}

/// What a registry finds the crate by. The vendor's name is among them where a registry takes it as a keyword.
fn keywords(vendor: &Vendor) -> String {
    let is_keyword = |word: &str| word.len() <= 20 && word.starts_with(|first: char| first.is_ascii_alphanumeric());
    let words = ["rtc", "webrtc", "api", "client"].into_iter().chain(is_keyword(&vendor.id).then_some(&*vendor.id));
    let unique: BTreeSet<String> = words.map(|word| format!("\"{word}\"")).collect();
    format!("[{}]", unique.into_iter().collect::<Vec<_>>().join(", "))
}

/// The dependency on what the vendor's actions share. Any compatible version does, so that a new one of it changes no
/// manifest.
fn common(vendor: &Vendor) -> String {
    format!("{} = {{ path = \"../common\", version = \"{}\" }}", vendor.common_package(), compatible(&vendor.release))
}

/// The requirement that takes every version compatible with this one.
pub(super) fn compatible(release: &str) -> String {
    let parts: Vec<&str> = release.split('.').collect();
    match parts[..] {
        ["0", minor, ..] => format!("0.{minor}"),
        [major, ..] => major.to_owned(),
        [] => "*".to_owned(),
    }
}

/// A basic string of TOML, which has the escapes of JSON.
fn toml_string(text: &str) -> String {
    serde_json::Value::from(plain_line(text)).to_string()
}
