//! Who stands where in a queue, and what they may expect.

use super::QuotaTimeout;
use std::{
    sync::{Mutex, MutexGuard, PoisonError},
    time::Duration,
};
use tokio::time::Instant;

/// What is known of a queue without being first in it.
#[derive(Debug)]
pub(super) struct QueueEstimate(Mutex<Counters>);

#[derive(Clone, Copy, Debug)]
struct Counters {
    /// How many wait without a slot.
    waiting: usize,
    /// How many have ever stopped waiting without a slot.
    left: usize,
    /// When the next slot begins at the soonest.
    next: Instant,
    /// Time between two slots.
    interval: Duration,
    /// How often the vendor said "too often".
    throttled: u64,
}

impl QueueEstimate {
    pub(super) fn new(now: Instant, interval: Duration) -> Self {
        Self(Mutex::new(Counters { waiting: 0, left: 0, next: now, interval, throttled: 0 }))
    }

    fn counters(&self) -> MutexGuard<'_, Counters> {
        // A panic elsewhere leaves numbers behind that are estimates anyhow.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// No slot begins within this pause.
    pub(super) fn pause(&self, pause: Duration) {
        let mut counters = self.counters();
        counters.throttled += 1;
        counters.next = counters.next.max(saturating_add(Instant::now(), pause));
    }

    /// How often the vendor said "too often".
    pub(super) fn throttle_count(&self) -> u64 {
        self.counters().throttled
    }

    /// Whether nothing more is to be waited for.
    pub(super) fn is_idle(&self, now: Instant) -> bool {
        let counters = self.counters();
        counters.waiting == 0 && counters.next <= now
    }
}

impl Counters {
    /// How long somebody waits from now on who has `ahead` others before it.
    fn wait(&self, ahead: usize, now: Instant) -> Duration {
        let queue = self.interval.saturating_mul(u32::try_from(ahead).unwrap_or(u32::MAX));
        self.next.saturating_duration_since(now).saturating_add(queue)
    }
}

/// A call's place in a queue. Dropped, it leaves the queue.
pub(super) struct Ticket<'l> {
    estimate: &'l QueueEstimate,
    state: TicketState,
    latest: Instant,
}

#[derive(Clone, Copy)]
enum TicketState {
    /// Without a slot, behind `ahead` others when `left` had left.
    Waiting { ahead: usize, left: usize },
    /// With a slot that begins then.
    Holding(Instant),
    /// Out of the queue.
    Left,
}

impl<'l> Ticket<'l> {
    /// Takes the last place, if that promises a turn by `latest`.
    pub(super) fn take(estimate: &'l QueueEstimate, now: Instant, latest: Instant) -> Result<Self, QuotaTimeout> {
        let mut counters = estimate.counters();
        let state = TicketState::Waiting { ahead: counters.waiting, left: counters.left };
        check(counters.wait(counters.waiting, now), now, latest)?;
        counters.waiting += 1;
        Ok(Self { estimate, state, latest })
    }

    /// Whether there may still be a turn in time. Cancelled calls may have stood before this one or behind it; here they
    /// count as before it, so that nobody is turned away who could make it.
    pub(super) fn check(&self) -> Result<(), QuotaTimeout> {
        let (needed, now) = self.needed();
        check(needed, now, self.latest)
    }

    /// That there is no turn in time.
    pub(super) fn too_late(&self) -> QuotaTimeout {
        let (needed, now) = self.needed();
        QuotaTimeout::TooLate { needed, allowed: self.latest.saturating_duration_since(now) }
    }

    fn needed(&self) -> (Duration, Instant) {
        let (counters, now) = (*self.estimate.counters(), Instant::now());
        let ahead = match self.state {
            TicketState::Waiting { ahead, left } => ahead.saturating_sub(counters.left.wrapping_sub(left)),
            TicketState::Holding(_) | TicketState::Left => 0,
        };
        (counters.wait(ahead, now), now)
    }

    /// Waits no longer without a slot: it has one that begins at `begins`, and another one begins at `next`.
    /// `true` if slots are further apart than before.
    pub(super) fn hold(&mut self, begins: Instant, next: Instant, interval: Duration) -> bool {
        let mut counters = self.estimate.counters();
        self.stop_waiting(&mut counters);
        counters.next = next;
        let slower = interval > counters.interval;
        counters.interval = interval;
        self.state = TicketState::Holding(begins);
        slower
    }

    /// Takes over the slot that another left in the queue.
    pub(super) fn take_over(&mut self, begins: Instant) {
        let interval = self.estimate.counters().interval;
        self.hold(begins, saturating_add(begins, interval), interval);
    }

    /// Notes that no slot begins before then.
    pub(super) fn expect(&mut self, next: Instant) {
        let mut counters = self.estimate.counters();
        counters.next = counters.next.max(next);
    }

    /// Leaves the queue and uses its slot.
    pub(super) fn go(&mut self) {
        self.state = TicketState::Left;
    }

    fn stop_waiting(&self, counters: &mut Counters) {
        if let TicketState::Waiting { .. } = self.state {
            counters.waiting -= 1;
            counters.left = counters.left.wrapping_add(1);
        }
    }
}

impl Drop for Ticket<'_> {
    fn drop(&mut self) {
        match self.state {
            TicketState::Left => {}
            TicketState::Waiting { .. } => self.stop_waiting(&mut self.estimate.counters()),
            // The slot stays in the queue.
            TicketState::Holding(begins) => self.estimate.counters().next = begins,
        }
    }
}

fn check(needed: Duration, now: Instant, latest: Instant) -> Result<(), QuotaTimeout> {
    let allowed = latest.saturating_duration_since(now);
    if needed > allowed { Err(QuotaTimeout::TooLate { needed, allowed }) } else { Ok(()) }
}

/// `after` later, or as late as can be told.
pub(crate) fn saturating_add(instant: Instant, after: Duration) -> Instant {
    /// Nobody waits longer.
    const YEARS: Duration = Duration::from_secs(20 * 365 * 24 * 3600);
    instant.checked_add(after).or_else(|| instant.checked_add(YEARS)).unwrap_or(instant)
}
