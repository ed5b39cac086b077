//! The signature of any request to Volcengine's gateway.
//!
//! A pure function: the time is an argument, and the result contains every intermediate value.

use crate::Credentials;
use hmac::{Hmac, KeyInit, Mac};
use rtc_core::protocol::hex;
use secrecy::zeroize::Zeroizing;
use sha2::{Digest, Sha256};
use std::fmt::{self, Write};
use time::{OffsetDateTime, UtcOffset};

/// The algorithm's name.
const ALGORITHM: &str = "HMAC-SHA256";

/// The signed parts of a request. `Debug` shows no header values, because one may be a session token.
#[derive(Clone, Copy)]
pub struct ToSign<'a> {
    /// HTTP method in upper case.
    pub method: &'a str,
    /// The query as sent: encoded, sorted by name. See [`rtc_core::protocol::query`].
    pub query: &'a str,
    /// The headers to sign, in any order, names in any case. They must include `Host`, `X-Date`, `X-Content-Sha256`,
    /// and `X-Security-Token` if it is sent; see [`x_date`] and [`content_sha256`].
    pub headers: &'a [(&'a str, &'a str)],
    /// SHA-256 of the body in hexadecimal; see [`content_sha256`].
    pub content_sha256: &'a str,
    /// The region, such as `cn-north-1`.
    pub region: &'a str,
    /// The service, such as `rtc`.
    pub service: &'a str,
    /// The signing time, as in the header `X-Date`; see [`x_date`].
    pub x_date: &'a str,
}

/// A signature with its intermediate values. `Debug` omits the canonical request, which may contain a session token.
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Signed {
    /// The canonical request.
    pub canonical_request: String,
    /// The string to sign.
    pub string_to_sign: String,
    /// Names of the signed headers, joined by `;`.
    pub signed_headers: String,
    /// The signature in hexadecimal.
    pub signature: String,
    /// The header `Authorization`.
    pub authorization: String,
}

/// The header `X-Date`: UTC, `YYYYMMDDTHHMMSSZ`.
#[must_use]
pub fn x_date(now: OffsetDateTime) -> String {
    // In the first and last hours of the supported range, the UTC date may not exist.
    let now = now.checked_to_offset(UtcOffset::UTC).unwrap_or(now);
    format!(
        "{:04}{:02}{:02}T{:02}{:02}{:02}Z",
        now.year(),
        u8::from(now.month()),
        now.day(),
        now.hour(),
        now.minute(),
        now.second(),
    )
}

/// The header `X-Content-Sha256`: SHA-256 of the body in hexadecimal, also of an empty body.
#[must_use]
pub fn content_sha256(body: &[u8]) -> String {
    // The hash of an empty body, which every GET has.
    const OF_NOTHING: &str = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
    if body.is_empty() { OF_NOTHING.to_owned() } else { hex::encode(&Sha256::digest(body)) }
}

/// Signs a request.
#[must_use]
pub fn sign(request: &ToSign<'_>, credentials: &Credentials) -> Signed {
    let (canonical_headers, signed_headers) = canonical_headers(request.headers);
    let canonical_request = format!(
        "{}\n/\n{}\n{canonical_headers}\n{signed_headers}\n{}",
        request.method, request.query, request.content_sha256,
    );
    let date = request.x_date.get(..8).unwrap_or(request.x_date);
    let scope = format!("{date}/{}/{}/request", request.region, request.service);
    let string_to_sign =
        format!("{ALGORITHM}\n{}\n{scope}\n{}", request.x_date, content_sha256(canonical_request.as_bytes()));
    let key = signing_key(credentials, date, request.region, request.service);
    let signature = hex::encode(&hmac(&key, &string_to_sign));
    let authorization = format!(
        "{ALGORITHM} Credential={}/{scope}, SignedHeaders={signed_headers}, Signature={signature}",
        credentials.access_key(),
    );
    Signed { canonical_request, string_to_sign, signed_headers, signature, authorization }
}

/// The secrets that the signatures for a region and service at a time are made from.
pub(crate) fn secrets(
    credentials: &Credentials,
    region: &str,
    service: &str,
    now: OffsetDateTime,
) -> Vec<Zeroizing<Vec<u8>>> {
    let key = signing_key(credentials, x_date(now).get(..8).unwrap_or_default(), region, service);
    [credentials.secret_key().as_bytes(), &key].map(|secret| Zeroizing::new(secret.to_vec())).into()
}

fn signing_key(credentials: &Credentials, date: &str, region: &str, service: &str) -> [u8; 32] {
    let mut key = hmac(credentials.secret_key().as_bytes(), date);
    for part in [region, service, "request"] {
        key = hmac(&key, part);
    }
    key
}

/// The canonical headers, one per line, sorted by lower-case name; and the signed names.
fn canonical_headers(headers: &[(&str, &str)]) -> (String, String) {
    let mut headers: Vec<_> = headers.iter().map(|(name, value)| (name.to_ascii_lowercase(), value.trim())).collect();
    headers.sort();
    let mut lines = String::new();
    for (name, value) in &headers {
        // Writing to a String cannot fail.
        let _ = writeln!(lines, "{name}:{value}");
    }
    let names: Vec<_> = headers.iter().map(|(name, _)| name.as_str()).collect();
    (lines, names.join(";"))
}

impl fmt::Debug for ToSign<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names: Vec<_> = self.headers.iter().map(|(name, _)| name).collect();
        f.debug_struct("ToSign")
            .field("method", &self.method)
            .field("query", &self.query)
            .field("headers", &names)
            .field("content_sha256", &self.content_sha256)
            .field("region", &self.region)
            .field("service", &self.service)
            .field("x_date", &self.x_date)
            .finish()
    }
}

impl fmt::Debug for Signed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Signed")
            .field("string_to_sign", &self.string_to_sign)
            .field("authorization", &self.authorization)
            .finish_non_exhaustive()
    }
}

fn hmac(key: &[u8], text: &str) -> [u8; 32] {
    let mut mac = Hmac::<Sha256>::new_from_slice(key).expect("HMAC takes keys of any length");
    mac.update(text.as_bytes());
    mac.finalize().into_bytes().into()
}
