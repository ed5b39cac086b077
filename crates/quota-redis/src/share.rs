//! What a process counts by itself during an outage.

use rtc_core::quota::{LocalStore, Pace, QuotaKey, Reservation, Slot, StoreError};
use std::time::Duration;
use tokio::time::Instant;

/// The slots of one outage.
#[derive(Debug)]
pub(crate) struct Share {
    since: Instant,
    store: LocalStore,
}

impl Share {
    pub(crate) fn new() -> Self {
        Self { since: Instant::now(), store: LocalStore::new() }
    }

    /// A slot. Right after the outage has begun, those that Redis gave may still be in the vendor's span, and other
    /// processes begin to count for themselves too: a key's first slot goes unused.
    pub(crate) fn reserve(&self, asked: Reservation<'_>) -> Result<Slot, StoreError> {
        if self.since.elapsed() < asked.pace.per() && !self.store.knows(asked.key) {
            self.store.reserve_now(Reservation { most: Duration::MAX, missed: None, ..asked })?;
        }
        self.store.reserve_now(asked)
    }

    pub(crate) fn slow_down(&self, key: &QuotaKey, pace: Pace, pause: Duration) {
        self.store.slow_down_now(key, pace, Some(pause));
    }
}
