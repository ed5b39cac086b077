//! A call's position in a queue, and the estimate of its wait.

use super::error::QuotaTimeout;
use std::{
    sync::{Mutex, MutexGuard, PoisonError},
    time::Duration,
};
use tokio::time::Instant;

/// An estimate of a queue's waiting times, available to all queued calls.
#[derive(Debug)]
pub(super) struct QueueEstimate(Mutex<Counters>);

#[derive(Clone, Copy, Debug)]
struct Counters {
    /// How many calls wait without a slot.
    waiting: usize,
    /// How many calls have ever stopped waiting without a slot.
    left: usize,
    /// The earliest time at which the next slot begins.
    next: Instant,
    /// The time between two slots.
    interval: Duration,
    /// How often the vendor has throttled.
    throttled: u64,
    /// When it did so last.
    last_throttled: Option<Instant>,
}

impl QueueEstimate {
    pub(super) fn new(now: Instant, interval: Duration) -> Self {
        Self(Mutex::new(Counters { waiting: 0, left: 0, next: now, interval, throttled: 0, last_throttled: None }))
    }

    fn counters(&self) -> MutexGuard<'_, Counters> {
        // The numbers are estimates, so a panic elsewhere cannot make them inconsistent.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Records that no slot begins within this pause.
    pub(super) fn pause(&self, pause: Duration) {
        let mut counters = self.counters();
        let now = Instant::now();
        counters.throttled += 1;
        counters.last_throttled = Some(now);
        counters.next = counters.next.max(saturating_add(now, pause));
    }

    /// Records that the next call has a slot that begins at this time.
    pub(super) fn begin_with(&self, begins: Instant) {
        self.counters().next = begins;
    }

    /// Whether the vendor has throttled after this time.
    pub(super) fn throttled_since(&self, at: Instant) -> bool {
        self.counters().last_throttled.is_some_and(|last| last > at)
    }

    /// How often the vendor has throttled.
    pub(super) fn throttle_count(&self) -> u64 {
        self.counters().throttled
    }

    /// Whether no call waits and the next slot has begun.
    pub(super) fn is_idle(&self, now: Instant) -> bool {
        let counters = self.counters();
        counters.waiting == 0 && counters.next <= now
    }
}

impl Counters {
    /// How long a call waits from now with `ahead` calls before it.
    fn wait(&self, ahead: usize, now: Instant) -> Duration {
        let queue = self.interval.saturating_mul(u32::try_from(ahead).unwrap_or(u32::MAX));
        self.next.saturating_duration_since(now).saturating_add(queue)
    }
}

/// A call's position in a queue. Dropping it leaves the queue.
pub(super) struct Ticket<'l> {
    estimate: &'l QueueEstimate,
    state: TicketState,
    latest: Instant,
}

#[derive(Clone, Copy)]
enum TicketState {
    /// Without a slot. When it joined, `ahead` calls were before it and `left` calls had left.
    Waiting { ahead: usize, left: usize },
    /// With a slot that begins at this time.
    Holding(Instant),
    /// No longer in the queue.
    Left,
}

impl<'l> Ticket<'l> {
    /// Joins the end of the queue, if the estimate promises a permit by `latest`.
    pub(super) fn take(estimate: &'l QueueEstimate, now: Instant, latest: Instant) -> Result<Self, QuotaTimeout> {
        let mut counters = estimate.counters();
        let state = TicketState::Waiting { ahead: counters.waiting, left: counters.left };
        check(counters.wait(counters.waiting, now), now, latest)?;
        counters.waiting += 1;
        Ok(Self { estimate, state, latest })
    }

    /// Whether a permit is still possible in time. A cancelled call may have been before this one or behind it; it
    /// counts as before, so that no call is rejected that could succeed.
    pub(super) fn check(&self) -> Result<(), QuotaTimeout> {
        let (needed, now) = self.needed();
        check(needed, now, self.latest)
    }

    /// The error for a permit that comes too late.
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

    /// Records that this call holds a slot that begins at `begins`, and that the following one begins at `next`.
    /// Returns whether the time between slots has grown.
    pub(super) fn hold(&mut self, begins: Instant, next: Instant, interval: Duration) -> bool {
        let mut counters = self.estimate.counters();
        self.stop_waiting(&mut counters);
        counters.next = next;
        let slower = interval > counters.interval;
        counters.interval = interval;
        self.state = TicketState::Holding(begins);
        slower
    }

    /// Takes over the slot that a cancelled call left in the queue.
    pub(super) fn take_over(&mut self, begins: Instant) {
        let interval = self.estimate.counters().interval;
        self.hold(begins, saturating_add(begins, interval), interval);
    }

    /// Records that no slot begins before `next`.
    pub(super) fn expect(&mut self, next: Instant) {
        let mut counters = self.estimate.counters();
        counters.next = counters.next.max(next);
    }

    /// Uses the slot and leaves the queue.
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
            // The slot stays in the queue for the next call.
            TicketState::Holding(begins) => self.estimate.begin_with(begins),
        }
    }
}

fn check(needed: Duration, now: Instant, latest: Instant) -> Result<(), QuotaTimeout> {
    let allowed = latest.saturating_duration_since(now);
    if needed > allowed { Err(QuotaTimeout::TooLate { needed, allowed }) } else { Ok(()) }
}

/// `instant + after`, saturating at the latest representable time.
pub(crate) fn saturating_add(instant: Instant, after: Duration) -> Instant {
    /// Longer than any wait.
    const YEARS: Duration = Duration::from_secs(20 * 365 * 24 * 3600);
    instant.checked_add(after).or_else(|| instant.checked_add(YEARS)).unwrap_or(instant)
}
