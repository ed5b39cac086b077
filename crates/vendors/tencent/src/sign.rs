//! The TC3 signature of any request to Tencent Cloud's API 3.0.
//!
//! A pure function: the time is an argument, and the result contains every intermediate value.

use crate::Credentials;
use rtc_core::protocol::{
    decimal,
    digest::{hmac_sha256, sha256},
    hex,
};
use secrecy::zeroize::Zeroizing;
use std::borrow::Cow;
use time::{OffsetDateTime, UtcOffset};

/// The algorithm's name.
const ALGORITHM: &str = "TC3-HMAC-SHA256";

/// The signed parts of a request.
#[derive(Clone, Copy, Debug)]
pub struct ToSign<'a> {
    /// HTTP method in upper case.
    pub method: &'a str,
    /// The query as sent, encoded; empty for POST. See [`rtc_core::protocol::query`].
    pub query: &'a str,
    /// The headers to sign, in any order, names in any case, values exactly as sent. They must include `Content-Type`
    /// and `Host`, and may include `X-TC-Action`.
    pub headers: &'a [(&'a str, &'a str)],
    /// The body as sent.
    pub body: &'a [u8],
    /// The service, such as `trtc`; independent of the host.
    pub service: &'a str,
    /// The signing time, as in the header `X-TC-Timestamp`.
    pub now: OffsetDateTime,
}

/// A signature with its intermediate values.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Signed {
    /// SHA-256 of the body in hexadecimal.
    pub hashed_payload: String,
    /// The canonical headers, one per line.
    pub canonical_headers: String,
    /// Names of the signed headers, joined by `;`.
    pub signed_headers: String,
    /// The canonical request.
    pub canonical_request: String,
    /// The credential scope: date, service and purpose.
    pub scope: String,
    /// The string to sign.
    pub string_to_sign: String,
    /// The signature in hexadecimal.
    pub signature: String,
    /// The header `Authorization`.
    pub authorization: String,
}

/// Signs a request.
#[must_use]
pub fn sign(request: &ToSign<'_>, credentials: &Credentials) -> Signed {
    let hashed_payload = hex::encode(&sha256(request.body));
    let (canonical_headers, signed_headers) = canonical_headers(request.headers);
    let canonical_request = [
        request.method,
        "\n/\n",
        request.query,
        "\n",
        &canonical_headers,
        "\n",
        &signed_headers,
        "\n",
        &hashed_payload,
    ]
    .concat();
    let date = utc_date(request.now);
    let scope = [&date, "/", request.service, "/tc3_request"].concat();
    let timestamp = request.now.unix_timestamp().to_string();
    let hash = hex::encode(&sha256(canonical_request.as_bytes()));
    let string_to_sign = [ALGORITHM, "\n", &timestamp, "\n", &scope, "\n", &hash].concat();
    let key = credentials.signing_key().get(&scope, || signing_key(credentials, &date, request.service));
    let signature = hex::encode(&hmac_sha256(&*key, string_to_sign.as_bytes()));
    let authorization = [
        ALGORITHM,
        " Credential=",
        credentials.secret_id(),
        "/",
        &scope,
        ", SignedHeaders=",
        &signed_headers,
        ", Signature=",
        &signature,
    ]
    .concat();
    Signed {
        hashed_payload,
        canonical_headers,
        signed_headers,
        canonical_request,
        scope,
        string_to_sign,
        signature,
        authorization,
    }
}

/// The canonical headers, one per line, sorted by name, with names and values in lower case; and the signed names.
fn canonical_headers<'h>(headers: &[(&'h str, &'h str)]) -> (String, String) {
    let canonical = |(name, value): &(&'h str, &'h str)| (lower_case(name), lower_case(value.trim()));
    let mut headers: Vec<_> = headers.iter().map(canonical).collect();
    headers.sort();
    let length = headers.iter().map(|(name, value)| name.len() + value.len() + 2).sum();
    let (mut lines, mut names) = (String::with_capacity(length), String::with_capacity(length));
    for (name, value) in &headers {
        for part in [name, ":", value, "\n"] {
            lines.push_str(part);
        }
        if !names.is_empty() {
            names.push(';');
        }
        names.push_str(name);
    }
    (lines, names)
}

/// The secrets that the signatures of a service at a time are made from.
pub(crate) fn secrets(credentials: &Credentials, service: &str, now: OffsetDateTime) -> Vec<Zeroizing<Vec<u8>>> {
    let key = signing_key(credentials, &utc_date(now), service);
    [credentials.secret_key().as_bytes(), &key[..]].map(|secret| Zeroizing::new(secret.to_vec())).into()
}

/// A text in lower case, copied only if it is not yet.
fn lower_case(text: &str) -> Cow<'_, str> {
    if text.bytes().any(|byte| byte.is_ascii_uppercase() || !byte.is_ascii()) {
        Cow::Owned(text.to_lowercase())
    } else {
        Cow::Borrowed(text)
    }
}

fn signing_key(credentials: &Credentials, date: &str, service: &str) -> Zeroizing<[u8; 32]> {
    let secret = Zeroizing::new(["TC3", credentials.secret_key()].concat());
    let mut key = Zeroizing::new(hmac_sha256(secret.as_bytes(), date.as_bytes()));
    for part in [service, "tc3_request"] {
        *key = hmac_sha256(&*key, part.as_bytes());
    }
    key
}

fn utc_date(now: OffsetDateTime) -> String {
    // In the first and last hours of the supported range, the UTC date may not exist.
    let now = now.checked_to_offset(UtcOffset::UTC).unwrap_or(now);
    let mut text = String::with_capacity(10);
    decimal::push(&mut text, now.year().unsigned_abs(), 4);
    for number in [u8::from(now.month()), now.day()] {
        text.push('-');
        decimal::push(&mut text, number.into(), 2);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_date_is_in_utc() {
        let evening = OffsetDateTime::from_unix_timestamp(1_767_225_600 - 1).unwrap();
        assert_eq!(utc_date(evening), "2025-12-31");
        assert_eq!(utc_date(evening.to_offset(UtcOffset::from_hms(8, 0, 0).unwrap())), "2025-12-31");
        let last = time::Date::MAX.midnight().assume_offset(UtcOffset::from_hms(-24, 0, 0).unwrap());
        assert_eq!(utc_date(last), "9999-12-31");
    }

    #[test]
    fn every_step_to_the_key_is_the_published_one() {
        let credentials = Credentials::new("AKIDz8krbsJ5yKBZQpn74WFkmLPx3EXAMPLE", "Gu5t9xGARNpq86cd98joQYCN3EXAMPLE");
        let key = hex::encode(&*signing_key(&credentials, "2026-01-01", "trtc"));
        assert_eq!(key, "67ff49dd04df8843913a5ad3b8b9597887858ff662eec9e86a589bd7822fcc9e");
        let key = hex::encode(&*signing_key(&credentials, "2019-02-25", "cvm"));
        assert_eq!(key, "ac658d5dde49e9bfdd14e04e062f66b05d9f637d44b8a8d845327d4a77f666b1");
    }
}
