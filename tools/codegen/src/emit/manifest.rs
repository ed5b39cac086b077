//! `Cargo.toml`.

use crate::MARK;
use rtc_catalog::model::Action;

pub(super) fn emit(action: &Action) -> String {
    let protocol = format!("rtc-{}", action.vendor.id);
    format!(
        r#"# {MARK} from specs/{spec}. Edit the spec, not this file.
[package]
name = "{package}"
version = "{release}"
description = {description}
readme = "README.md"
edition.workspace = true
rust-version.workspace = true
license.workspace = true

[features]
default = ["ring"]
# Sends with reqwest; without it, give the client a transport of your own.
reqwest = ["{protocol}/reqwest"]
# TLS by ring, or by aws-lc-rs.
ring = ["reqwest", "{protocol}/ring"]
aws-lc-rs = ["reqwest", "{protocol}/aws-lc-rs"]
# A client that blocks, for programs without an async runtime.
blocking = ["{protocol}/blocking"]

[dependencies]
rtc-core.workspace = true
{protocol}.workspace = true
serde.workspace = true
time.workspace = true

[dev-dependencies]
bytes.workspace = true
http.workspace = true
serde_json.workspace = true

[lints]
workspace = true
"#,
        spec = action.spec,
        package = action.package,
        release = action.release,
        description = toml_string(&description(action)),
    )
}

fn description(action: &Action) -> String {
    format!("{} of {}: {}", action.name, action.vendor.title, action.summary)
}

/// A basic string of TOML, which has the escapes of JSON.
fn toml_string(text: &str) -> String {
    serde_json::Value::from(text.split_whitespace().collect::<Vec<_>>().join(" "))
        .to_string()
        .replace('\u{7f}', "\\u007f")
}
