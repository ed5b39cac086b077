//! A call's way from attempt to attempt.

use super::{Budget, RetryPolicy, Stopped, budget::Spent};
use crate::Retry;
use std::time::Duration;

/// What a call has used of what it may.
#[derive(Debug)]
pub(crate) struct RetryProgress<'c> {
    policy: &'c RetryPolicy,
    budget: &'c Budget,
    failed: u32,
    spent: Option<Spent>,
    resigned: bool,
    refreshed: bool,
}

/// A failed attempt, as far as it bears on the next one.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Failed {
    /// Whether the same request may do better.
    pub(crate) retry: Retry,
    /// Nobody knows whether the vendor is still at it.
    pub(crate) timed_out: bool,
    /// How long the vendor asks to wait.
    pub(crate) retry_after: Option<Duration>,
    /// Whether the answer says what time it is.
    pub(crate) dated: bool,
    /// Whether there may be other credentials.
    pub(crate) renewable: bool,
    /// How much of the call's time is left.
    pub(crate) left: Duration,
}

impl<'c> RetryProgress<'c> {
    pub(crate) const fn new(policy: &'c RetryPolicy, budget: &'c Budget) -> Self {
        Self { policy, budget, failed: 0, spent: None, resigned: false, refreshed: false }
    }

    /// How long to wait before the next attempt.
    ///
    /// # Errors
    /// Why there is none.
    pub(crate) fn next(&mut self, attempt: Failed) -> Result<Duration, Stopped> {
        self.failed += 1;
        if attempt.retry == Retry::Never {
            return Err(Stopped::Final);
        }
        if self.failed >= self.policy.most_attempts() {
            return Err(Stopped::Attempts);
        }
        let wait = self.wait(attempt)?;
        if wait >= attempt.left {
            return Err(Stopped::Deadline { wait, left: attempt.left });
        }
        self.spent = Some(self.budget.spend(attempt.timed_out).ok_or(Stopped::Budget)?);
        match attempt.retry {
            Retry::Resign => self.resigned = true,
            Retry::RefreshCredentials => self.refreshed = true,
            Retry::Never | Retry::Backoff | Retry::Throttle => {}
        }
        Ok(wait)
    }

    /// How long the attempt's failure asks to wait.
    fn wait(&self, attempt: Failed) -> Result<Duration, Stopped> {
        let asked = attempt.retry_after.unwrap_or_default();
        match attempt.retry {
            Retry::Backoff | Retry::Throttle => Ok(self.policy.backoff(self.failed).max(asked)),
            Retry::Resign if self.resigned => Err(Stopped::Resigned),
            Retry::Resign if !attempt.dated => Err(Stopped::Undated),
            Retry::RefreshCredentials if self.refreshed => Err(Stopped::Refreshed),
            Retry::RefreshCredentials if !attempt.renewable => Err(Stopped::FixedCredentials),
            Retry::Never | Retry::Resign | Retry::RefreshCredentials => Ok(asked),
        }
    }

    /// Notes that the call succeeded.
    pub(crate) fn succeeded(&self) {
        self.budget.succeeded(self.spent);
    }
}
