//! Why a call made no further attempt.

use crate::{QuotaTimeout, RuntimeError};
use std::{fmt, time::Duration};

/// Why a call made no further attempt.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Stopped {
    /// Another attempt would fail the same way, or might do harm.
    Final,
    /// The policy allows no more attempts.
    Attempts,
    /// The client's retry budget is exhausted: too many calls have failed recently.
    Budget,
    /// The call's deadline would pass before the next attempt.
    Deadline {
        /// The wait before the next attempt: the backoff, or what the vendor requested.
        wait: Duration,
        /// The call's remaining time.
        left: Duration,
    },
    /// The vendor asked for a longer wait than
    /// [`RetryPolicy::longest_retry_after`](crate::RetryPolicy::longest_retry_after) allows.
    RetryAfter {
        /// The wait that the vendor asked for with `Retry-After`.
        asked: Duration,
        /// The longest wait that the policy allows.
        longest: Duration,
    },
    /// The call would have to wait before the next attempt, and the async runtime cannot do that.
    Runtime(RuntimeError),
    /// The quota would allow the next attempt only after the call's deadline.
    Quota(QuotaTimeout),
    /// The signature's time was refused, and the answer has no `Date` to correct the clock by.
    Undated,
    /// The signature's time was refused again after the clock was corrected by the vendor's.
    Resigned,
    /// The credentials were refused, and they do not come from a provider that could renew them.
    FixedCredentials,
    /// The credentials were refused again after they were renewed.
    Refreshed,
}

/// Completes the sentence "no further attempt: …".
impl fmt::Display for Stopped {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Final => f.write_str("it would fail the same way"),
            Self::Attempts => f.write_str("the policy allows no more"),
            Self::Budget => f.write_str("too many calls have failed recently, so the retry budget is exhausted"),
            Self::Deadline { left: Duration::ZERO, .. } => f.write_str("the call's timeout has elapsed"),
            Self::Deadline { wait, left } => {
                write!(f, "the wait of {} exceeds the call's remaining {}", seconds(*wait), seconds(*left))
            }
            Self::RetryAfter { asked, longest } => write!(
                f,
                "the vendor asks for a wait of {} (`Retry-After`), and the policy allows {}; retry later, or allow more \
                 with `RetryPolicy::longest_retry_after`",
                seconds(*asked),
                seconds(*longest)
            ),
            Self::Runtime(error) => write!(f, "{error}"),
            Self::Quota(error) => write!(f, "{error}"),
            Self::Undated => f.write_str("the answer has no `Date` to set the clock by; set the clock of this machine"),
            Self::Resigned => {
                f.write_str("the signature's time was refused again with the clock set by the answer's `Date`")
            }
            Self::FixedCredentials => f.write_str("the client has no other credentials; give it a provider of them"),
            Self::Refreshed => f.write_str("new credentials were refused too"),
        }
    }
}

/// A duration in seconds, to the millisecond.
fn seconds(span: Duration) -> String {
    match span.subsec_millis() {
        0 => format!("{} s", span.as_secs()),
        millis => format!("{} s", format!("{}.{millis:03}", span.as_secs()).trim_end_matches('0')),
    }
}
