//! Who stands where in a lane, and what they may expect.

use super::NoTurn;
use std::{
    sync::{Mutex, MutexGuard, PoisonError},
    time::Duration,
};
use tokio::time::Instant;

/// What is known of a lane without being first in it.
#[derive(Debug)]
pub(super) struct Notes(Mutex<Known>);

#[derive(Clone, Copy, Debug)]
struct Known {
    /// How many wait without a slot.
    waiting: usize,
    /// How many have ever stopped waiting without a slot.
    left: usize,
    /// When the next slot begins at the soonest.
    next: Instant,
    /// Time between two slots.
    interval: Duration,
    /// How often the vendor said "too often".
    slowed: u64,
}

impl Notes {
    pub(super) fn new(now: Instant, interval: Duration) -> Self {
        Self(Mutex::new(Known { waiting: 0, left: 0, next: now, interval, slowed: 0 }))
    }

    fn known(&self) -> MutexGuard<'_, Known> {
        // A panic elsewhere leaves numbers behind that are estimates anyhow.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// No slot begins within this pause.
    pub(super) fn pause(&self, pause: Duration) {
        let mut known = self.known();
        known.slowed += 1;
        known.next = known.next.max(later(Instant::now(), pause));
    }

    /// How often the vendor said "too often".
    pub(super) fn times_slowed(&self) -> u64 {
        self.known().slowed
    }

    /// Whether nothing more is to be waited for.
    pub(super) fn is_idle(&self, now: Instant) -> bool {
        let known = self.known();
        known.waiting == 0 && known.next <= now
    }
}

impl Known {
    /// How long somebody waits from now on who has `ahead` others before it.
    fn wait(&self, ahead: usize, now: Instant) -> Duration {
        let queue = self.interval.saturating_mul(u32::try_from(ahead).unwrap_or(u32::MAX));
        self.next.saturating_duration_since(now).saturating_add(queue)
    }
}

/// A call's place in a lane. Dropped, it leaves the lane.
pub(super) struct Place<'l> {
    notes: &'l Notes,
    stands: Stands,
    latest: Instant,
}

#[derive(Clone, Copy)]
enum Stands {
    /// Without a slot, behind `ahead` others when `left` had left.
    Waiting { ahead: usize, left: usize },
    /// With a slot that begins then.
    Holding(Instant),
    /// Out of the lane.
    Left,
}

impl<'l> Place<'l> {
    /// Takes the last place, if that promises a turn by `latest`.
    pub(super) fn take(notes: &'l Notes, now: Instant, latest: Instant) -> Result<Self, NoTurn> {
        let mut known = notes.known();
        let stands = Stands::Waiting { ahead: known.waiting, left: known.left };
        check(known.wait(known.waiting, now), now, latest)?;
        known.waiting += 1;
        Ok(Self { notes, stands, latest })
    }

    /// Whether there may still be a turn in time. Cancelled calls may have stood before this one or behind it; here they
    /// count as before it, so that nobody is turned away who could make it.
    pub(super) fn check(&self) -> Result<(), NoTurn> {
        let (needed, now) = self.needed();
        check(needed, now, self.latest)
    }

    /// That there is no turn in time.
    pub(super) fn too_late(&self) -> NoTurn {
        let (needed, now) = self.needed();
        NoTurn::TooLate { needed, allowed: self.latest.saturating_duration_since(now) }
    }

    fn needed(&self) -> (Duration, Instant) {
        let (known, now) = (*self.notes.known(), Instant::now());
        let ahead = match self.stands {
            Stands::Waiting { ahead, left } => ahead.saturating_sub(known.left.wrapping_sub(left)),
            Stands::Holding(_) | Stands::Left => 0,
        };
        (known.wait(ahead, now), now)
    }

    /// Waits no longer without a slot: it has one that begins at `begins`, and another one begins at `next`.
    /// `true` if slots are further apart than before.
    pub(super) fn hold(&mut self, begins: Instant, next: Instant, interval: Duration) -> bool {
        let mut known = self.notes.known();
        self.stop_waiting(&mut known);
        known.next = next;
        let slower = interval > known.interval;
        known.interval = interval;
        self.stands = Stands::Holding(begins);
        slower
    }

    /// Takes over the slot that another left in the lane.
    pub(super) fn take_over(&mut self, begins: Instant) {
        let interval = self.notes.known().interval;
        self.hold(begins, later(begins, interval), interval);
    }

    /// Notes that no slot begins before then.
    pub(super) fn expect(&mut self, next: Instant) {
        let mut known = self.notes.known();
        known.next = known.next.max(next);
    }

    /// Leaves the lane and uses its slot.
    pub(super) fn go(&mut self) {
        self.stands = Stands::Left;
    }

    fn stop_waiting(&self, known: &mut Known) {
        if let Stands::Waiting { .. } = self.stands {
            known.waiting -= 1;
            known.left = known.left.wrapping_add(1);
        }
    }
}

impl Drop for Place<'_> {
    fn drop(&mut self) {
        match self.stands {
            Stands::Left => {}
            Stands::Waiting { .. } => self.stop_waiting(&mut self.notes.known()),
            // The slot stays in the lane.
            Stands::Holding(begins) => self.notes.known().next = begins,
        }
    }
}

fn check(needed: Duration, now: Instant, latest: Instant) -> Result<(), NoTurn> {
    let allowed = latest.saturating_duration_since(now);
    if needed > allowed { Err(NoTurn::TooLate { needed, allowed }) } else { Ok(()) }
}

/// `after` later, or as late as can be told.
pub(crate) fn later(instant: Instant, after: Duration) -> Instant {
    /// Nobody waits longer.
    const YEARS: Duration = Duration::from_secs(20 * 365 * 24 * 3600);
    instant.checked_add(after).or_else(|| instant.checked_add(YEARS)).unwrap_or(instant)
}
