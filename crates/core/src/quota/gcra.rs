//! GCRA for one key.

use super::{RateLimit, rate_limit::nanoseconds};
use std::time::Duration;

/// The longest interval after answers that say "too often", in the documented one.
const MAX_INTERVAL_FACTOR: i64 = 8;
/// Before all times that come in, and far from overflowing.
const DISTANT_PAST: i64 = i64::MIN / 2;
/// After how many spans without such an answer the interval is halved again.
const RECOVERY_SPANS: i64 = 10;

/// Gives slots to the calls of one key. It reads no clock: times come in as nanoseconds since some fixed instant in the
/// past.
///
/// A holder that leaves its slot more than `τ` late would shorten the time to the call after next, so it asks again and
/// says which slot it missed. If fewer than `N` slots were given since, the slot moves to now and all slots to come move
/// with it, which keeps the sum in the [module's](super) inequality; otherwise it gets a new one.
#[derive(Clone, Copy, Debug)]
pub struct Gcra {
    /// Where the next slot may begin.
    arrival: i64,
    /// Until when the vendor wants no call.
    resumes: i64,
    /// How often the interval was doubled because the vendor said "too often".
    doublings: u32,
    /// When this says no more than a new one.
    idle_from: i64,
}

/// A slot.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Slot {
    /// When it begins, in nanoseconds.
    pub begins: i64,
    /// How long until then; zero if it has begun.
    pub wait: Duration,
    /// How long until the slot after it begins at the soonest.
    pub next: Duration,
    /// Time between two slots now.
    pub interval: Duration,
}

impl Gcra {
    /// The next slot, unless it begins more than `max_wait` after `now`; then how long it would be until then. `missed` is
    /// when the slot began that the caller was given and cannot use any more.
    ///
    /// # Errors
    /// The time until the next slot, if that is more than `max_wait`. Nothing changes then.
    pub fn reserve(
        &mut self,
        now: i64,
        rate_limit: RateLimit,
        max_wait: Duration,
        missed: Option<i64>,
    ) -> Result<Slot, Duration> {
        self.recover(now, rate_limit);
        let interval = rate_limit.interval_nanoseconds().saturating_mul(1 << self.doublings);
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

    /// The vendor said that it is asked too often: no slot for the quota's span, or for `at_least` if that is longer,
    /// and then half as many as before, an eighth at the least. Every ten spans without another such answer double them
    /// again. Answers that come during the pause are of calls from before it, and only lengthen it.
    pub fn throttle(&mut self, now: i64, rate_limit: RateLimit, at_least: Option<Duration>) {
        self.recover(now, rate_limit);
        if now >= self.resumes {
            self.doublings = (self.doublings + 1).min(MAX_INTERVAL_FACTOR.ilog2());
        }
        let pause = nanoseconds(rate_limit.pause(at_least).as_nanos());
        self.resumes = self.resumes.max(now.saturating_add(pause));
        self.advance(self.arrival.max(self.resumes), rate_limit);
    }

    /// Whether a new one would say the same from `now` on.
    #[must_use]
    pub const fn is_idle(&self, now: i64) -> bool {
        self.idle_from <= now
    }

    /// Halves the interval for every ten spans since the vendor last said "too often".
    fn recover(&mut self, now: i64, rate_limit: RateLimit) {
        let spans = recovery_time(rate_limit);
        while self.doublings > 0 && now.saturating_sub(self.resumes) >= spans {
            self.doublings -= 1;
            // The rest halves after as many spans again.
            self.resumes = self.resumes.saturating_add(spans);
        }
    }

    /// Whether a missed slot can move to now: it is one of these, not from before a pause, and fewer than `N` were given
    /// since.
    fn can_move(&self, missed: i64, interval: i64, rate_limit: RateLimit) -> bool {
        let since = self.arrival.saturating_sub(missed);
        missed >= self.resumes && since >= 0 && since <= interval.saturating_mul(i64::from(rate_limit.calls()))
    }

    fn advance(&mut self, arrival: i64, rate_limit: RateLimit) {
        self.arrival = arrival;
        let stretched =
            self.resumes.saturating_add(recovery_time(rate_limit).saturating_mul(i64::from(self.doublings)));
        let rested = arrival.saturating_add(rate_limit.tolerance_nanoseconds());
        self.idle_from = if self.doublings == 0 { rested } else { rested.max(stretched) };
    }
}

/// A pacer that has given no slot yet.
impl Default for Gcra {
    fn default() -> Self {
        Self { arrival: DISTANT_PAST, resumes: DISTANT_PAST, doublings: 0, idle_from: DISTANT_PAST }
    }
}

/// How long it takes until the interval is halved again.
fn recovery_time(rate_limit: RateLimit) -> i64 {
    nanoseconds(rate_limit.per().as_nanos()).saturating_mul(RECOVERY_SPANS).max(1)
}

fn duration(nanoseconds: i64) -> Duration {
    Duration::from_nanos(nanoseconds.max(0).unsigned_abs())
}
