//! Helpers for opening envelopes: the lenient second pass over an answer that strict decoding rejected.
//!
//! Nothing here builds a tree of the answer: members are found in its text and decoded from there, so a body costs
//! memory in proportion to its length, whatever its shape.

use super::repair::repair;
use crate::{
    OpenError,
    wire::{Lenient, integer, object},
};
use serde::{
    Deserializer as _,
    de::{DeserializeOwned, IgnoredAny, MapAccess, SeqAccess, Visitor},
};
use serde_json::{Deserializer, value::RawValue};
use serde_path_to_error::{Deserializer as Tracked, Track};
use std::{borrow::Cow, fmt};

/// Maximum length of a kept serde error, in characters.
const LONGEST: usize = 1024;

/// The body of an answer as text. A byte order mark is passed over, and damaged texts within are repaired: what is not
/// Unicode becomes U+FFFD.
#[derive(Clone, Debug)]
pub struct Body<'b>(Cow<'b, str>);

impl<'b> Body<'b> {
    /// Reads a body.
    ///
    /// # Errors
    /// [`OpenError::Unreadable`] if it is empty.
    pub fn new(body: &'b [u8]) -> Result<Self, OpenError> {
        if body.is_empty() {
            return Err(unreadable("the body is empty"));
        }
        Ok(Self(repair(body)))
    }

    /// Passes each member of the body's object to a function. What precedes a syntax error is passed on too; a body
    /// that is JSON but no object has no members.
    ///
    /// # Errors
    /// [`OpenError::Unreadable`] if the body is not JSON, or something follows after it.
    pub fn members<'t>(&'t self, each: impl FnMut(&str, Json<'t>)) -> Result<(), OpenError> {
        let mut deserializer = Deserializer::from_str(&self.0);
        let not_json = |error| unreadable(format!("the body is not JSON: {error}"));
        deserializer.deserialize_any(Members(each)).map_err(not_json)?;
        deserializer.end().map_err(not_json)
    }
}

/// The text of one JSON value within an answer.
#[derive(Clone, Copy, Debug)]
pub struct Json<'t>(&'t str);

impl<'t> Json<'t> {
    /// An object without members.
    pub const EMPTY: Self = Self("{}");

    /// The text of the value.
    #[must_use]
    pub const fn as_str(self) -> &'t str {
        self.0
    }

    /// Whether the value is `null`.
    #[must_use]
    pub fn is_null(self) -> bool {
        self.0 == "null"
    }

    /// Passes each member of an object to a function; any other value has none.
    pub fn members(self, each: impl FnMut(&str, Json<'t>)) {
        // The text is JSON, so there is no error.
        let _ = Deserializer::from_str(self.0).deserialize_any(Members(each));
    }

    /// A string, or a number or boolean as a string. `None` for `null`, lists and objects.
    #[must_use]
    pub fn text(self) -> Option<String> {
        match self.0.as_bytes() {
            [b'"', ..] => serde_json::from_str(self.0).ok(),
            [b'{' | b'[', ..] | b"null" | [] => None,
            _ => Some(self.0.to_owned()),
        }
    }

    /// A whole number: an integer, a float such as `0.0` or `1e3`, or a string that contains one.
    #[must_use]
    pub fn number(self) -> Option<i64> {
        match self.0.as_bytes() {
            [b'"', ..] => integer(&serde_json::from_str::<Cow<'_, str>>(self.0).ok()?)?.try_into().ok(),
            _ => integer(self.0)?.try_into().ok(),
        }
    }

    /// Decodes the value into `T`. Scalars are read leniently where no meaning is lost. `at` is the path of the value,
    /// used as the prefix of the path in an error.
    ///
    /// # Errors
    /// [`OpenError::Unreadable`] with the path of the first value that does not fit.
    pub fn decode<T: DeserializeOwned>(self, at: &str) -> Result<T, OpenError> {
        let mut track = Track::new();
        let mut deserializer = Deserializer::from_str(self.0);
        object(Lenient(Tracked::new(&mut deserializer, &mut track))).map_err(|error: serde_json::Error| {
            let path = track.path().to_string();
            let path = match path.as_str() {
                "." => at.to_owned(),
                path if path.starts_with('[') => format!("{at}{path}"),
                path => format!("{at}.{path}"),
            };
            OpenError::Unreadable { reason: reason(&error), path: Some(path), request_id: None, log_id: None }
        })
    }
}

/// The value of a payload that an answer does not have: `None` unless the payload is optional.
#[must_use]
pub fn absent<T: DeserializeOwned>() -> Option<T> {
    T::deserialize(Absent).ok()
}

/// No value: only what is optional can be read from it.
struct Absent;

impl<'de> serde::Deserializer<'de> for Absent {
    type Error = serde::de::value::Error;

    fn deserialize_any<V: Visitor<'de>>(self, _: V) -> Result<V::Value, Self::Error> {
        Err(serde::de::Error::custom("it is absent"))
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Self::Error> {
        visitor.visit_none()
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, _: &'static str, visitor: V) -> Result<V::Value, Self::Error> {
        visitor.visit_newtype_struct(self)
    }

    serde::forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf unit unit_struct seq tuple
        tuple_struct map struct enum identifier ignored_any
    }
}

/// The first member that is not `null`.
pub fn keep_first<'t>(slot: &mut Option<Json<'t>>, value: Json<'t>) {
    if slot.is_none() && !value.is_null() {
        *slot = Some(value);
    }
}

/// The message of an error without its position, which is that within a part of the answer.
fn reason(error: &serde_json::Error) -> String {
    let text = error.to_string();
    let position = format!(" at line {} column {}", error.line(), error.column());
    // Serde quotes an invalid value in full, however long it is.
    text.strip_suffix(&position).unwrap_or(&text).chars().take(LONGEST).collect()
}

/// Passes each member of an object to a function.
struct Members<F>(F);

impl<'t, F: FnMut(&str, Json<'t>)> Visitor<'t> for Members<F> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any value")
    }

    fn visit_map<A: MapAccess<'t>>(mut self, mut map: A) -> Result<(), A::Error> {
        while let Some(name) = map.next_key::<Name<'t>>()? {
            let value: &'t RawValue = map.next_value()?;
            (self.0)(&name.0, Json(value.get()));
        }
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'t>>(self, mut list: A) -> Result<(), A::Error> {
        while list.next_element::<IgnoredAny>()?.is_some() {}
        Ok(())
    }

    fn visit_unit<E>(self) -> Result<(), E> {
        Ok(())
    }

    fn visit_bool<E>(self, _: bool) -> Result<(), E> {
        Ok(())
    }

    fn visit_i64<E>(self, _: i64) -> Result<(), E> {
        Ok(())
    }

    fn visit_u64<E>(self, _: u64) -> Result<(), E> {
        Ok(())
    }

    fn visit_f64<E>(self, _: f64) -> Result<(), E> {
        Ok(())
    }

    fn visit_str<E>(self, _: &str) -> Result<(), E> {
        Ok(())
    }
}

/// A member's name, borrowed from the answer if it has no escapes.
#[derive(serde::Deserialize)]
struct Name<'t>(#[serde(borrow)] Cow<'t, str>);

/// An [`OpenError::Unreadable`] with a reason and nothing else.
pub fn unreadable(reason: impl Into<String>) -> OpenError {
    OpenError::Unreadable { reason: reason.into(), path: None, request_id: None, log_id: None }
}

impl OpenError {
    /// Adds the ids that the error does not have yet.
    #[must_use]
    pub fn with_ids(mut self, request: Option<String>, log: Option<String>) -> Self {
        let (Self::Refused { request_id, log_id, .. } | Self::Unreadable { request_id, log_id, .. }) = &mut self;
        if request_id.is_none() {
            *request_id = request;
        }
        if log_id.is_none() {
            *log_id = log;
        }
        self
    }
}
