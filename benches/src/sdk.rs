//! The vendor's own SDK for Python, asked the same in a plain loop.

use serde::Deserialize;
use std::{
    path::Path,
    process::{Command, Stdio},
};
use time::OffsetDateTime;

/// What came of the loop.
#[derive(Clone, Copy, Debug, Deserialize)]
pub struct Looped {
    /// How many rows there were, each counted once.
    pub rows: u64,
    /// How many calls it made.
    pub calls: u64,
    /// How many of them were refused because they were too many.
    pub throttled: u64,
    /// How long it took.
    pub seconds: f64,
}

/// Asks Volcengine's SDK for the users in calls of an app, window by window and page by page.
///
/// # Errors
/// Says why it could not be asked.
pub fn loop_of_calls(
    endpoint: &str,
    app: &str,
    (id, secret): (&str, &str),
    (start, end): (OffsetDateTime, OffsetDateTime),
) -> Result<Looped, String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let target = std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root.join("target"), Into::into);
    let python = target.join("interop/python/bin/python");
    if !python.exists() {
        return Err("run `cargo xtask interop` first, it installs the SDK".to_owned());
    }
    let output = Command::new(python)
        .arg(root.join("benches/sweep_by_sdk.py"))
        .args([endpoint.trim_start_matches("http://"), app, id])
        .args([start, end].map(|time| time.unix_timestamp().to_string()))
        .env("VENDOR_SECRET", secret)
        .stderr(Stdio::inherit())
        .output()
        .map_err(|error| error.to_string())?;
    serde_json::from_slice(&output.stdout).map_err(|error| format!("the loop did not say what came of it: {error}"))
}
