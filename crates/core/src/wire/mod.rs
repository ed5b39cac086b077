//! Codecs: building blocks for decoding answers and encoding requests.
//!
//! A [`Codec`] describes how one value is represented on the wire. Codecs compose:
//!
//! ```
//! use rtc_core::generated::{Decode, List, Optional, Plain, Rfc3339};
//! use time::OffsetDateTime;
//!
//! #[derive(serde::Deserialize)]
//! struct User {
//!     #[serde(rename = "LeaveAt", default, deserialize_with = "Optional::<Rfc3339>::decode")]
//!     leave_at: Option<OffsetDateTime>,
//!     #[serde(rename = "Groups", default, deserialize_with = "List::<List<Plain<String>>>::decode")]
//!     groups: Vec<Vec<String>>,
//! }
//!
//! let user: User = serde_json::from_str(r#"{"LeaveAt": "", "Groups": [["a"], null]}"#)?;
//! assert_eq!(user.leave_at, None);
//! assert_eq!(user.groups, [vec!["a".to_owned()], vec![]]);
//! # Ok::<(), serde_json::Error>(())
//! ```

mod calendar;
mod collections;
mod enums;
mod lenient;
mod object;
mod times;
mod zero;

pub use calendar::{CompactDate, Date, LocalMinutes, LocalTime, midnight};
pub(crate) use collections::Encoded;
pub use collections::{Boxed, List, Map, Optional};
pub use enums::string_enum;
pub(crate) use lenient::{Lenient, integer};
pub use object::{Object, object};
pub use times::{Rfc3339, Rfc3339Seconds, TimeFormat, UnixMillis, UnixSeconds};
pub use zero::{NonZero, Zero, ZeroValue};

use serde::{Deserializer, Serialize, Serializer, de::DeserializeOwned};
use std::marker::PhantomData;

/// The wire representation of a value. Codecs that can decode are [`Decode`], those that can encode are [`Encode`].
pub trait Codec {
    /// The value in Rust.
    type Value;
}

/// A [`Codec`] that decodes.
pub trait Decode: Codec + Sized {
    /// Decodes a value.
    ///
    /// # Errors
    /// The deserializer's error if the input is no such value.
    fn decode<'de, D: Deserializer<'de>>(from: D) -> Result<Self::Value, D::Error>;

    /// Decodes an optional value: `None` for `null`, and for whatever else this codec treats as absent.
    ///
    /// # Errors
    /// As [`decode`](Self::decode).
    fn decode_optional<'de, D: Deserializer<'de>>(from: D) -> Result<Option<Self::Value>, D::Error> {
        collections::null_or::<Self, D>(from)
    }
}

/// A [`Codec`] that encodes.
pub trait Encode: Codec {
    /// Encodes a value.
    ///
    /// # Errors
    /// The serializer's error.
    fn encode<S: Serializer>(value: &Self::Value, to: S) -> Result<S::Ok, S::Error>;
}

/// A type whose own serde implementation matches the wire representation.
#[derive(Clone, Copy, Debug, Default)]
pub struct Plain<T>(PhantomData<fn() -> T>);

impl<T> Codec for Plain<T> {
    type Value = T;
}

impl<T: DeserializeOwned> Decode for Plain<T> {
    fn decode<'de, D: Deserializer<'de>>(from: D) -> Result<T, D::Error> {
        T::deserialize(from)
    }

    /// Where strict decoding failed, the empty text is `None` too, unless it is a value of `T`.
    fn decode_optional<'de, D: Deserializer<'de>>(from: D) -> Result<Option<T>, D::Error> {
        lenient::or_empty(from)
    }
}

impl<T: Serialize> Encode for Plain<T> {
    fn encode<S: Serializer>(value: &T, to: S) -> Result<S::Ok, S::Error> {
        value.serialize(to)
    }
}
