//! The signature.

use hmac::{Hmac, KeyInit, Mac};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use sha2::{Digest, Sha256};
use std::fmt::Write;
use time::OffsetDateTime;

const ESCAPED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'_').remove(b'.').remove(b'~');

pub(super) struct Signed {
    pub(super) query: String,
    pub(super) date: String,
    pub(super) content_sha256: String,
    pub(super) authorization: String,
}

pub(super) fn authorization(host: &str, sorted: &[(&str, &str)], access_key: &str, secret_key: &str) -> Signed {
    let mut query = String::new();
    for (name, value) in sorted {
        let and = if query.is_empty() { "" } else { "&" };
        // Writing to a String cannot fail.
        let _ = write!(query, "{and}{}={}", utf8_percent_encode(name, ESCAPED), utf8_percent_encode(value, ESCAPED));
    }
    let now = OffsetDateTime::now_utc();
    let (year, month, day) = now.to_calendar_date();
    let (hour, minute, second) = now.to_hms();
    let day = format!("{year:04}{:02}{day:02}", u8::from(month));
    let date = format!("{day}T{hour:02}{minute:02}{second:02}Z");
    let content_sha256 = hex(&Sha256::digest(b""));
    let names = "host;x-content-sha256;x-date";
    let canonical = format!(
        "GET\n/\n{query}\nhost:{host}\nx-content-sha256:{content_sha256}\nx-date:{date}\n\n{names}\n{content_sha256}"
    );
    let scope = format!("{day}/cn-north-1/rtc/request");
    let text = format!("HMAC-SHA256\n{date}\n{scope}\n{}", hex(&Sha256::digest(canonical)));
    let mut key = hmac(secret_key.as_bytes(), &day);
    for part in ["cn-north-1", "rtc", "request"] {
        key = hmac(&key, part);
    }
    let signature = hex(&hmac(&key, &text));
    let authorization =
        format!("HMAC-SHA256 Credential={access_key}/{scope}, SignedHeaders={names}, Signature={signature}");
    Signed { query, date, content_sha256, authorization }
}

fn hmac(key: &[u8], text: &str) -> [u8; 32] {
    let mut mac = Hmac::<Sha256>::new_from_slice(key).expect("HMAC takes keys of any length");
    mac.update(text.as_bytes());
    mac.finalize().into_bytes().into()
}

fn hex(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let digits = bytes.iter().flat_map(|byte| [byte >> 4, byte & 15]);
    digits.map(|digit| char::from(DIGITS[usize::from(digit)])).collect()
}
