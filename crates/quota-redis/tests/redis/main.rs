//! Quotas over a real Redis, which is started for each test and listens on a socket in the file system.
//!
//! Where there is no `redis-server`, the tests say so and pass, unless `CI` is set.
//!
//! A build of the whole workspace has the feature `tls`, because `rtc-tests` asks for it.
#![allow(clippy::unwrap_used, clippy::panic, reason = "helpers of tests may fail a test")]

mod cluster;
mod counting;
mod log;
mod outage;
mod ports;
mod processes;
mod refusals;
mod restart;
mod secrets;
mod server;
mod situations;
#[cfg(feature = "tls")]
mod tls;

use rtc_core::{
    Quota, QuotaScope,
    quota::{
        QuotaKey, RateLimit,
        store::{QuotaStore, Reservation, Slot, StoreError},
    },
};
use rtc_quota_redis::RedisStore;
use std::time::Duration;

const fn ms(milliseconds: u64) -> Duration {
    Duration::from_millis(milliseconds)
}

fn rate_limit(calls: u32, per: Duration) -> RateLimit {
    RateLimit::from_quota(Quota { calls, per, scope: QuotaScope::Account }, 1)
}

fn key(name: &str) -> QuotaKey {
    QuotaKey::new("Acme", name, "1")
}

/// A slot, or how long it would be until the next one.
async fn reserve(
    store: &RedisStore,
    name: &str,
    rate_limit: RateLimit,
    max_wait: Duration,
) -> Result<Slot, StoreError> {
    store.reserve(Reservation { key: &key(name), rate_limit, max_wait, missed: None }).await
}
