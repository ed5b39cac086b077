//! The parameters of a request, before it is signed.

use crate::{
    RequestError,
    each::{Each, Items},
    secret::revealing,
    wire::{Encode, Encoded, TimeFormat},
};
use bytes::Bytes;
use secrecy::zeroize::Zeroizing;
use serde::Serialize;
use std::{borrow::Cow, fmt, marker::PhantomData};

/// Number of query pairs for which there is room from the start.
const EXPECTED: usize = 8;

/// Collects an action's parameters: query pairs, headers and at most one JSON body.
#[derive(Default)]
pub struct Parameters {
    query: Vec<(Cow<'static, str>, Cow<'static, str>)>,
    headers: Vec<(&'static str, String)>,
    body: Option<Result<Body, String>>,
    /// The secrets in the body.
    secrets: Vec<Zeroizing<String>>,
}

/// Shows names and sizes only: values may be secret.
impl fmt::Debug for Parameters {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let body = match &self.body {
            Some(Ok(Body::Object(bytes) | Body::Whole(bytes))) => bytes.len(),
            Some(Err(_)) | None => 0,
        };
        debug("Parameters", &self.query, &self.headers, body, f)
    }
}

/// The JSON body as far as it is written.
enum Body {
    /// An object without its closing brace.
    Object(Vec<u8>),
    /// A whole value.
    Whole(Vec<u8>),
}

impl Parameters {
    /// Creates an empty collection.
    #[must_use]
    pub fn new() -> Self {
        Self { query: Vec::with_capacity(EXPECTED), ..Self::default() }
    }

    /// Adds a query pair for each text of a parameter: none if it is not set, one for each item of a list. Names and
    /// values are passed unencoded. Pairs keep their order.
    pub fn query(&mut self, name: &'static str, parameter: &(impl Texts + ?Sized)) {
        parameter.texts(&mut |text| self.query.push((Cow::Borrowed(name), Cow::Owned(text))));
    }

    /// Adds a query pair for each item of a list, named `name.0`, `name.1` and so on, counted from `first`.
    pub fn numbered(&mut self, name: &str, first: u32, items: &impl Texts) {
        let mut number = first;
        items.texts(&mut |text| {
            self.query.push((Cow::Owned(format!("{name}.{number}")), Cow::Owned(text)));
            number += 1;
        });
    }

    /// Adds one query pair with the items of a list joined by `separator`; none if the list is not set.
    pub fn joined(&mut self, name: &'static str, separator: &str, items: &(impl Texts + Items)) {
        if items.count().is_none() {
            return;
        }
        let mut all = String::new();
        let mut first = true;
        items.texts(&mut |text| {
            if !std::mem::take(&mut first) {
                all.push_str(separator);
            }
            all.push_str(&text);
        });
        self.query.push((Cow::Borrowed(name), Cow::Owned(all)));
    }

    /// Adds a header if the parameter is set.
    pub fn header(&mut self, name: &'static str, parameter: &(impl Texts + ?Sized)) {
        parameter.texts(&mut |text| self.headers.push((name, text)));
    }

    /// Makes the body a JSON object, which is empty unless [`body`](Self::body) adds fields.
    pub fn object(&mut self) {
        self.body.get_or_insert_with(|| Ok(empty_object()));
    }

    /// Adds a field to the JSON body if the parameter is set. If it cannot be serialised,
    /// [`into_parts`](Self::into_parts) returns the error, so the request is not sent.
    pub fn body(&mut self, name: &'static str, parameter: &Option<impl Serialize>) {
        if let Some(value) = parameter {
            let body = self.body.take().unwrap_or_else(|| Ok(empty_object()));
            let (body, secrets) = revealing(|| body.and_then(|body| with_field(body, name, value)));
            self.body = Some(body);
            self.secrets.extend(secrets);
        }
    }

    /// Sends `body` as the whole JSON body. If it cannot be written, the request is not sent, and its error says why.
    pub fn json<T: Serialize + ?Sized>(&mut self, body: &T) {
        let (body, secrets) = revealing(|| serde_json::to_vec(body));
        self.body = Some(body.map(Body::Whole).map_err(|error| error.to_string()));
        self.secrets.extend(secrets);
    }

    /// Takes the secrets that the body contains.
    pub(crate) fn take_secrets(&mut self) -> Vec<Zeroizing<String>> {
        std::mem::take(&mut self.secrets)
    }

    /// Like [`body`](Self::body), for a value that its codec encodes.
    pub fn body_as<C: Encode>(&mut self, name: &'static str, parameter: &Option<C::Value>) {
        self.body(name, &parameter.as_ref().map(Encoded::<C>));
    }

    /// Returns the collected parameters.
    ///
    /// # Errors
    /// [`RequestError::Body`] if the body could not be written as JSON.
    pub fn into_parts(self) -> Result<Parts, RequestError> {
        let body = self.body.transpose().map_err(|reason| RequestError::Body { reason })?;
        let body = body.map(|body| match body {
            Body::Object(mut object) => {
                object.push(b'}');
                Bytes::from(object)
            }
            Body::Whole(value) => Bytes::from(value),
        });
        Ok(Parts { query: self.query, headers: self.headers, body })
    }
}

/// An empty JSON object.
fn empty_object() -> Body {
    Body::Object(vec![b'{'])
}

/// Appends a field to an object. A whole value takes none.
fn with_field(body: Body, name: &str, value: &impl Serialize) -> Result<Body, String> {
    let Body::Object(mut object) = body else {
        return Err(format!("the body is a whole value already, so it takes no field `{name}`"));
    };
    if object.len() > 1 {
        object.push(b',');
    }
    let written = serde_json::to_writer(&mut object, name).and_then(|()| {
        object.push(b':');
        serde_json::to_writer(&mut object, value)
    });
    written.map(|()| Body::Object(object)).map_err(|error| error.to_string())
}

/// The parts of a request that [`Parameters`] collected.
#[non_exhaustive]
pub struct Parts {
    /// Query pairs, unencoded.
    pub query: Vec<(Cow<'static, str>, Cow<'static, str>)>,
    /// Headers.
    pub headers: Vec<(&'static str, String)>,
    /// The JSON body.
    pub body: Option<Bytes>,
}

/// Shows names and sizes only: values may be secret.
impl fmt::Debug for Parts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        debug("Parts", &self.query, &self.headers, self.body.as_ref().map_or(0, Bytes::len), f)
    }
}

fn debug(
    name: &str,
    query: &[(Cow<'static, str>, Cow<'static, str>)],
    headers: &[(&'static str, String)],
    body: usize,
    f: &mut fmt::Formatter<'_>,
) -> fmt::Result {
    f.debug_struct(name)
        .field("query", &query.iter().map(|(name, _)| name).collect::<Vec<_>>())
        .field("headers", &headers.iter().map(|(name, _)| name).collect::<Vec<_>>())
        .field("body_bytes", &body)
        .finish()
}

/// A parameter as texts for a query or a header: none if it is not set, one for each item of a list.
pub trait Texts {
    /// Visits the texts in their order, unencoded.
    fn texts(&self, visit: &mut dyn FnMut(String));
}

impl Texts for str {
    fn texts(&self, visit: &mut dyn FnMut(String)) {
        visit(self.to_owned());
    }
}

impl<T: Texts> Texts for Option<T> {
    fn texts(&self, visit: &mut dyn FnMut(String)) {
        if let Some(value) = self {
            value.texts(visit);
        }
    }
}

impl<T: Texts> Texts for Vec<T> {
    fn texts(&self, visit: &mut dyn FnMut(String)) {
        for value in self {
            value.texts(visit);
        }
    }
}

/// Implements [`Texts`] for types whose text is their `Display`.
macro_rules! displayed {
    ($($type:ty)*) => {$(
        impl Texts for $type {
            fn texts(&self, visit: &mut dyn FnMut(String)) {
                visit(self.to_string());
            }
        }
    )*};
}

displayed!(bool i32 i64 u32 u64 f64 String);

/// Times as texts in the format `F`.
#[derive(Debug)]
pub struct FormattedTimes<'v, F, T> {
    times: &'v T,
    format: PhantomData<F>,
}

/// The times of a parameter, written in the format `F`.
pub const fn formatted<F: TimeFormat, T: Each<F::Value>>(times: &T) -> FormattedTimes<'_, F, T> {
    FormattedTimes { times, format: PhantomData }
}

impl<F: TimeFormat, T: Each<F::Value>> Texts for FormattedTimes<'_, F, T> {
    fn texts(&self, visit: &mut dyn FnMut(String)) {
        self.times.each(&mut |time| visit(F::text(time)));
    }
}

impl<F, T: Items> Items for FormattedTimes<'_, F, T> {
    fn count(&self) -> Option<usize> {
        self.times.count()
    }
}
