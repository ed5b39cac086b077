//! What errors say, and what they know.
#![allow(clippy::unwrap_used, clippy::panic, reason = "helpers of tests may fail a test")]

mod common;

use common::{Ask, Change, Code, answering, ask, now, scripted};
use http::StatusCode;
use insta::assert_snapshot;
use rtc_core::{BuildError, Cause, CredentialsError, EndpointError, Error, Retry, Sent, TransportError};

fn answered(status: u16, body: impl Into<bytes::Bytes>) -> Error<Code> {
    now(answering(status, body).0.send(&ask())).unwrap_err()
}

fn failing(error: fn() -> TransportError) -> (Error<Code>, Error<Code>) {
    let (client, _) = scripted(move |_| Err(error()));
    (now(client.send(&ask())).unwrap_err(), now(client.send(&Change)).unwrap_err())
}

#[test]
fn limits() {
    let (client, _) = scripted(|_| panic!("sent"));
    let error = now(client.send(&Ask { size: 101, ids: vec![String::new(); 3], ..Ask::default() })).unwrap_err();
    assert_snapshot!(error);
    assert_eq!((error.action(), error.was_sent(), error.retry()), ("Ask", Sent::No, Retry::Never));
    let error = now(client.send(&Ask { size: 0, ..ask() })).unwrap_err();
    assert_snapshot!("one_limit", error);
}

fn no_connection() -> std::io::Error {
    std::io::Error::new(std::io::ErrorKind::ConnectionRefused, "connection refused")
}

#[test]
fn not_sent() {
    let (error, unsafe_one) = failing(|| TransportError::NotSent(Cause::new(no_connection())));
    assert_snapshot!(error);
    for error in [error, unsafe_one] {
        assert_eq!((error.was_sent(), error.retry()), (Sent::No, Retry::Backoff));
        // The message has the cause, so it is no source.
        assert!(std::error::Error::source(&error).is_none());
        assert_eq!(error.to_string().matches("connection refused").count(), 1);
    }
}

#[test]
fn a_request_that_cannot_be_sent() {
    let (client, _) = scripted(|_| panic!("sent"));
    assert_snapshot!(now(client.send(&Ask { header: Some("a\nb".into()), ..ask() })).unwrap_err());
}

#[test]
fn timed_out() {
    let (safe, unsafe_one) = failing(|| TransportError::TimedOut);
    assert_snapshot!(safe);
    assert_snapshot!("timed_out_unsafe", unsafe_one);
    assert_eq!((safe.was_sent(), safe.retry()), (Sent::Maybe, Retry::Backoff));
    assert_eq!((unsafe_one.was_sent(), unsafe_one.retry()), (Sent::Maybe, Retry::Never));
}

#[test]
fn interrupted() {
    let (safe, unsafe_one) = failing(|| TransportError::Interrupted(Cause::new("connection reset")));
    assert_snapshot!(safe);
    assert_eq!((safe.was_sent(), safe.retry()), (Sent::Maybe, Retry::Backoff));
    assert_eq!(unsafe_one.retry(), Retry::Never);
}

#[test]
fn too_large() {
    let (error, _) = failing(|| TransportError::TooLarge { status: StatusCode::OK, limit: 16 });
    assert_snapshot!(error);
    assert_eq!((error.was_sent(), error.status(), error.retry()), (Sent::Yes, Some(StatusCode::OK), Retry::Never));
}

#[test]
fn refused() {
    let error = answered(
        200,
        r#"{"id": "r-1", "error": {"code": "TooFast", "number": 18, "message": "slow\ndown", "log": "l-1"}}"#,
    );
    assert_snapshot!(error);
    assert_eq!((error.action(), error.code(), error.was_sent()), ("Ask", Some(&Code::Slow), Sent::Yes));
    assert_eq!((error.request_id(), error.status().unwrap().as_u16()), (Some("r-1"), 200));
    assert_eq!((error.retry(), error.advice()), (Retry::Throttle, Some("ask less often")));
}

#[test]
fn refused_with_an_undocumented_code() {
    let error = answered(503, r#"{"error": {"code": "New.Thing"}}"#);
    assert_snapshot!(error);
    assert_eq!((error.retry(), error.advice()), (Retry::Backoff, None));
    assert_eq!(answered(429, r#"{"error": {"code": "New.Thing"}}"#).retry(), Retry::Throttle);
    assert_eq!(answered(200, r#"{"error": {"code": "New.Thing"}}"#).retry(), Retry::Never);
}

#[test]
fn an_undocumented_detail_counts_as_its_class() {
    let error = answered(400, r#"{"error": {"code": "TooFast.ForOthers"}}"#);
    assert_eq!((error.retry(), error.advice()), (Retry::Throttle, Some("ask less often")));
    assert_eq!(rtc_core::ErrorCode::code(error.code().unwrap()), "TooFast.ForOthers");
}

#[test]
fn refused_with_a_number_in_place_of_a_code() {
    let documented = answered(429, r#"{"error": {"number": 18}}"#);
    assert_eq!(documented.code(), Some(&Code::Slow));
    assert_snapshot!(documented);
    assert_snapshot!("undocumented_number", answered(400, r#"{"error": {"number": 99, "message": "no"}}"#));
    assert_snapshot!("no_code_at_all", answered(400, r#"{"error": {}}"#));
}

#[test]
fn unreadable() {
    let error = answered(200, r#"{"id": "r-1", "data": {"total": "three"}}"#);
    assert_snapshot!(error);
    assert_eq!((error.request_id(), error.was_sent(), error.retry()), (Some("r-1"), Sent::Yes, Retry::Never));
    assert_snapshot!("unreadable_list_for_an_object", answered(200, r#"{"data": [3]}"#));
    assert_snapshot!("unreadable_debug", format!("{error:?}"));
}

#[test]
fn unreadable_pages() {
    let page = answered(502, "<html>\r\n<h1>Bad \u{1b}[31mGateway</h1>");
    assert_snapshot!(page);
    assert_eq!(page.retry(), Retry::Backoff);
    assert_snapshot!("unreadable_empty", answered(500, ""));
    assert_snapshot!("unreadable_bytes", answered(200, &b"\xff\xfe{"[..]));
    let Error::Unreadable(long) = answered(200, "é".repeat(1_000)) else { panic!("read") };
    assert_eq!(long.beginning(), format!("{}…", "é".repeat(256)));
    assert_eq!(long.body.len(), 2_000);
}

#[test]
fn long_texts_are_cut() {
    let text = "m".repeat(1_000_000);
    let message = answered(200, format!(r#"{{"error": {{"code": "{text}", "message": "{text}"}}}}"#));
    assert!(message.to_string().len() < 3_000);
    let value = answered(200, format!(r#"{{"data": {{"total": "{text}"}}}}"#));
    assert!(value.to_string().len() < 3_000);
}

#[test]
fn building() {
    let credentials = CredentialsError::Missing { variables: vec!["ACME_ID", "ACME_KEY"] };
    let errors = [
        BuildError::from(credentials),
        CredentialsError::Unusable { part: "the key", reason: "is empty; give the one the vendor's console shows" }
            .into(),
        EndpointError::NotAUrl.into(),
        EndpointError::NotHttps.into(),
        EndpointError::UnknownScheme.into(),
        EndpointError::User.into(),
        EndpointError::Path.into(),
        EndpointError::Port.into(),
        BuildError::NoTransport,
        BuildError::Tls { reason: "no certificates were found".into() },
    ];
    let lines: Vec<_> = errors.iter().map(ToString::to_string).collect();
    assert_snapshot!(lines.join("\n"));
}
