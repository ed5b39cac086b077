//! What a quota means for the time between two calls.

use crate::Quota;
use std::time::Duration;

/// How much longer than documented the time between two calls is, in thousandths; see the [module](super).
const INTERVAL_PERMILLE: u128 = 1015;
/// How late a call may leave its slot, in thousandths of the quota's span.
const TOLERANCE_PERMILLE: u128 = 5;
/// The longest span that is told apart from a longer one, in nanoseconds: about three years. Sums of a few stay far from
/// overflowing.
const MAX_NANOSECONDS: i64 = 100_000_000_000_000_000;
/// How long calls pause for an answer that says "too often" where no quota is documented.
const DEFAULT_PAUSE: Duration = Duration::from_secs(1);
/// The longest pause that a vendor's word makes: a mistaken one must not stop a service for years.
const MAX_PAUSE: Duration = Duration::from_secs(60 * 60);

/// How fast calls of one key may go. Times are kept in whole nanoseconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RateLimit {
    calls: u32,
    per: Duration,
    burst: u32,
    interval: i64,
    tolerance: i64,
}

impl RateLimit {
    /// The pace that keeps a quota, with up to `burst` calls at once. A quota of no calls is taken as one of one call, a
    /// burst of none as one call, and one of more than the quota's calls as all of these.
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

    /// The pace of calls that no quota is documented for: nobody waits, until the vendor says that it is too often.
    #[must_use]
    pub const fn unlimited() -> Self {
        Self { calls: u32::MAX, per: DEFAULT_PAUSE, burst: 1, interval: 0, tolerance: 0 }
    }

    /// The pace of one of several processes that share the quota evenly and know nothing of each other. Where the quota
    /// has fewer calls than there are processes, each gets one call in as many spans as it takes.
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

    /// Whether nobody has to wait.
    #[must_use]
    pub const fn is_unlimited(self) -> bool {
        self.interval == 0
    }

    /// The quota's calls.
    #[must_use]
    pub const fn calls(self) -> u32 {
        self.calls
    }

    /// The quota's span.
    #[must_use]
    pub const fn per(self) -> Duration {
        self.per
    }

    /// Time between two slots, `T`.
    #[must_use]
    pub const fn interval(self) -> Duration {
        Duration::from_nanos(self.interval.unsigned_abs())
    }

    /// How late a call may leave its slot, `τ`.
    #[must_use]
    pub const fn tolerance(self) -> Duration {
        Duration::from_nanos(self.tolerance.unsigned_abs())
    }

    /// How long calls pause when the vendor says that it is asked too often: the quota's span, or longer where the
    /// vendor says so, but for its word no longer than an hour.
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
