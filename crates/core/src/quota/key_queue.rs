//! The calls of one key: first come, first served.

use super::{
    QuotaKey, QuotaStore, QuotaTimeout, RateLimit, Reservation, ReserveFuture, Slot, StoreError,
    quotas::Store,
    ticket::{QueueEstimate, Ticket, saturating_add},
};
use crate::deadline::with_deadline;
use std::{fmt, future::poll_fn, pin::pin, task::Poll, time::Duration};
use tokio::{
    sync::{Mutex, MutexGuard, Notify},
    time::{Instant, sleep_until},
};

/// The calls of one key. Whoever holds `first` is the first of them; the lock hands itself on in the order of asking.
#[derive(Debug)]
pub(super) struct KeyQueue {
    head: Mutex<HeadState>,
    /// Wakes everybody when the vendor said "too often".
    throttled: Notify,
    estimate: QueueEstimate,
}

/// What the first of a queue has, or has left behind for the next.
#[derive(Default)]
struct HeadState {
    /// A slot that has not begun, or was not used.
    slot: Option<ReservedSlot>,
    /// The answer to come of a store that was asked for a slot.
    asked: Option<(ReserveFuture, AskedAt)>,
}

/// A slot that waits for its time.
#[derive(Clone, Copy, Debug)]
struct ReservedSlot {
    /// When it begins, as the store says it.
    slot: i64,
    /// When it begins, by this process's clock.
    begins: Instant,
    /// How often the vendor had said "too often" when it was asked for.
    throttled: u64,
}

/// When a slot was asked for.
#[derive(Clone, Copy, Debug)]
struct AskedAt {
    at: Instant,
    /// How often the vendor had said "too often".
    throttled: u64,
}

/// Whose turns they are.
pub(super) type Counts<'a> = (&'a Store, &'a QuotaKey, RateLimit);

impl KeyQueue {
    pub(super) fn new(now: Instant, rate_limit: RateLimit) -> Self {
        Self {
            head: Mutex::default(),
            throttled: Notify::new(),
            estimate: QueueEstimate::new(now, rate_limit.interval()),
        }
    }

    /// Whether forgetting the queue changes nothing, if nobody stands in it.
    pub(super) fn is_idle(&self, now: Instant) -> bool {
        self.estimate.is_idle(now)
    }

    /// No turn within this pause: everybody in the queue looks anew.
    pub(super) fn pause(&self, pause: Duration) {
        self.estimate.pause(pause);
        self.throttled.notify_waiters();
    }

    /// Waits for a turn and says how long that took.
    pub(super) async fn acquire(&self, counts: Counts<'_>, latest: Instant) -> Result<Duration, QuotaTimeout> {
        let start = Instant::now();
        let ticket = Ticket::take(&self.estimate, start, latest)?;
        let (mut head, now) = match self.head.try_lock() {
            Ok(head) => (head, start),
            Err(_) => (self.wait_for_head(&ticket, latest).await?, Instant::now()),
        };
        // From here on it is dropped before the lock is, so that the next in line finds the estimate as they should be.
        let mut ticket = ticket;
        let left = self.acquire_as_head(counts, &mut head, &mut ticket, now, latest).await?;
        ticket.go();
        Ok(left.saturating_duration_since(start))
    }

    /// Waits until everybody before has left.
    async fn wait_for_head(
        &self,
        ticket: &Ticket<'_>,
        latest: Instant,
    ) -> Result<MutexGuard<'_, HeadState>, QuotaTimeout> {
        let mut first = pin!(self.head.lock());
        let mut time_is_up = pin!(sleep_until(latest));
        loop {
            let mut throttled = pin!(self.throttled.notified());
            ticket.check()?;
            let head = poll_fn(|context| {
                if let Poll::Ready(head) = first.as_mut().poll(context) {
                    return Poll::Ready(Ok(Some(head)));
                }
                if throttled.as_mut().poll(context).is_ready() {
                    return Poll::Ready(Ok(None));
                }
                time_is_up.as_mut().poll(context).map(|()| Err(ticket.too_late()))
            });
            if let Some(head) = head.await? {
                return Ok(head);
            }
        }
    }

    /// As the first, gets a slot and waits until it begins. Says when that was.
    async fn acquire_as_head(
        &self,
        counts: Counts<'_>,
        head: &mut HeadState,
        ticket: &mut Ticket<'_>,
        mut now: Instant,
        latest: Instant,
    ) -> Result<Instant, QuotaTimeout> {
        let (_, _, rate_limit) = counts;
        loop {
            let mut throttled = pin!(self.throttled.notified());
            let asked = AskedAt { at: now, throttled: self.estimate.throttle_count() };
            let Some(slot) = head.slot.filter(|slot| slot.is_usable(asked, rate_limit)) else {
                let grant = reserve(counts, head, ticket, asked, latest).await?;
                if grant.slower {
                    // Somebody may wait in vain now.
                    self.throttled.notify_waiters();
                }
                if let Some(begun) = grant.begun {
                    return Ok(begun);
                }
                now = Instant::now();
                continue;
            };
            ticket.take_over(slot.begins);
            if slot.begins <= asked.at {
                head.slot = None;
                return Ok(asked.at);
            }
            if slot.begins > latest {
                return Err(ticket.too_late());
            }
            let mut begins = pin!(sleep_until(slot.begins));
            poll_fn(|context| match throttled.as_mut().poll(context) {
                Poll::Ready(()) => Poll::Ready(()),
                Poll::Pending => begins.as_mut().poll(context),
            })
            .await;
            now = Instant::now();
        }
    }
}

/// What became of asking for a slot.
#[derive(Default)]
struct Grant {
    /// When it was given, if it had begun then; otherwise it is in [`HeadState`].
    begun: Option<Instant>,
    /// Slots are further apart now.
    slower: bool,
}

/// Gets the first of a queue a slot.
async fn reserve(
    (store, key, rate_limit): Counts<'_>,
    head: &mut HeadState,
    ticket: &mut Ticket<'_>,
    mine: AskedAt,
    latest: Instant,
) -> Result<Grant, QuotaTimeout> {
    let max_wait = latest.saturating_duration_since(mine.at);
    let asked = Reservation { key, rate_limit, max_wait, missed: head.slot.map(|missed| missed.slot) };
    let (grant, origin, inherited) = match store {
        Store::Local(store) => (store.reserve_at(asked, mine.at), mine, false),
        Store::Shared(store) => ask(&**store, asked, head, mine, latest).await?,
    };
    head.slot = None;
    match grant {
        Ok(slot) => {
            let begins = saturating_add(origin.at, slot.wait);
            let slower = ticket.hold(begins, saturating_add(origin.at, slot.next), slot.interval);
            let begun = (slot.wait.is_zero() && !inherited).then_some(origin.at);
            if begun.is_none() {
                head.slot = Some(ReservedSlot { slot: slot.begins, begins, throttled: origin.throttled });
            }
            Ok(Grant { begun, slower })
        }
        // Whoever asked could wait less, or asked while the store was away.
        Err(_) if inherited => Ok(Grant::default()),
        Err(StoreError::TooLate { wait }) => {
            ticket.expect(saturating_add(origin.at, wait));
            Err(QuotaTimeout::TooLate { needed: wait, allowed: max_wait })
        }
        Err(StoreError::Unavailable { reason }) => Err(QuotaTimeout::StoreUnavailable { reason }),
    }
}

/// Asks a store that answers later, or waits for the answer that somebody before has asked for: then `true`. An answer
/// that does not come by `latest` is left to the next in line.
async fn ask(
    store: &dyn QuotaStore,
    asked: Reservation<'_>,
    head: &mut HeadState,
    mine: AskedAt,
    latest: Instant,
) -> Result<(Result<Slot, StoreError>, AskedAt, bool), QuotaTimeout> {
    let inherited = head.asked.is_some();
    let (answer, origin) = head.asked.get_or_insert_with(|| (store.reserve(asked), mine));
    let Some(grant) = with_deadline(answer, latest).await else {
        let reason = "what counts the calls of several processes has not answered in time; look after it, or allow the call more time";
        return Err(QuotaTimeout::StoreUnavailable { reason: reason.to_owned() });
    };
    // An answer that another asked for may have come long ago, so its wait counts from the asking.
    let origin = if inherited { *origin } else { AskedAt { at: Instant::now(), ..mine } };
    head.asked = None;
    Ok((grant, origin, inherited))
}

impl ReservedSlot {
    /// Whether the slot may still be used: it did not begin too long ago, and the vendor has not said "too often" since.
    fn is_usable(self, now: AskedAt, rate_limit: RateLimit) -> bool {
        self.throttled == now.throttled && now.at.saturating_duration_since(self.begins) <= rate_limit.tolerance()
    }
}

impl fmt::Debug for HeadState {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("HeadState").field("slot", &self.slot).field("asked", &self.asked.is_some()).finish()
    }
}
