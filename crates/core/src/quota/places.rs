//! How a call waits for several quotas.

use super::{
    error::QuotaTimeout,
    key_queue::{Grant, KeyQueue, QueueContext},
    permit::{Counted, Permit},
};
use std::sync::Arc;
use tokio::time::Instant;

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
        let counted = std::mem::take(&mut self.taken).into_iter().map(|Place { queue, context, mut grant }| {
            queue.arrivals().leave(&mut grant.departure, now, context.rate_limit, context.answers);
            Counted::new(queue, grant, context.rate_limit)
        });
        Ok(Permit::of_several(start, now, counted))
    }
}

impl Drop for Places<'_> {
    fn drop(&mut self) {
        for Place { queue, grant, .. } in &self.taken {
            queue.give_back(*grant);
        }
    }
}
