//! What a scripted transport gives to a call.

use crate::{Cause, TransportError};
use bytes::Bytes;
use http::{HeaderMap, HeaderName, HeaderValue, Response, StatusCode};
use std::fmt::Display;

/// What a [`ScriptedTransport`](super::ScriptedTransport) gives to one call: an answer of any form, or a failure.
#[derive(Clone, Debug)]
pub struct Reply(Kind);

#[derive(Clone, Debug)]
enum Kind {
    Answer { status: StatusCode, headers: HeaderMap, body: Bytes },
    NoConnection,
    ConnectionLost,
    Silence,
}

impl Reply {
    /// An answer with this HTTP status and body, which is the whole envelope. An invalid status becomes 500.
    #[must_use]
    pub fn answer(status: u16, body: impl Display) -> Self {
        let status = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        Self(Kind::Answer { status, headers: HeaderMap::new(), body: Bytes::from(body.to_string()) })
    }

    /// The answer with one more header, such as `retry-after`. A failure has no headers, and stays as it is.
    #[must_use]
    pub fn header(mut self, name: &'static str, value: &'static str) -> Self {
        if let Kind::Answer { headers, .. } = &mut self.0 {
            headers.insert(HeaderName::from_static(name), HeaderValue::from_static(value));
        }
        self
    }

    /// There is no connection: the request is not sent.
    #[must_use]
    pub const fn no_connection() -> Self {
        Self(Kind::NoConnection)
    }

    /// The connection is lost before the answer arrives.
    #[must_use]
    pub const fn connection_lost() -> Self {
        Self(Kind::ConnectionLost)
    }

    /// No answer ever arrives: the call waits until its timeout.
    #[must_use]
    pub const fn silence() -> Self {
        Self(Kind::Silence)
    }

    /// The result of the exchange; `None` if there is none ever.
    pub(super) fn into_result(self) -> Option<Result<Response<Bytes>, TransportError>> {
        match self.0 {
            Kind::Answer { status, headers, body } => {
                let mut response = Response::new(body);
                *response.status_mut() = status;
                *response.headers_mut() = headers;
                Some(Ok(response))
            }
            Kind::NoConnection => Some(Err(TransportError::NotSent(Cause::new("the script has no connection here")))),
            Kind::ConnectionLost => {
                Some(Err(TransportError::Interrupted(Cause::new("the script loses the connection here"))))
            }
            Kind::Silence => None,
        }
    }
}
