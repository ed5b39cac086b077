//! How requests get to the vendor and answers back.

#[cfg(feature = "reqwest")]
pub(crate) mod reqwest_transport;

use bytes::Bytes;
use http::{Request, Response, StatusCode};
use std::{error::Error, fmt, pin::Pin, time::Duration};

/// What a [`Transport`] returns: a future that can be sent between threads.
pub type Exchange<'a> = Pin<Box<dyn Future<Output = Result<Response<Bytes>, TransportError>> + Send + 'a>>;

/// Sends a request and brings back the whole answer, whatever its status.
///
/// A transport follows no redirects, sends the URL and the headers (`Host` among them) byte for byte, and names the URL
/// in no error: it may hold a signature.
pub trait Transport: Send + Sync + 'static {
    /// Sends `request` and reads the answer.
    fn send(&self, request: Request<Bytes>, options: SendOptions) -> Exchange<'_>;
}

/// How a request is to be sent.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct SendOptions {
    /// How long it may take, the body's last byte included. The exchange is dropped when that time is over, so a transport
    /// need not watch it, but may pass it on.
    pub timeout: Duration,
    /// How long the answer's body may be, in bytes.
    pub max_answer_bytes: usize,
}

impl SendOptions {
    /// Puts options together.
    #[must_use]
    pub const fn new(timeout: Duration, max_answer_bytes: usize) -> Self {
        Self { timeout, max_answer_bytes }
    }
}

/// Why there is no answer.
#[derive(Debug)]
#[non_exhaustive]
pub enum TransportError {
    /// There was no connection (name lookup, TCP or TLS failed): the request did not leave this machine.
    NotSent(Cause),
    /// The time was up. The request may have been sent.
    TimedOut,
    /// The connection was lost after the request, or a part of it, was sent.
    Interrupted(Cause),
    /// The answer is longer than allowed. What came of it was thrown away.
    TooLarge {
        /// Its HTTP status.
        status: StatusCode,
        /// How long it may be, in bytes.
        limit: usize,
    },
}

/// The error beneath a [`TransportError`].
#[derive(Debug)]
pub struct Cause(Box<dyn Error + Send + Sync>);

impl Cause {
    /// Wraps an error, or a text.
    pub fn new(error: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        Self(error.into())
    }
}

/// The error and those beneath it, each once.
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
            Self::TimedOut => f.write_str("the time was up"),
            Self::Interrupted(cause) => write!(f, "the connection was lost: {cause}"),
            Self::TooLarge { limit, .. } => write!(f, "the answer is longer than {limit} bytes"),
        }
    }
}

impl Error for TransportError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::NotSent(cause) | Self::Interrupted(cause) => Some(&*cause.0),
            Self::TimedOut | Self::TooLarge { .. } => None,
        }
    }
}
