//! The retry policy: the number of attempts and the backoff between them.

use std::{fmt, sync::Arc, time::Duration};

/// How many attempts a call may make, and the backoff between them.
///
/// Waits are exponential with full jitter: before the second attempt any time from nothing to the first backoff, before
/// each further one up to twice as long, and never longer than the longest. Callers that failed at the same time
/// therefore do not retry at the same time.
///
/// ```
/// use rtc_core::RetryPolicy;
/// use std::time::Duration;
///
/// let policy = RetryPolicy::default().attempts(3).first_backoff(Duration::from_millis(200));
/// ```
#[derive(Clone)]
#[must_use = "a policy does nothing until a client has it"]
pub struct RetryPolicy {
    attempts: u32,
    first_backoff: Duration,
    longest_backoff: Duration,
    longest_retry_after: Duration,
    jitter: Option<Jitter>,
}

/// Chooses a wait of at most the given duration.
type Jitter = Arc<dyn Fn(Duration) -> Duration + Send + Sync>;

impl Default for RetryPolicy {
    /// At most 6 attempts; backoffs from 100 ms to 5 s; `Retry-After` up to 20 s.
    fn default() -> Self {
        Self {
            attempts: 6,
            first_backoff: Duration::from_millis(100),
            longest_backoff: Duration::from_secs(5),
            longest_retry_after: Duration::from_secs(20),
            jitter: None,
        }
    }
}

impl RetryPolicy {
    /// A single attempt. This also disables signing again with a corrected clock.
    pub fn never() -> Self {
        Self::default().attempts(1)
    }

    /// How many attempts a call may make, the first one included; 6 unless set. 0 counts as 1.
    pub const fn attempts(mut self, attempts: u32) -> Self {
        self.attempts = if attempts == 0 { 1 } else { attempts };
        self
    }

    /// The longest backoff before the second attempt; 100 ms unless set.
    pub const fn first_backoff(mut self, backoff: Duration) -> Self {
        self.first_backoff = backoff;
        self
    }

    /// The longest backoff before any attempt, unless the vendor asks for more; 5 s unless set.
    pub const fn longest_backoff(mut self, backoff: Duration) -> Self {
        self.longest_backoff = backoff;
        self
    }

    /// The longest wait that a vendor may ask for with `Retry-After`; 20 s unless set, less than a call's default timeout.
    ///
    /// If it asks for more, the call ends with [`Stopped::RetryAfter`](super::Stopped::RetryAfter), which holds the value,
    /// and other calls of the action pause for this long at most: a wrong header must not stop an action for hours.
    pub const fn longest_retry_after(mut self, wait: Duration) -> Self {
        self.longest_retry_after = wait;
        self
    }

    /// Chooses each backoff, given the longest allowed one; random unless set. A longer choice is capped.
    ///
    /// Use `.jitter(|longest| longest)` in tests for deterministic waits.
    pub fn jitter(mut self, choose: impl Fn(Duration) -> Duration + Send + Sync + 'static) -> Self {
        self.jitter = Some(Arc::new(choose));
        self
    }

    /// How many attempts a call may make.
    pub(crate) const fn most_attempts(&self) -> u32 {
        self.attempts
    }

    /// The longest wait that a vendor may ask for.
    pub(crate) const fn most_retry_after(&self) -> Duration {
        self.longest_retry_after
    }

    /// How long to wait after this many failed attempts, counted from 1.
    pub(crate) fn backoff(&self, failed: u32) -> Duration {
        let doubled = 2_u32.saturating_pow(failed.saturating_sub(1));
        let longest = self.first_backoff.saturating_mul(doubled).min(self.longest_backoff);
        match &self.jitter {
            Some(choose) => choose(longest).min(longest),
            None => at_random(longest),
        }
    }
}

/// A uniformly random duration up to `longest`; `longest` if the system provides no random numbers.
fn at_random(longest: Duration) -> Duration {
    let nanoseconds = u64::try_from(longest.as_nanos()).unwrap_or(u64::MAX);
    let Ok(random) = getrandom::u64() else { return longest };
    // A random fraction of the span, in 64 binary digits; the product fits into 128.
    let chosen = (u128::from(random) * (u128::from(nanoseconds) + 1)) >> 64;
    u64::try_from(chosen).map_or(longest, Duration::from_nanos)
}

impl fmt::Debug for RetryPolicy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RetryPolicy")
            .field("attempts", &self.attempts)
            .field("first_backoff", &self.first_backoff)
            .field("longest_backoff", &self.longest_backoff)
            .field("longest_retry_after", &self.longest_retry_after)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_wait_doubles_up_to_the_cap() {
        let policy = RetryPolicy::default().jitter(|longest| longest);
        let waits: Vec<_> = (1..=8).map(|failed| policy.backoff(failed).as_millis()).collect();
        assert_eq!(waits, [100, 200, 400, 800, 1600, 3200, 5000, 5000]);
        assert_eq!(policy.backoff(u32::MAX), Duration::from_secs(5));
        let endless = policy.longest_backoff(Duration::MAX).first_backoff(Duration::MAX);
        assert_eq!(endless.backoff(40), Duration::MAX);
    }

    #[test]
    fn a_chosen_wait_is_cut_to_the_longest() {
        let policy = RetryPolicy::default().jitter(|_| Duration::MAX);
        assert_eq!(policy.backoff(1), Duration::from_millis(100));
    }

    #[test]
    fn waits_are_spread_over_the_whole_span() {
        let policy = RetryPolicy::default();
        let waits: Vec<_> = (0..2_000).map(|_| policy.backoff(1)).collect();
        // With 2,000 draws each tenth stays empty once in 10^91 runs.
        for tenth in 0..10 {
            let span = Duration::from_millis(tenth * 10)..=Duration::from_millis(tenth * 10 + 10);
            assert!(waits.iter().any(|wait| span.contains(wait)), "{span:?}");
        }
        assert!(waits.iter().all(|wait| *wait <= Duration::from_millis(100)));
        assert_eq!(at_random(Duration::ZERO), Duration::ZERO);
        let _ = at_random(Duration::MAX);
    }
}
