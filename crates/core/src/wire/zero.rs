//! Zeros that a vendor sends where there is no value.

use super::{Codec, Decode, Encode, Optional, Plain, Rfc3339, UnixMillis, UnixSeconds};
use serde::{Deserializer, Serializer};
use std::marker::PhantomData;
use time::{Month, OffsetDateTime};

/// An optional value, for which the vendor sends zero where there is none. `null` and zero decode to `None`.
#[derive(Clone, Copy, Debug, Default)]
pub struct NonZero<C>(PhantomData<fn() -> C>);

impl<C: Codec> Codec for NonZero<C> {
    type Value = Option<C::Value>;
}

impl<C: Decode + Zero> Decode for NonZero<C> {
    fn decode<'de, D: Deserializer<'de>>(from: D) -> Result<Self::Value, D::Error> {
        Ok(C::decode_optional(from)?.filter(|value| !C::is_zero(value)))
    }
}

impl<C: Encode> Encode for NonZero<C> {
    fn encode<S: Serializer>(value: &Self::Value, to: S) -> Result<S::Ok, S::Error> {
        Optional::<C>::encode(value, to)
    }
}

/// A [`Codec`] whose values include a zero.
pub trait Zero: Codec {
    /// Whether the value is the one that the wire represents as zero.
    fn is_zero(value: &Self::Value) -> bool;
}

impl Zero for UnixSeconds {
    fn is_zero(value: &OffsetDateTime) -> bool {
        *value == OffsetDateTime::UNIX_EPOCH
    }
}

impl Zero for UnixMillis {
    fn is_zero(value: &OffsetDateTime) -> bool {
        *value == OffsetDateTime::UNIX_EPOCH
    }
}

/// The first moment of the year 1, as servers in Go write it.
impl Zero for Rfc3339 {
    fn is_zero(value: &OffsetDateTime) -> bool {
        (value.year(), value.month(), value.day()) == (1, Month::January, 1) && value.time() == time::Time::MIDNIGHT
    }
}

impl<T: ZeroValue> Zero for Plain<T> {
    fn is_zero(value: &T) -> bool {
        value.is_zero()
    }
}

/// A type with a zero: the number 0, or the empty text.
pub trait ZeroValue {
    /// Whether this is the zero.
    fn is_zero(&self) -> bool;
}

impl ZeroValue for String {
    fn is_zero(&self) -> bool {
        self.is_empty()
    }
}

/// Implements [`ZeroValue`] for integers.
macro_rules! numbers {
    ($($type:ty)*) => {$(
        impl ZeroValue for $type {
            fn is_zero(&self) -> bool {
                *self == <$type>::default()
            }
        }
    )*};
}

numbers!(i32 i64 u32 u64);

impl ZeroValue for f64 {
    fn is_zero(&self) -> bool {
        self.classify() == std::num::FpCategory::Zero
    }
}
