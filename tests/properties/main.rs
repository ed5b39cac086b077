//! What holds for any input: of the query encoder, of requests and of the decoders of answers.
//!
//! The inputs are drawn from a fixed seed, so that every run tries the same ones; `PROPTEST_RNG_SEED=…` draws others, and
//! `PROPTEST_CASES=…` more of them.
#![allow(clippy::unwrap_used, clippy::panic, reason = "helpers of tests may fail a test")]

mod answers;
mod query;
mod requests;

use proptest::{
    prelude::*,
    test_runner::{Config, FileFailurePersistence, RngSeed},
};
use serde_json::Value;

/// So many cases. One that failed stands in a file beside the test's and is tried first from then on.
fn cases(cases: u32) -> Config {
    let of_environment = Config::default();
    Config {
        cases: if std::env::var_os("PROPTEST_CASES").is_some() { of_environment.cases } else { cases },
        rng_seed: match of_environment.rng_seed {
            RngSeed::Random => RngSeed::Fixed(20_261_122),
            RngSeed::Fixed(seed) => RngSeed::Fixed(seed),
        },
        failure_persistence: Some(Box::new(FileFailurePersistence::WithSource("regressions"))),
        ..of_environment
    }
}

/// Any JSON at all, not very deep, with names and numbers that are nasty.
fn parse_json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<u64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        prop_oneof![Just(""), Just("0"), Just("2026-11-22T08:00:00+08:00"), Just("unknown"), Just("\u{0}")]
            .prop_map(Value::from),
        ".{0,12}".prop_map(Value::from),
    ];
    leaf.prop_recursive(4, 24, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::btree_map(name(), inner, 0..4).prop_map(|map| Value::Object(map.into_iter().collect())),
        ]
    })
}

/// A name that the vendors' envelopes or answers have, or any.
fn name() -> impl Strategy<Value = String> {
    const KNOWN: [&str; 16] = [
        "ResponseMetadata",
        "Result",
        "Response",
        "Data",
        "Error",
        "Code",
        "CodeN",
        "Message",
        "RequestId",
        "Total",
        "UserList",
        "UserStatusList",
        "RoomExists",
        "UserId",
        "Status",
        "LeaveAt",
    ];
    prop_oneof![prop::sample::select(&KNOWN[..]).prop_map(str::to_owned), "[A-Za-z]{0,6}"]
}
