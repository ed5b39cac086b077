//! Transports: how requests reach the vendor.

#[cfg(feature = "reqwest")]
pub(crate) mod reqwest_transport;

use crate::{RuntimeError, error::debug_is_display};
use bytes::Bytes;
use http::{Request, Response, StatusCode};
use std::{error::Error, fmt, pin::Pin, time::Duration};

/// The future that a [`Transport`] returns.
pub type Exchange<'a> = Pin<Box<dyn Future<Output = Result<Response<Bytes>, TransportError>> + Send + 'a>>;

/// Sends a request and returns the whole answer, whatever its status.
///
/// A transport follows no redirects, sends the URL and the headers (`Host` among them) byte for byte, and never names
/// the URL in an error: it may contain a signature.
pub trait Transport: Send + Sync + 'static {
    /// Sends `request` and reads the answer.
    fn send(&self, request: Request<Bytes>, options: SendOptions) -> Exchange<'_>;
}

/// How a request is to be sent.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct SendOptions {
    /// How long the exchange may take, including the last byte of the body. The client drops the exchange at that time,
    /// so a transport need not enforce it.
    pub timeout: Duration,
    /// The longest body of an answer, in bytes.
    pub max_answer_bytes: usize,
}

impl SendOptions {
    /// Creates options.
    #[must_use]
    pub const fn new(timeout: Duration, max_answer_bytes: usize) -> Self {
        Self { timeout, max_answer_bytes }
    }
}

/// Why there is no answer.
#[non_exhaustive]
pub enum TransportError {
    /// There was no connection (name lookup, TCP or TLS failed): the request did not leave this machine.
    NotSent(Cause),
    /// The exchange timed out. The request may have been sent.
    TimedOut,
    /// There was no connection because the server's certificate was not accepted, which another attempt does not
    /// change: the request did not leave this machine.
    Untrusted(Cause),
    /// The connection was lost after the request, or a part of it, was sent.
    Interrupted(Cause),
    /// The head of the answer has too many headers, or is too long, to be read. Another attempt does not change that.
    HeadTooLarge(Cause),
    /// The answer is longer than allowed; it was discarded.
    TooLarge {
        /// Its HTTP status.
        status: StatusCode,
        /// The limit, in bytes.
        limit: usize,
    },
}

/// The error beneath a [`TransportError`].
pub struct Cause(Box<dyn Error + Send + Sync>);

impl Cause {
    /// Wraps an error, or a message.
    pub fn new(error: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        Self(error.into())
    }

    /// The error itself, for a look at its type.
    #[must_use]
    pub fn get_ref(&self) -> &(dyn Error + Send + Sync + 'static) {
        &*self.0
    }
}

impl TransportError {
    /// The runtime's error, if that is why nothing was sent.
    pub(crate) fn runtime(&self) -> Option<RuntimeError> {
        let Self::NotSent(cause) = self else { return None };
        cause.0.downcast_ref().copied()
    }
}

/// The error and its sources, without repetitions.
impl fmt::Display for Cause {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut shown = self.0.to_string();
        f.write_str(&shown)?;
        let mut next = self.0.source();
        while let Some(error) = next {
            let text = error.to_string();
            if !shown.contains(&text) {
                write!(f, ": {text}")?;
                shown = text;
            }
            next = error.source();
        }
        Ok(())
    }
}

impl fmt::Display for TransportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotSent(cause) => write!(f, "there was no connection: {cause}"),
            Self::Untrusted(cause) => write!(
                f,
                "the server's certificate was not accepted: {cause}; check the endpoint, this machine's clock and \
                 certificates, and any proxy in between"
            ),
            Self::TimedOut => f.write_str("it timed out"),
            Self::Interrupted(cause) => write!(f, "the connection was lost: {cause}"),
            Self::HeadTooLarge(cause) => {
                write!(f, "the head of the answer has more headers, or is longer, than can be read: {cause}")
            }
            Self::TooLarge { limit, .. } => write!(f, "the answer is longer than {limit} bytes"),
        }
    }
}

// The `Display` includes the cause and its sources.
impl Error for TransportError {}

debug_is_display!(Cause, TransportError);
