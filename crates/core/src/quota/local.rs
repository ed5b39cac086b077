//! Slots of this process.

use super::{
    Gcra, QuotaKey, QuotaStore, RateLimit, Reservation, ReserveFuture, Slot, StoreError, ThrottleFuture,
    rate_limit::nanoseconds,
};
use std::{
    collections::HashMap,
    sync::{Mutex, MutexGuard, PoisonError},
    time::Duration,
};
use tokio::time::Instant;

/// How many keys are kept before the first look for idle ones.
const FIRST_PRUNE_AT: usize = 64;

/// Counts the calls of this process. Keys that would start anew anyhow are forgotten.
#[derive(Debug)]
pub struct LocalStore {
    origin: Instant,
    keys_guard: Mutex<Keys>,
}

#[derive(Debug)]
struct Keys {
    by_key: HashMap<QuotaKey, Gcra>,
    /// At how many keys to look for idle ones.
    prune_at: usize,
}

impl LocalStore {
    /// A store that has counted nothing yet.
    #[must_use]
    pub fn new() -> Self {
        Self {
            origin: Instant::now(),
            keys_guard: Mutex::new(Keys { by_key: HashMap::new(), prune_at: FIRST_PRUNE_AT }),
        }
    }

    /// [`QuotaStore::reserve`], at once.
    ///
    /// # Errors
    /// If the next slot is later than asked for.
    pub fn reserve_now(&self, asked: Reservation<'_>) -> Result<Slot, StoreError> {
        self.reserve_at(asked, Instant::now())
    }

    /// [`reserve_now`](Self::reserve_now) for whoever has just looked at the clock.
    pub(super) fn reserve_at(&self, asked: Reservation<'_>, now: Instant) -> Result<Slot, StoreError> {
        let now = nanoseconds(now.saturating_duration_since(self.origin).as_nanos());
        let mut keys_guard = self.keys_guard();
        let gcra = match keys_guard.by_key.get_mut(asked.key) {
            Some(gcra) => gcra,
            None => keys_guard.add(asked.key, now),
        };
        gcra.reserve(now, asked.rate_limit, asked.max_wait, asked.missed).map_err(|wait| StoreError::TooLate { wait })
    }

    /// [`QuotaStore::throttle`], at once.
    pub fn throttle_now(&self, key: &QuotaKey, rate_limit: RateLimit, at_least: Option<Duration>) {
        let now = self.now();
        let mut keys_guard = self.keys_guard();
        let gcra = match keys_guard.by_key.get_mut(key) {
            Some(gcra) => gcra,
            None => keys_guard.add(key, now),
        };
        gcra.throttle(now, rate_limit, at_least);
    }

    /// Whether the key's next slot is said by those before.
    #[must_use]
    pub fn contains(&self, key: &QuotaKey) -> bool {
        self.keys_guard().by_key.contains_key(key)
    }

    /// How many keys are kept.
    #[must_use]
    pub fn keys(&self) -> usize {
        self.keys_guard().by_key.len()
    }

    fn now(&self) -> i64 {
        nanoseconds(self.origin.elapsed().as_nanos())
    }

    fn keys_guard(&self) -> MutexGuard<'_, Keys> {
        // A panic elsewhere leaves whole numbers behind, and no half-done change.
        self.keys_guard.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Keys {
    /// A new key's pacer. Now and then the idle ones go first: as often as their number doubles, so that a call pays for
    /// it next to nothing.
    fn add(&mut self, key: &QuotaKey, now: i64) -> &mut Gcra {
        if self.by_key.len() >= self.prune_at {
            self.by_key.retain(|_, gcra| !gcra.is_idle(now));
            self.prune_at = FIRST_PRUNE_AT.max(self.by_key.len() * 2);
        }
        self.by_key.entry(key.clone()).or_default()
    }
}

impl Default for LocalStore {
    fn default() -> Self {
        Self::new()
    }
}

impl QuotaStore for LocalStore {
    fn reserve(&self, asked: Reservation<'_>) -> ReserveFuture {
        let slot = self.reserve_now(asked);
        Box::pin(async { slot })
    }

    fn throttle(&self, key: &QuotaKey, rate_limit: RateLimit, at_least: Option<Duration>) -> ThrottleFuture {
        self.throttle_now(key, rate_limit, at_least);
        Box::pin(async {})
    }
}
