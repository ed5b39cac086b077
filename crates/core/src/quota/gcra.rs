//! The generic cell rate algorithm for one key.

use super::rate_limit::{RateLimit, nanoseconds};
use std::time::Duration;

/// Earlier than every time passed in, and far from overflowing.
const DISTANT_PAST: i64 = i64::MIN / 2;

/// Grants slots to the calls of one key. It reads no clock: times are passed in as nanoseconds since some fixed instant
/// in the past.
///
/// A call that leaves more than `τ` after its slot would come too close to later calls, so it reserves again and names
/// the slot it missed. If fewer than `N` slots were granted since, the slot moves to now and all later slots move with
/// it, which keeps the [module's](super) inequality; otherwise the call gets a new slot.
#[derive(Clone, Copy, Debug)]
pub struct Gcra {
    /// When the next slot may begin.
    arrival: i64,
    /// No slot begins before this time, because the vendor throttled.
    resumes: i64,
    /// By how many eighths the interval is longer because the vendor throttled.
    slowdown: u32,
    /// From this time on, the state equals a new one.
    idle_from: i64,
}

/// A slot.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Slot {
    /// When it begins, in nanoseconds.
    pub begins: i64,
    /// How long until it begins; zero if it has begun.
    pub wait: Duration,
    /// How long until the following slot can begin.
    pub next: Duration,
    /// The current time between two slots.
    pub interval: Duration,
}

impl Gcra {
    /// The slowdown is counted in these parts of the interval: in eighths.
    pub const SLOWDOWN_PARTS: u32 = 8;
    /// The largest slowdown: an interval of eight times the documented one.
    pub const MAX_SLOWDOWN: u32 = 7 * Self::SLOWDOWN_PARTS;

    /// Reserves the next slot that begins within `max_wait` of `now`. `missed` is the begin of a slot that the caller
    /// holds and can no longer use.
    ///
    /// # Errors
    /// The time until the next slot, if that is more than `max_wait`; the state is unchanged.
    pub fn reserve(
        &mut self,
        now: i64,
        rate_limit: RateLimit,
        max_wait: Duration,
        missed: Option<i64>,
    ) -> Result<Slot, Duration> {
        self.recover(now, rate_limit);
        let interval = self.interval(rate_limit);
        let soonest = now.saturating_sub(rate_limit.tolerance_nanoseconds());
        let (begins, arrival) =
            if let Some(begins) = missed.filter(|missed| self.can_move(*missed, interval, rate_limit)) {
                let moved = soonest.saturating_sub(begins).max(0);
                (begins.saturating_add(moved), self.arrival.saturating_add(moved))
            } else {
                let begins = self.arrival.max(soonest);
                (begins, begins.saturating_add(interval))
            };
        let until = |instant: i64| duration(instant.saturating_sub(now));
        if until(begins) > max_wait {
            return Err(until(begins));
        }
        self.advance(arrival, rate_limit);
        Ok(Slot { begins, wait: until(begins), next: until(arrival), interval: duration(interval) })
    }

    /// Records that the vendor throttled, and returns the pause: no slot begins for that long.
    ///
    /// The first time, the interval grows by an eighth. Each further time before it has recovered, the slowdown `s`
    /// becomes `2·s + 1` eighths, up to an interval of eight times the documented one. The pause is
    /// [`RateLimit::pause`]. The slowdown is halved after every [`RateLimit::recovery_time`] without throttling.
    /// Throttling during a pause belongs to calls sent before it and only lengthens the pause.
    pub fn throttle(&mut self, now: i64, rate_limit: RateLimit, at_least: Option<Duration>) -> Duration {
        self.recover(now, rate_limit);
        if now >= self.resumes {
            self.slowdown = (2 * self.slowdown + 1).min(Self::MAX_SLOWDOWN);
        }
        let pause = rate_limit.pause(self.slowdown, at_least);
        self.resumes = self.resumes.max(now.saturating_add(nanoseconds(pause.as_nanos())));
        self.advance(self.arrival.max(self.resumes), rate_limit);
        duration(self.resumes.saturating_sub(now))
    }

    /// Whether this state equals a new one from `now` on.
    #[must_use]
    pub const fn is_idle(&self, now: i64) -> bool {
        self.idle_from <= now
    }

    /// Halves the slowdown for every recovery time since the vendor last throttled.
    fn recover(&mut self, now: i64, rate_limit: RateLimit) {
        let time = recovery_time(rate_limit);
        while self.slowdown > 0 && now.saturating_sub(self.resumes) >= time {
            self.slowdown /= 2;
            // The next halving follows after as long a time again.
            self.resumes = self.resumes.saturating_add(time);
        }
    }

    /// The current time between two slots.
    fn interval(&self, rate_limit: RateLimit) -> i64 {
        let interval = rate_limit.interval_nanoseconds();
        interval.saturating_add(interval.saturating_mul(i64::from(self.slowdown)) / i64::from(Self::SLOWDOWN_PARTS))
    }

    /// Whether a missed slot can move to now: it was granted by this state, not before a pause, and fewer than `N`
    /// slots were granted since.
    fn can_move(&self, missed: i64, interval: i64, rate_limit: RateLimit) -> bool {
        let since = self.arrival.saturating_sub(missed);
        missed >= self.resumes && since >= 0 && since <= interval.saturating_mul(i64::from(rate_limit.calls()))
    }

    fn advance(&mut self, arrival: i64, rate_limit: RateLimit) {
        self.arrival = arrival;
        let rested = arrival.saturating_add(rate_limit.tolerance_nanoseconds());
        let halvings = i64::from(u32::BITS - self.slowdown.leading_zeros());
        let recovered = self.resumes.saturating_add(recovery_time(rate_limit).saturating_mul(halvings));
        self.idle_from = if halvings == 0 { rested } else { rested.max(recovered) };
    }
}

/// The state before the first slot.
impl Default for Gcra {
    fn default() -> Self {
        Self { arrival: DISTANT_PAST, resumes: DISTANT_PAST, slowdown: 0, idle_from: DISTANT_PAST }
    }
}

/// How long it takes until the slowdown is halved, in nanoseconds.
fn recovery_time(rate_limit: RateLimit) -> i64 {
    nanoseconds(rate_limit.recovery_time().as_nanos()).max(1)
}

fn duration(nanoseconds: i64) -> Duration {
    Duration::from_nanos(nanoseconds.max(0).unsigned_abs())
}
