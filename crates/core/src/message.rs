//! Building a request of `http`'s types without a panic and without showing a secret.

use crate::{Endpoint, Method, RequestError};
use bytes::Bytes;
use http::{HeaderMap, HeaderName, HeaderValue, Request, Uri};
use std::str::FromStr;

/// A request that is being put together.
#[derive(Debug, Default)]
pub struct Headers(HeaderMap);

impl Headers {
    /// None so far.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets a header.
    ///
    /// # Errors
    /// [`RequestError::Header`] if it cannot be sent.
    pub fn set(&mut self, name: &str, value: &str) -> Result<(), RequestError> {
        let (name, value) = header(name, value)?;
        self.0.insert(name, value);
        Ok(())
    }

    /// Sets a header that `Debug` must not show.
    ///
    /// # Errors
    /// [`RequestError::Header`] if it cannot be sent.
    pub fn set_secret(&mut self, name: &str, value: &str) -> Result<(), RequestError> {
        let (name, mut value) = header(name, value)?;
        value.set_sensitive(true);
        self.0.insert(name, value);
        Ok(())
    }

    /// The request with these headers and the endpoint's `Host`. The query is encoded already.
    ///
    /// # Errors
    /// [`RequestError`] if the host or the URL cannot be sent.
    pub fn request(
        mut self,
        method: Method,
        endpoint: &Endpoint,
        query: &str,
        body: Bytes,
    ) -> Result<Request<Bytes>, RequestError> {
        self.set("host", endpoint.host())?;
        let mut request = Request::new(body);
        *request.method_mut() = method.into();
        *request.uri_mut() =
            Uri::from_str(&endpoint.url(query)).map_err(|_| RequestError::Url { length: query.len() })?;
        *request.headers_mut() = self.0;
        Ok(request)
    }
}

fn header(name: &str, value: &str) -> Result<(HeaderName, HeaderValue), RequestError> {
    // `from_str` lets visible ASCII and tabs through, and nothing else.
    match (HeaderName::from_bytes(name.as_bytes()), HeaderValue::from_str(value)) {
        (Ok(name), Ok(value)) if value.to_str().is_ok() => Ok((name, value)),
        _ => Err(RequestError::Header { name: name.to_owned() }),
    }
}
