//! Answers, well-formed and not.
#![allow(clippy::unwrap_used, clippy::panic, reason = "helpers of tests may fail a test")]

use bytes::Bytes;
use http::Response;
use rtc_core::protocol::{Answer, OpenError, Vendor};
use rtc_zego::Zego;
use serde::Deserialize;

#[derive(Debug, Deserialize, PartialEq)]
struct Statuses {
    #[serde(rename = "UserStatusList", default)]
    users: Vec<User>,
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
    Response::builder().status(status).body(body.into()).unwrap()
}

fn open(status: u16, body: impl Into<Bytes>) -> Result<Answer<Statuses>, OpenError> {
    Zego::open(&response(status, body))
}

/// Reason, path and request id.
fn unreadable(body: impl Into<Bytes>) -> (String, Option<String>, Option<String>) {
    match Zego::open::<Strict>(&response(200, body)) {
        Err(OpenError::Unreadable { reason, path, request_id, log_id: None }) => (reason, path, request_id),
        other => panic!("{other:?}"),
    }
}

#[test]
fn code_0_is_a_success_whatever_the_status() {
    for status in [200, 400, 500] {
        let body = r#"{"Data": {"UserStatusList": [{"UserId": "a", "New": 1}]}, "Message": "success", "RequestId": "18446744073709551617", "Code": 0}"#;
        let answer = open(status, body).unwrap();
        assert_eq!(answer.request_id.as_deref(), Some("18446744073709551617"));
        assert_eq!(answer.status, status);
        assert_eq!(answer.output, Statuses { users: vec![User { user_id: "a".into() }] });
    }
}

#[test]
fn a_success_without_data_holds_nothing() {
    for body in [r#"{"Code": 0}"#, r#"{"Code": 0, "Data": null, "RequestId": 5}"#, r#"{"Code": "0", "Data": {}}"#] {
        assert_eq!(open(200, body).unwrap().output, Statuses { users: vec![] });
    }
    let (reason, path, _) = unreadable(r#"{"Code": 0, "RequestId": "r"}"#);
    assert_eq!((&*reason, path.as_deref()), ("missing field `Total`", Some("Data")));
}

#[test]
fn any_other_code_is_a_refusal_whatever_the_status() {
    for (status, body) in [
        (200, r#"{"Code": 50001, "Message": "room not exist", "RequestId": "r"}"#),
        (404, r#"{"Code": "50001", "Message": "room not exist", "RequestId": "r", "Data": {"UserStatusList": []}}"#),
    ] {
        let expected = OpenError::Refused {
            code: Some("50001".into()),
            number: Some(50_001),
            message: "room not exist".into(),
            request_id: Some("r".into()),
            log_id: None,
        };
        assert_eq!(open(status, body).unwrap_err(), expected);
    }
    match open(200, r#"{"Code": -1, "Message": null}"#).unwrap_err() {
        OpenError::Refused { code, message, .. } => assert_eq!((code.as_deref(), &*message), (Some("-1"), "")),
        other @ OpenError::Unreadable { .. } => panic!("{other:?}"),
    }
}

#[test]
fn a_code_that_is_no_whole_number_is_shown() {
    for code in ["null", "0.5", r#""Failed""#, "true", "[0]", r#""""#, r#"" 0""#, "1e30"] {
        let (reason, _, request_id) = unreadable(format!(r#"{{"Code": {code}, "Message": "x", "RequestId": "r"}}"#));
        assert_eq!(reason, format!("`Code` is no whole number: {code}"));
        assert_eq!(request_id.as_deref(), Some("r"));
    }
}

#[test]
fn a_whole_number_in_any_notation_is_a_code() {
    for code in ["0.0", "-0", r#""0""#, r#""0.0""#, "0e5"] {
        assert!(open(200, format!(r#"{{"Code": {code}, "Data": {{}}}}"#)).is_ok(), "{code}");
    }
    for code in ["5.0", "5e0", r#""5""#, "50e-1"] {
        match open(200, format!(r#"{{"Code": {code}}}"#)).unwrap_err() {
            OpenError::Refused { number, .. } => assert_eq!(number, Some(5), "{code}"),
            other @ OpenError::Unreadable { .. } => panic!("{code}: {other:?}"),
        }
    }
}

#[test]
fn of_several_codes_the_first_failure_counts() {
    for body in [r#"{"Code": 5, "Code": 0}"#, r#"{"Code": 0, "Code": 5, "Code": 6}"#, r#"{"Code": "x", "Code": 5}"#] {
        match open(200, body).unwrap_err() {
            OpenError::Refused { number, .. } => assert_eq!(number, Some(5), "{body}"),
            other @ OpenError::Unreadable { .. } => panic!("{body}: {other:?}"),
        }
    }
    assert!(open(200, r#"{"Code": 0, "Code": 0, "Data": {}}"#).is_ok());
    assert!(matches!(open(200, r#"{"Code": 0, "Code": null}"#), Err(OpenError::Unreadable { .. })));
}

#[test]
fn what_is_nearly_json_is_read_as_far_as_it_is() {
    for body in [
        "\u{feff}{\"Code\": 5, \"Message\": \"x\", \"RequestId\": \"r\"}",
        "{\"Code\": 5, \"RequestId\": \"r\", \"Message\": \"cut",
        "{\"Code\": 5, \"RequestId\": \"r\"}}",
    ] {
        match open(200, body).unwrap_err() {
            OpenError::Refused { number, request_id, .. } => {
                assert_eq!((number, request_id.as_deref()), (Some(5), Some("r")), "{body}");
            }
            other @ OpenError::Unreadable { .. } => panic!("{body}: {other:?}"),
        }
    }
    let (reason, _, request_id) = unreadable(r#"{"Code": 0, "RequestId": "r", "Data": {"Total": 1}"#);
    assert!(reason.starts_with("the body is not JSON: "), "{reason}");
    assert_eq!(request_id.as_deref(), Some("r"));
}

#[test]
fn a_value_that_does_not_fit_is_found_by_its_path() {
    match open(200, r#"{"Code": 0, "RequestId": "r", "Data": {"UserStatusList": [{}]}}"#).unwrap_err() {
        OpenError::Unreadable { reason, path, request_id, .. } => {
            assert_eq!(reason, "missing field `UserId`");
            assert_eq!(path.as_deref(), Some("Data.UserStatusList[0]"));
            assert_eq!(request_id.as_deref(), Some("r"));
        }
        other @ OpenError::Refused { .. } => panic!("{other:?}"),
    }
}

#[test]
fn what_is_no_envelope_is_unreadable() {
    assert_eq!(unreadable("").0, "the body is empty");
    for body in ["{}", "[]", "null"] {
        assert_eq!(unreadable(body).0, "`Code` is missing", "{body}");
    }
    let nested = "[".repeat(10_000);
    let deep = format!(r#"{{"Code": 0, "Data": {nested}"#);
    for body in ["<html>Bad Gateway</html>", r#"{"Code": 0, "Da"#, &nested, &deep] {
        assert!(unreadable(body.to_owned()).0.starts_with("the body is not JSON: "), "{body:.40}");
    }
    assert!(unreadable(&b"{\"Code\": \xff}"[..]).0.starts_with("the body is not JSON: "));
}

#[test]
fn codes_from_behind_the_gateway_prove_a_checked_signature() {
    use rtc_core::Vendor as _;
    for code in ["104", "5024", "50003"] {
        assert!(rtc_zego::Zego::has_checked_signature(code), "{code}");
    }
    for code in ["0", "1", "2", "206", "207", "100000004", "100000015", "-104", "x", ""] {
        assert!(!rtc_zego::Zego::has_checked_signature(code), "{code}");
    }
}
