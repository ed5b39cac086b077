//! The queue of the calls that share a quota key, in order of arrival.

use super::{
    arrivals::{Arrivals, Departure},
    error::QuotaTimeout,
    key::QuotaKey,
    rate_limit::RateLimit,
    reservation::{AskedAt, HeadState, ReservedSlot, expected_interval, reserve},
    round_trips::MAX_LATENESS,
    slot_source::SlotSource,
    ticket::{QueueEstimate, Ticket, saturating_add},
};
use crate::deadline::timer;
use std::{future::poll_fn, pin::pin, task::Poll, time::Duration};
use tokio::{
    sync::{Mutex, MutexGuard, Notify},
    time::Instant,
};

/// The queued calls of one key. The call that holds `head` is first; tokio's mutex is fair, so the lock passes on in order
/// of arrival.
#[derive(Debug)]
pub(super) struct KeyQueue {
    head: Mutex<HeadState>,
    /// Wakes all queued calls when the vendor throttles.
    throttled: Notify,
    estimate: QueueEstimate,
    arrivals: Arrivals,
}

/// A call that may leave now.
#[derive(Clone, Copy, Debug)]
pub(super) struct Grant {
    pub(super) departure: Departure,
    pub(super) slot: ReservedSlot,
}

/// How a call waits in a queue.
#[derive(Clone, Copy)]
pub(super) struct QueueContext<'a> {
    pub(super) store: &'a SlotSource,
    pub(super) key: &'a QuotaKey,
    pub(super) rate_limit: RateLimit,
    /// Whether the end of the call will be reported.
    pub(super) answers: bool,
}

/// The slack over a shared store as long as there are few answers.
const UNKNOWN_SLACK: Duration = Duration::from_millis(200);

impl KeyQueue {
    pub(super) fn new(now: Instant, rate_limit: RateLimit) -> Self {
        Self {
            head: Mutex::default(),
            throttled: Notify::new(),
            estimate: QueueEstimate::new(now, expected_interval(rate_limit, rate_limit.interval())),
            arrivals: Arrivals::default(),
        }
    }

    /// Whether an empty queue can be dropped without changing any wait.
    pub(super) fn is_idle(&self, now: Instant) -> bool {
        self.estimate.is_idle(now) && self.arrivals.is_idle(now)
    }

    /// The calls that may still count against the quota.
    pub(super) fn arrivals(&self) -> &Arrivals {
        &self.arrivals
    }

    /// Whether the vendor has throttled after this time.
    pub(super) fn throttled_since(&self, at: Instant) -> bool {
        self.estimate.throttled_since(at)
    }

    /// Grants no permit within this pause; all queued calls check their deadlines again.
    pub(super) fn pause(&self, pause: Duration) {
        self.estimate.pause(pause);
        self.throttled.notify_waiters();
    }

    /// Waits for a permit.
    pub(super) async fn acquire(&self, mut context: QueueContext<'_>, latest: Instant) -> Result<Grant, QuotaTimeout> {
        let start = Instant::now();
        let ticket = Ticket::take(&self.estimate, start, latest)?;
        let (mut head, now) = match self.head.try_lock() {
            Ok(head) => (head, start),
            Err(_) => (self.wait_for_head(&ticket, latest).await?, Instant::now()),
        };
        if context.answers || context.rate_limit.is_counted() {
            context.rate_limit = self.measured(context);
        }
        // Rebound so that it drops before the lock does: the next call must find an up-to-date estimate.
        let mut ticket = ticket;
        let grant = self.acquire_as_head(context, &mut head, &mut ticket, now, latest).await?;
        ticket.go();
        Ok(grant)
    }

    /// Takes back what a call was granted that does not leave.
    pub(super) fn give_back(&self, grant: Grant) {
        self.arrivals.not_sent(grant.departure);
        // Otherwise, a call at the head has a slot or reserves one.
        if let Ok(mut head) = self.head.try_lock()
            && head.slot.is_none()
        {
            head.slot = Some(grant.slot);
            self.estimate.begin_with(grant.slot.begins);
        }
    }

    /// Whether a call that was granted a permit may still leave.
    pub(super) fn is_usable(&self, grant: Grant, context: QueueContext<'_>, now: Instant) -> bool {
        let asked = AskedAt { at: now, throttled: self.estimate.throttle_count() };
        match context.store {
            // The call counted all the time.
            SlotSource::Local(_) => grant.slot.throttled == asked.throttled,
            SlotSource::Shared(_) => grant.slot.is_usable(asked, context.rate_limit),
        }
    }

    /// The rate limit of calls whose answers are reported. If this process sends all calls, [`Arrivals`] counts them;
    /// otherwise calls of other processes may be late too, and the interval has slack for the lateness measured here.
    fn measured(&self, QueueContext { store, rate_limit, .. }: QueueContext<'_>) -> RateLimit {
        match store {
            SlotSource::Local(_) => rate_limit.without_slack(),
            SlotSource::Shared(_) => {
                rate_limit.with_slack(self.arrivals.slack(UNKNOWN_SLACK.min(rate_limit.per() / 5)))
            }
        }
    }

    /// Waits until this call is first in the queue.
    async fn wait_for_head(
        &self,
        ticket: &Ticket<'_>,
        latest: Instant,
    ) -> Result<MutexGuard<'_, HeadState>, QuotaTimeout> {
        let mut lock = pin!(self.head.lock());
        let mut time_is_up = pin!(timer(latest)?);
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

    /// Lets a call leave whose slot has begun, or returns when it may leave. A shared store alone decides on its slots: it
    /// may grant more than the quota, as during an outage.
    fn depart(&self, context: QueueContext<'_>, head: &mut HeadState, now: Instant) -> Result<Grant, Instant> {
        let departure = match context.store {
            SlotSource::Local(_) => self.arrivals.depart(now, context.rate_limit, context.answers)?,
            SlotSource::Shared(_) => self.arrivals.depart_uncounted(now),
        };
        let slot = head.slot.take().expect("only a call with a slot departs");
        Ok(Grant { departure, slot })
    }

    /// At the head: reserves a slot, waits until it begins and until fewer calls count than the quota allows.
    async fn acquire_as_head(
        &self,
        context: QueueContext<'_>,
        head: &mut HeadState,
        ticket: &mut Ticket<'_>,
        mut now: Instant,
        latest: Instant,
    ) -> Result<Grant, QuotaTimeout> {
        let QueueContext { rate_limit, .. } = context;
        loop {
            let mut throttled = pin!(self.throttled.notified());
            let asked = AskedAt { at: now, throttled: self.estimate.throttle_count() };
            let Some(slot) = head.slot.filter(|slot| slot.is_usable(asked, rate_limit)) else {
                let reservation = reserve(context, head, ticket, asked, latest).await?;
                if reservation.slower {
                    // Calls behind this one may now miss their deadlines.
                    self.throttled.notify_waiters();
                }
                // A slot that begins at once is used at once: this is the usual case, and reading the clock takes time.
                if let Some(began) = reservation.began {
                    now = began;
                    if let Ok(grant) = self.depart(context, head, now) {
                        return Ok(grant);
                    }
                } else {
                    now = Instant::now();
                }
                continue;
            };
            ticket.take_over(slot.begins);
            let (mut until, mut full) = (slot.begins, false);
            if slot.begins <= asked.at {
                match self.depart(context, head, asked.at) {
                    Ok(grant) => return Ok(grant),
                    // A used-up day is no reason to wait until the call's time is up.
                    Err(free) if rate_limit.is_counted() && free > saturating_add(latest, MAX_LATENESS) => {
                        return Err(too_late(free, asked.at, latest));
                    }
                    // Earlier if an answer arrives.
                    Err(free) if asked.at < latest => (until, full) = (free.min(latest), true),
                    Err(free) => return Err(too_late(free, asked.at, latest)),
                }
            } else if slot.begins > latest {
                return Err(ticket.too_late());
            }
            let mut time = pin!(timer(until)?);
            let mut answer = pin!(self.arrivals.next_answer());
            poll_fn(|context| {
                if throttled.as_mut().poll(context).is_ready() || (full && answer.as_mut().poll(context).is_ready()) {
                    return Poll::Ready(());
                }
                time.as_mut().poll(context)
            })
            .await;
            now = Instant::now();
        }
    }
}

/// The error of a call that could leave at `free` only.
fn too_late(free: Instant, now: Instant, latest: Instant) -> QuotaTimeout {
    let [needed, allowed] = [free, latest].map(|at| at.saturating_duration_since(now));
    QuotaTimeout::TooLate { needed, allowed }
}
