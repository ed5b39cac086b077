//! GCRA parameters derived from a quota.

use crate::Quota;
use std::time::Duration;

/// The interval between two slots, in thousandths of the documented one; see the [module](super).
const INTERVAL_PERMILLE: u128 = 1015;
/// How long after its slot a call may leave, in thousandths of the quota's period.
const TOLERANCE_PERMILLE: u128 = 5;
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
    interval: i64,
    tolerance: i64,
}

impl RateLimit {
    /// The rate limit that keeps a quota, with up to `burst` calls at once. A quota of zero calls counts as one call;
    /// `burst` is clamped to 1 up to the quota's calls.
    #[must_use]
    pub fn from_quota(quota: Quota, burst: u32) -> Self {
        let calls = quota.calls.max(1);
        let burst = burst.clamp(1, calls);
        let per = quota.per.as_nanos();
        let interval = nanoseconds(per * INTERVAL_PERMILLE / 1000 / u128::from(calls - burst + 1));
        let tolerance =
            nanoseconds(per * TOLERANCE_PERMILLE / 1000).saturating_add(interval.saturating_mul(i64::from(burst - 1)));
        Self { calls, per: quota.per, burst, interval, tolerance: tolerance.min(MAX_NANOSECONDS) }
    }

    /// The rate limit of calls without a documented quota: no call waits until the vendor throttles.
    #[must_use]
    pub const fn unlimited() -> Self {
        Self { calls: u32::MAX, per: DEFAULT_PAUSE, burst: 1, interval: 0, tolerance: 0 }
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
        Self::from_quota(Quota { calls, per, scope: crate::QuotaScope::Account }, self.burst)
    }

    /// Whether no call has to wait.
    #[must_use]
    pub const fn is_unlimited(self) -> bool {
        self.interval == 0
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

    /// How long calls pause when the vendor throttles: the quota's period, or `at_least` if that is longer; `at_least`
    /// counts for an hour at most.
    #[must_use]
    pub fn pause(self, at_least: Option<Duration>) -> Duration {
        self.per.max(at_least.unwrap_or_default().min(MAX_PAUSE))
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

/// Nanoseconds, not more than [`MAX_NANOSECONDS`].
pub(super) fn nanoseconds(nanoseconds: u128) -> i64 {
    i64::try_from(nanoseconds).map_or(MAX_NANOSECONDS, |nanoseconds| nanoseconds.min(MAX_NANOSECONDS))
}
