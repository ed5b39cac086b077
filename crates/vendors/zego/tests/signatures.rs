//! Signatures and URLs against the vendor's worked example and fixed ones.
#![allow(clippy::unwrap_used, clippy::panic, reason = "helpers of tests may fail a test")]

use bytes::Bytes;
use http::Request;
use rtc_core::{
    RegionalEndpoint,
    protocol::{ActionInfo, Endpoint, Method, Parameters, SigningInput, Vendor},
};
use rtc_zego::{Credentials, Zego, sign::sign};
use serde_json::{Value, json};
use time::OffsetDateTime;

fn file() -> Value {
    serde_json::from_str(include_str!("data/signatures.json")).unwrap()
}

fn text<'a>(value: &'a Value, name: &str) -> &'a str {
    value[name].as_str().unwrap_or_else(|| panic!("no {name} in {value}"))
}

fn credentials(vector: &Value) -> Credentials {
    let app_id = vector["AppId"].as_u64().unwrap().try_into().unwrap();
    Credentials::new(app_id, text(vector, "ServerSecret"))
}

#[test]
fn signatures_are_the_vendors() {
    let file = file();
    for vector in [&file["documented_worked_example"], &file["fixed_vectors"][0]] {
        let timestamp = vector["Timestamp"].as_i64().unwrap();
        let signature = sign(&credentials(vector), text(vector, "SignatureNonce"), timestamp);
        assert_eq!(signature, text(vector, "Signature"));
    }
}

fn request(method: Method, parameters: Parameters, credentials: &Credentials, nonce: [u8; 8]) -> Request<Bytes> {
    let info = ActionInfo {
        name: "DescribeUsers",
        version: "",
        method,
        service: "",
        endpoint: RegionalEndpoint::new("https://rtc-api.zego.im", ""),
        page: "",
        safe: true,
        verify_with: None,
        quotas: &[],
        window: None,
    };
    Zego::request(SigningInput {
        info: &info,
        parameters,
        endpoint: &Endpoint::parse(info.endpoint.url()).unwrap(),
        region: "",
        credentials,
        now: OffsetDateTime::from_unix_timestamp(1_767_225_600).unwrap(),
        nonce,
    })
    .unwrap()
}

fn parameters() -> Parameters {
    let mut parameters = Parameters::new();
    parameters.query("RoomId", "room1");
    parameters.query("UserId[]", "a");
    parameters.query("UserId[]", "b");
    parameters
}

#[test]
fn a_whole_url_is_the_documented_one() {
    let file = file();
    let vector = &file["fixed_vectors"][0];
    let request = request(Method::Get, parameters(), &credentials(vector), [0; 8]);
    let nonce = "0".repeat(16);
    let expected = text(&file["urls"][0], "url_percent_encoded")
        .replace(text(vector, "SignatureNonce"), &nonce)
        .replace(text(vector, "Signature"), &sign(&credentials(vector), &nonce, 1_767_225_600));
    assert_eq!(request.uri().to_string(), expected);
    assert_eq!(request.headers().len(), 1);
    assert_eq!(request.headers()["host"], "rtc-api.zego.im");
}

#[test]
fn a_nonce_is_16_hexadecimal_characters() {
    let credentials = Credentials::new(1, "secret");
    let request =
        request(Method::Get, Parameters::new(), &credentials, [0x4f, 0xd2, 0x46, 0x87, 0x29, 0x6d, 0xd9, 0xf3]);
    assert!(request.uri().to_string().contains("&SignatureNonce=4fd24687296dd9f3&"));
}

#[test]
fn a_post_has_the_common_parameters_in_its_query_and_its_own_in_its_body() {
    let mut parameters = Parameters::new();
    parameters.json(&json!({ "RoomId": "room1" }));
    let request = request(Method::Post, parameters, &Credentials::new(1, "secret"), [0; 8]);
    assert_eq!(request.body(), r#"{"RoomId":"room1"}"#);
    assert_eq!(request.headers()["content-type"], "application/json");
    assert!(request.uri().query().unwrap().ends_with("&SignatureVersion=2.0"));
}

#[test]
fn the_test_environment_is_named_only_where_somebody_says_so() {
    let query = |credentials: &Credentials| {
        request(Method::Get, parameters(), credentials, [0; 8]).uri().query().unwrap().to_owned()
    };
    let credentials = Credentials::new(1, "secret");
    assert!(!query(&credentials).contains("IsTest"));
    assert!(query(&credentials.clone().is_test(true)).contains("&SignatureVersion=2.0&IsTest=true&RoomId=room1"));
    assert!(query(&credentials.is_test(false)).contains("&IsTest=false&"));
}

#[test]
fn a_request_does_not_hold_the_secret() {
    let request = request(Method::Get, parameters(), &Credentials::new(1, "server-secret"), [0; 8]);
    assert!(!format!("{request:?}").contains("server-secret"));
}
