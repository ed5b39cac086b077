//! The vendor's own SDK for Python, called in a plain loop for comparison.

use serde::Deserialize;
use std::{
    path::Path,
    process::{Command, Stdio},
};
use time::OffsetDateTime;

/// The result of the loop.
#[derive(Clone, Copy, Debug, Deserialize)]
pub struct Looped {
    /// Number of distinct rows.
    pub rows: u64,
    /// Number of calls.
    pub calls: u64,
    /// Number of calls refused for exceeding the quota.
    pub throttled: u64,
    /// Duration in seconds.
    pub seconds: f64,
}

/// Reads the users in calls of an app with Volcengine's SDK, window by window and page by page.
///
/// # Errors
/// If the SDK cannot be run.
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
    serde_json::from_slice(&output.stdout).map_err(|error| format!("the loop printed no result: {error}"))
}
