//! The one query encoder: what is signed is what is sent.
//!
//! Names and values are encoded as RFC 3986 asks: `A-Z a-z 0-9 - _ . ~` stay, every other byte of the UTF-8 text
//! becomes `%XX` in upper case. A space is `%20`, never `+`.

use std::borrow::Cow;

/// Appends `text` to `to`, encoded.
pub fn encode_into(to: &mut String, text: &str) {
    const HEX: &[u8; 16] = b"0123456789ABCDEF";
    for &byte in text.as_bytes() {
        if is_unreserved(byte) {
            to.push(char::from(byte));
        } else {
            to.push('%');
            to.push(char::from(HEX[usize::from(byte >> 4)]));
            to.push(char::from(HEX[usize::from(byte & 0xf)]));
        }
    }
}

/// `text`, encoded.
#[must_use]
pub fn encode(text: &str) -> String {
    let mut encoded = String::with_capacity(text.len());
    encode_into(&mut encoded, text);
    encoded
}

/// The pairs as `name=value&name=value`, in the order given.
#[must_use]
pub fn join<N: AsRef<str>, V: AsRef<str>>(pairs: &[(N, V)]) -> String {
    let length = pairs.iter().map(|(name, value)| name.as_ref().len() + value.as_ref().len() + 2).sum();
    let mut joined = String::with_capacity(length);
    for (name, value) in pairs {
        if !joined.is_empty() {
            joined.push('&');
        }
        encode_into(&mut joined, name.as_ref());
        joined.push('=');
        encode_into(&mut joined, value.as_ref());
    }
    joined
}

/// Sorts pairs by name in byte order. Pairs of one name keep their order.
pub fn sort(pairs: &mut [(Cow<'_, str>, Cow<'_, str>)]) {
    pairs.sort_by(|(one, _), (other, _)| one.as_bytes().cmp(other.as_bytes()));
}

/// Whether a byte stays as it is.
const fn is_unreserved(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b'~')
}
