//! The vendors' signatures, written from their pages for these tests alone.

use super::{Asked, Expected, INFO, NONCE, Party};
use hmac::{Hmac, KeyInit, Mac};
use md5::Md5;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use rtc_core::protocol::Method;
use rtc_tencent::Tencent;
use rtc_volcengine::Volcengine;
use rtc_zego::Zego;
use sha2::{Digest, Sha256};
use std::fmt::Write;
use time::OffsetDateTime;

/// What RFC 3986 does not leave unreserved.
const RESERVED: AsciiSet = NON_ALPHANUMERIC.remove(b'-').remove(b'_').remove(b'.').remove(b'~');

fn encoded<'p>(pairs: impl IntoIterator<Item = (&'p str, &'p str)>) -> String {
    let pair = |(name, value): (&str, &str)| {
        format!("{}={}", utf8_percent_encode(name, &RESERVED), utf8_percent_encode(value, &RESERVED))
    };
    pairs.into_iter().map(pair).collect::<Vec<_>>().join("&")
}

/// By name; those of one name in their order.
fn sorted<'p>(pairs: impl IntoIterator<Item = (&'p str, &'p str)>) -> String {
    let mut pairs: Vec<_> = pairs.into_iter().collect();
    pairs.sort_by_key(|pair| pair.0);
    encoded(pairs)
}

fn given(asked: &Asked) -> impl Iterator<Item = (&str, &str)> {
    asked.pairs.iter().map(|(name, value)| (name.as_str(), value.as_str()))
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

fn sha256(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

/// Each text signed with what the one before it gave.
fn chained(secret: &str, texts: &[&str]) -> Vec<u8> {
    texts.iter().fold(secret.as_bytes().to_vec(), |key, text| {
        let mut mac = Hmac::<Sha256>::new_from_slice(&key).unwrap();
        mac.update(text.as_bytes());
        mac.finalize().into_bytes().to_vec()
    })
}

/// Year, month, day, hour, minute, second.
fn clock(now: OffsetDateTime) -> [String; 6] {
    let month: u8 = now.month().into();
    let two = |number: u8| format!("{number:02}");
    [format!("{:04}", now.year()), two(month), two(now.day()), two(now.hour()), two(now.minute()), two(now.second())]
}

impl Party for Volcengine {
    fn credentials(asked: &Asked) -> Self::Credentials {
        let credentials = rtc_volcengine::Credentials::new(&asked.id, asked.secret.as_str());
        match &asked.token {
            Some(token) => credentials.session_token(token.as_str()),
            None => credentials,
        }
    }

    fn in_headers(asked: &Asked) -> Vec<&str> {
        vec![&asked.id, &asked.region, asked.token.as_deref().unwrap_or_default()]
    }

    fn expected(asked: &Asked, body: &[u8]) -> Expected {
        let query = sorted([("Action", INFO.name), ("Version", INFO.version)].into_iter().chain(given(asked)));
        let [year, month, day, hour, minute, second] = clock(asked.now);
        let (date, body) = (format!("{year}{month}{day}"), sha256(body));
        let x_date = format!("{date}T{hour}{minute}{second}Z");
        let mut headers = vec![("host", asked.endpoint.host()), ("x-content-sha256", &body), ("x-date", &x_date)];
        if let Some(token) = &asked.token {
            headers.push(("x-security-token", token.trim()));
        }
        if asked.method == Method::Post {
            headers.insert(0, ("content-type", "application/json"));
        }
        let lines = headers.iter().map(|(name, value)| format!("{name}:{value}\n")).collect::<Vec<_>>().concat();
        let names = headers.iter().map(|header| header.0).collect::<Vec<_>>().join(";");
        let request = [asked.method.as_str(), "/", &query, &lines, &names, &body].join("\n");
        let scope = [&date, &asked.region, INFO.service, "request"];
        let to_sign = format!("HMAC-SHA256\n{x_date}\n{}\n{}", scope.join("/"), sha256(request.as_bytes()));
        let [date, region, service, end] = scope;
        let signature = hex(&chained(&asked.secret, &[date, region, service, end, &to_sign]));
        let credential = format!("{}/{}", asked.id, scope.join("/"));
        let authorization =
            format!("HMAC-SHA256 Credential={credential}, SignedHeaders={names}, Signature={signature}");
        Expected { query, authorization: Some(authorization) }
    }
}

impl Party for Tencent {
    fn credentials(asked: &Asked) -> Self::Credentials {
        let credentials = rtc_tencent::Credentials::new(&asked.id, asked.secret.as_str());
        match &asked.token {
            Some(token) => credentials.token(token.as_str()),
            None => credentials,
        }
    }

    fn in_headers(asked: &Asked) -> Vec<&str> {
        vec![&asked.id, &asked.region, asked.token.as_deref().unwrap_or_default()]
    }

    fn expected(asked: &Asked, body: &[u8]) -> Expected {
        let query = sorted(given(asked));
        let content_type = match asked.method {
            Method::Get => "application/x-www-form-urlencoded",
            Method::Post => "application/json",
        };
        let [year, month, day, ..] = clock(asked.now);
        let date = format!("{year}-{month}-{day}");
        let lines = format!("content-type:{content_type}\nhost:{}\n", asked.endpoint.host());
        let request = [asked.method.as_str(), "/", &query, &lines, "content-type;host", &sha256(body)].join("\n");
        let scope = format!("{date}/{}/tc3_request", INFO.service);
        let timestamp = asked.now.unix_timestamp();
        let to_sign = format!("TC3-HMAC-SHA256\n{timestamp}\n{scope}\n{}", sha256(request.as_bytes()));
        let key = format!("TC3{}", asked.secret);
        let signature = hex(&chained(&key, &[&date, INFO.service, "tc3_request", &to_sign]));
        let authorization = format!(
            "TC3-HMAC-SHA256 Credential={}/{scope}, SignedHeaders=content-type;host, Signature={signature}",
            asked.id
        );
        Expected { query, authorization: Some(authorization) }
    }
}

impl Party for Zego {
    fn credentials(asked: &Asked) -> Self::Credentials {
        rtc_zego::Credentials::new(asked.number, asked.secret.as_str())
    }

    fn in_headers(_: &Asked) -> Vec<&str> {
        Vec::new()
    }

    fn expected(asked: &Asked, _: &[u8]) -> Expected {
        let (app, nonce, now) = (asked.number.to_string(), hex(&NONCE), asked.now.unix_timestamp().to_string());
        let signature = hex(&Md5::digest(format!("{app}{nonce}{}{now}", asked.secret).as_bytes()));
        let common = [
            ("Action", INFO.name),
            ("AppId", app.as_str()),
            ("SignatureNonce", nonce.as_str()),
            ("Timestamp", now.as_str()),
            ("Signature", signature.as_str()),
            ("SignatureVersion", "2.0"),
        ];
        Expected { query: encoded(common.into_iter().chain(given(asked))), authorization: None }
    }
}
