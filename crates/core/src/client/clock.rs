//! The vendor's clock, as far as it is known.

use std::sync::atomic::{AtomicI64, Ordering};
use time::{Duration, OffsetDateTime};

/// Greater offsets are not believed before an answer proves them, in seconds: clocks are rarely a day off, and proxies'
/// `Date`s sometimes years.
const PLAUSIBLE: u64 = 24 * 60 * 60;

/// This machine's clock, corrected by the offset that a vendor's answers have shown.
pub(super) struct Clock {
    local: Box<dyn Fn() -> OffsetDateTime + Send + Sync>,
    /// In seconds, the resolution of an answer's `Date`.
    learned: AtomicI64,
}

/// How far the vendor's clock is ahead of this machine's, in seconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Offset(i64);

impl Offset {
    /// That of this machine's own clock.
    pub(super) const NONE: Self = Self(0);

    /// Whether it is small enough to be believed without a proof.
    pub(super) const fn is_plausible(self) -> bool {
        self.0.unsigned_abs() <= PLAUSIBLE
    }
}

impl Clock {
    pub(super) fn new(local: impl Fn() -> OffsetDateTime + Send + Sync + 'static) -> Self {
        Self { local: Box::new(local), learned: AtomicI64::new(0) }
    }

    /// The offset that was learned.
    pub(super) fn learned(&self) -> Offset {
        Offset(self.learned.load(Ordering::Relaxed))
    }

    /// The time with the offset that was learned.
    pub(super) fn now(&self) -> OffsetDateTime {
        self.with(self.learned())
    }

    /// The time with this offset.
    pub(super) fn with(&self, Offset(offset): Offset) -> OffsetDateTime {
        let local = (self.local)();
        if offset == 0 {
            return local;
        }
        // An offset that overflows is ignored.
        local.checked_add(Duration::seconds(offset)).unwrap_or(local)
    }

    /// The offset of this machine's clock if the current time is `date`.
    pub(super) fn offset_to(&self, date: OffsetDateTime) -> Offset {
        Offset((date - (self.local)()).whole_seconds())
    }

    /// Keeps an offset for all calls, because a signature was accepted with it.
    pub(super) fn keep(&self, Offset(seconds): Offset) {
        self.learned.store(seconds, Ordering::Relaxed);
    }

    /// Drops a learned offset, because a signature was refused with it. Another one, learned meanwhile, stays.
    pub(super) fn forget(&self, Offset(seconds): Offset) {
        // Another value means that there is nothing to drop.
        let _ = self.learned.compare_exchange(seconds, 0, Ordering::Relaxed, Ordering::Relaxed);
    }
}
