//! What a request puts on the wire, before it is signed.

use crate::RequestError;
use bytes::Bytes;
use serde::Serialize;
use std::{borrow::Cow, fmt::Write};

/// Collects an action's parameters: query pairs, headers and at most one JSON body.
#[derive(Debug, Default)]
pub struct Parameters {
    query: Vec<(Cow<'static, str>, Cow<'static, str>)>,
    headers: Vec<(&'static str, String)>,
    body: Option<Result<Bytes, String>>,
}

impl Parameters {
    /// None so far.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a query pair. Neither part is to be encoded yet. Pairs keep their order; a name may come more than once.
    pub fn query(&mut self, name: impl Into<Cow<'static, str>>, value: impl QueryValue) {
        let mut text = String::new();
        value.append_to(&mut text);
        self.query.push((name.into(), Cow::Owned(text)));
    }

    /// Adds a header.
    pub fn header(&mut self, name: &'static str, value: impl Into<String>) {
        self.headers.push((name, value.into()));
    }

    /// Sets the body to `body` as JSON. If that cannot be written, the request will not be sent, and its error says why.
    pub fn json<T: Serialize + ?Sized>(&mut self, body: &T) {
        self.body = Some(serde_json::to_vec(body).map(Bytes::from).map_err(|error| error.to_string()));
    }

    /// What was collected.
    ///
    /// # Errors
    /// [`RequestError::Body`] if the body could not be written as JSON.
    pub fn into_parts(self) -> Result<Parts, RequestError> {
        let body = self.body.transpose().map_err(|reason| RequestError::Body { reason })?;
        Ok(Parts { query: self.query, headers: self.headers, body })
    }
}

/// What [`Parameters`] collected.
#[derive(Debug)]
#[non_exhaustive]
pub struct Parts {
    /// Query pairs, not encoded.
    pub query: Vec<(Cow<'static, str>, Cow<'static, str>)>,
    /// Headers.
    pub headers: Vec<(&'static str, String)>,
    /// The JSON body.
    pub body: Option<Bytes>,
}

/// A value that a query pair can hold.
pub trait QueryValue {
    /// Appends the value, not encoded.
    fn append_to(&self, text: &mut String);
}

impl QueryValue for str {
    fn append_to(&self, text: &mut String) {
        text.push_str(self);
    }
}

impl QueryValue for String {
    fn append_to(&self, text: &mut String) {
        text.push_str(self);
    }
}

impl<T: QueryValue + ?Sized> QueryValue for &T {
    fn append_to(&self, text: &mut String) {
        (**self).append_to(text);
    }
}

macro_rules! displayed {
    ($($type:ty)*) => {$(
        impl QueryValue for $type {
            fn append_to(&self, text: &mut String) {
                // Writing to a String cannot fail.
                let _ = write!(text, "{self}");
            }
        }
    )*};
}

displayed!(bool i32 i64 u32 u64 f64);
