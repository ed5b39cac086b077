//! Answers, well-formed and not.
#![allow(clippy::unwrap_used, clippy::panic, reason = "helpers of tests may fail a test")]

use bytes::Bytes;
use http::Response;
use rtc_core::protocol::{Answer, OpenError, Vendor};
use rtc_tencent::Tencent;
use serde::Deserialize;

#[derive(Debug, Deserialize, PartialEq)]
struct Page {
    #[serde(rename = "Total", default)]
    total: u64,
    #[serde(rename = "UserList", default)]
    users: Option<Vec<User>>,
}

#[derive(Debug, Deserialize, PartialEq)]
struct User {
    #[serde(rename = "UserId")]
    user_id: String,
}

#[derive(Debug, Deserialize, PartialEq)]
struct Strict {
    #[serde(rename = "Total")]
    total: u64,
}

fn response(status: u16, body: impl Into<Bytes>) -> Response<Bytes> {
    Response::builder().status(status).header("content-type", "text/plain").body(body.into()).unwrap()
}

fn open(status: u16, body: impl Into<Bytes>) -> Result<Answer<Page>, OpenError> {
    Tencent::open(&response(status, body))
}

/// Reason, path and request id.
fn unreadable(status: u16, body: impl Into<Bytes>) -> (String, Option<String>, Option<String>) {
    match Tencent::open::<Strict>(&response(status, body)) {
        Err(OpenError::Unreadable { reason, path, request_id, log_id: None }) => (reason, path, request_id),
        other => panic!("{other:?}"),
    }
}

#[test]
fn fields_beside_the_request_id_are_a_success_wherever_it_stands() {
    for body in [
        r#"{"Response": {"Total": 1, "UserList": [{"UserId": "u", "New": {"RequestId": 1}}], "RequestId": "r"}}"#,
        r#"{"Response": {"RequestId": "r", "UserList": [{"UserId": "u"}], "Total": 1, "New": [{}]}, "More": 2}"#,
        r#"{"Response": {"T\u006ftal": 1, "Request\u0049d": "r", "Error": null, "UserList": [{"UserId": "u"}]}}"#,
    ] {
        let answer = open(200, body).unwrap();
        assert_eq!(answer.request_id.as_deref(), Some("r"));
        assert_eq!(answer.output, Page { total: 1, users: Some(vec![User { user_id: "u".into() }]) });
    }
}

#[test]
fn a_success_with_an_odd_request_id_is_still_one() {
    for (id, found) in [(r#""RequestId": 5,"#, Some("5")), ("", None), (r#""RequestId": null,"#, None)] {
        let answer = open(200, format!(r#"{{"Response": {{{id} "Total": 3, "UserList": null}}}}"#)).unwrap();
        assert_eq!(answer.request_id.as_deref(), found);
        assert_eq!(answer.output, Page { total: 3, users: None });
    }
}

#[test]
fn an_error_alone_decides_whatever_else_is_there() {
    for (status, body) in [
        (
            200,
            r#"{"Response": {"Error": {"Code": "AuthFailure.SignatureExpire", "Message": "late"}, "RequestId": "r"}}"#,
        ),
        (
            200,
            r#"{"Response": {"Total": 1, "RequestId": "r", "Error": {"Message": "late", "Code": "AuthFailure.SignatureExpire"}}}"#,
        ),
        (
            502,
            r#"{"Response": {"Error": {"Code": "AuthFailure.SignatureExpire", "Message": "late"}, "RequestId": "r"}}"#,
        ),
    ] {
        let expected = OpenError::Refused {
            code: Some("AuthFailure.SignatureExpire".into()),
            number: None,
            message: "late".into(),
            request_id: Some("r".into()),
            log_id: None,
        };
        assert_eq!(open(status, body).unwrap_err(), expected);
    }
}

#[test]
fn errors_are_read_leniently() {
    let error = |error: &str| match open(200, format!(r#"{{"Response": {{"Error": {error}}}}}"#)) {
        Err(OpenError::Refused { code, message, .. }) => (code.unwrap_or_default(), message),
        other => panic!("{other:?}"),
    };
    assert_eq!(error(r#"{"Code": 5, "Message": null}"#), ("5".into(), String::new()));
    assert_eq!(error("{}"), (String::new(), String::new()));
    assert_eq!(error(r#""gone""#), (String::new(), "gone".into()));
}

#[test]
fn what_is_nearly_json_is_read_as_far_as_it_is() {
    let refusal = r#"{"Response": {"Error": {"Code": "InternalError", "Message": "x"}, "RequestId": "r"}}"#;
    for body in [format!("\u{feff}{refusal}"), format!("{refusal}\0"), refusal.replace('x', r"\udc00")] {
        match open(200, body) {
            Err(OpenError::Refused { code, request_id, .. }) => {
                assert_eq!((code.as_deref(), request_id.as_deref()), (Some("InternalError"), Some("r")));
            }
            other => panic!("{other:?}"),
        }
    }
    let success = r#"{"Response": {"Total": "1", "UserList": [{"UserId": "a\ud83d"}], "RequestId": {"of": "r"}}}"#;
    let answer = open(200, success).unwrap();
    assert_eq!((answer.request_id, &*answer.output.users.unwrap()[0].user_id), (None, "a\u{fffd}"));
    let twice = r#"{"Response": {"Total": 1, "RequestId": "r", "Error": null, "Error": {"Code": "Late"}}}"#;
    assert!(matches!(open(200, twice), Err(OpenError::Refused { .. })));
}

#[test]
fn any_other_status_did_not_come_from_the_api() {
    let (reason, _, request_id) = unreadable(500, r#"{"Response": {"Total": 1, "RequestId": "r"}}"#);
    assert_eq!(reason, "only status 200 comes from the API, and `Response.Error` is missing");
    assert_eq!(request_id.as_deref(), Some("r"));
}

#[test]
fn a_value_that_does_not_fit_is_found_by_its_path() {
    match open(200, r#"{"Response": {"UserList": [{"UserId": null}], "RequestId": "r"}}"#).unwrap_err() {
        OpenError::Unreadable { reason, path, request_id, .. } => {
            assert_eq!(reason, "invalid type: null, expected a string");
            assert_eq!(path.as_deref(), Some("Response.UserList[0].UserId"));
            assert_eq!(request_id.as_deref(), Some("r"));
        }
        other @ OpenError::Refused { .. } => panic!("{other:?}"),
    }
    let (reason, path, _) = unreadable(200, r#"{"Response": {"RequestId": "r"}}"#);
    assert_eq!((&*reason, path.as_deref()), ("missing field `Total`", Some("Response")));
    assert_eq!(unreadable(200, r#"{"Response": [1]}"#).1.as_deref(), Some("Response"));
}

#[test]
fn what_is_no_envelope_is_unreadable() {
    assert_eq!(unreadable(200, "").0, "the body is empty");
    assert_eq!(unreadable(200, "{}").0, "`Response` is missing");
    assert_eq!(unreadable(200, r#"{"Response": null}"#).0, "`Response` is missing");
    assert_eq!(unreadable(200, "7").0, "`Response` is missing");
    let nested = "[".repeat(10_000);
    let deep = format!(r#"{{"Response": {{"Total": {nested}"#);
    for body in ["<html>Bad Gateway</html>", r#"{"Response": {"Total": 1, "Requ"#, &nested, &deep] {
        assert!(unreadable(200, body.to_owned()).0.starts_with("the body is not JSON: "), "{body:.40}");
    }
    assert!(unreadable(200, &b"{\"Response\": \xff}"[..]).0.starts_with("the body is not JSON: "));
}

#[test]
fn codes_from_behind_the_gateway_prove_a_checked_signature() {
    use rtc_core::Vendor as _;
    for code in ["FailedOperation.SdkAppIdNotExist", "ResourceNotFound", "UnauthorizedOperation"] {
        assert!(rtc_tencent::Tencent::has_checked_signature(code), "{code}");
    }
    for code in [
        "InternalError",
        "AuthFailure.SignatureExpire",
        "RequestLimitExceeded",
        "MissingParameter",
        "ResourceNotFoundX",
        "",
    ] {
        assert!(!rtc_tencent::Tencent::has_checked_signature(code), "{code}");
    }
}
