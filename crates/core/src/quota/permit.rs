//! The permission to send one call, and what becomes of the call.

use super::{arrivals::Departure, key_queue::KeyQueue, rate_limit::RateLimit};
use std::{sync::Arc, time::Duration};
use tokio::time::Instant;

/// The permission to send one call now. Until it is [answered](Self::answered), the call counts against the quota for as
/// long as it may take to arrive.
#[derive(Debug)]
pub(crate) struct Permit {
    waited: Duration,
    /// `None` if the call is not counted.
    counted: Option<(Arc<KeyQueue>, Departure, RateLimit)>,
}

impl Permit {
    pub(super) fn new(waited: Duration, queue: Arc<KeyQueue>, departure: Departure, rate_limit: RateLimit) -> Self {
        Self { waited, counted: Some((queue, departure, rate_limit)) }
    }

    /// A permit for a call that no quota counts.
    pub(super) const fn unlimited() -> Self {
        Self { waited: Duration::ZERO, counted: None }
    }

    /// How long the call waited for it.
    pub(crate) const fn waited(&self) -> Duration {
        self.waited
    }

    /// When the call left.
    pub(super) fn left_at(&self) -> Option<Instant> {
        self.counted.as_ref().map(|(_, departure, _)| departure.at)
    }

    /// Records that the vendor has answered, whatever it was.
    pub(crate) fn answered(&self) {
        if let Some((queue, departure, rate_limit)) = &self.counted {
            queue.arrivals().answered(*departure, *rate_limit);
        }
    }

    /// Records that the request did not leave this machine.
    pub(crate) fn not_sent(&self) {
        if let Some((queue, departure, _)) = &self.counted {
            queue.arrivals().not_sent(*departure);
        }
    }
}
