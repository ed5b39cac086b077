//! The attempts of a call, as listed in its error.

use super::{
    Error, NotSentCause, Sent,
    escape::{beginning, write_escaped},
};
use crate::{ErrorCode, TransportError, retry::Stopped};
use http::StatusCode;
use std::{fmt, time::Duration};

/// An attempt that failed.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Attempt {
    /// When it began, relative to the start of the call.
    pub began: Duration,
    /// How long it took, without the wait for a quota permit.
    pub took: Duration,
    /// How long it waited for a quota permit.
    pub waited: Duration,
    /// How it failed.
    pub failure: Failure,
    /// The code that the vendor refused it with.
    pub code: Option<String>,
    /// The HTTP status of its answer.
    pub status: Option<StatusCode>,
    /// The request id, which the vendor's support asks for.
    pub request_id: Option<String>,
    /// The vendor's message, or what went wrong; 1024 characters at most.
    pub text: String,
}

/// How an attempt failed: the variants of [`Error`](super::Error) that an attempt can end with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Failure {
    /// The request did not leave this machine.
    NotSent,
    /// No complete answer came in time.
    TimedOut,
    /// The connection was lost.
    Interrupted,
    /// The vendor refused the request, with a code.
    Refused,
    /// The answer does not match the documentation.
    Unreadable,
}

impl Failure {
    /// Whether the request reached the vendor.
    #[must_use]
    pub const fn was_sent(self) -> Sent {
        match self {
            Self::NotSent => Sent::No,
            Self::TimedOut | Self::Interrupted => Sent::Maybe,
            Self::Refused | Self::Unreadable => Sent::Yes,
        }
    }

    /// A short name in lower case, for logs: `timed_out`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::NotSent => "not_sent",
            Self::TimedOut => "timed_out",
            Self::Interrupted => "interrupted",
            Self::Refused => "refused",
            Self::Unreadable => "unreadable",
        }
    }
}

/// A short form without the vendor's message: "`Busy` (HTTP 429)".
impl fmt::Display for Attempt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.failure, self.status) {
            (Failure::NotSent, _) => f.write_str("not sent"),
            (Failure::TimedOut, _) => f.write_str("no answer in time"),
            (Failure::Interrupted, _) => f.write_str("connection lost"),
            (Failure::Refused | Failure::Unreadable, status) => {
                match self.code.as_deref().filter(|code| !code.is_empty()) {
                    Some(code) => write_escaped(f, code)?,
                    None => f.write_str(if self.failure == Failure::Refused { "refused" } else { "unreadable" })?,
                }
                status.map_or(Ok(()), |status| write!(f, " (HTTP {})", status.as_u16()))
            }
        }
    }
}

/// A call's attempts, and why there was no further one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct History {
    pub(crate) attempts: Vec<Attempt>,
    pub(crate) stopped: Stopped,
}

impl Default for History {
    /// No attempt at all.
    fn default() -> Self {
        Self { attempts: Vec::new(), stopped: Stopped::Final }
    }
}

/// Follows the error of the last attempt; empty if that says everything.
impl fmt::Display for History {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let [earlier @ .., _] = self.attempts.as_slice()
            && !earlier.is_empty()
        {
            write!(f, "; after {} attempts: ", self.attempts.len())?;
            let texts: Vec<_> = earlier.iter().map(ToString::to_string).collect();
            for same in texts.chunk_by(PartialEq::eq) {
                match same {
                    [text] => write!(f, "{text}, then ")?,
                    [text, ..] => write!(f, "{} times {text}, then ", same.len())?,
                    [] => {}
                }
            }
            f.write_str("this")?;
        }
        match self.stopped {
            Stopped::Final | Stopped::Attempts => Ok(()),
            ref stopped => write!(f, "; no further attempt: {stopped}"),
        }
    }
}

impl<C: ErrorCode> Error<C> {
    /// All attempts in order, the last one included. Empty if documented limits are broken.
    #[must_use]
    pub fn attempts(&self) -> &[Attempt] {
        &self.history().attempts
    }

    /// Why no further attempt was made.
    #[must_use]
    pub fn stopped(&self) -> &Stopped {
        &self.history().stopped
    }

    /// Whether a request reached the vendor, by the latest attempt that left this machine: a last attempt that was not
    /// sent does not hide an earlier one that may have been.
    #[must_use]
    pub fn was_sent(&self) -> Sent {
        let left = |attempt: &&Attempt| attempt.failure.was_sent() != Sent::No;
        match (self.failure().map_or(Sent::No, Failure::was_sent), self.attempts().iter().rfind(left)) {
            (Sent::No, Some(earlier)) => earlier.failure.was_sent(),
            (sent, _) => sent,
        }
    }

    /// How the last attempt failed; `None` if documented limits are broken.
    #[must_use]
    pub fn failure(&self) -> Option<Failure> {
        match self {
            Self::Limits(_) => None,
            Self::NotSent(_) => Some(Failure::NotSent),
            Self::TimedOut(_) => Some(Failure::TimedOut),
            Self::Interrupted(error) if matches!(error.cause, TransportError::HeadTooLarge(_)) => {
                Some(Failure::Unreadable)
            }
            Self::Interrupted(_) => Some(Failure::Interrupted),
            Self::Refused(_) => Some(Failure::Refused),
            Self::Unreadable(_) => Some(Failure::Unreadable),
        }
    }

    /// The attempt that failed with this error; `None` if documented limits are broken.
    pub(crate) fn attempt(&self, began: Duration, took: Duration, waited: Duration) -> Option<Attempt> {
        Some(Attempt {
            began,
            took,
            waited,
            failure: self.failure()?,
            code: self.code().map(|code| beginning(&code.code())),
            status: self.status(),
            request_id: self.request_id().map(beginning),
            text: match self {
                Self::Limits(error) => error.to_string(),
                Self::NotSent(error) => match &error.cause {
                    // Without advice on retrying: the client decides that.
                    NotSentCause::Connection(cause) => cause.to_string(),
                    cause => cause.to_string(),
                },
                Self::TimedOut(error) => format!("no complete answer within {:?}", error.timeout),
                Self::Interrupted(error) => error.cause.to_string(),
                Self::Refused(error) => beginning(&error.message),
                Self::Unreadable(error) => beginning(&error.reason),
            },
        })
    }

    /// The same error with the attempts that led to it.
    pub(crate) fn with_history(mut self, history: History) -> Self {
        *match &mut self {
            Self::Limits(error) => &mut error.history,
            Self::NotSent(error) => &mut error.history,
            Self::TimedOut(error) => &mut error.history,
            Self::Interrupted(error) => &mut error.history,
            Self::Refused(error) => &mut error.history,
            Self::Unreadable(error) => &mut error.history,
        } = history;
        self
    }

    fn history(&self) -> &History {
        match self {
            Self::Limits(error) => &error.history,
            Self::NotSent(error) => &error.history,
            Self::TimedOut(error) => &error.history,
            Self::Interrupted(error) => &error.history,
            Self::Refused(error) => &error.history,
            Self::Unreadable(error) => &error.history,
        }
    }
}
