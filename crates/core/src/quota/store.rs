//! Where slots come from.

use super::{QuotaKey, RateLimit, Slot};
use std::{fmt, pin::Pin, time::Duration};

/// Gives slots to the calls of all keys, for one process or for many. A lane asks for one slot at a time, for the first
/// of its calls, so a store sees no more than one caller of a key from each [`Quotas`](super::Quotas).
///
/// The rule is that of [`Gcra`](super::Gcra).
pub trait QuotaStore: fmt::Debug + Send + Sync + 'static {
    /// Reserves the next slot. The future is driven by whoever is first in the lane; it may be begun by one call and
    /// finished by another.
    fn reserve(&self, asked: Reservation<'_>) -> ReserveFuture;

    /// The vendor said that calls of this key come too often; it wants none for `at_least`, if it said so.
    fn throttle(&self, key: &QuotaKey, rate_limit: RateLimit, at_least: Option<Duration>) -> ThrottleFuture;
}

/// A slot on its way.
pub type ReserveFuture = Pin<Box<dyn Future<Output = Result<Slot, StoreError>> + Send>>;
/// A store on its way to slow down.
pub type ThrottleFuture = Pin<Box<dyn Future<Output = ()> + Send>>;

/// Asks for a slot.
#[derive(Clone, Copy, Debug)]
pub struct Reservation<'a> {
    /// Whose slot.
    pub key: &'a QuotaKey,
    /// How far slots are apart.
    pub rate_limit: RateLimit,
    /// How long until the slot at most. If it is longer, nothing is reserved.
    pub max_wait: Duration,
    /// The slot that was given before and cannot be used any more: its [`Slot::begins`].
    pub missed: Option<i64>,
}

/// Why a store gives no slot.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StoreError {
    /// The next one is later than asked for.
    TooLate {
        /// How long until then.
        wait: Duration,
    },
    /// The store cannot be asked.
    Unavailable {
        /// Why, and what to do about it.
        reason: String,
    },
}
