//! Fuzz targets: any bytes at all, to whatever reads what comes from outside.
//!
//! A [`Target`] takes bytes and panics where something does not hold of them. [`run`] tries it with what was kept, with
//! the seeds made from the specs, and with a bounded number of inputs made from both by changes; `cargo xtask fuzz` does
//! so for all targets. A target is as good for a fuzzer that is guided by coverage: it takes bytes and knows nothing of the
//! runner.
#![forbid(unsafe_code)]
#![deny(missing_docs)]
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::missing_panics_doc,
    reason = "a target panics where something is wrong"
)]

mod ahead;
mod input;
mod inputs;
mod run;
mod targets;

pub use run::{Fault, Kept, kept, run};
pub use targets::{TARGETS, target};

/// What is tried with any bytes.
#[derive(Clone, Copy, Debug)]
pub struct Target {
    /// Its name, also that of its folder of kept inputs.
    pub name: &'static str,
    /// What has to hold.
    pub holds: &'static str,
    /// Panics unless it holds.
    pub test: fn(&[u8]),
    /// Inputs to begin with.
    pub seeds: fn() -> Vec<Vec<u8>>,
    /// What inputs of this kind are made of.
    pub words: &'static [&'static str],
}
