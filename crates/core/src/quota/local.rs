//! The quota store of a single process.

use super::{
    gcra::{Gcra, Slot},
    key::QuotaKey,
    quota_store::{QuotaStore, Reservation, ReserveFuture, StoreError, ThrottleFuture},
    rate_limit::{RateLimit, nanoseconds},
};
use std::{
    collections::HashMap,
    sync::{Mutex, MutexGuard, PoisonError},
    time::Duration,
};
use tokio::time::Instant;

/// How many keys are kept before idle ones are first pruned.
const FIRST_PRUNE_AT: usize = 64;

/// Counts the calls of this process. Idle keys are forgotten.
#[derive(Debug)]
pub struct LocalStore {
    origin: Instant,
    keys_guard: Mutex<Keys>,
}

#[derive(Debug)]
struct Keys {
    by_key: HashMap<QuotaKey, Gcra>,
    /// The number of keys at which idle ones are pruned.
    prune_at: usize,
}

impl LocalStore {
    /// Creates an empty store.
    #[must_use]
    pub fn new() -> Self {
        Self {
            origin: Instant::now(),
            keys_guard: Mutex::new(Keys { by_key: HashMap::new(), prune_at: FIRST_PRUNE_AT }),
        }
    }

    /// [`QuotaStore::reserve`] without a future.
    ///
    /// # Errors
    /// [`StoreError::TooLate`] if the next slot begins after [`Reservation::max_wait`].
    pub fn reserve_now(&self, asked: Reservation<'_>) -> Result<Slot, StoreError> {
        self.reserve_at(asked, Instant::now())
    }

    /// [`reserve_now`](Self::reserve_now) for a caller that has just read the clock.
    pub(super) fn reserve_at(&self, asked: Reservation<'_>, now: Instant) -> Result<Slot, StoreError> {
        let now = nanoseconds(now.saturating_duration_since(self.origin).as_nanos());
        let mut keys_guard = self.keys_guard();
        let gcra = match keys_guard.by_key.get_mut(asked.key) {
            Some(gcra) => gcra,
            None => keys_guard.add(asked.key, now),
        };
        gcra.reserve(now, asked.rate_limit, asked.max_wait, asked.missed).map_err(|wait| StoreError::TooLate { wait })
    }

    /// [`QuotaStore::throttle`] without a future. Returns how long no slot begins.
    pub fn throttle_now(&self, key: &QuotaKey, rate_limit: RateLimit, at_least: Option<Duration>) -> Duration {
        let now = self.now();
        let mut keys_guard = self.keys_guard();
        let gcra = match keys_guard.by_key.get_mut(key) {
            Some(gcra) => gcra,
            None => keys_guard.add(key, now),
        };
        gcra.throttle(now, rate_limit, at_least)
    }

    /// Whether an earlier caller already fixed this key's next slot.
    #[must_use]
    pub fn contains(&self, key: &QuotaKey) -> bool {
        self.keys_guard().by_key.contains_key(key)
    }

    /// The number of keys in the store.
    #[must_use]
    pub fn keys(&self) -> usize {
        self.keys_guard().by_key.len()
    }

    fn now(&self) -> i64 {
        nanoseconds(self.origin.elapsed().as_nanos())
    }

    fn keys_guard(&self) -> MutexGuard<'_, Keys> {
        // The state is consistent at every point where a panic could occur.
        self.keys_guard.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Keys {
    /// Adds a key. Idle keys are pruned first whenever their number has doubled, so the amortised cost is constant.
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
