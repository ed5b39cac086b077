//! The retry state of one call.

use super::{Budget, RetryPolicy, Stopped, budget::Spent};
use crate::Retry;
use std::time::Duration;

/// How much of its retry budget a call has used.
#[derive(Debug)]
pub(crate) struct RetryProgress<'c> {
    policy: &'c RetryPolicy,
    budget: &'c Budget,
    failed: u32,
    spent: Option<Spent>,
    resigned: bool,
    refreshed: bool,
}

/// What a failed attempt says about the next one.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Failed {
    /// Whether the same request may succeed.
    pub(crate) retry: Retry,
    /// Whether the vendor may still be processing the attempt.
    pub(crate) timed_out: bool,
    /// The wait that the vendor requested.
    pub(crate) retry_after: Option<Duration>,
    /// The clock to sign by next if the signature's time was refused.
    pub(crate) clock: NextClock,
    /// Whether the credentials can be renewed.
    pub(crate) renewable: bool,
    /// How much time the call has left.
    pub(crate) left: Duration,
}

/// The clock to sign by after the signature's time was refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum NextClock {
    /// This machine's: the refused signature was made with an offset that an earlier call had learned.
    Local,
    /// That of the answer's `Date`.
    Dated,
    /// There is none: the answer has no `Date`.
    None,
}

impl<'c> RetryProgress<'c> {
    pub(crate) const fn new(policy: &'c RetryPolicy, budget: &'c Budget) -> Self {
        Self { policy, budget, failed: 0, spent: None, resigned: false, refreshed: false }
    }

    /// How long to wait before the next attempt.
    ///
    /// # Errors
    /// Why there is no next attempt.
    pub(crate) fn next(&mut self, attempt: Failed) -> Result<Duration, Stopped> {
        self.failed += 1;
        if attempt.retry == Retry::Never {
            return Err(Stopped::Final);
        }
        let (asked, longest) = (attempt.retry_after.unwrap_or_default(), self.policy.most_retry_after());
        if asked > longest {
            return Err(Stopped::RetryAfter { asked, longest });
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
            // A clock that an earlier call had set is not a correction of this call.
            Retry::Resign => self.resigned = attempt.clock == NextClock::Dated,
            Retry::RefreshCredentials => self.refreshed = true,
            Retry::Never | Retry::Backoff | Retry::Throttle => {}
        }
        Ok(wait)
    }

    /// The wait that the failure calls for.
    fn wait(&self, attempt: Failed) -> Result<Duration, Stopped> {
        let asked = attempt.retry_after.unwrap_or_default();
        match attempt.retry {
            Retry::Backoff | Retry::Throttle => Ok(self.policy.backoff(self.failed).max(asked)),
            Retry::Resign if self.resigned => Err(Stopped::Resigned),
            Retry::Resign if attempt.clock == NextClock::None => Err(Stopped::Undated),
            Retry::RefreshCredentials if self.refreshed => Err(Stopped::Refreshed),
            Retry::RefreshCredentials if !attempt.renewable => Err(Stopped::FixedCredentials),
            Retry::Never | Retry::Resign | Retry::RefreshCredentials => Ok(asked),
        }
    }

    /// Records that the call succeeded.
    pub(crate) fn succeeded(&self) {
        self.budget.succeeded(self.spent);
    }
}
