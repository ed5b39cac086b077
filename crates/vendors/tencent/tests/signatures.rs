//! Signatures against those of the vendor's own SDK and the vendor's worked examples, every value on the way included.
#![allow(clippy::unwrap_used, clippy::panic, reason = "helpers of tests may fail a test")]

use bytes::Bytes;
use http::Request;
use rtc_core::{
    RegionalEndpoint,
    protocol::{ActionInfo, Endpoint, Method, Parameters, RequestError, SigningInput, Vendor},
};
use rtc_tencent::{
    Credentials, Tencent,
    sign::{Signed, ToSign, sign},
};
use serde_json::{Value, value::RawValue};
use time::OffsetDateTime;

fn file() -> Value {
    serde_json::from_str(include_str!("data/signatures.json")).unwrap()
}

fn text<'a>(value: &'a Value, name: &str) -> &'a str {
    value[name].as_str().unwrap_or_else(|| panic!("no {name} in {value}"))
}

fn time(value: &Value) -> OffsetDateTime {
    OffsetDateTime::from_unix_timestamp(value["timestamp"].as_i64().unwrap()).unwrap()
}

fn credentials(value: &Value) -> Credentials {
    Credentials::new(text(value, "secret_id"), text(value, "secret_key"))
}

fn assert_steps(signed: &Signed, expected: &Value) {
    for (name, found) in [
        ("hashed_request_payload", &signed.hashed_payload),
        ("canonical_headers", &signed.canonical_headers),
        ("signed_headers", &signed.signed_headers),
        ("canonical_request", &signed.canonical_request),
        ("credential_scope", &signed.scope),
        ("string_to_sign", &signed.string_to_sign),
        ("signature", &signed.signature),
        ("authorization", &signed.authorization),
    ] {
        assert_eq!(found, text(expected, name), "{name}");
    }
}

#[test]
fn every_step_is_that_of_the_vendors_sdk() {
    let file = file();
    let vector = &file["vectors"][0];
    let names = [
        "intermediate",
        "variant_sign_x_tc_action_same_body",
        "variant_compact_utf8_body_sdk_headers",
        "variant_compact_utf8_body_sign_x_tc_action",
    ];
    for name in names {
        let variant = &vector[name];
        let content_type = variant["content_type"].as_str().unwrap_or("application/json");
        let mut headers = vec![("Host", "trtc.intl.tencentcloudapi.com"), ("Content-Type", content_type)];
        if text(variant, "signed_headers").contains("x-tc-action") {
            headers.push(("X-TC-Action", text(&file, "action")));
        }
        let signed = sign(
            &ToSign {
                method: "POST",
                query: "",
                headers: &headers,
                body: variant["body"].as_str().unwrap_or(text(vector, "body")).as_bytes(),
                service: text(&file, "service"),
                now: time(&file),
            },
            &credentials(&file),
        );
        assert_steps(&signed, variant);
    }
}

#[test]
fn every_step_is_that_of_the_vendors_documentation() {
    let file = file();
    let documented = file["documentation"].as_array().unwrap();
    assert_eq!(documented.len(), 2);
    for vector in documented {
        let names: Vec<_> = text(vector, "signed_headers").split(';').collect();
        let headers: Vec<_> = names.iter().map(|name| (*name, text(&vector["headers"], name))).collect();
        let signed = sign(
            &ToSign {
                method: text(vector, "method"),
                query: "",
                headers: &headers,
                body: text(vector, "body").as_bytes(),
                service: text(vector, "service"),
                now: time(vector),
            },
            &credentials(vector),
        );
        assert_steps(&signed, vector);
    }
}

fn info(method: Method) -> ActionInfo {
    ActionInfo {
        name: "DescribeUserInfo",
        version: "2019-07-22",
        method,
        service: "trtc",
        endpoint: RegionalEndpoint::new("https://trtc.intl.tencentcloudapi.com", "ap-singapore"),
        page: "",
        safe: true,
        verify_with: None,
        quotas: &[],
        window: None,
    }
}

fn request(
    method: Method,
    parameters: Parameters,
    endpoint: &str,
    region: &str,
    credentials: &Credentials,
) -> Result<Request<Bytes>, RequestError> {
    Tencent::request(SigningInput {
        info: &info(method),
        parameters,
        endpoint: &Endpoint::parse(endpoint).unwrap(),
        region,
        credentials,
        now: time(&file()),
        nonce: [0; 8],
    })
}

#[test]
fn a_whole_request_is_that_of_the_vendors_sdk() {
    let file = file();
    let vector = &file["vectors"][0];
    let mut parameters = Parameters::new();
    parameters.json(&RawValue::from_string(text(vector, "body").to_owned()).unwrap());
    let endpoint = "https://trtc.intl.tencentcloudapi.com/";
    let request = request(Method::Post, parameters, endpoint, "ap-singapore", &credentials(&file)).unwrap();
    assert_eq!(request.uri().to_string(), text(vector, "url"));
    assert_eq!(request.body(), text(vector, "body").as_bytes());
    let expected = vector["headers"].as_object().unwrap();
    for (name, value) in expected.iter().filter(|(name, _)| *name != "X-TC-Language") {
        assert_eq!(request.headers()[&**name], value.as_str().unwrap(), "{name}");
    }
    assert_eq!(request.headers().len(), expected.len() - 1);
}

#[test]
fn the_service_is_signed_whatever_the_host_and_the_host_as_it_is_sent() {
    let file = file();
    let request = request(Method::Post, Parameters::new(), "http://127.0.0.1:8443", "r", &credentials(&file)).unwrap();
    assert_eq!(request.headers()["host"], "127.0.0.1:8443");
    assert_eq!(request.body(), "{}");
    let expected = sign(
        &ToSign {
            method: "POST",
            query: "",
            headers: &[("content-type", "application/json"), ("host", "127.0.0.1:8443")],
            body: b"{}",
            service: "trtc",
            now: time(&file),
        },
        &credentials(&file),
    );
    assert_eq!(request.headers()["authorization"], expected.authorization);
    assert!(expected.authorization.contains("/trtc/tc3_request"));
}

#[test]
fn a_get_signs_the_query_it_sends() {
    let file = file();
    let mut parameters = Parameters::new();
    parameters.query("b", "x y/+");
    parameters.query("a", &1_u32);
    let request = request(Method::Get, parameters, "https://h", "", &credentials(&file)).unwrap();
    assert_eq!(request.uri().to_string(), "https://h/?a=1&b=x%20y%2F%2B");
    assert_eq!(request.headers()["content-type"], "application/x-www-form-urlencoded");
    assert!(!request.headers().contains_key("x-tc-region"));
    let expected = sign(
        &ToSign {
            method: "GET",
            query: "a=1&b=x%20y%2F%2B",
            headers: &[("content-type", "application/x-www-form-urlencoded"), ("host", "h")],
            body: b"",
            service: "trtc",
            now: time(&file),
        },
        &credentials(&file),
    );
    assert_eq!(request.headers()["authorization"], expected.authorization);
}

#[test]
fn a_token_is_sent_and_not_signed() {
    let file = file();
    let send = |credentials: &Credentials| {
        request(Method::Post, Parameters::new(), "https://h", "r", credentials).unwrap().headers().clone()
    };
    let without = send(&credentials(&file));
    let with = send(&credentials(&file).token("temporary-token"));
    assert_eq!(with["x-tc-token"], "temporary-token");
    assert_eq!(with["authorization"], without["authorization"]);
    assert!(!format!("{with:?}").contains("temporary-token"));
}

#[test]
fn what_no_header_can_hold_is_an_error() {
    let file = file();
    let send = |region: &str, credentials: &Credentials| {
        request(Method::Post, Parameters::new(), "https://h", region, credentials).unwrap_err()
    };
    let header = |name: &str| RequestError::Header { name: name.into() };
    assert_eq!(send("新加坡", &credentials(&file)), header("x-tc-region"));
    assert_eq!(send("r", &credentials(&file).token("a\nb")), header("x-tc-token"));
}
