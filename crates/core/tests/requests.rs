//! What a client adds to requests, and what it reports of attempts.
#![allow(clippy::unwrap_used, clippy::panic, reason = "helpers of tests may fail a test")]

mod common;

use bytes::Bytes;
use common::{Acme, Ask, Scripted, Sent, ask, key, now, response};
use http::{HeaderValue, Request};
use rtc_core::{
    AttemptEvent, AttemptOutcome, BuildError, Client, ClientBuilder, Failure, Quotas, RetryPolicy, Secret,
    TransportError,
    generated::{Action, ActionInfo, Limits, Parameters},
};
use std::{
    sync::{Arc, Mutex},
    time::Duration,
};

fn builder() -> (ClientBuilder<Acme>, Sent) {
    let (transport, sent) = common::well();
    (Client::builder().credentials(key()).quotas(Quotas::off()).transport(transport), sent)
}

/// The headers of one call, without those of the protocol.
fn headers(builder: ClientBuilder<Acme>, sent: &Sent, action: &Ask) -> Vec<(String, String)> {
    now(builder.build().unwrap().send(action)).unwrap();
    let request = sent.lock().unwrap().pop().unwrap();
    let own = |name: &str| !["host", "x-key", "x-region", "x-time", "x-nonce"].contains(&name);
    let pairs = request.headers().iter().filter(|(name, _)| own(name.as_str()));
    pairs.map(|(name, value)| (name.to_string(), value.to_str().unwrap().to_owned())).collect()
}

#[test]
fn the_user_agent_names_this_library_and_what_the_caller_adds() {
    let product = format!("rtc-clients/{}", env!("CARGO_PKG_VERSION"));
    let named = |value: &str| vec![("user-agent".to_owned(), value.to_owned())];
    let (plain, sent) = builder();
    assert_eq!(headers(plain, &sent, &ask()), named(&product));
    for (added, whole) in [("my-app/1.2 (night job)", format!("{product} my-app/1.2 (night job)")), ("  ", product)] {
        let (client, sent) = builder();
        assert_eq!(headers(client.user_agent(added), &sent, &ask()), named(&whole));
    }
    for added in ["my\napp", "m\u{fc}ller", "a\0"] {
        let error = builder().0.user_agent(added).build().unwrap_err();
        assert!(matches!(&error, BuildError::Header { name, .. } if name == "user-agent"), "{error}");
    }
}

#[test]
fn own_headers_are_sent_with_each_request() {
    let (client, sent) = builder();
    let client = client.header("X-Gateway", "one").header("traceparent", "00-1").header("x-gateway", "two");
    let mut found = headers(client, &sent, &ask());
    found.retain(|(name, _)| name != "user-agent");
    found.sort();
    assert_eq!(found, [("traceparent".into(), "00-1".into()), ("x-gateway".into(), "two".to_owned())]);
    // The action's own header counts.
    let (client, sent) = builder();
    let found = headers(client.header("x-more", "mine"), &sent, &Ask { header: Some("its".into()), ..ask() });
    assert!(found.contains(&("x-more".into(), "its".into())), "{found:?}");
}

#[test]
fn headers_that_are_signed_authenticate_or_frame_the_message_cannot_be_set() {
    for name in [
        "x-key",
        "X-Key",
        "x-time",
        "Host",
        "authorization",
        "Content-Type",
        "content-length",
        "transfer-encoding",
        "Date",
        "user-agent",
        "accept-encoding",
        "proxy-authorization",
        "connection",
        "",
        "a b",
        "a:b",
        "\u{e4}",
        "a\r\nb",
    ] {
        let error = builder().0.header(name, "1").build().unwrap_err();
        assert!(matches!(error, BuildError::Header { .. }), "{name}: {error}");
        assert!(!error.to_string().contains(['\r', '\n']), "{error}");
    }
    for value in ["a\nb", "a\r\nx-key: b", "\0", "m\u{fc}ller"] {
        let error = builder().0.header("x-gateway", value).build().unwrap_err();
        assert!(matches!(&error, BuildError::Header { name, .. } if name == "x-gateway"), "{error}");
    }
}

#[test]
fn a_sensitive_header_is_shown_nowhere() {
    let mut secret = HeaderValue::from_static("gateway-secret");
    secret.set_sensitive(true);
    let echo = |request: &Request<Bytes>| {
        let value = request.headers()["x-gateway"].to_str().unwrap();
        Ok(response(403, format!(r#"{{"error": {{"code": "No", "message": "bad {value}"}}}}"#).into()))
    };
    let transport = Scripted { sent: Sent::default(), answer: echo };
    let builder = Client::<Acme>::builder().credentials(key()).transport(transport).header("x-gateway", secret);
    assert!(!format!("{builder:?}").contains("gateway-secret"));
    let client = builder.build().unwrap();
    let error = now(client.send(&ask())).unwrap_err();
    assert!(!format!("{client:?} {error} {error:?}").contains("gateway-secret"), "{client:?} {error:?}");
}

/// An action whose body has a secret, within an object too.
struct Store {
    key: Secret,
    nested: Vec<Option<Secret>>,
}

impl Action for Store {
    type Vendor = Acme;
    type Output = <common::Change as Action>::Output;
    type Code = common::Code;
    const INFO: ActionInfo = ActionInfo { verify_with: Some("ListFiles"), ..common::Change::INFO };

    fn check(&self, limits: &mut Limits) {
        limits.parameter("key", "Key", &self.key).secret().length(..=20).characters("a-z -");
    }

    fn parameters(&self, to: &mut Parameters) {
        to.body("Key", &Some(&self.key));
        to.body("Nested", &Some(&self.nested));
    }
}

#[tokio::test(start_paused = true)]
async fn a_secret_parameter_is_sent_and_shown_nowhere() {
    let echo = |request: &Request<Bytes>| {
        let body = String::from_utf8_lossy(request.body()).replace('"', "'");
        Ok(response(400, format!(r#"{{"error": {{"code": "No", "message": "bad {body}"}}}}"#).into()))
    };
    let sent = Sent::default();
    let transport = Scripted { sent: sent.clone(), answer: echo };
    let client = Client::<Acme>::builder().credentials(key()).transport(transport).build().unwrap();
    // Four characters are enough for a secret.
    let store = |key: &str| Store { key: key.into(), nested: vec![Some("p/55".into()), None] };
    let error = client.send(&store("sesame-street")).await.unwrap_err();
    assert_eq!(sent.lock().unwrap()[0].body(), r#"{"Key":"sesame-street","Nested":["p/55",null]}"#);
    let shown = format!("{error} {error:?}");
    assert!(shown.contains("bad {'Key'") && !shown.contains("sesame") && !shown.contains("p/55"), "{shown}");

    // A violation names the position and no character.
    let error = client.send(&store("sesame_street")).await.unwrap_err();
    let shown = format!("{error} {error:?}");
    assert!(shown.contains("found another one as character 7") && !shown.contains('_'), "{shown}");

    let mut parameters = Parameters::new();
    store("sesame-street").parameters(&mut parameters);
    let shown = format!("{parameters:?}") + &format!("{:?}", parameters.into_parts().unwrap());
    assert!(shown.contains("body_bytes") && !shown.contains("sesame"), "{shown}");
}

#[tokio::test(start_paused = true)]
async fn a_call_that_may_have_been_executed_says_so_first_and_how_to_find_out() {
    for (failure, expected) in [
        (TransportError::TimedOut, "`Change` may have been executed: it received no complete answer within "),
        (
            TransportError::Interrupted(rtc_core::Cause::new("reset")),
            "`Change` may have been executed: it received no answer: ",
        ),
    ] {
        let failure = Mutex::new(Some(failure));
        let answer = move |_: &Request<Bytes>| Err(failure.lock().unwrap().take().expect("it is not repeated"));
        let transport = Scripted { sent: Sent::default(), answer };
        let client = Client::<Acme>::builder().credentials(key()).transport(transport).build().unwrap();
        let error = client.send(&Store { key: "k".into(), nested: vec![] }).await.unwrap_err();
        let words = error.to_string();
        assert!(words.starts_with(expected) && words.contains("; check with `ListFiles` before"), "{words}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_hook_sees_each_attempt() {
    let seen = Arc::new(Mutex::new(Vec::new()));
    let log = Arc::clone(&seen);
    let hook = move |event: &AttemptEvent<'_>| {
        let outcome = match event.outcome {
            AttemptOutcome::Answered { status } => Ok(status.as_u16()),
            AttemptOutcome::Failed(attempt) => Err((attempt.failure, attempt.code.clone())),
            _ => unreachable!("a new outcome"),
        };
        log.lock().unwrap().push((event.vendor, event.action, event.number, event.took, event.waited, outcome));
    };
    let answers = Mutex::new(vec![
        Ok(response(200, common::WELL.into())),
        Err(TransportError::TimedOut),
        Ok(response(429, r#"{"error": {"code": "TooFast"}}"#.into())),
    ]);
    let answer = move |_: &Request<Bytes>| answers.lock().unwrap().pop().unwrap();
    let transport = Scripted { sent: Sent::default(), answer };
    let policy = RetryPolicy::default().jitter(|longest| longest);
    let client = Client::<Acme>::builder().credentials(key()).transport(transport).retry(policy).on_attempt(hook);
    let client = client.build().unwrap();
    client.send(&ask()).await.unwrap();
    let seen = std::mem::take(&mut *seen.lock().unwrap());
    assert!(
        seen.iter().all(|(vendor, action, _, took, ..)| (*vendor, *action, *took) == ("Acme", "Ask", Duration::ZERO))
    );
    let numbers: Vec<_> = seen.iter().map(|(_, _, number, ..)| *number).collect();
    let outcomes: Vec<_> = seen.iter().map(|(.., outcome)| outcome.clone()).collect();
    assert_eq!(numbers, [1, 2, 3]);
    assert_eq!(
        outcomes,
        [Err((Failure::Refused, Some("TooFast".to_owned()))), Err((Failure::TimedOut, None)), Ok(200)]
    );
    assert!(seen[0].4.is_zero() && !seen[1].4.is_zero(), "the second waited for a permit: {seen:?}");
}
