//! Signatures against those of the vendor's own signers, every value on the way included.
#![allow(clippy::unwrap_used, clippy::panic, reason = "helpers of tests may fail a test")]

use bytes::Bytes;
use http::{HeaderMap, Request};
use rtc_core::{
    RegionalEndpoint,
    protocol::{ActionInfo, Endpoint, Method, Parameters, RequestError, SigningInput, Vendor, query},
};
use rtc_volcengine::{
    Credentials, Volcengine,
    sign::{ToSign, content_sha256, sign, x_date},
};
use serde::Deserialize;
use serde_json::value::RawValue;
use std::borrow::Cow;
use time::OffsetDateTime;

#[derive(Deserialize)]
struct File {
    vectors: Vec<Vector>,
}

#[derive(Deserialize)]
struct Vector {
    name: String,
    method: String,
    host: String,
    region: String,
    service: String,
    access_key: String,
    secret_key: String,
    session_token: Option<String>,
    x_date: String,
    query: Vec<(String, String)>,
    body: String,
    canonical_query: String,
    canonical_request: String,
    string_to_sign: String,
    headers: std::collections::BTreeMap<String, String>,
    signature: String,
}

fn vectors() -> Vec<Vector> {
    let file: File = serde_json::from_str(include_str!("data/signatures.json")).unwrap();
    assert_eq!(file.vectors.len(), 5);
    file.vectors
}

fn credentials(vector: &Vector) -> Credentials {
    let credentials = Credentials::new(&*vector.access_key, &*vector.secret_key);
    match &vector.session_token {
        Some(token) => credentials.session_token(&**token),
        None => credentials,
    }
}

fn now() -> OffsetDateTime {
    OffsetDateTime::from_unix_timestamp(1_767_225_600).unwrap()
}

/// A fact of an action that lives as long as the test.
fn leak(text: &str) -> &'static str {
    Box::leak(text.to_owned().into_boxed_str())
}

#[test]
fn every_step_is_the_vendors() {
    for vector in vectors() {
        let mut pairs: Vec<(Cow<'_, str>, Cow<'_, str>)> =
            vector.query.iter().map(|(name, value)| (name.into(), value.into())).collect();
        query::sort(&mut pairs);
        let query = query::join(&pairs);
        assert_eq!(query, vector.canonical_query, "{}", vector.name);
        let hash = content_sha256(vector.body.as_bytes());
        assert_eq!(hash, vector.headers["X-Content-Sha256"], "{}", vector.name);
        let headers: Vec<(&str, &str)> = vector
            .headers
            .iter()
            .filter(|(name, _)| *name != "Authorization")
            .map(|(name, value)| (&**name, &**value))
            .collect();
        let x_date = x_date(now());
        let to_sign = ToSign {
            method: &vector.method,
            query: &query,
            headers: &headers,
            content_sha256: &hash,
            region: &vector.region,
            service: &vector.service,
            x_date: &x_date,
        };
        let signed = sign(&to_sign, &credentials(&vector));
        let shown = format!("{to_sign:?} {signed:?}");
        assert!(!shown.contains(&vector.secret_key) && !shown.contains("STSeyJ"), "{shown}");
        assert_eq!(signed.canonical_request, vector.canonical_request, "{}", vector.name);
        assert_eq!(signed.string_to_sign, vector.string_to_sign, "{}", vector.name);
        assert_eq!(signed.signature, vector.signature, "{}", vector.name);
        assert_eq!(signed.authorization, vector.headers["Authorization"], "{}", vector.name);
    }
}

fn request(vector: &Vector, endpoint: &str, credentials: &Credentials) -> Result<Request<Bytes>, RequestError> {
    let fact = |name: &str| leak(&vector.query.iter().find(|(key, _)| key == name).unwrap().1);
    let info = ActionInfo {
        name: fact("Action"),
        version: fact("Version"),
        method: if vector.method == "GET" { Method::Get } else { Method::Post },
        service: leak(&vector.service),
        endpoint: RegionalEndpoint::new("https://rtc.volcengineapi.com", ""),
        page: "",
        safe: true,
        verify_with: None,
        quotas: &[],
        window: None,
    };
    let mut parameters = Parameters::new();
    for (name, value) in vector.query.iter().filter(|(name, _)| name != "Action" && name != "Version") {
        parameters.query(name.clone().leak(), value);
    }
    if !vector.body.is_empty() {
        parameters.json(&RawValue::from_string(vector.body.clone()).unwrap());
    }
    Volcengine::request(SigningInput {
        info: &info,
        parameters,
        endpoint: &Endpoint::parse(endpoint).unwrap(),
        region: &vector.region,
        credentials,
        now: now(),
        nonce: [0; 8],
    })
}

fn sent(headers: &HeaderMap, name: &str) -> String {
    headers.get(name).map(|value| value.to_str().unwrap().to_owned()).unwrap_or_default()
}

#[test]
fn whole_requests_are_the_vendors() {
    for vector in vectors() {
        let request = request(&vector, &format!("https://{}", vector.host), &credentials(&vector)).unwrap();
        assert_eq!(vector.x_date, x_date(now()));
        assert_eq!(request.method().as_str(), vector.method);
        assert_eq!(request.uri().to_string(), format!("https://{}/?{}", vector.host, vector.canonical_query));
        assert_eq!(request.body(), vector.body.as_bytes());
        assert_eq!(request.headers().len(), vector.headers.len(), "{}", vector.name);
        for (name, value) in &vector.headers {
            assert_eq!(sent(request.headers(), name), *value, "{}: {name}", vector.name);
        }
    }
}

#[test]
fn a_port_is_signed_unless_it_is_80_or_443() {
    let vector = &vectors()[1];
    let signature = |endpoint| {
        let request = request(vector, endpoint, &credentials(vector)).unwrap();
        (sent(request.headers(), "host"), sent(request.headers(), "authorization"))
    };
    let plain = signature("https://rtc.volcengineapi.com");
    assert_eq!(signature("https://rtc.volcengineapi.com:443"), plain);
    assert_eq!(signature("https://rtc.volcengineapi.com:80"), plain);
    let (host, authorization) = signature("http://127.0.0.1:8080");
    assert_eq!(host, "127.0.0.1:8080");
    assert_ne!(authorization, plain.1);
}

#[test]
fn a_time_in_any_offset_is_signed_in_utc() {
    let shanghai = time::UtcOffset::from_hms(8, 0, 0).unwrap();
    assert_eq!(x_date(now().to_offset(shanghai)), "20260101T000000Z");
    // Its UTC would be in the year 10000.
    let last = time::Date::MAX.midnight().assume_offset(time::UtcOffset::from_hms(-24, 0, 0).unwrap());
    assert_eq!(x_date(last), "99991231T000000Z");
}

#[test]
fn repeated_names_keep_their_order() {
    let mut pairs: Vec<(Cow<'_, str>, Cow<'_, str>)> =
        [("b", "1"), ("a", "z"), ("a", "y"), ("B", "2"), ("a.1", "")].map(|(n, v)| (n.into(), v.into())).into();
    query::sort(&mut pairs);
    assert_eq!(query::join(&pairs), "B=2&a=z&a=y&a.1=&b=1");
}

#[test]
fn what_no_header_can_hold_is_an_error() {
    let vector = &vectors()[3];
    for token in ["line\nbreak-secret", "naïve-secret"] {
        let error = request(vector, "https://h", &credentials(vector).session_token(token)).unwrap_err();
        assert_eq!(error, RequestError::Header { name: "x-security-token".into() });
        assert!(!format!("{error} {error:?}").contains("secret"));
    }
}

#[test]
fn a_request_shows_no_secret() {
    let vector = &vectors()[3];
    let shown = format!("{:?}", request(vector, "https://h", &credentials(vector)).unwrap());
    assert!(!shown.contains("STSeyJ") && !shown.contains("c2VjcmV0") && !shown.contains("Signature"), "{shown}");
}
