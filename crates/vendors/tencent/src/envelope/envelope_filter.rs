//! Decodes an action's fields and the envelope's two fields from the same object in one pass.
//!
//! `#[serde(flatten)]` would buffer every field. This filter passes the object's entries on as they arrive and takes
//! out the two that belong to the envelope.

use serde::{
    Deserialize, Deserializer,
    de::{
        DeserializeOwned, DeserializeSeed, Error, IgnoredAny, MapAccess, Visitor,
        value::{CowStrDeserializer, MapAccessDeserializer},
    },
};
use std::{borrow::Cow, fmt, marker::PhantomData};

/// An action's output, with the fields of the envelope from the same object.
pub(super) struct Filtered<T> {
    pub(super) output: T,
    pub(super) request_id: Option<String>,
    pub(super) error: bool,
}

impl<'de, T: DeserializeOwned> Deserialize<'de> for Filtered<T> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_map(FilteredVisitor(PhantomData))
    }
}

struct FilteredVisitor<T>(PhantomData<fn() -> T>);

impl<'de, T: DeserializeOwned> Visitor<'de> for FilteredVisitor<T> {
    type Value = Filtered<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Filtered<T>, A::Error> {
        let (mut request_id, mut error) = (None, false);
        let filter = EnvelopeFilter { map, request_id: &mut request_id, error: &mut error };
        let output = T::deserialize(MapAccessDeserializer::new(filter))?;
        Ok(Filtered { output, request_id, error })
    }
}

/// The entries of the object without the envelope's.
struct EnvelopeFilter<'t, A> {
    map: A,
    request_id: &'t mut Option<String>,
    error: &'t mut bool,
}

impl<'de, A: MapAccess<'de>> MapAccess<'de> for EnvelopeFilter<'_, A> {
    type Error = A::Error;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, A::Error> {
        while let Some(Key(key)) = self.map.next_key()? {
            match &*key {
                "RequestId" => *self.request_id = self.map.next_value()?,
                "Error" => *self.error |= self.map.next_value::<Option<IgnoredAny>>()?.is_some(),
                _ => return seed.deserialize(CowStrDeserializer::new(key)).map(Some),
            }
        }
        Ok(None)
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, A::Error> {
        self.map.next_value_seed(seed)
    }
}

/// A key, borrowed from the answer if it has no escapes.
struct Key<'de>(Cow<'de, str>);

impl<'de> Deserialize<'de> for Key<'de> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_str(KeyVisitor)
    }
}

struct KeyVisitor;

impl<'de> Visitor<'de> for KeyVisitor {
    type Value = Key<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a name")
    }

    fn visit_borrowed_str<E: Error>(self, name: &'de str) -> Result<Key<'de>, E> {
        Ok(Key(Cow::Borrowed(name)))
    }

    fn visit_str<E: Error>(self, name: &str) -> Result<Key<'de>, E> {
        Ok(Key(Cow::Owned(name.to_owned())))
    }
}
