//! Pages, spans and ids that are more than one call takes, over a transport in memory.
#![allow(clippy::unwrap_used, clippy::panic, reason = "helpers of tests may fail a test")]

mod action;
mod batch;
#[path = "../common/mod.rs"]
mod common;
mod cursor;
mod exactly_once;
mod markers;
mod moving;
mod narrower;
mod pages;
mod reach;
mod sweep;
mod world;
