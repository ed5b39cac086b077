//! Enumerations that stay open.

use serde::{
    Deserializer,
    de::{Error, Visitor},
};
use std::{fmt, marker::PhantomData};

/// Reads a text and makes `T` of it without owning it in between, so that documented values cost no allocation.
///
/// # Errors
/// The deserializer's, where no text stands there.
pub fn string_enum<'de, D, T>(from: D) -> Result<T, D::Error>
where
    D: Deserializer<'de>,
    T: for<'a> From<&'a str>,
{
    from.deserialize_str(Text(PhantomData))
}

struct Text<T>(PhantomData<fn() -> T>);

impl<T: for<'a> From<&'a str>> Visitor<'_> for Text<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a string")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<T, E> {
        Ok(T::from(text))
    }
}
