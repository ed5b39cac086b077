//! The errors of calls.

mod attempts;
mod debug;
mod escape;
mod redact;
mod repetition;
mod with_answer;
mod without_answer;

pub(crate) use attempts::History;
pub use attempts::{Attempt, Failure};
pub(crate) use debug::debug_is_display;
pub(crate) use escape::escaped;
pub(crate) use redact::Secrets;
pub(crate) use repetition::Repetition;
pub use with_answer::{Refused, Unreadable};
pub use without_answer::{Interrupted, LimitsBroken, NotSent, NotSentCause, TimedOut};

use crate::{
    ActionInfo, ErrorCode, OpenError, Retry, TransportError,
    retry::{Outcome, decide},
};
use bytes::Bytes;
use http::StatusCode;
use std::fmt;

/// Why a call failed, grouped by what the caller can do about it.
///
/// This is the error of the last attempt; [`attempts`](Self::attempts) lists all of them. Its `Display` names the
/// action and, if present, the code, the message and the request id, and ends with a summary if there were several
/// attempts. Its `Debug` is the same; `{:#?}` adds the attempts one by one. `C` is the action's enum of error codes.
#[derive(thiserror::Error)]
#[non_exhaustive]
pub enum Error<C: ErrorCode> {
    /// The request breaks documented limits. Nothing was sent.
    #[error(transparent)]
    Limits(Box<LimitsBroken>),
    /// The request did not leave this machine.
    #[error(transparent)]
    NotSent(Box<NotSent>),
    /// No complete answer came in time. The vendor may have received the request, or not.
    #[error(transparent)]
    TimedOut(Box<TimedOut>),
    /// The connection was lost, or the head of the answer is too large to be read. The vendor may have received the
    /// request, or not.
    #[error(transparent)]
    Interrupted(Box<Interrupted>),
    /// The vendor refused the request, with a code.
    #[error(transparent)]
    Refused(Box<Refused<C>>),
    /// The answer does not match the documentation.
    #[error(transparent)]
    Unreadable(Box<Unreadable>),
}

impl<C: ErrorCode> fmt::Debug for Error<C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Limits(error) => error.fmt(f),
            Self::NotSent(error) => error.fmt(f),
            Self::TimedOut(error) => error.fmt(f),
            Self::Interrupted(error) => error.fmt(f),
            Self::Refused(error) => error.fmt(f),
            Self::Unreadable(error) => error.fmt(f),
        }
    }
}

/// Whether a request reached the vendor.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Sent {
    /// It did not leave this machine.
    No,
    /// It may have reached the vendor.
    Maybe,
    /// The vendor answered it.
    Yes,
}

impl<C: ErrorCode> Error<C> {
    /// The action that was called.
    #[must_use]
    pub fn action(&self) -> &'static str {
        match self {
            Self::Limits(error) => error.action,
            Self::NotSent(error) => error.action,
            Self::TimedOut(error) => error.action,
            Self::Interrupted(error) => error.action,
            Self::Refused(error) => error.action,
            Self::Unreadable(error) => error.action,
        }
    }

    /// The code that the vendor refused the request with.
    #[must_use]
    pub fn code(&self) -> Option<&C> {
        if let Self::Refused(error) = self { Some(&error.code) } else { None }
    }

    /// The request id, which the vendor's support asks for.
    #[must_use]
    pub fn request_id(&self) -> Option<&str> {
        match self {
            Self::Refused(error) => error.request_id.as_deref(),
            Self::Unreadable(error) => error.request_id.as_deref(),
            _ => None,
        }
    }

    /// The HTTP status of the answer.
    #[must_use]
    pub fn status(&self) -> Option<StatusCode> {
        match self {
            Self::Refused(error) => Some(error.status),
            Self::Unreadable(error) => Some(error.status),
            _ => None,
        }
    }

    /// The documented advice for the code, or for its class.
    #[must_use]
    pub fn advice(&self) -> Option<&'static str> {
        self.code().and_then(|code| code.advice().or_else(|| documented(code)?.advice()))
    }

    /// Whether the same request may succeed later: by the code, else by its class, else by the HTTP status; see
    /// [`decide`]. The client has already retried accordingly, as far as its policy, its budget and the call's deadline
    /// allowed.
    #[must_use]
    pub fn retry(&self) -> Retry {
        let (outcome, safe) = match self {
            Self::Limits(_) => (Outcome::Unsendable, true),
            Self::NotSent(error) => (error.cause.outcome(), true),
            Self::TimedOut(error) => (Outcome::Unanswered, error.repetition.safe),
            // Whatever its status: the head stays too large.
            Self::Interrupted(error) if matches!(error.cause, TransportError::HeadTooLarge(_)) => {
                (Outcome::Unreadable { status: 200 }, error.repetition.safe)
            }
            Self::Interrupted(error) => (Outcome::Unanswered, error.repetition.safe),
            Self::Refused(error) => {
                let documented = documented(&error.code).map(|code| code.retry());
                (Outcome::Refused { documented, status: error.status.as_u16() }, error.safe)
            }
            Self::Unreadable(error) => (Outcome::Unreadable { status: error.status.as_u16() }, error.repetition.safe),
        };
        decide(outcome, safe)
    }
}

impl<C: ErrorCode> Error<C> {
    /// Adds what the client knows to the error a protocol found in an answer.
    pub(crate) fn from_open_error<A: Action>(fault: OpenError, request: &A, status: StatusCode, body: Bytes) -> Self {
        let (action, repetition) = (A::INFO.name, Repetition::of(request));
        match fault {
            OpenError::Refused { code, number, message, request_id, log_id } => Self::Refused(Box::new(Refused {
                action,
                code: code_of(code.as_deref(), number),
                number,
                message,
                request_id,
                log_id,
                status,
                safe: repetition.safe,
                history: History::default(),
            })),
            OpenError::Unreadable { reason, path, request_id, log_id } => Self::Unreadable(Box::new(Unreadable {
                action,
                reason,
                path,
                request_id,
                log_id,
                status,
                body,
                repetition,
                history: History::default(),
            })),
        }
    }
}

/// The code, else the code with the number, else the number as an undocumented code.
fn code_of<C: ErrorCode>(code: Option<&str>, number: Option<i64>) -> C {
    match (code, number) {
        (Some(code), _) => C::from_wire(code),
        (None, Some(number)) => C::from_number(number).unwrap_or_else(|| C::from_wire(&number.to_string())),
        (None, None) => C::from_wire(""),
    }
}

/// The code if it is documented, else its class if that is documented.
fn documented<C: ErrorCode>(code: &C) -> Option<C> {
    if code.meaning().is_some() {
        return Some(code.clone());
    }
    Some(C::from_wire(&code.class())).filter(|class| class.meaning().is_some())
}
