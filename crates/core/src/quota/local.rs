//! Slots of this process.

use super::{
    Pace, Pacer, QuotaKey, QuotaStore, Reservation, Reserving, Slot, SlowingDown, StoreError, pace::nanoseconds,
};
use std::{
    collections::HashMap,
    sync::{Mutex, MutexGuard, PoisonError},
    time::Duration,
};
use tokio::time::Instant;

/// How many keys are kept before the first look for idle ones.
const FEW: usize = 64;

/// Counts the calls of this process. Keys that would start anew anyhow are forgotten.
#[derive(Debug)]
pub struct LocalStore {
    origin: Instant,
    kept: Mutex<Kept>,
}

#[derive(Debug)]
struct Kept {
    pacers: HashMap<QuotaKey, Pacer>,
    /// At how many keys to look for idle ones.
    sweep_at: usize,
}

impl LocalStore {
    /// A store that has counted nothing yet.
    #[must_use]
    pub fn new() -> Self {
        Self { origin: Instant::now(), kept: Mutex::new(Kept { pacers: HashMap::new(), sweep_at: FEW }) }
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
        let mut kept = self.kept();
        let pacer = match kept.pacers.get_mut(asked.key) {
            Some(pacer) => pacer,
            None => kept.add(asked.key, now),
        };
        pacer.reserve(now, asked.pace, asked.most, asked.missed).map_err(|wait| StoreError::TooLate { wait })
    }

    /// [`QuotaStore::slow_down`], at once.
    pub fn slow_down_now(&self, key: &QuotaKey, pace: Pace, at_least: Option<Duration>) {
        let now = self.now();
        let mut kept = self.kept();
        let pacer = match kept.pacers.get_mut(key) {
            Some(pacer) => pacer,
            None => kept.add(key, now),
        };
        pacer.slow_down(now, pace, at_least);
    }

    /// Whether the key's next slot is said by those before.
    #[must_use]
    pub fn knows(&self, key: &QuotaKey) -> bool {
        self.kept().pacers.contains_key(key)
    }

    /// How many keys are kept.
    #[must_use]
    pub fn keys(&self) -> usize {
        self.kept().pacers.len()
    }

    fn now(&self) -> i64 {
        nanoseconds(self.origin.elapsed().as_nanos())
    }

    fn kept(&self) -> MutexGuard<'_, Kept> {
        // A panic elsewhere leaves whole numbers behind, and no half-done change.
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Kept {
    /// A new key's pacer. Now and then the idle ones go first: as often as their number doubles, so that a call pays for
    /// it next to nothing.
    fn add(&mut self, key: &QuotaKey, now: i64) -> &mut Pacer {
        if self.pacers.len() >= self.sweep_at {
            self.pacers.retain(|_, pacer| !pacer.is_forgettable(now));
            self.sweep_at = FEW.max(self.pacers.len() * 2);
        }
        self.pacers.entry(key.clone()).or_default()
    }
}

impl Default for LocalStore {
    fn default() -> Self {
        Self::new()
    }
}

impl QuotaStore for LocalStore {
    fn reserve(&self, asked: Reservation<'_>) -> Reserving {
        let slot = self.reserve_now(asked);
        Box::pin(async { slot })
    }

    fn slow_down(&self, key: &QuotaKey, pace: Pace, at_least: Option<Duration>) -> SlowingDown {
        self.slow_down_now(key, pace, at_least);
        Box::pin(async {})
    }
}
