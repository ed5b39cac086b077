//! Answers, well-formed and not.
#![allow(clippy::unwrap_used, clippy::panic, reason = "helpers of tests may fail a test")]

use bytes::Bytes;
use http::Response;
use rtc_core::protocol::{Answer, OpenError, Vendor};
use rtc_volcengine::Volcengine;
use serde::Deserialize;

#[derive(Debug, Deserialize, PartialEq)]
struct Page {
    #[serde(rename = "Total")]
    total: i64,
    #[serde(rename = "UserList", default)]
    users: Vec<User>,
}

#[derive(Debug, Deserialize, PartialEq)]
struct User {
    #[serde(rename = "UserId")]
    user_id: String,
}

fn open(status: u16, body: impl Into<Bytes>) -> Result<Answer<Page>, OpenError> {
    let response = Response::builder().status(status).header("X-Tt-Logid", "log-1").body(body.into()).unwrap();
    Volcengine::open(&response)
}

/// Reason, path and request id.
fn unreadable(status: u16, body: impl Into<Bytes>) -> (String, Option<String>, Option<String>) {
    match open(status, body) {
        Err(OpenError::Unreadable { reason, path, request_id, log_id }) => {
            assert_eq!(log_id.as_deref(), Some("log-1"));
            (reason, path, request_id)
        }
        other => panic!("{other:?}"),
    }
}

fn refused(status: u16, body: &str) -> (Option<String>, Option<i64>, String, Option<String>) {
    match open(status, body.to_owned()) {
        Err(OpenError::Refused { code, number, message, request_id, log_id }) => {
            assert_eq!(log_id.as_deref(), Some("log-1"));
            (code, number, message, request_id)
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_result_is_a_success() {
    let body = r#"{"ResponseMetadata": {"RequestId": "r", "Action": "A", "Version": "v", "Service": "rtc", "Region": "x"},
        "Result": {"Total": 1, "UserList": [{"UserId": "u", "New": {"deep": [1]}}]}, "More": 1}"#;
    let answer = open(200, body).unwrap();
    assert_eq!(answer.request_id.as_deref(), Some("r"));
    assert_eq!(answer.status, 200);
    assert_eq!(answer.output, Page { total: 1, users: vec![User { user_id: "u".into() }] });
}

#[test]
fn a_success_with_odd_metadata_is_still_one() {
    for metadata in [
        r#"{"RequestId": "r", "Error": null}"#,
        r#"{"RequestId": "r\u0041"}"#,
        r#"{"RequestId": 17}"#,
        r#"{"RequestId": null}"#,
        r#"{"RequestId": "r", "RequestId": "r"}"#,
        "{}",
    ] {
        let body = format!(r#"{{"Result": {{"Total": 1}}, "ResponseMetadata": {metadata}}}"#);
        assert_eq!(open(200, body).unwrap().output.total, 1, "{metadata}");
    }
}

#[test]
fn an_error_is_a_refusal_whatever_the_status_and_beside_a_result() {
    for status in [200, 400, 502] {
        let body = r#"{"ResponseMetadata": {"RequestId": "r", "Error": {"CodeN": 100018, "Code": "FlowLimitExceeded", "Message": "slow down"}},
            "Result": {"Total": 1}}"#;
        let (code, number, message, request_id) = refused(status, body);
        assert_eq!((code.as_deref(), number, &*message), (Some("FlowLimitExceeded"), Some(100_018), "slow down"));
        assert_eq!(request_id.as_deref(), Some("r"));
    }
}

#[test]
fn errors_are_read_leniently() {
    let error = |error: &str| {
        let (code, number, message, _) = refused(200, &format!(r#"{{"ResponseMetadata": {{"Error": {error}}}}}"#));
        (code.unwrap_or_default(), number, message)
    };
    assert_eq!(error(r#"{"CodeN": 100013}"#), (String::new(), Some(100_013), String::new()));
    assert_eq!(error(r#"{"CodeN": "100013", "Code": ""}"#), (String::new(), Some(100_013), String::new()));
    assert_eq!(error(r#"{"Code": "A", "Code": "B", "CodeN": 1.0}"#), ("A".into(), Some(1), String::new()));
    assert_eq!(error(r#"{"Code": null, "CodeN": null, "Message": 5}"#), (String::new(), None, "5".into()));
    assert_eq!(error("{}"), (String::new(), None, String::new()));
    assert_eq!(error(r#""gone""#), (String::new(), None, "gone".into()));
    assert_eq!(error("[]"), (String::new(), None, String::new()));
}

/// Its number says as much.
#[test]
fn a_number_in_the_place_of_the_code_is_the_number() {
    for code in ["100018", r#""100018""#, "100018.0", "1.00018e5"] {
        let body =
            format!(r#"{{"ResponseMetadata": {{"RequestId": "r", "Error": {{"Code": {code}, "Message": "x"}}}}}}"#);
        assert_eq!(refused(200, &body), (None, Some(100_018), "x".into(), Some("r".into())), "{code}");
    }
    let body = r#"{"ResponseMetadata": {"Error": {"Code": 1, "CodeN": 100018}}}"#;
    assert_eq!(refused(200, body), (None, Some(100_018), String::new(), None));
}

/// A refusal within is read, and a success keeps its request id.
#[test]
fn what_is_nearly_json_is_read_as_far_as_it_is() {
    let refusal = br#"{"ResponseMetadata": {"RequestId": "r", "Error": {"Code": "Busy", "Message": "MESSAGE"}}}"#;
    let with = |message: &[u8]| {
        let at = refusal.windows(7).position(|window| window == b"MESSAGE").unwrap();
        [&refusal[..at], message, &refusal[at + 7..]].concat()
    };
    for (body, message) in [
        ([b"\xef\xbb\xbf", &with(b"late")[..]].concat(), "late"),
        ([&with(b"late")[..], b"\0\0"].concat(), "late"),
        ([&with(b"late")[..], b"<!-- cached -->"].concat(), "late"),
        (with(b"\xb3\xac\xcf\xde"), "\u{fffd}\u{fffd}\u{fffd}\u{fffd}"),
        (with(b"\xe4\xb8\xad\xe6\x96"), "中\u{fffd}"),
        // The second byte of this character is a backslash.
        (with(b"\x95\x5c"), "\u{fffd}"),
        (with(br"\ud83d"), "\u{fffd}"),
        (with(b"a\nb\x01"), "a\nb\u{fffd}"),
        (with(br"\x"), "\u{fffd}x"),
    ] {
        match open(200, body.clone()) {
            Err(OpenError::Refused { code, message: found, request_id, .. }) => {
                assert_eq!((code.as_deref(), request_id.as_deref()), (Some("Busy"), Some("r")));
                assert_eq!(found, message);
            }
            other => panic!("{}: {other:?}", String::from_utf8_lossy(&body)),
        }
    }
    let success =
        r#"{"ResponseMetadata": {"RequestId": "r"}, "Result": {"Total": 1, "UserList": [{"UserId": "a\ud83d"}]}}"#;
    assert_eq!(open(200, format!("\u{feff}{success}")).unwrap().output.users[0].user_id, "a\u{fffd}");
    for body in [format!("{success}{success}"), success[..success.len() - 5].to_owned()] {
        let (reason, _, request_id) = unreadable(200, body);
        assert!(reason.starts_with("the body is not JSON: "), "{reason}");
        assert_eq!(request_id.as_deref(), Some("r"));
    }
}

#[test]
fn scalars_are_read_leniently_where_no_meaning_is_lost() {
    let open = |total: &str, id: &str| {
        open(
            200,
            format!(
                r#"{{"ResponseMetadata": {{}}, "Result": {{"Total": {total}, "UserList": [{{"UserId": {id}}}]}}}}"#
            ),
        )
    };
    for total in ["12", r#""12""#, "12.0", "1.2e1", r#""12.0""#] {
        assert_eq!(open(total, r#""u""#).unwrap().output.total, 12, "{total}");
    }
    for (id, text) in
        [("7", "7"), ("123456789012345678901234567890", "123456789012345678901234567890"), ("1.10", "1.10")]
    {
        assert_eq!(open("1", id).unwrap().output.users[0].user_id, text);
    }
    for total in ["1.5", r#""1,000""#, r#"" 1""#, r#""0x10""#, "true", r#""""#, "null", "[1]"] {
        assert!(open(total, r#""u""#).is_err(), "{total}");
    }
    for id in ["true", "null", "[]", "{}"] {
        assert!(open("1", id).is_err(), "{id}");
    }
}

/// The type of a documented count has no value for "sent, and unusable", and an effective page size that is passed over
/// would end a listing early. So the page is an error, which says where and what; the next attempt may succeed.
#[test]
fn a_count_that_is_unusable_is_an_error_that_names_it() {
    for (total, found) in [
        (r#""many""#, r#"invalid type: string "many""#),
        ("null", "invalid type: null"),
        (r#"{"Value": 1}"#, "invalid type: map"),
        ("1.5", "invalid type: floating point `1.5`"),
    ] {
        let body = format!(
            r#"{{"ResponseMetadata": {{"RequestId": "r"}}, "Result": {{"Total": {total}, "UserList": [{{"UserId": "u"}}]}}}}"#
        );
        let (reason, path, request_id) = unreadable(200, body);
        assert!(reason.starts_with(found), "{total}: {reason}");
        assert_eq!((path.as_deref(), request_id.as_deref()), (Some("Result.Total"), Some("r")), "{total}");
    }
}

#[test]
fn neither_error_nor_result_is_a_failure_of_its_own() {
    for body in [
        r#"{"ResponseMetadata": {"RequestId": "r"}}"#,
        r#"{"ResponseMetadata": {"RequestId": "r"}, "Result": null}"#,
        r#"{"ResponseMetadata": {"RequestId": "r", "Error": null}}"#,
    ] {
        let (reason, path, request_id) = unreadable(200, body);
        assert_eq!(reason, "there is neither `ResponseMetadata.Error` nor `Result`");
        assert_eq!((path, request_id.as_deref()), (None, Some("r")));
    }
    assert_eq!(unreadable(200, r#"{"Result": {"Total": 1}}"#).0, "`ResponseMetadata` is missing");
    assert_eq!(unreadable(200, "[]").0, "`ResponseMetadata` is missing");
}

#[test]
fn a_failure_status_is_no_success() {
    for status in [302, 404, 502] {
        let (reason, ..) = unreadable(status, r#"{"ResponseMetadata": {"RequestId": "r"}, "Result": {"Total": 1}}"#);
        assert_eq!(reason, "the status is an error but `ResponseMetadata.Error` is missing");
    }
}

#[test]
fn a_value_that_does_not_fit_is_found_by_its_path() {
    let body = r#"{"ResponseMetadata": {"RequestId": "r"}, "Result": {"Total": 1, "UserList": [{"UserId": "u"}, {"UserId": true}]}}"#;
    let (reason, path, request_id) = unreadable(200, body);
    assert_eq!(reason, "invalid type: boolean `true`, expected a string");
    assert_eq!((path.as_deref(), request_id.as_deref()), (Some("Result.UserList[1].UserId"), Some("r")));
    let (reason, path, _) = unreadable(200, r#"{"ResponseMetadata": {"RequestId": "r"}, "Result": {}}"#);
    assert_eq!((&*reason, path.as_deref()), ("missing field `Total`", Some("Result")));
}

#[test]
fn what_is_no_json_is_unreadable() {
    assert_eq!(unreadable(502, "").0, "the body is empty");
    let nested = "[".repeat(10_000);
    let deep = format!(r#"{{"ResponseMetadata": {nested}"#);
    for body in ["<html>Bad Gateway</html>", r#"{"ResponseMetadata": {"RequestId": "r"}, "Resu"#, &nested, &deep, "nul"]
    {
        assert!(unreadable(200, body.to_owned()).0.starts_with("the body is not JSON: "), "{body:.40}");
    }
    assert!(unreadable(200, &b"{\"ResponseMetadata\": \xff}"[..]).0.starts_with("the body is not JSON: "));
}

#[test]
fn codes_from_behind_the_gateway_prove_a_checked_signature() {
    use rtc_core::Vendor as _;
    for code in ["InvalidParameter.NotExistAppId", "AccessDenied"] {
        assert!(rtc_volcengine::Volcengine::has_checked_signature(code), "{code}");
    }
    for code in ["InternalError", "InvalidTimestamp", "FlowLimitExceeded", "MissingParameter", "InvalidParameter", ""] {
        assert!(!rtc_volcengine::Volcengine::has_checked_signature(code), "{code}");
    }
}
