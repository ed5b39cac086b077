//! The vendor's clock, as far as it is known.

use std::sync::atomic::{AtomicI64, Ordering};
use time::{Duration, OffsetDateTime};

/// This machine's clock, corrected by the offset that a vendor's answers have shown.
pub(super) struct Clock {
    local: Box<dyn Fn() -> OffsetDateTime + Send + Sync>,
    /// In seconds, the resolution of an answer's `Date`.
    offset: AtomicI64,
}

/// How far the vendor's clock is ahead of this machine's, in seconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Offset(i64);

impl Clock {
    pub(super) fn new(local: impl Fn() -> OffsetDateTime + Send + Sync + 'static) -> Self {
        Self { local: Box::new(local), offset: AtomicI64::new(0) }
    }

    /// The time, corrected by a call's own provisional offset or else by the confirmed one.
    pub(super) fn now(&self, own: Option<Offset>) -> OffsetDateTime {
        let local = (self.local)();
        let offset = own.map_or_else(|| self.offset.load(Ordering::Relaxed), |Offset(seconds)| seconds);
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

    /// Keeps an offset with which a signature was accepted.
    pub(super) fn keep(&self, Offset(seconds): Offset) {
        self.offset.store(seconds, Ordering::Relaxed);
    }
}
