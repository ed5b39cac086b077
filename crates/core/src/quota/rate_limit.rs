//! GCRA parameters derived from a quota.

use crate::Quota;
use std::time::Duration;

/// How long after its slot a call may leave, in thousandths of the quota's period.
const TOLERANCE_PERMILLE: u32 = 5;
/// The part of the quota's period that a call may wait for the permits of other quotas.
const LATENESS_DIVISOR: u32 = 5;
/// The least slack, in thousandths of the quota's period.
const SLACK_PERMILLE: u32 = 10;
/// By how much the vendor's clock may run slower than this machine's, in thousandths. NTP slews a clock by half of this.
const CLOCK_PERMILLE: u128 = 1;
/// How many intervals a pause lasts per eighth of slowdown.
const PAUSE_INTERVALS: u32 = 2;
/// The longest time without throttling until calls speed up again.
const LONGEST_RECOVERY: Duration = Duration::from_secs(5);
/// The longest duration that is represented exactly, in nanoseconds: about three years. Sums of a few stay far from
/// overflowing.
const MAX_NANOSECONDS: i64 = 100_000_000_000_000_000;
/// How long calls pause when the vendor throttles and no quota is documented.
const DEFAULT_PAUSE: Duration = Duration::from_secs(1);
/// The longest pause a `Retry-After` can cause: a wrong value must not stop a service for years.
const MAX_PAUSE: Duration = Duration::from_secs(60 * 60);

/// How fast the calls of one key may be sent: the parameters of GCRA, in whole nanoseconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RateLimit {
    calls: u32,
    per: Duration,
    burst: u32,
    /// Whether a call may wait after its slot has begun, for the permits of other quotas.
    waits: bool,
    interval: i64,
    tolerance: i64,
}

impl RateLimit {
    /// The rate limit that keeps a quota, with up to `burst` calls at once; with up to half of the calls if the quota
    /// [only counts](Quota::is_counted). A quota of zero calls counts as one call; `burst` is clamped to 1 up to the
    /// quota's calls.
    #[must_use]
    pub fn from_quota(quota: Quota, burst: u32) -> Self {
        let calls = quota.calls.max(1);
        let at_once = if quota.is_counted() { calls / 2 } else { 1 };
        let burst = burst.max(at_once).clamp(1, calls);
        Self { calls, per: quota.per, burst, waits: false, interval: 0, tolerance: 0 }.with_slack(Duration::ZERO)
    }

    /// The same rate limit for calls that may wait a fifth of the period after their slots have begun.
    pub(super) fn waiting_for_others(self) -> Self {
        Self { waits: true, ..self }.with_slack(Duration::ZERO)
    }

    /// How long a call may wait after its slot has begun, for the permits of other quotas.
    fn lateness(self) -> Duration {
        if self.waits { self.per / LATENESS_DIVISOR } else { Duration::ZERO }
    }

    /// The same rate limit with slack for calls that arrive late: of two calls, the first may take `slack` longer to
    /// arrive than the second. The interval grows to `(1.005·per + slack) / calls`; less than 1 % of the period counts
    /// as 1 %.
    #[must_use]
    pub fn with_slack(self, slack: Duration) -> Self {
        if self.is_unlimited() {
            return self;
        }
        let slack = slack.max(permille(self.per, SLACK_PERMILLE));
        let late = permille(self.per, TOLERANCE_PERMILLE).saturating_add(self.lateness());
        let cycle = self.per.saturating_add(late).saturating_add(slack);
        self.spaced(nanoseconds(cycle.as_nanos() / u128::from(self.calls - self.burst + 1)))
    }

    /// The same rate limit without slack, for calls whose arrivals are counted one by one: see
    /// [`Arrivals`](super::arrivals::Arrivals). Within a span of more than a minute, counting is all.
    pub(super) fn without_slack(self) -> Self {
        if self.is_unlimited() {
            return self;
        }
        if self.is_counted() {
            return self.spaced(1);
        }
        self.spaced(nanoseconds(self.window().as_nanos() / u128::from(self.calls)))
    }

    fn spaced(self, interval: i64) -> Self {
        let interval = interval.max(1);
        let late = nanoseconds(permille(self.per, TOLERANCE_PERMILLE).as_nanos());
        let tolerance = late.saturating_add(interval.saturating_mul(i64::from(self.burst - 1)));
        Self { interval, tolerance: tolerance.min(MAX_NANOSECONDS), ..self }
    }

    /// The rate limit of calls without a documented quota: no call waits until the vendor throttles.
    #[must_use]
    pub const fn unlimited() -> Self {
        Self { calls: u32::MAX, per: DEFAULT_PAUSE, burst: 1, waits: false, interval: 0, tolerance: 0 }
    }

    /// The rate limit of one of several processes that share the quota evenly without coordination. If the quota has
    /// fewer calls than there are processes, each process gets one call per several periods.
    #[must_use]
    pub fn share(self, processes: u32) -> Self {
        let processes = processes.max(1);
        if self.is_unlimited() {
            return self;
        }
        let (calls, spans) = match self.calls / processes {
            0 => (1, processes.div_ceil(self.calls)),
            calls => (calls, 1),
        };
        let per = self.per.saturating_mul(spans);
        Self::from_quota(Quota { calls, per, ..self.quota() }, self.burst)
    }

    /// Whether no call has to wait.
    #[must_use]
    pub const fn is_unlimited(self) -> bool {
        self.calls == u32::MAX || self.per.is_zero()
    }

    /// Whether the quota [only counts](Quota::is_counted).
    #[must_use]
    pub fn is_counted(self) -> bool {
        !self.is_unlimited() && self.quota().is_counted()
    }

    fn quota(self) -> Quota {
        Quota { calls: self.calls, per: self.per, scope: crate::QuotaScope::Account }
    }

    /// The quota's calls.
    #[must_use]
    pub const fn calls(self) -> u32 {
        self.calls
    }

    /// The quota's period.
    #[must_use]
    pub const fn per(self) -> Duration {
        self.per
    }

    /// The time between two slots, `T`.
    #[must_use]
    pub const fn interval(self) -> Duration {
        Duration::from_nanos(self.interval.unsigned_abs())
    }

    /// How long after its slot a call may leave, `τ`.
    #[must_use]
    pub const fn tolerance(self) -> Duration {
        Duration::from_nanos(self.tolerance.unsigned_abs())
    }

    /// For how long a slot can be used after it has begun.
    pub(super) fn usable_for(self) -> Duration {
        self.tolerance() + self.lateness()
    }

    /// The pause after the vendor throttles, while the interval is longer than the documented one by `slowdown` eighths:
    /// two intervals per eighth, but no more than the quota's period; `at_least` if that is longer. `at_least` counts for
    /// an hour at most. Without a quota, the pause is at least a second. A quota that only counts does not pause by itself.
    #[must_use]
    pub fn pause(self, slowdown: u32, at_least: Option<Duration>) -> Duration {
        let own = if self.is_unlimited() {
            self.per
        } else if self.is_counted() {
            Duration::ZERO
        } else {
            self.interval().saturating_mul(PAUSE_INTERVALS.saturating_mul(slowdown)).min(self.per)
        };
        own.max(asked_pause(at_least))
    }

    /// How long without throttling until the slowdown is halved: the quota's period, but at most five seconds, and at
    /// least two intervals.
    #[must_use]
    pub fn recovery_time(self) -> Duration {
        self.per.min(LONGEST_RECOVERY).max(self.interval().saturating_mul(2))
    }

    /// How long an arrival counts: the quota's period, and a thousandth more because clocks run at different speeds.
    pub(super) fn window(self) -> Duration {
        let per = self.per.as_nanos();
        Duration::from_nanos(nanoseconds(per + per * CLOCK_PERMILLE / 1000).unsigned_abs())
    }

    /// `T` in nanoseconds.
    pub(super) const fn interval_nanoseconds(self) -> i64 {
        self.interval
    }

    /// `τ` in nanoseconds.
    pub(super) const fn tolerance_nanoseconds(self) -> i64 {
        self.tolerance
    }
}

fn permille(span: Duration, permille: u32) -> Duration {
    span.checked_mul(permille).map_or(Duration::MAX, |span| span / 1000)
}

/// The pause that a vendor asked for, an hour at most.
pub(super) fn asked_pause(at_least: Option<Duration>) -> Duration {
    at_least.unwrap_or_default().min(MAX_PAUSE)
}

/// Nanoseconds, not more than [`MAX_NANOSECONDS`].
pub(super) fn nanoseconds(nanoseconds: u128) -> i64 {
    i64::try_from(nanoseconds).map_or(MAX_NANOSECONDS, |nanoseconds| nanoseconds.min(MAX_NANOSECONDS))
}
