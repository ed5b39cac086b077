//! What a process counts by itself during an outage.

use rtc_core::quota::store::{LocalStore, QuotaKey, RateLimit, Reservation, Slot, StoreError};
use std::time::Duration;
use tokio::time::Instant;

/// The slots of one outage.
#[derive(Debug)]
pub(crate) struct LocalShare {
    since: Instant,
    store: LocalStore,
}

impl LocalShare {
    pub(crate) fn new() -> Self {
        Self { since: Instant::now(), store: LocalStore::new() }
    }

    /// A slot. Right after the outage has begun, those that Redis gave may still be in the vendor's span, and other
    /// processes begin to count for themselves too: a key's first slot goes unused.
    pub(crate) fn reserve(&self, asked: Reservation<'_>) -> Result<Slot, StoreError> {
        if self.since.elapsed() < asked.rate_limit.per() && !self.store.contains(asked.key) {
            self.store.reserve_now(Reservation { max_wait: Duration::MAX, missed: None, ..asked })?;
        }
        self.store.reserve_now(asked)
    }

    pub(crate) fn throttle(&self, key: &QuotaKey, rate_limit: RateLimit, pause: Duration) {
        self.store.throttle_now(key, rate_limit, Some(pause));
    }
}
