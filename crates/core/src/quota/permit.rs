//! The permission to send one call, and what becomes of the call.

use super::{
    arrivals::Departure,
    error::QuotaTimeout,
    key_queue::{Grant, KeyQueue, QueueContext},
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

/// The places that a call has in the queues of some quotas while it waits for the others. Dropping them gives them to
/// other calls.
pub(super) struct Places<'a> {
    taken: Vec<Place<'a>>,
}

/// A place that a call has in the queue of one quota.
struct Place<'a> {
    queue: Arc<KeyQueue>,
    context: QueueContext<'a>,
    grant: Grant,
}

impl<'a> Places<'a> {
    pub(super) const fn new() -> Self {
        Self { taken: Vec::new() }
    }

    /// Waits for a place in one more queue.
    pub(super) async fn take(
        &mut self,
        queue: Arc<KeyQueue>,
        context: QueueContext<'a>,
        latest: Instant,
    ) -> Result<(), QuotaTimeout> {
        let mut grant = queue.acquire(context, latest).await?;
        queue.arrivals().hold(&mut grant.departure);
        self.taken.push(Place { queue, context, grant });
        Ok(())
    }

    /// Waits until all places can be used at once. Those that were taken first may have lapsed while the call waited for
    /// the last.
    pub(super) async fn leave(mut self, start: Instant, latest: Instant) -> Result<Permit, QuotaTimeout> {
        let now = loop {
            let now = Instant::now();
            let lapsed = |place: &Place<'_>| !place.queue.is_usable(place.grant, place.context, now);
            let Some(at) = self.taken.iter().position(lapsed) else { break now };
            let Place { queue, context, grant } = self.taken.remove(at);
            queue.give_back(grant);
            let mut grant = queue.acquire(context, latest).await?;
            queue.arrivals().hold(&mut grant.departure);
            self.taken.insert(at, Place { queue, context, grant });
        };
        let mut counted = std::mem::take(&mut self.taken).into_iter().map(|Place { queue, context, mut grant }| {
            queue.arrivals().leave(&mut grant.departure, now, context.rate_limit, context.answers);
            Counted::new(queue, grant, context.rate_limit)
        });
        let first = counted.next();
        Ok(Permit { waited: now.saturating_duration_since(start), first, further: Some(counted.collect()) })
    }
}

impl Drop for Places<'_> {
    fn drop(&mut self) {
        for Place { queue, grant, .. } in &self.taken {
            queue.give_back(*grant);
        }
    }
}
