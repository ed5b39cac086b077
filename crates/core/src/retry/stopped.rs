//! Why a call made no further attempt.

use crate::QuotaTimeout;
use std::{fmt, time::Duration};

/// Why a call made no further attempt.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Stopped {
    /// Another attempt would have done no better, or might have done harm.
    Final,
    /// The policy allows no more attempts.
    Attempts,
    /// The client's budget of retries is used up: too many calls have failed of late.
    Budget,
    /// The call's time would have been over before the next attempt.
    Deadline {
        /// How long the next attempt would have had to wait: for the backoff, or as the vendor asked.
        wait: Duration,
        /// How much of the call's time was left.
        left: Duration,
    },
    /// The next attempt's turn would have come too late: the vendor allows so many calls a second.
    Quota(QuotaTimeout),
    /// The signature's time was refused, and the answer does not say what time it is.
    Undated,
    /// The signature's time was refused again after the clock was set by the vendor's.
    Resigned,
    /// The credentials were refused, and the client has no others: they come from no provider.
    FixedCredentials,
    /// The credentials were refused again after new ones were fetched.
    Refreshed,
}

/// To be read on from "no further attempt: ".
impl fmt::Display for Stopped {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Final => f.write_str("it would do no better"),
            Self::Attempts => f.write_str("the policy allows no more"),
            Self::Budget => f.write_str("too many calls have failed of late, so the budget of retries is used up"),
            Self::Deadline { left: Duration::ZERO, .. } => f.write_str("the call's time is over"),
            Self::Deadline { wait, left } => {
                write!(f, "it would have to wait for {}, and the call has {} left", seconds(*wait), seconds(*left))
            }
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

/// A span in seconds, to the millisecond.
fn seconds(span: Duration) -> String {
    format!("{} s", f64::from(u32::try_from(span.as_millis()).unwrap_or(u32::MAX)) / 1_000.0)
}
