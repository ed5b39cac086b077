//! What a call asked.

use super::percent;
use bytes::Bytes;
use http::{HeaderMap, Method, Request};
use serde_json::Value;
use std::fmt;

/// A request that reached a [`ScriptedTransport`](super::ScriptedTransport): one for each attempt of a call.
///
/// Its `Debug` shows names of parameters and no values, because a URL may contain a signature.
#[derive(Clone)]
pub struct RecordedCall {
    method: Method,
    url: String,
    headers: HeaderMap,
    body: Bytes,
}

impl RecordedCall {
    pub(super) fn of(request: &Request<Bytes>) -> Self {
        Self {
            method: request.method().clone(),
            url: request.uri().to_string(),
            headers: request.headers().clone(),
            body: request.body().clone(),
        }
    }

    /// The HTTP method.
    #[must_use]
    pub const fn method(&self) -> &Method {
        &self.method
    }

    /// The whole URL as sent, with its query.
    #[must_use]
    pub fn url(&self) -> &str {
        &self.url
    }

    /// All headers as sent.
    #[must_use]
    pub const fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// A header; `None` if it is missing or not visible ASCII.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }

    /// The body as sent; empty for a `GET`.
    #[must_use]
    pub const fn body(&self) -> &Bytes {
        &self.body
    }

    /// The decoded pairs of the query, in their order. They include what the vendor's protocol adds.
    #[must_use]
    pub fn query(&self) -> Vec<(String, String)> {
        percent::pairs(self.url.split_once('?').map_or("", |(_, query)| query))
    }

    /// The body as JSON; `None` if it is empty or something else.
    #[must_use]
    pub fn json(&self) -> Option<Value> {
        serde_json::from_slice(&self.body).ok()
    }

    /// The value of a parameter by its name on the wire: from the JSON body, else from the query. There each value is a
    /// text, and a name that occurs several times is a list of them. `None` if the call does not have the parameter.
    #[must_use]
    pub fn parameter(&self, name: &str) -> Option<Value> {
        if let Some(value) = self.json().and_then(|mut body| body.get_mut(name).map(Value::take)) {
            return Some(value);
        }
        let query = self.query().into_iter();
        let mut values: Vec<Value> = query.filter(|(known, _)| known == name).map(|(_, value)| value.into()).collect();
        match values.len() {
            0 => None,
            1 => values.pop(),
            _ => Some(Value::Array(values)),
        }
    }
}

impl fmt::Debug for RecordedCall {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let url = self.url.split('?').next().unwrap_or_default();
        let mut names: Vec<String> = self.query().into_iter().map(|(name, _)| name).collect();
        names.extend(self.json().iter().filter_map(Value::as_object).flat_map(|body| body.keys().cloned()));
        write!(f, "{} {url} with {}", self.method, names.join(", "))
    }
}
