//! `Debug` of every error is what people read, and each cause is in one place.
#![allow(clippy::unwrap_used, clippy::panic, reason = "helpers of tests may fail a test")]

mod common;

use common::{Ask, Change, answering, ask, now, scripted};
use http::StatusCode;
use rtc_core::{
    BuildError, Cause, CredentialsError, EndpointError, Error, NotSentCause, QuotaTimeout, RequestError,
    TransportError,
    credentials::file::FileProblem,
    listing::{CursorError, OutOfReach, Stuck},
};
use std::{error::Error as StdError, io, path::Path, time::Duration};
use time::OffsetDateTime;

/// An error of the system with a cause of its own.
#[derive(Debug, thiserror::Error)]
#[error("the tunnel is closed")]
struct Tunnel(#[source] io::Error);

fn tunnel() -> Cause {
    Cause::new(Tunnel(io::Error::new(io::ErrorKind::ConnectionRefused, "connection refused")))
}

/// `Debug` is the `Display`, on one line and short, and no `Display` contains that of its source.
fn is_readable(error: &(dyn StdError + 'static)) {
    let (text, debug) = (error.to_string(), format!("{error:?}"));
    assert_eq!(debug, text);
    assert!(!text.is_empty() && text.len() < 1_500 && !text.contains('\n'), "{text}");
    assert!(format!("{error:#?}").starts_with(&text), "{error:#?}");
    let mut outer = text;
    let mut next = error.source();
    while let Some(source) = next {
        assert!(!outer.contains(&source.to_string()), "{outer:?} says what its source says: {source}");
        outer = source.to_string();
        next = source.source();
    }
}

fn are_readable<E: StdError + 'static>(errors: &[E]) {
    for error in errors {
        is_readable(error);
    }
}

fn files() -> Vec<CredentialsError> {
    let problems = [
        FileProblem::Unreadable(io::ErrorKind::PermissionDenied),
        FileProblem::NamedFileMissing { variable: "ACME_FILE" },
        FileProblem::NotAFile,
        FileProblem::TooLong { limit: 10 },
        FileProblem::Utf16,
        FileProblem::NotUtf8 { byte: 3 },
        FileProblem::NotJson { line: 1, column: 2 },
        FileProblem::NotAnObject,
        FileProblem::NotIni { line: 1, reason: "there is no `=`" },
        FileProblem::Unusable { key: "id".into(), reason: "is empty" },
        FileProblem::MissingKey { key: "id".into() },
    ];
    are_readable(&problems);
    problems.into_iter().map(|problem| problem.at(Path::new("/home/user/file"))).collect()
}

fn credentials() -> Vec<CredentialsError> {
    let mut all = vec![
        CredentialsError::Missing { variables: vec!["ACME_ID", "ACME_KEY"] },
        CredentialsError::Unusable { part: "ACME_KEY", reason: "is empty; give the one the vendor's console shows" },
        CredentialsError::NoFile { path: "/home/user/file".into() },
        CredentialsError::NoneInFile { path: "/home/user/file".into() },
        CredentialsError::NoHome { file: ".acme".into(), variable: "HOME" },
        CredentialsError::Callback { reason: "no network".into() },
    ];
    all.extend(files());
    all.push(CredentialsError::NoneFound { sources: all.clone() });
    all
}

const ENDPOINTS: [EndpointError; 6] = [
    EndpointError::NotAUrl,
    EndpointError::NotHttps,
    EndpointError::UnknownScheme,
    EndpointError::User,
    EndpointError::Path,
    EndpointError::Port,
];

#[test]
fn errors_of_building_a_client() {
    let mut all: Vec<BuildError> = credentials().into_iter().map(BuildError::from).collect();
    all.extend(ENDPOINTS.map(BuildError::from));
    let reason = || "no thread".to_owned();
    all.extend([
        BuildError::NoTransport,
        BuildError::Runtime { reason: reason() },
        BuildError::Tls { reason: reason() },
        BuildError::Transport { reason: reason() },
    ]);
    are_readable(&all);
    are_readable(&credentials());
    are_readable(&ENDPOINTS);
}

#[test]
fn errors_of_parts_of_a_call() {
    let requests = [
        RequestError::Body { reason: "a key must be a string".into() },
        RequestError::Header { name: "x-name".into() },
        RequestError::Query { name: "Name".into() },
        RequestError::Url { length: 100_000 },
        RequestError::Endpoint(EndpointError::NotAUrl),
        RequestError::Random { reason: "no entropy".into() },
    ];
    are_readable(&requests);
    let transports = [
        TransportError::NotSent(tunnel()),
        TransportError::TimedOut,
        TransportError::Interrupted(tunnel()),
        TransportError::TooLarge { status: StatusCode::OK, limit: 16 },
    ];
    are_readable(&transports);
    let second = Duration::from_secs(1);
    let quotas = [
        QuotaTimeout::TooLate { needed: second * 2, allowed: second },
        QuotaTimeout::StoreUnavailable { reason: "Redis does not answer".into() },
    ];
    are_readable(&quotas);
    let timeout = second;
    let causes = [
        NotSentCause::InAsyncTask,
        NotSentCause::Deadline { timeout, credentials: false },
        NotSentCause::Deadline { timeout, credentials: true },
        NotSentCause::Connection(TransportError::NotSent(tunnel())),
    ];
    for cause in causes {
        assert_eq!(format!("{cause:?}"), cause.to_string());
    }
}

#[test]
fn errors_of_listings() {
    let action = "Ask";
    let (from, to) = (OffsetDateTime::UNIX_EPOCH, OffsetDateTime::UNIX_EPOCH);
    let stuck = [
        Stuck::Repeated { action, number: 2 },
        Stuck::Grown { action, number: 2, before: 10, now: 20 },
        Stuck::Endless { action, pages: 4 },
    ];
    are_readable(&stuck);
    let reach = [
        OutOfReach::Before { action, page: "https://p", from, to },
        OutOfReach::Late { action, from, to },
        OutOfReach::NoStart { action },
    ];
    are_readable(&reach);
    let cursors = [
        CursorError::Version { found: 9 },
        CursorError::Action { action, found: "Other".into() },
        CursorError::Request { action },
    ];
    are_readable(&cursors);
}

#[test]
fn errors_of_calls() {
    let broken = now(scripted(|_| panic!("sent")).0.send(&Ask { size: 101, ..Ask::default() })).unwrap_err();
    let unsendable =
        now(scripted(|_| panic!("sent")).0.send(&Ask { header: Some("a\nb".into()), ..ask() })).unwrap_err();
    let failing = |error: fn() -> TransportError| scripted(move |_| Err(error())).0;
    let mut all = vec![broken, unsendable];
    for client in [
        failing(|| TransportError::NotSent(tunnel())),
        failing(|| TransportError::TimedOut),
        failing(|| TransportError::Interrupted(tunnel())),
        failing(|| TransportError::TooLarge { status: StatusCode::OK, limit: 16 }),
    ] {
        all.push(now(client.send(&ask())).unwrap_err());
        all.push(now(client.send(&Change)).unwrap_err());
    }
    for (status, body) in [
        (200, r#"{"id": "r-1", "error": {"code": "TooFast", "number": 18, "message": "slow\ndown"}}"#),
        (503, r#"{"error": {"code": "New.Thing"}}"#),
        (502, "<html>Bad Gateway</html>"),
        (200, r#"{"data": {"total": "three"}}"#),
    ] {
        all.push(now(answering(status, body).0.send(&ask())).unwrap_err());
    }
    for error in &all {
        is_readable(error);
        is_readable(&rtc_core::listing::ListingError::from(now(answering(502, "").0.send(&ask())).unwrap_err()));
    }
    // `main` returns the error boxed.
    let boxed: Box<dyn StdError> = Box::new(all.remove(0));
    assert!(format!("Error: {boxed:?}").starts_with("Error: `Ask` was not sent, it breaks "), "{boxed:?}");
}

#[test]
fn the_cause_of_a_lost_connection_can_be_looked_at() {
    let error = now(scripted(|_| Err(TransportError::Interrupted(tunnel()))).0.send(&ask())).unwrap_err();
    assert_eq!(error.to_string().matches("connection refused").count(), 1, "{error}");
    let Error::Interrupted(interrupted) = error else { panic!("{error}") };
    let TransportError::Interrupted(cause) = &interrupted.cause else { panic!("{interrupted}") };
    let tunnel = cause.get_ref().downcast_ref::<Tunnel>().unwrap();
    assert_eq!(tunnel.0.kind(), io::ErrorKind::ConnectionRefused);
}

/// `{:#?}` lists the attempts, each on a line.
#[test]
fn the_attempts_are_behind_the_message() {
    let error = now(answering(502, "<html>").0.send(&ask())).unwrap_err();
    let full = format!("{error:#?}");
    let lines: Vec<&str> = full.lines().collect();
    assert_eq!(lines[0], error.to_string());
    assert_eq!(lines.len(), 1 + error.attempts().len());
    assert!(lines[1].starts_with("  attempt 1, ") && lines[1].contains("HTTP 502"), "{full}");
}
