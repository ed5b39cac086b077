//! The queues of all quota keys.

use super::{
    key::QuotaKey,
    key_queue::{KeyQueue, QueueContext},
    rate_limit::{RateLimit, asked_pause},
    slot_source::SlotSource,
};
use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};
use tokio::time::Instant;

/// How many queues are kept before idle ones are first pruned.
const FIRST_PRUNE_AT: usize = 64;

/// The queues of all keys, and the source of their slots.
pub(super) struct Queues {
    store: SlotSource,
    open: Mutex<Open>,
}

struct Open {
    queues: HashMap<QuotaKey, Arc<KeyQueue>>,
    /// The number of queues at which idle ones are pruned.
    prune_at: usize,
}

impl Queues {
    pub(super) fn new(store: SlotSource) -> Self {
        Self { store, open: Mutex::new(Open { queues: HashMap::new(), prune_at: FIRST_PRUNE_AT }) }
    }

    pub(super) const fn store(&self) -> &SlotSource {
        &self.store
    }

    /// How many keys have a queue.
    pub(super) fn count(&self) -> usize {
        self.open().queues.len()
    }

    /// Whether other processes count against the same quotas.
    pub(super) const fn is_shared(&self) -> bool {
        matches!(self.store, SlotSource::Shared(_))
    }

    /// The queue of a call, and how it waits there. `None` if it need not.
    pub(super) fn queue_for<'a>(
        &'a self,
        (key, rate_limit): &'a (QuotaKey, RateLimit),
        answers: bool,
    ) -> Option<(Arc<KeyQueue>, QueueContext<'a>)> {
        let queue = self.key_queue(key, *rate_limit, !rate_limit.is_unlimited())?;
        Some((queue, QueueContext { store: &self.store, key, rate_limit: *rate_limit, answers }))
    }

    /// Records that the vendor throttled a call that left at that time.
    pub(super) async fn throttle(
        &self,
        (key, rate_limit): &(QuotaKey, RateLimit),
        left_at: Option<Instant>,
        at_least: Option<Duration>,
    ) {
        let Some(queue) = self.key_queue(key, *rate_limit, true) else { return };
        let asked = asked_pause(at_least);
        let known = left_at.is_some_and(|left| queue.throttled_since(left));
        if known && asked.is_zero() {
            return;
        }
        let pause = match &self.store {
            SlotSource::Local(store) => store.throttle_now(key, *rate_limit, at_least),
            SlotSource::Shared(store) => {
                store.throttle(key, *rate_limit, at_least).await;
                // How long the pause is beyond that, the store says when the next slot is reserved.
                asked
            }
        };
        queue.pause(pause);
    }

    /// The queue of a key. If there is none, one is created if `open` is set.
    fn key_queue(&self, key: &QuotaKey, rate_limit: RateLimit, open: bool) -> Option<Arc<KeyQueue>> {
        let mut queues = self.open();
        if let Some(key_queue) = queues.queues.get(key) {
            return Some(Arc::clone(key_queue));
        }
        open.then(|| queues.add(key, rate_limit))
    }

    fn open(&self) -> MutexGuard<'_, Open> {
        // The state is consistent at every point where a panic could occur.
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Open {
    /// Adds a queue. Idle queues are pruned first whenever their number has doubled, so the amortised cost is constant.
    /// A queue in use has a second reference.
    fn add(&mut self, key: &QuotaKey, rate_limit: RateLimit) -> Arc<KeyQueue> {
        let now = Instant::now();
        if self.queues.len() >= self.prune_at {
            self.queues.retain(|_, key_queue| Arc::strong_count(key_queue) > 1 || !key_queue.is_idle(now));
            self.prune_at = FIRST_PRUNE_AT.max(self.queues.len() * 2);
        }
        let key_queue = Arc::new(KeyQueue::new(now, rate_limit));
        self.queues.insert(key.clone(), Arc::clone(&key_queue));
        key_queue
    }
}
