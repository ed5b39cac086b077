//! The identity of rows.

use crate::protocol::hex;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use sha2::{Digest, Sha256};
use std::fmt::{self, Display, Write};
use time::OffsetDateTime;

/// Collects the fields that identify a row. Only their hash is kept, so remembering a row takes a few bytes, and a
/// [`Cursor`](super::Cursor) contains no ids.
#[derive(Clone)]
pub struct Key(Sha256);

/// The hash of a key: 128 bits of SHA-256, enough that collisions need not be considered.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct KeyHash(pub(crate) [u8; 16]);

impl Serialize for KeyHash {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(&hex::encode(&self.0))
    }
}

impl<'de> Deserialize<'de> for KeyHash {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let text = String::deserialize(from)?;
        let wrong = || de::Error::custom("a key must be 32 lower-case hexadecimal digits");
        let number = u128::from_str_radix(&text, 16).map_err(|_| wrong())?;
        // `from_str_radix` also accepts a sign and fewer digits.
        let hash = Self(number.to_be_bytes());
        if hex::encode(&hash.0) == text { Ok(hash) } else { Err(wrong()) }
    }
}

/// `ENDS` follows every present field and `ABSENT` replaces an absent one, so that no two lists of fields hash alike.
const ENDS: u8 = 0xff;
const ABSENT: u8 = 0xfe;

impl Key {
    pub(crate) fn new() -> Self {
        Self(Sha256::new())
    }

    /// Adds a field: a text, a number, a value of an enumeration.
    pub fn part(&mut self, part: impl Display) -> &mut Self {
        // Writing to a hash cannot fail.
        let _ = write!(Hashed(&mut self.0), "{part}");
        self.0.update([ENDS]);
        self
    }

    /// Adds a time. Its offset does not matter.
    pub fn time(&mut self, at: OffsetDateTime) -> &mut Self {
        self.part(at.unix_timestamp_nanos())
    }

    /// Adds an absent field.
    pub fn absent(&mut self) -> &mut Self {
        self.0.update([ABSENT]);
        self
    }

    pub(crate) fn bytes(&mut self, bytes: &[u8]) -> &mut Self {
        self.part(bytes.len());
        self.0.update(bytes);
        self
    }

    pub(crate) fn hash(self) -> KeyHash {
        let digest: [u8; 32] = self.0.finalize().into();
        let mut hash = [0; 16];
        hash.copy_from_slice(&digest[..16]);
        KeyHash(hash)
    }
}

impl fmt::Debug for Key {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        to.write_str("Key")
    }
}

/// Writes text into the hash as UTF-8, which contains neither [`ENDS`] nor [`ABSENT`].
struct Hashed<'h>(&'h mut Sha256);

impl Write for Hashed<'_> {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        self.0.update(text);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use time::UtcOffset;

    fn hash(fill: impl Fn(&mut Key) -> &mut Key) -> KeyHash {
        let mut key = Key::new();
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
}
