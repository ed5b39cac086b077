//! Errors of calls that were not answered.

use super::{
    History,
    debug::{debug_is_display, debug_with_attempts},
    repetition::Repetition,
};
use crate::{CredentialsError, QuotaTimeout, RequestError, RuntimeError, TransportError, Violation, retry::Outcome};
use std::{error::Error, fmt, time::Duration};

/// A request breaks documented limits. Nothing was sent.
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct LimitsBroken {
    /// The action.
    pub action: &'static str,
    /// All violations, in the order of the parameters.
    pub violations: Vec<Violation>,
    pub(crate) history: History,
}

impl fmt::Display for LimitsBroken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let many = if self.violations.len() == 1 { "a documented limit" } else { "documented limits" };
        // After the clock is corrected, a time limit may be broken that was not before.
        let again = if self.history.attempts.is_empty() { "" } else { " again" };
        write!(f, "`{}` was not sent{again}, it breaks {many}: ", self.action)?;
        for (index, violation) in self.violations.iter().enumerate() {
            let comma = if index == 0 { "" } else { "; " };
            write!(f, "{comma}{violation}")?;
        }
        write!(f, "{}", self.history)
    }
}

impl Error for LimitsBroken {}

/// A request did not leave this machine.
#[non_exhaustive]
pub struct NotSent {
    /// The action.
    pub action: &'static str,
    /// Why.
    pub cause: NotSentCause,
    pub(crate) history: History,
}

/// Why a request did not leave this machine.
#[non_exhaustive]
pub enum NotSentCause {
    /// Some part of it cannot be sent; retrying will not help.
    Request(RequestError),
    /// There are no credentials to sign with.
    Credentials(CredentialsError),
    /// A blocking client was called from an async task, where it would block other tasks.
    InAsyncTask,
    /// The async runtime cannot wait, or cannot send.
    Runtime(RuntimeError),
    /// No connection was established.
    Connection(TransportError),
    /// The quota granted no permit in time.
    Quota(QuotaTimeout),
    /// The call's deadline passed before the request could be sent.
    Deadline {
        /// The call's timeout.
        timeout: Duration,
        /// Whether the call was still waiting for credentials.
        credentials: bool,
    },
}

impl NotSentCause {
    pub(super) const fn outcome(&self) -> Outcome {
        match self {
            Self::Connection(TransportError::Untrusted(_)) => Outcome::Unsendable,
            Self::Request(RequestError::Random { .. }) | Self::Connection(_) | Self::Deadline { .. } => {
                Outcome::NotSent
            }
            Self::Credentials(cause) if cause.may_pass() => Outcome::NotSent,
            Self::Quota(_) => Outcome::QuotaTimeout,
            Self::Request(_) | Self::Credentials(_) | Self::InAsyncTask | Self::Runtime(_) => Outcome::Unsendable,
        }
    }
}

impl fmt::Display for NotSentCause {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Request(cause) => write!(f, "{cause}"),
            Self::Credentials(cause) => write!(f, "there are no usable credentials: {cause}"),
            Self::InAsyncTask => f.write_str(
                "a blocking client was called from an async task, where it would block other tasks; use the async client \
                 there, or `tokio::task::spawn_blocking`",
            ),
            Self::Connection(cause @ TransportError::Untrusted(_)) => write!(f, "{cause}"),
            Self::Runtime(cause) => write!(f, "{cause}"),
            Self::Connection(cause) => write!(f, "{cause}; it is safe to try again"),
            Self::Quota(cause) => write!(f, "{cause}"),
            Self::Deadline { timeout, credentials: false } => {
                write!(f, "the call's timeout of {timeout:?} has already elapsed; allow more with `timeout`")
            }
            Self::Deadline { timeout, credentials: true } => {
                write!(
                    f,
                    "no credentials arrived within the call's timeout of {timeout:?}; check what the credentials provider waits for"
                )
            }
        }
    }
}

impl fmt::Display for NotSent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` was not sent: {}{}", self.action, self.cause, self.history)
    }
}

// The `Display` includes the cause.
impl Error for NotSent {}

/// No complete answer came in time.
#[non_exhaustive]
pub struct TimedOut {
    /// The action.
    pub action: &'static str,
    /// The timeout that expired: of the attempt, or of the whole call.
    pub timeout: Duration,
    pub(crate) repetition: Repetition,
    pub(crate) history: History,
}

impl fmt::Display for TimedOut {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { timeout, repetition, history, .. } = self;
        repetition.begin(self.action, f)?;
        write!(f, "received no complete answer within {timeout:?}; {}{history}", repetition.advice())
    }
}

impl Error for TimedOut {}

/// The connection was lost before the answer was complete, or the head of the answer is too large to be read.
#[non_exhaustive]
pub struct Interrupted {
    /// The action.
    pub action: &'static str,
    /// The transport's error.
    pub cause: TransportError,
    pub(crate) repetition: Repetition,
    pub(crate) history: History,
}

impl fmt::Display for Interrupted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { cause, repetition, history, .. } = self;
        repetition.begin(self.action, f)?;
        match cause {
            TransportError::HeadTooLarge(_) if repetition.safe => {
                write!(f, "received an answer that cannot be read: {cause}{history}")
            }
            TransportError::HeadTooLarge(_) => {
                write!(f, "received an answer that cannot be read: {cause}; {}{history}", repetition.advice())
            }
            cause => write!(f, "received no answer: {cause}; {}{history}", repetition.advice()),
        }
    }
}

// The `Display` includes the cause.
impl Error for Interrupted {}

debug_is_display!(NotSentCause);
debug_with_attempts!(LimitsBroken, NotSent, TimedOut, Interrupted);
