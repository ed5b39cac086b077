//! Local counting during an outage.

use rtc_core::quota::store::{LocalStore, QuotaKey, RateLimit, Reservation, Slot, StoreError};
use std::time::Duration;
use tokio::time::Instant;

/// The slots granted during one outage.
#[derive(Debug)]
pub(crate) struct LocalShare {
    since: Instant,
    store: LocalStore,
}

impl LocalShare {
    pub(crate) fn new() -> Self {
        Self { since: Instant::now(), store: LocalStore::new() }
    }

    /// Reserves a slot. Slots that Redis granted right before the outage may still count in the vendor's window, and
    /// other processes start to count locally too, so the first slot of a key is skipped.
    pub(crate) fn reserve(&self, reservation: Reservation<'_>) -> Result<Slot, StoreError> {
        if self.since.elapsed() < reservation.rate_limit.per() && !self.store.contains(reservation.key) {
            self.store.reserve_now(Reservation { max_wait: Duration::MAX, missed: None, ..reservation })?;
        }
        self.store.reserve_now(reservation)
    }

    pub(crate) fn throttle(&self, key: &QuotaKey, rate_limit: RateLimit, at_least: Option<Duration>) {
        self.store.throttle_now(key, rate_limit, at_least);
    }
}
