//! Hashes in hexadecimal.

use hmac::{Hmac, KeyInit, Mac};
use md5::Md5;
use sha2::{Digest, Sha256};
use std::fmt::Write;

pub(super) fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        // Writing to a String cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

pub(super) fn sha256(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

pub(super) fn md5(text: &str) -> String {
    hex(&Md5::digest(text.as_bytes()))
}

pub(super) fn hmac(key: &[u8], text: &str) -> [u8; 32] {
    let mut mac = Hmac::<Sha256>::new_from_slice(key).expect("HMAC takes keys of any length");
    mac.update(text.as_bytes());
    mac.finalize().into_bytes().into()
}

/// A derived signing key: the HMAC of each part, keyed with the result for the previous one.
pub(super) fn derived(secret: &str, parts: &[&str]) -> Vec<u8> {
    parts.iter().fold(secret.as_bytes().to_vec(), |key, part| hmac(&key, part).to_vec())
}
