//! Building blocks for reading and writing the values of answers and requests.
//!
//! A [`Codec`] says how one value stands on the wire; the blocks compose:
//!
//! ```
//! use rtc_core::wire::{Decode, List, Optional, Plain, Rfc3339};
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

mod collections;
mod enums;
mod object;
mod times;

/// What the macros of this crate lean on.
#[doc(hidden)]
pub use serde;

pub use collections::{List, Map, Optional};
pub use enums::string_enum;
pub use object::{Object, object};
pub use times::{Rfc3339, UnixMillis, UnixSeconds, rfc3339, unix_millis};

use serde::{Deserializer, Serialize, Serializer, de::DeserializeOwned};
use std::marker::PhantomData;

/// How a value stands on the wire. A block that can be read is [`Decode`], one that can be written is [`Encode`].
pub trait Codec {
    /// The value in Rust.
    type Value;
}

/// A [`Codec`] that reads.
pub trait Decode: Codec + Sized {
    /// Reads a value.
    ///
    /// # Errors
    /// The deserializer's, where what stands there is no such value.
    fn decode<'de, D: Deserializer<'de>>(from: D) -> Result<Self::Value, D::Error>;

    /// Reads a value that may be absent: `null`, and whatever else the value's kind is known to use for "none".
    ///
    /// # Errors
    /// As [`decode`](Self::decode).
    fn decode_optional<'de, D: Deserializer<'de>>(from: D) -> Result<Option<Self::Value>, D::Error> {
        collections::null_or::<Self, D>(from)
    }
}

/// A [`Codec`] that writes.
pub trait Encode: Codec {
    /// Writes a value.
    ///
    /// # Errors
    /// The serializer's.
    fn encode<S: Serializer>(value: &Self::Value, to: S) -> Result<S::Ok, S::Error>;
}

/// A type that serde already reads and writes as it stands on the wire.
#[derive(Clone, Copy, Debug, Default)]
pub struct Plain<T>(PhantomData<fn() -> T>);

impl<T> Codec for Plain<T> {
    type Value = T;
}

impl<T: DeserializeOwned> Decode for Plain<T> {
    fn decode<'de, D: Deserializer<'de>>(from: D) -> Result<T, D::Error> {
        T::deserialize(from)
    }
}

impl<T: Serialize> Encode for Plain<T> {
    fn encode<S: Serializer>(value: &T, to: S) -> Result<S::Ok, S::Error> {
        value.serialize(to)
    }
}
