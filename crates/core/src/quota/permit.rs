//! The permission to send one call, and what becomes of the call.

use super::{
    arrivals::Departure,
    key_queue::{Grant, KeyQueue},
    rate_limit::RateLimit,
};
use std::{sync::Arc, time::Duration};
use tokio::time::Instant;

/// The permission to send one call now. Until it is [answered](Self::answered), the call counts against its quotas for as
/// long as it may take to arrive.
#[derive(Debug)]
pub(crate) struct Permit {
    waited: Duration,
    /// `None` if the call is not counted.
    first: Option<Counted>,
    /// The quotas beside the first one.
    further: Option<Box<[Counted]>>,
}

/// One quota that a call counts against.
#[derive(Debug)]
pub(super) struct Counted {
    queue: Arc<KeyQueue>,
    departure: Departure,
    rate_limit: RateLimit,
}

impl Permit {
    pub(super) fn new(start: Instant, counted: Counted) -> Self {
        let waited = counted.departure.at.saturating_duration_since(start);
        Self { waited, first: Some(counted), further: None }
    }

    /// Of a call that waited from `start` to `now` for several quotas.
    pub(super) fn of_several(start: Instant, now: Instant, counted: impl IntoIterator<Item = Counted>) -> Self {
        let mut counted = counted.into_iter();
        let waited = now.saturating_duration_since(start);
        Self { waited, first: counted.next(), further: Some(counted.collect()) }
    }

    /// A permit for a call that no quota counts.
    pub(super) const fn unlimited() -> Self {
        Self { waited: Duration::ZERO, first: None, further: None }
    }

    /// How long the call waited for it.
    pub(crate) const fn waited(&self) -> Duration {
        self.waited
    }

    /// When the call left.
    pub(super) fn left_at(&self) -> Option<Instant> {
        self.first.as_ref().map(|counted| counted.departure.at)
    }

    /// Records that the vendor has answered, whatever it was.
    pub(crate) fn answered(&self) {
        for Counted { queue, departure, rate_limit } in self.counted() {
            queue.arrivals().answered(*departure, *rate_limit);
        }
    }

    /// Records that the request did not leave this machine.
    pub(crate) fn not_sent(&self) {
        for Counted { queue, departure, .. } in self.counted() {
            queue.arrivals().not_sent(*departure);
        }
    }

    fn counted(&self) -> impl Iterator<Item = &Counted> {
        self.first.iter().chain(self.further.as_deref().unwrap_or_default())
    }
}

impl Counted {
    pub(super) fn new(queue: Arc<KeyQueue>, grant: Grant, rate_limit: RateLimit) -> Self {
        Self { queue, departure: grant.departure, rate_limit }
    }
}
