//! Building an `http::Request` without panics and without exposing secrets.

use crate::{Endpoint, Method, RequestError};
use bytes::Bytes;
use http::{HeaderMap, HeaderName, HeaderValue, Request, Uri, header::HOST};
use std::fmt;

/// Number of headers for which there is room from the start.
const EXPECTED: usize = 8;

/// The headers of a request under construction.
#[derive(Default)]
pub struct Headers {
    headers: HeaderMap,
    hidden: Hidden,
}

/// Secret parts of a request in addition to its sensitive headers. They are attached to it as an extension, so that
/// errors can redact them.
#[derive(Clone, Default)]
pub(crate) struct Hidden(pub(crate) Vec<String>);

impl Headers {
    /// Creates an empty set.
    #[must_use]
    pub fn new() -> Self {
        Self { headers: HeaderMap::with_capacity(EXPECTED), hidden: Hidden::default() }
    }

    /// Sets a header. A [`HeaderName`] that is a constant is not checked again.
    ///
    /// # Errors
    /// [`RequestError::Header`] if it cannot be sent.
    pub fn set(&mut self, name: impl Name, value: &str) -> Result<(), RequestError> {
        let (name, value) = header(name, value)?;
        self.headers.insert(name, value);
        Ok(())
    }

    /// Sets a header whose value `Debug` must not show.
    ///
    /// # Errors
    /// [`RequestError::Header`] if it cannot be sent.
    pub fn set_secret(&mut self, name: impl Name, value: &str) -> Result<(), RequestError> {
        let (name, mut value) = header(name, value)?;
        value.set_sensitive(true);
        self.headers.insert(name, value);
        Ok(())
    }

    /// Marks a part of the URL, such as a signature, as secret. An answer may echo it; errors redact it. A header that
    /// is set as secret is redacted without this, and so is its last part after `=`, which in `Authorization` is the
    /// signature.
    pub fn hide(&mut self, text: impl Into<String>) {
        self.hidden.0.push(text.into());
    }

    /// Builds the request with these headers and the endpoint's `Host`. `query` is already encoded.
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
        self.set(HOST, endpoint.host())?;
        let mut request = Request::new(body);
        *request.method_mut() = method.into();
        *request.uri_mut() =
            Uri::try_from(endpoint.url(query)).map_err(|_| RequestError::Url { length: query.len() })?;
        *request.headers_mut() = self.headers;
        if !self.hidden.0.is_empty() {
            request.extensions_mut().insert(self.hidden);
        }
        Ok(request)
    }
}

/// The name of a header: a text, or a [`HeaderName`].
pub trait Name: AsRef<str> + Clone + TryInto<HeaderName> {}

impl<N: AsRef<str> + Clone + TryInto<HeaderName>> Name for N {}

fn header<N: Name>(name: N, value: &str) -> Result<(HeaderName, HeaderValue), RequestError> {
    let given = name.clone();
    // `from_str` lets characters beyond ASCII through, `to_str` does not.
    match (name.try_into(), HeaderValue::from_str(value)) {
        (Ok(name), Ok(value)) if value.to_str().is_ok() => Ok((name, value)),
        _ => Err(RequestError::Header { name: given.as_ref().to_owned() }),
    }
}

impl fmt::Debug for Headers {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Headers").field(&self.headers).finish()
    }
}
