//! Errors of calls that got no answer.

use crate::{
    Action, Error, Interrupted, NotSent, NotSentCause, TimedOut, TransportError, Unreadable,
    error::{History, Repetition},
};
use bytes::Bytes;
use std::time::Duration;

/// The request did not leave this machine.
pub(super) fn not_sent<A: Action>(cause: NotSentCause) -> Error<A::Code> {
    Error::NotSent(Box::new(NotSent { action: A::INFO.name, cause, history: History::default() }))
}

/// Converts a transport error. `timeout` is the timeout of the attempt.
pub(super) fn from_transport<A: Action>(error: TransportError, request: &A, timeout: Duration) -> Error<A::Code> {
    let (action, repetition, history) = (A::INFO.name, Repetition::of(request), History::default());
    match error {
        error @ (TransportError::NotSent(_) | TransportError::Untrusted(_)) => {
            not_sent::<A>(NotSentCause::Connection(error))
        }
        TransportError::TimedOut => Error::TimedOut(Box::new(TimedOut { action, timeout, repetition, history })),
        cause @ (TransportError::Interrupted(_) | TransportError::HeadTooLarge(_)) => {
            Error::Interrupted(Box::new(Interrupted { action, cause, repetition, history }))
        }
        TransportError::TooLarge { status, limit } => Error::Unreadable(Box::new(Unreadable {
            action,
            reason: format!("it is longer than {limit} bytes; allow more with `max_answer_bytes`, or request less"),
            path: None,
            request_id: None,
            log_id: None,
            status,
            body: Bytes::new(),
            repetition,
            history,
        })),
    }
}
