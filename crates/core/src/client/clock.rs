//! What time it is for a vendor.

use std::sync::atomic::{AtomicI64, Ordering};
use time::{Duration, OffsetDateTime};

/// Tells the time: this machine's, set right by what a vendor's answers have shown it to be off.
pub(super) struct Clock {
    local: Box<dyn Fn() -> OffsetDateTime + Send + Sync>,
    /// In seconds: what an answer's `Date` holds is no finer.
    offset: AtomicI64,
}

/// How far the vendor's clock is ahead of this machine's, in seconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Offset(i64);

impl Clock {
    pub(super) fn new(local: impl Fn() -> OffsetDateTime + Send + Sync + 'static) -> Self {
        Self { local: Box::new(local), offset: AtomicI64::new(0) }
    }

    /// The time by the offset that is known, or else by a call's own that is not sure yet.
    pub(super) fn now(&self, own: Option<Offset>) -> OffsetDateTime {
        let local = (self.local)();
        let offset = own.map_or_else(|| self.offset.load(Ordering::Relaxed), |Offset(seconds)| seconds);
        if offset == 0 {
            return local;
        }
        // A sum that no time can hold is no time to sign with.
        local.checked_add(Duration::seconds(offset)).unwrap_or(local)
    }

    /// How far off this machine's clock is if it is `date` now.
    pub(super) fn offset_to(&self, date: OffsetDateTime) -> Offset {
        Offset((date - (self.local)()).whole_seconds())
    }

    /// Keeps an offset that a signature was accepted with.
    pub(super) fn keep(&self, Offset(seconds): Offset) {
        self.offset.store(seconds, Ordering::Relaxed);
    }
}
