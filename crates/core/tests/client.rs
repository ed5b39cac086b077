//! What a client does around a transport.
#![allow(clippy::unwrap_used, clippy::panic, reason = "helpers of tests may fail a test")]

mod common;

use common::{Acme, Answered, Ask, Change, Code, WELL, answering, ask, key, now, scripted, well};
use rtc_core::{BuildError, Client, CredentialsError, EndpointError, Error, LimitPolicy, Retry};
use std::ffi::OsString;
use time::OffsetDateTime;

#[test]
fn a_call_returns_what_the_action_answers() {
    let (client, sent) = answering(200, WELL);
    assert_eq!(now(client.send(&ask())).unwrap(), Answered { total: 3 });
    assert_eq!(now(client.send_owned(ask())).unwrap(), Answered { total: 3 });
    let answer = now(client.call(&ask())).unwrap();
    assert_eq!((answer.request_id.as_deref(), answer.status.as_u16()), (Some("r-1"), 200));
    let sent = sent.lock().unwrap();
    assert_eq!(sent.len(), 3);
    assert_eq!(sent[0].uri(), "https://api.acme.example/?Size=1&Id=a");
    assert_ne!(sent[0].headers()["x-nonce"], sent[1].headers()["x-nonce"]);
}

#[test]
fn a_body_is_sent() {
    let (client, sent) = answering(200, WELL);
    now(client.send(&Change)).unwrap();
    assert_eq!(sent.lock().unwrap()[0].body(), r#"{"a":[1]}"#);
    assert_eq!(sent.lock().unwrap()[0].method(), "POST");
}

#[test]
fn a_call_on_its_way_can_move_between_threads() {
    fn moves<T: Send>(value: T) -> T {
        value
    }
    let (client, _) = answering(200, WELL);
    let request = ask();
    now(moves(client.send(&request))).unwrap();
    now(moves(client.send_owned(request))).unwrap();
    assert!(std::mem::size_of::<Error<Code>>() <= 16);
}

#[test]
fn broken_limits_stop_a_call_unless_told_otherwise() {
    let (client, sent) = answering(200, WELL);
    let broken = Ask::default();
    let Err(Error::Limits(error)) = now(client.send(&broken)) else { panic!("sent") };
    assert_eq!(error.violations.len(), 2);
    assert_eq!(sent.lock().unwrap().len(), 0);
    for policy in [LimitPolicy::Warn, LimitPolicy::Ignore] {
        now(client.with_limits(policy).send(&broken)).unwrap();
    }
    assert_eq!(sent.lock().unwrap().len(), 2);
    assert!(now(client.send(&broken)).is_err());
}

#[test]
fn the_region_is_the_requests_then_the_clients_then_the_actions() {
    let region = |client: Option<&str>, request: Option<&str>| {
        let (transport, sent) = well();
        let mut builder = Client::<Acme>::builder().credentials(key()).transport(transport);
        if let Some(region) = client {
            builder = builder.region(region);
        }
        let ask = Ask { region: request.map(str::to_owned), ..ask() };
        now(builder.build().unwrap().send(&ask)).unwrap();
        sent.lock().unwrap()[0].headers()["x-region"].to_str().unwrap().to_owned()
    };
    assert_eq!(region(Some("client"), Some("request")), "request");
    assert_eq!(region(Some("client"), None), "client");
    assert_eq!(region(None, None), "default-region");
}

#[test]
fn clock_and_endpoint_can_be_given() {
    let (transport, sent) = well();
    let client = Client::<Acme>::builder()
        .credentials(key())
        .transport(transport)
        .endpoint("http://127.0.0.1:8080/")
        .clock(|| OffsetDateTime::UNIX_EPOCH)
        .build()
        .unwrap();
    now(client.send(&ask())).unwrap();
    let sent = sent.lock().unwrap();
    assert_eq!(sent[0].uri(), "http://127.0.0.1:8080/?Size=1&Id=a");
    assert_eq!(sent[0].headers()["host"], "127.0.0.1:8080");
    assert_eq!(sent[0].headers()["x-time"], "0");
}

fn from(variables: &'static [(&'static str, &'static str)]) -> Result<Client<Acme>, BuildError> {
    let found = |name: &str| variables.iter().find(|(other, _)| *other == name).map(|(_, value)| OsString::from(value));
    Client::builder().environment(found).transport(well().0).build()
}

#[test]
fn credentials_and_region_come_from_the_environment_together() {
    let shown = format!("{:?}", from(&[("ACME_ID", "i"), ("ACME_KEY", "k"), ("ACME_REGION", "north")]).unwrap());
    assert!(shown.contains(r#"region: Some("north")"#), "{shown}");
    let missing =
        |variables: &[&'static str]| BuildError::Credentials(CredentialsError::Missing { variables: variables.into() });
    assert_eq!(from(&[("ACME_ID", "i")]).unwrap_err(), missing(&["ACME_KEY"]));
    assert_eq!(from(&[("ACME_ID", ""), ("ACME_REGION", "n")]).unwrap_err(), missing(&["ACME_ID", "ACME_KEY"]));
}

#[cfg(unix)]
#[test]
fn a_variable_that_is_not_utf8_is_named() {
    use std::os::unix::ffi::OsStringExt;
    let builder = Client::<Acme>::builder().environment(|_| Some(OsString::from_vec(vec![0xff])));
    let error = builder.build().unwrap_err();
    assert!(error.to_string().contains("ACME_ID is not UTF-8"), "{error}");
}

#[test]
fn a_bad_endpoint_is_refused_and_not_repeated() {
    let build = |url: &str| Client::<Acme>::builder().credentials(key()).endpoint(url).build().unwrap_err();
    assert_eq!(build("http://acme.example"), BuildError::Endpoint(EndpointError::NotHttps));
    let error = build("https://user:password@acme.example");
    assert!(!format!("{error} {error:?}").contains("password"));
}

#[test]
fn nothing_shows_the_secret() {
    let builder = Client::<Acme>::builder().credentials(key()).endpoint("https://me:top-secret@h");
    let (client, sent) = answering(200, WELL);
    now(client.send(&ask())).unwrap();
    let shown = format!("{builder:?} {client:?} {:?} {:?}", client.send_owned(ask()), sent.lock().unwrap()[0]);
    assert!(shown.contains("ClientBuilder") && shown.contains("x-key"), "{shown}");
    assert!(!shown.contains("top-secret"), "{shown}");
}

#[test]
fn a_secret_that_comes_back_is_taken_out() {
    let echo = |status, body: &'static str| {
        let (client, _) = answering(status, body);
        let error = now(client.send(&ask())).unwrap_err();
        let shown = format!("{error} {error:?}");
        assert!(shown.contains("[redacted]") && !shown.contains("top-secret"), "{shown}");
        error
    };
    echo(400, r#"{"error": {"code": "Bad", "message": "no such key: top-secret-key"}, "id": "top-secret-key"}"#);
    echo(200, r#"{"data": {"total": "top-secret-key"}}"#);
    let Error::Unreadable(error) = echo(502, "<pre>x-key: top-secret-key</pre>") else { panic!("read") };
    assert_eq!(error.body, "<pre>x-key: [redacted]</pre>");
}

#[test]
fn a_header_that_cannot_be_sent_sends_nothing() {
    let (client, sent) = answering(200, WELL);
    for header in ["a\r\nx-evil: 1", "naïve"] {
        let error = now(client.send(&Ask { header: Some(header.to_owned()), ..ask() })).unwrap_err();
        assert!(matches!(error, Error::NotSent(_)), "{error}");
        assert_eq!(error.retry(), Retry::Never);
    }
    assert_eq!(sent.lock().unwrap().len(), 0);
}

#[test]
fn a_query_that_no_url_can_hold_sends_nothing() {
    let (client, sent) = scripted(|_| panic!("sent"));
    let error = now(client.send(&Ask { ids: vec!["x".repeat(100_000)], ..ask() })).unwrap_err();
    assert!(error.to_string().contains("the URL cannot be sent: the query is 100010 bytes long"), "{error}");
    assert_eq!(sent.lock().unwrap().len(), 0);
}
