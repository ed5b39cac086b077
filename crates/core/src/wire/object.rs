//! Structs that decode from objects only.

use super::{Codec, Decode, Encode};
use serde::{
    Deserialize, Deserializer, Serialize, Serializer,
    de::{DeserializeOwned, MapAccess, Visitor, value::MapAccessDeserializer},
};
use std::{fmt, marker::PhantomData};

/// A struct. Derived structs also decode from an array of their fields; this codec accepts objects only.
#[derive(Clone, Copy, Debug, Default)]
pub struct Object<T>(PhantomData<fn() -> T>);

impl<T> Codec for Object<T> {
    type Value = T;
}

impl<T: DeserializeOwned> Decode for Object<T> {
    fn decode<'de, D: Deserializer<'de>>(from: D) -> Result<T, D::Error> {
        object(from)
    }
}

impl<T: Serialize> Encode for Object<T> {
    fn encode<S: Serializer>(value: &T, to: S) -> Result<S::Ok, S::Error> {
        value.serialize(to)
    }
}

/// Decodes a struct from an object, and from nothing else.
///
/// # Errors
/// The deserializer's error if the input is not an object or a field does not fit.
pub fn object<'de, D: Deserializer<'de>, T: Deserialize<'de>>(from: D) -> Result<T, D::Error> {
    from.deserialize_map(ObjectVisitor(PhantomData))
}

struct ObjectVisitor<T>(PhantomData<fn() -> T>);

impl<'de, T: Deserialize<'de>> Visitor<'de> for ObjectVisitor<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<T, A::Error> {
        T::deserialize(MapAccessDeserializer::new(map))
    }
}
