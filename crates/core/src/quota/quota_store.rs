//! The interface of a quota store.

use super::{gcra::Slot, key::QuotaKey, rate_limit::RateLimit};
use std::{fmt, pin::Pin, time::Duration};

/// Grants slots to the calls of all keys, for one process or for many. A queue reserves one slot at a time, for its
/// first call, so a store sees at most one caller per key from each [`Quotas`](crate::Quotas).
///
/// The algorithm must be that of [`Gcra`](super::gcra::Gcra).
pub trait QuotaStore: fmt::Debug + Send + Sync + 'static {
    /// Reserves the next slot. The first call of the queue polls the future; one call may start it and another finish
    /// it.
    fn reserve(&self, asked: Reservation<'_>) -> ReserveFuture;

    /// Records that the vendor throttled calls of this key, and the pause it asked for, if any.
    fn throttle(&self, key: &QuotaKey, rate_limit: RateLimit, at_least: Option<Duration>) -> ThrottleFuture;
}

/// The future of a reservation.
pub type ReserveFuture = Pin<Box<dyn Future<Output = Result<Slot, StoreError>> + Send>>;
/// The future of [`QuotaStore::throttle`].
pub type ThrottleFuture = Pin<Box<dyn Future<Output = ()> + Send>>;

/// A request for a slot.
#[derive(Clone, Copy, Debug)]
pub struct Reservation<'a> {
    /// The key to count under.
    pub key: &'a QuotaKey,
    /// The rate limit of the key.
    pub rate_limit: RateLimit,
    /// The longest wait until the slot. If the wait is longer, nothing is reserved.
    pub max_wait: Duration,
    /// [`Slot::begins`] of a slot that was granted before and can no longer be used.
    pub missed: Option<i64>,
}

/// Why a store grants no slot.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StoreError {
    /// The next slot begins after [`Reservation::max_wait`].
    TooLate {
        /// How long until the next slot.
        wait: Duration,
    },
    /// The store is unavailable.
    Unavailable {
        /// Why, and what to do about it.
        reason: String,
    },
}
