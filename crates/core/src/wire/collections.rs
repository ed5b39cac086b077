//! Lists, maps and values that may be absent.

use super::{Codec, Decode, Encode};
use serde::{
    Deserializer, Serialize, Serializer,
    de::{DeserializeSeed, MapAccess, SeqAccess, Visitor},
};
use std::{collections::BTreeMap, fmt, marker::PhantomData};

/// An optional value. `null` decodes to `None`, and so does `""` for times.
#[derive(Clone, Copy, Debug, Default)]
pub struct Optional<C>(PhantomData<fn() -> C>);

/// An optional boxed value, for types that contain themselves.
#[derive(Clone, Copy, Debug, Default)]
pub struct Boxed<C>(PhantomData<fn() -> C>);

impl<C: Codec> Codec for Boxed<C> {
    type Value = Option<Box<C::Value>>;
}

impl<C: Decode> Decode for Boxed<C> {
    fn decode<'de, D: Deserializer<'de>>(from: D) -> Result<Self::Value, D::Error> {
        Ok(C::decode_optional(from)?.map(Box::new))
    }
}

impl<C: Encode> Encode for Boxed<C> {
    fn encode<S: Serializer>(value: &Self::Value, to: S) -> Result<S::Ok, S::Error> {
        match value {
            Some(value) => to.serialize_some(&Encoded::<C>(value)),
            None => to.serialize_none(),
        }
    }
}

/// A list. `null` is the empty list.
#[derive(Clone, Copy, Debug, Default)]
pub struct List<C>(PhantomData<fn() -> C>);

/// An object with arbitrary keys. `null` is the empty map.
#[derive(Clone, Copy, Debug, Default)]
pub struct Map<C>(PhantomData<fn() -> C>);

impl<C: Codec> Codec for Optional<C> {
    type Value = Option<C::Value>;
}

impl<C: Codec> Codec for List<C> {
    type Value = Vec<C::Value>;
}

impl<C: Codec> Codec for Map<C> {
    type Value = BTreeMap<String, C::Value>;
}

impl<C: Decode> Decode for Optional<C> {
    fn decode<'de, D: Deserializer<'de>>(from: D) -> Result<Self::Value, D::Error> {
        C::decode_optional(from)
    }
}

impl<C: Decode> Decode for List<C> {
    fn decode<'de, D: Deserializer<'de>>(from: D) -> Result<Self::Value, D::Error> {
        from.deserialize_option(ListVisitor::<C>(PhantomData))
    }
}

impl<C: Decode> Decode for Map<C> {
    fn decode<'de, D: Deserializer<'de>>(from: D) -> Result<Self::Value, D::Error> {
        from.deserialize_option(MapVisitor::<C>(PhantomData))
    }
}

impl<C: Encode> Encode for Optional<C> {
    fn encode<S: Serializer>(value: &Self::Value, to: S) -> Result<S::Ok, S::Error> {
        match value {
            Some(value) => to.serialize_some(&Encoded::<C>(value)),
            None => to.serialize_none(),
        }
    }
}

impl<C: Encode> Encode for List<C> {
    fn encode<S: Serializer>(value: &Self::Value, to: S) -> Result<S::Ok, S::Error> {
        to.collect_seq(value.iter().map(Encoded::<C>))
    }
}

impl<C: Encode> Encode for Map<C> {
    fn encode<S: Serializer>(value: &Self::Value, to: S) -> Result<S::Ok, S::Error> {
        to.collect_map(value.iter().map(|(name, value)| (name, Encoded::<C>(value))))
    }
}

/// Decodes a value with its codec, and `null` to `None`.
pub(super) fn null_or<'de, C: Decode, D: Deserializer<'de>>(from: D) -> Result<Option<C::Value>, D::Error> {
    from.deserialize_option(NullOr::<C>(PhantomData))
}

/// A value that is serialised by its codec.
pub(crate) struct Encoded<'a, C: Encode>(pub(crate) &'a C::Value);

impl<C: Encode> Serialize for Encoded<'_, C> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        C::encode(self.0, to)
    }
}

/// Decodes an item with its codec.
struct Seed<C>(PhantomData<fn() -> C>);

impl<'de, C: Decode> DeserializeSeed<'de> for Seed<C> {
    type Value = C::Value;

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<C::Value, D::Error> {
        C::decode(from)
    }
}

struct NullOr<C>(PhantomData<fn() -> C>);

impl<'de, C: Decode> Visitor<'de> for NullOr<C> {
    type Value = Option<C::Value>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value or null")
    }

    fn visit_unit<E>(self) -> Result<Self::Value, E> {
        Ok(None)
    }

    fn visit_none<E>(self) -> Result<Self::Value, E> {
        Ok(None)
    }

    fn visit_some<D: Deserializer<'de>>(self, from: D) -> Result<Self::Value, D::Error> {
        C::decode(from).map(Some)
    }
}

struct ListVisitor<C>(PhantomData<fn() -> C>);

impl<'de, C: Decode> Visitor<'de> for ListVisitor<C> {
    type Value = Vec<C::Value>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list or null")
    }

    fn visit_unit<E>(self) -> Result<Self::Value, E> {
        Ok(Vec::new())
    }

    fn visit_none<E>(self) -> Result<Self::Value, E> {
        Ok(Vec::new())
    }

    fn visit_some<D: Deserializer<'de>>(self, from: D) -> Result<Self::Value, D::Error> {
        from.deserialize_seq(self)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Self::Value, A::Error> {
        let mut list = Vec::new();
        while let Some(item) = items.next_element_seed(Seed::<C>(PhantomData))? {
            list.push(item);
        }
        Ok(list)
    }
}

struct MapVisitor<C>(PhantomData<fn() -> C>);

impl<'de, C: Decode> Visitor<'de> for MapVisitor<C> {
    type Value = BTreeMap<String, C::Value>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object or null")
    }

    fn visit_unit<E>(self) -> Result<Self::Value, E> {
        Ok(BTreeMap::new())
    }

    fn visit_none<E>(self) -> Result<Self::Value, E> {
        Ok(BTreeMap::new())
    }

    fn visit_some<D: Deserializer<'de>>(self, from: D) -> Result<Self::Value, D::Error> {
        from.deserialize_map(self)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Self::Value, A::Error> {
        let mut map = BTreeMap::new();
        while let Some(name) = entries.next_key()? {
            map.insert(name, entries.next_value_seed(Seed::<C>(PhantomData))?);
        }
        Ok(map)
    }
}
