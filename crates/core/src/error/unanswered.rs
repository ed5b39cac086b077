//! Calls without an answer.

use crate::{CredentialsError, NoTurn, RequestError, Retry, TransportError, Violation};
use std::{error::Error, fmt, time::Duration};

/// A request breaks documented limits. Nothing was sent.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct LimitsBroken {
    /// The action.
    pub action: &'static str,
    /// All that were found, in the order of the parameters.
    pub violations: Vec<Violation>,
}

impl fmt::Display for LimitsBroken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let many = if self.violations.len() == 1 { "a documented limit" } else { "documented limits" };
        write!(f, "`{}` was not sent, it breaks {many}: ", self.action)?;
        for (index, violation) in self.violations.iter().enumerate() {
            let comma = if index == 0 { "" } else { "; " };
            write!(f, "{comma}{violation}")?;
        }
        Ok(())
    }
}

impl Error for LimitsBroken {}

/// A request did not leave this machine.
#[derive(Debug)]
#[non_exhaustive]
pub struct NotSent {
    /// The action.
    pub action: &'static str,
    /// Why.
    pub cause: NotSentCause,
}

/// Why a request did not leave this machine.
#[derive(Debug)]
#[non_exhaustive]
pub enum NotSentCause {
    /// Something in it cannot be sent. Trying again will not help.
    Request(RequestError),
    /// There are no credentials to sign it with.
    Credentials(CredentialsError),
    /// There was no connection.
    Connection(TransportError),
    /// The quota gave it no turn in time.
    Quota(NoTurn),
}

impl NotSent {
    pub(super) const fn retry(&self) -> Retry {
        match &self.cause {
            NotSentCause::Request(RequestError::Random { .. }) | NotSentCause::Connection(_) => Retry::Again,
            NotSentCause::Credentials(cause) if cause.may_pass() => Retry::Again,
            NotSentCause::Quota(_) => Retry::Slower,
            NotSentCause::Request(_) | NotSentCause::Credentials(_) => Retry::Never,
        }
    }
}

impl fmt::Display for NotSent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` was not sent: ", self.action)?;
        match &self.cause {
            NotSentCause::Request(cause) => write!(f, "{cause}"),
            NotSentCause::Credentials(cause) => write!(f, "there are no usable credentials: {cause}"),
            NotSentCause::Connection(cause) => write!(f, "{cause}; it is safe to try again"),
            NotSentCause::Quota(cause) => write!(f, "{cause}"),
        }
    }
}

impl Error for NotSent {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match &self.cause {
            NotSentCause::Request(cause) => cause.source(),
            NotSentCause::Credentials(cause) => cause.source(),
            NotSentCause::Connection(cause) => cause.source(),
            NotSentCause::Quota(cause) => cause.source(),
        }
    }
}

/// No complete answer came in time.
#[derive(Debug)]
#[non_exhaustive]
pub struct TimedOut {
    /// The action.
    pub action: &'static str,
    /// How long was waited.
    pub timeout: Duration,
    pub(crate) safe: bool,
}

impl fmt::Display for TimedOut {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { action, timeout, .. } = self;
        write!(f, "`{action}` had no complete answer within {timeout:?}; {}", unknown_outcome(self.safe))
    }
}

impl Error for TimedOut {}

/// The connection was lost before the answer was complete.
#[derive(Debug)]
#[non_exhaustive]
pub struct Interrupted {
    /// The action.
    pub action: &'static str,
    /// What was lost.
    pub cause: TransportError,
    pub(crate) safe: bool,
}

impl fmt::Display for Interrupted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` has no answer: {}; {}", self.action, self.cause, unknown_outcome(self.safe))
    }
}

impl Error for Interrupted {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        self.cause.source()
    }
}

const fn unknown_outcome(safe: bool) -> &'static str {
    if safe {
        "asking twice changes nothing, so try again"
    } else {
        "the vendor may have carried it out, so look before you try again"
    }
}
