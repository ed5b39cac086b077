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

/// An action's output, with the fields of the envelope from the same object. `I` is the type of the request id.
pub(super) struct Filtered<T, I = String> {
    pub(super) output: T,
    pub(super) request_id: Option<I>,
    pub(super) error: bool,
}

impl<'de, T: DeserializeOwned, I: DeserializeOwned> Deserialize<'de> for Filtered<T, I> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_map(FilteredVisitor(PhantomData))
    }
}

/// An action's output, without looking at the fields of the envelope.
pub(super) struct Payload<T>(pub(super) T);

/// The lenient second pass has found them already, in any form.
impl<'de, T: DeserializeOwned> Deserialize<'de> for Payload<T> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        Filtered::<T, IgnoredAny>::deserialize(from).map(|filtered| Self(filtered.output))
    }
}

struct FilteredVisitor<T, I>(PhantomData<fn() -> (T, I)>);

impl<'de, T: DeserializeOwned, I: DeserializeOwned> Visitor<'de> for FilteredVisitor<T, I> {
    type Value = Filtered<T, I>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Filtered<T, I>, A::Error> {
        let (mut request_id, mut error) = (None, false);
        let filter = EnvelopeFilter { map, request_id: &mut request_id, error: &mut error };
        let output = T::deserialize(MapAccessDeserializer::new(filter))?;
        Ok(Filtered { output, request_id, error })
    }
}

/// The entries of the object without the envelope's.
struct EnvelopeFilter<'t, A, I> {
    map: A,
    request_id: &'t mut Option<I>,
    error: &'t mut bool,
}

impl<'de, A: MapAccess<'de>, I: DeserializeOwned> MapAccess<'de> for EnvelopeFilter<'_, A, I> {
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
