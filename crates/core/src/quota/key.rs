//! The key under which calls are counted.

use std::fmt::{self, Display, Write as _};

/// Identifies the calls that share a quota: vendor, action, version, caller, and the values of the parameters the quota
/// is scoped by. It holds no secret.
///
/// Its `Display` is one string with the parts separated by `:`; different parts give different strings.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct QuotaKey(String);

impl QuotaKey {
    /// A key for the calls of one action of a vendor.
    #[must_use]
    pub fn new(vendor: &str, action: &str, version: &str) -> Self {
        let mut key = Self(String::with_capacity(96));
        key.write(vendor);
        key.value(action);
        key.value(version);
        key
    }

    /// Adds a value; calls with different values are counted separately.
    pub fn value(&mut self, value: impl Display) {
        self.0.push(':');
        self.write(value);
    }

    /// Adds a value that may be missing; `None` differs from every value.
    pub fn optional(&mut self, value: Option<impl Display>) {
        match value {
            Some(value) => self.value(value),
            // No value looks like this: an escaped `%` is followed by a number.
            None => self.0.push_str(":%"),
        }
    }

    /// Counts for the quota at this position, if the action has several.
    pub(super) fn quota(&mut self, position: usize) {
        // No value looks like this either.
        self.0.push_str(":%q");
        self.write(position);
    }

    /// The key as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    fn write(&mut self, value: impl Display) {
        // Writing to a `String` cannot fail. A value whose own `Display` fails counts by what it wrote.
        let _ = write!(Escaped(&mut self.0), "{value}");
    }
}

impl Display for QuotaKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Writes text with the separators escaped.
struct Escaped<'a>(&'a mut String);

impl fmt::Write for Escaped<'_> {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        for part in text.split_inclusive([':', '%']) {
            match part.as_bytes().last() {
                Some(b':') => write!(self.0, "{}%3A", &part[..part.len() - 1])?,
                Some(b'%') => write!(self.0, "{}%25", &part[..part.len() - 1])?,
                _ => self.0.push_str(part),
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn key(values: &[Option<String>]) -> QuotaKey {
        let mut key = QuotaKey::new("Acme", "Ask", "1");
        for value in values {
            key.optional(value.as_ref());
        }
        key
    }

    #[test]
    fn a_key_can_be_read() {
        let mut key = key(&[Some("a:b%c".to_owned()), None, Some(String::new())]);
        key.value(7);
        assert_eq!(key.to_string(), "Acme:Ask:1:a%3Ab%25c:%::7");
    }

    proptest! {
        #[test]
        fn different_values_make_different_keys(
            one in prop::collection::vec(prop::option::of("[:%3Aa]{0,4}"), 0..4),
            other in prop::collection::vec(prop::option::of("[:%3Aa]{0,4}"), 0..4),
        ) {
            prop_assert_eq!(one == other, key(&one) == key(&other));
        }
    }
}
