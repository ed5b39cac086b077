//! The queue of the calls that share a quota key, in order of arrival.

use super::{
    error::QuotaTimeout,
    gcra::Slot,
    key::QuotaKey,
    quota_store::{QuotaStore, Reservation, ReserveFuture, StoreError},
    rate_limit::RateLimit,
    slot_source::SlotSource,
    ticket::{QueueEstimate, Ticket, saturating_add},
};
use crate::deadline::with_deadline;
use std::{fmt, future::poll_fn, pin::pin, task::Poll, time::Duration};
use tokio::{
    sync::{Mutex, MutexGuard, Notify},
    time::{Instant, sleep_until},
};

/// The queued calls of one key. The call that holds `head` is first; tokio's mutex is fair, so the lock passes on in order
/// of arrival.
#[derive(Debug)]
pub(super) struct KeyQueue {
    head: Mutex<HeadState>,
    /// Wakes all queued calls when the vendor throttles.
    throttled: Notify,
    estimate: QueueEstimate,
}

/// What the call at the head holds. It stays here when that call is cancelled, so that the next call takes it over.
#[derive(Default)]
struct HeadState {
    /// A reserved slot that has not begun yet, or was not used.
    slot: Option<ReservedSlot>,
    /// A reservation whose answer is pending.
    asked: Option<(ReserveFuture, AskedAt)>,
}

/// A reserved slot.
#[derive(Clone, Copy, Debug)]
struct ReservedSlot {
    /// When it begins, in the store's own units.
    slot: i64,
    /// When it begins, on this process's clock.
    begins: Instant,
    /// The throttle count at the time of the reservation.
    throttled: u64,
}

/// When a reservation was made.
#[derive(Clone, Copy, Debug)]
struct AskedAt {
    at: Instant,
    /// The throttle count at that time.
    throttled: u64,
}

/// The store, key and rate limit of a queue.
pub(super) type QueueContext<'a> = (&'a SlotSource, &'a QuotaKey, RateLimit);

impl KeyQueue {
    pub(super) fn new(now: Instant, rate_limit: RateLimit) -> Self {
        Self {
            head: Mutex::default(),
            throttled: Notify::new(),
            estimate: QueueEstimate::new(now, rate_limit.interval()),
        }
    }

    /// Whether an empty queue can be dropped without changing any wait.
    pub(super) fn is_idle(&self, now: Instant) -> bool {
        self.estimate.is_idle(now)
    }

    /// Grants no permit within this pause; all queued calls check their deadlines again.
    pub(super) fn pause(&self, pause: Duration) {
        self.estimate.pause(pause);
        self.throttled.notify_waiters();
    }

    /// Waits for a permit and returns how long that took.
    pub(super) async fn acquire(&self, context: QueueContext<'_>, latest: Instant) -> Result<Duration, QuotaTimeout> {
        let start = Instant::now();
        let ticket = Ticket::take(&self.estimate, start, latest)?;
        let (mut head, now) = match self.head.try_lock() {
            Ok(head) => (head, start),
            Err(_) => (self.wait_for_head(&ticket, latest).await?, Instant::now()),
        };
        // Rebound so that it drops before the lock does: the next call must find an up-to-date estimate.
        let mut ticket = ticket;
        let left = self.acquire_as_head(context, &mut head, &mut ticket, now, latest).await?;
        ticket.go();
        Ok(left.saturating_duration_since(start))
    }

    /// Waits until this call is first in the queue.
    async fn wait_for_head(
        &self,
        ticket: &Ticket<'_>,
        latest: Instant,
    ) -> Result<MutexGuard<'_, HeadState>, QuotaTimeout> {
        let mut lock = pin!(self.head.lock());
        let mut time_is_up = pin!(sleep_until(latest));
        loop {
            let mut throttled = pin!(self.throttled.notified());
            ticket.check()?;
            let head = poll_fn(|context| {
                if let Poll::Ready(head) = lock.as_mut().poll(context) {
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

    /// At the head: reserves a slot and waits until it begins. Returns when it began.
    async fn acquire_as_head(
        &self,
        context: QueueContext<'_>,
        head: &mut HeadState,
        ticket: &mut Ticket<'_>,
        mut now: Instant,
        latest: Instant,
    ) -> Result<Instant, QuotaTimeout> {
        let (_, _, rate_limit) = context;
        loop {
            let mut throttled = pin!(self.throttled.notified());
            let asked = AskedAt { at: now, throttled: self.estimate.throttle_count() };
            let Some(slot) = head.slot.filter(|slot| slot.is_usable(asked, rate_limit)) else {
                let grant = reserve(context, head, ticket, asked, latest).await?;
                if grant.slower {
                    // Calls behind this one may now miss their deadlines.
                    self.throttled.notify_waiters();
                }
                if let Some(began) = grant.began {
                    return Ok(began);
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

/// The result of a reservation.
#[derive(Default)]
struct Grant {
    /// When the slot was granted, if it has begun; otherwise the slot is in [`HeadState`].
    began: Option<Instant>,
    /// Whether the time between slots has grown.
    slower: bool,
}

/// Reserves a slot for the call at the head.
async fn reserve(
    (store, key, rate_limit): QueueContext<'_>,
    head: &mut HeadState,
    ticket: &mut Ticket<'_>,
    own: AskedAt,
    latest: Instant,
) -> Result<Grant, QuotaTimeout> {
    let max_wait = latest.saturating_duration_since(own.at);
    let asked = Reservation { key, rate_limit, max_wait, missed: head.slot.map(|missed| missed.slot) };
    let (grant, origin, inherited) = match store {
        SlotSource::Local(store) => (store.reserve_at(asked, own.at), own, false),
        SlotSource::Shared(store) => ask(&**store, asked, head, own, latest).await?,
    };
    head.slot = None;
    match grant {
        Ok(slot) => {
            let begins = saturating_add(origin.at, slot.wait);
            let slower = ticket.hold(begins, saturating_add(origin.at, slot.next), slot.interval);
            let began = (slot.wait.is_zero() && !inherited).then_some(origin.at);
            if began.is_none() {
                head.slot = Some(ReservedSlot { slot: slot.begins, begins, throttled: origin.throttled });
            }
            Ok(Grant { began, slower })
        }
        // The call that started this reservation had less time, or the store was unavailable then: try again.
        Err(_) if inherited => Ok(Grant::default()),
        Err(StoreError::TooLate { wait }) => {
            ticket.expect(saturating_add(origin.at, wait));
            Err(QuotaTimeout::TooLate { needed: wait, allowed: max_wait })
        }
        Err(StoreError::Unavailable { reason }) => Err(QuotaTimeout::StoreUnavailable { reason }),
    }
}

/// Reserves a slot from a shared store, or waits for the reservation that an earlier call started; the returned flag says
/// which (`true`: an earlier call's). A reservation that is not answered by `latest` is left to the next call.
async fn ask(
    store: &dyn QuotaStore,
    asked: Reservation<'_>,
    head: &mut HeadState,
    own: AskedAt,
    latest: Instant,
) -> Result<(Result<Slot, StoreError>, AskedAt, bool), QuotaTimeout> {
    let inherited = head.asked.is_some();
    let (answer, origin) = head.asked.get_or_insert_with(|| (store.reserve(asked), own));
    let Some(grant) = with_deadline(answer, latest).await else {
        let reason = "the shared quota store did not answer in time; check the store, or allow the call more time";
        return Err(QuotaTimeout::StoreUnavailable { reason: reason.to_owned() });
    };
    // An earlier call's answer may have arrived long ago, so its wait counts from the start of the reservation.
    let origin = if inherited { *origin } else { AskedAt { at: Instant::now(), ..own } };
    head.asked = None;
    Ok((grant, origin, inherited))
}

impl ReservedSlot {
    /// Whether the slot is still usable: it is within its tolerance, and the vendor has not throttled since.
    fn is_usable(self, now: AskedAt, rate_limit: RateLimit) -> bool {
        self.throttled == now.throttled && now.at.saturating_duration_since(self.begins) <= rate_limit.tolerance()
    }
}

impl fmt::Debug for HeadState {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("HeadState").field("slot", &self.slot).field("asked", &self.asked.is_some()).finish()
    }
}
