//! Turns: order, rate, deadlines, cancelled calls, and vendors that say "too often". Time is tokio's paused clock.
#![allow(clippy::unwrap_used, clippy::panic, reason = "helpers of tests may fail a test")]

#[path = "../common/mod.rs"]
mod common;
mod properties;
mod several;
mod throttling;
mod waiting;

use common::{Acme, Ask};
use rtc_core::{
    Quota, QuotaScope, Quotas,
    quota::{QuotaBucket, RateLimit},
};
use std::time::Duration;

/// Quotas that allow the invented action `calls` in `per`.
fn allowing(calls: u32, per: Duration) -> Quotas {
    Quotas::new().set::<Ask>(quota(calls, per))
}

const fn quota(calls: u32, per: Duration) -> Quota {
    Quota { calls, per, scope: QuotaScope::Account }
}

fn rate_limit(calls: u32, per: Duration) -> RateLimit {
    RateLimit::from_quota(quota(calls, per), 1)
}

fn bucket(quotas: &Quotas) -> QuotaBucket {
    quotas.bucket(&common::ask(), "me", None)
}

const fn ms(milliseconds: u64) -> Duration {
    Duration::from_millis(milliseconds)
}
