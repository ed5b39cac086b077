//! The identity of rows.

use crate::protocol::hex;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use siphasher::sip128::{Hasher128, SipHasher24};
use std::{
    fmt::{self, Display, Write},
    hash::{BuildHasher, Hasher, RandomState},
};
use time::OffsetDateTime;

/// Collects the fields that identify a row. Only their hash is kept, so remembering a row takes a few bytes, and a
/// [`Cursor`](super::Cursor) contains no ids.
#[derive(Clone)]
pub struct Key(SipHasher24);

/// The secret key of the hashes of one listing. A sweep's cursor contains it, so that a resumed sweep computes the same
/// hashes. It is random, so that nobody can choose ids whose hashes collide.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct HashKey([u8; 16]);

impl HashKey {
    /// A key from the random numbers of the standard library's hash maps.
    pub(crate) fn random() -> Self {
        let random = RandomState::new();
        let mut key = [0; 16];
        key[..8].copy_from_slice(&random.hash_one(0).to_le_bytes());
        key[8..].copy_from_slice(&random.hash_one(1).to_le_bytes());
        Self(key)
    }
}

/// The hash of a key: SipHash-2-4 with 128 bits, enough that collisions need not be considered.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct KeyHash(pub(crate) [u8; 16]);

/// Implements serialisation as hexadecimal text.
macro_rules! hexadecimal {
    ($($type:ident)*) => {$(
        impl Serialize for $type {
            fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
                to.serialize_str(&hex::encode(&self.0))
            }
        }

        impl<'de> Deserialize<'de> for $type {
            fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
                bytes(&String::deserialize(from)?).map(Self).ok_or_else(|| {
                    de::Error::custom("a key must be 32 lower-case hexadecimal digits")
                })
            }
        }
    )*};
}

hexadecimal!(HashKey KeyHash);

fn bytes(text: &str) -> Option<[u8; 16]> {
    // `from_str_radix` also accepts a sign, capitals and fewer digits.
    let bytes = u128::from_str_radix(text, 16).ok()?.to_be_bytes();
    (hex::encode(&bytes) == text).then_some(bytes)
}

/// `ENDS` follows every present field and `ABSENT` replaces an absent one, so that no two lists of fields hash alike.
const ENDS: u8 = 0xff;
const ABSENT: u8 = 0xfe;

impl Key {
    pub(crate) fn new(key: &HashKey) -> Self {
        Self(SipHasher24::new_with_key(&key.0))
    }

    /// Adds a field: a text, a number, a value of an enumeration.
    pub fn part(&mut self, part: impl Display) -> &mut Self {
        // Writing to a hash cannot fail.
        let _ = write!(Hashed(&mut self.0), "{part}");
        self.0.write(&[ENDS]);
        self
    }

    /// Adds a time. Its offset does not matter.
    pub fn time(&mut self, at: OffsetDateTime) -> &mut Self {
        self.part(at.unix_timestamp_nanos())
    }

    /// Adds an absent field.
    pub fn absent(&mut self) -> &mut Self {
        self.0.write(&[ABSENT]);
        self
    }

    pub(crate) fn bytes(&mut self, bytes: &[u8]) -> &mut Self {
        self.part(bytes.len());
        self.0.write(bytes);
        self
    }

    pub(crate) fn hash(&self) -> KeyHash {
        KeyHash(self.0.finish128().as_bytes())
    }
}

impl fmt::Debug for Key {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        to.write_str("Key")
    }
}

/// Writes text into the hash as UTF-8, which contains neither [`ENDS`] nor [`ABSENT`].
struct Hashed<'h>(&'h mut SipHasher24);

impl Write for Hashed<'_> {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        self.0.write(text.as_bytes());
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use time::UtcOffset;

    fn hash(fill: impl Fn(&mut Key) -> &mut Key) -> KeyHash {
        let mut key = Key::new(&HashKey([7; 16]));
        fill(&mut key);
        key.hash()
    }

    #[test]
    fn keys_differ_where_fields_do() {
        let all = [
            hash(|key| key.part("a").part("bc")),
            hash(|key| key.part("ab").part("c")),
            hash(|key| key.part("abc")),
            hash(|key| key.part("abc").part("")),
            hash(|key| key.part("abc").absent()),
            hash(|key| key.absent().part("abc")),
        ];
        for (at, one) in all.iter().enumerate() {
            assert!(!all[..at].contains(one), "{at}");
        }
        assert!(all[0] == hash(|key| key.part("a").part("bc")));
    }

    #[test]
    fn the_offset_of_a_time_does_not_matter() {
        let at = OffsetDateTime::UNIX_EPOCH;
        let there = at.to_offset(UtcOffset::from_hms(8, 0, 0).unwrap());
        assert!(hash(|key| key.time(at)) == hash(|key| key.time(there)));
    }

    /// A cursor of another process, or of another version of this crate, has the same hashes.
    #[test]
    fn a_hash_depends_on_nothing_but_key_and_fields() {
        let mut key = Key::new(&HashKey([7; 16]));
        key.part("call").part(5).absent().time(OffsetDateTime::UNIX_EPOCH);
        assert_eq!(hex::encode(&key.hash().0), "b9294484e541465e8de42bbc4b7cf444");
        let other = Key::new(&HashKey([8; 16])).part("call").part(5).absent().time(OffsetDateTime::UNIX_EPOCH).hash();
        assert!(other != key.hash());
        assert!(HashKey::random() != HashKey::random());
    }
}
