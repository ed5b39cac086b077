//! Credentials that change: got once for all calls, renewed in time, and again when the vendor refuses them.
#![allow(clippy::unwrap_used, clippy::panic, reason = "helpers of tests may fail a test")]

#[path = "../common/mod.rs"]
mod common;
mod renewal;
mod sharing;
mod world;
