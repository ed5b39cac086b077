//! Trying again: when, how often, and what the error tells of it.
#![allow(clippy::unwrap_used, clippy::panic, reason = "helpers of tests may fail a test")]

mod common;

use bytes::Bytes;
use common::{Acme, Answered, Ask, Change, Code, Scripted, Sent, ask, key, response};
use http::{Request, Response, StatusCode};
use insta::assert_snapshot;
use rtc_core::{
    Cause, Client, ClientBuilder, Error, Failure, Quotas, Retry, RetryPolicy, Sent as WasSent, Stopped, TransportError,
    credentials::{Issued, from_fn},
};
use std::{
    collections::VecDeque,
    sync::{Arc, Mutex},
    time::Duration,
};
use time::OffsetDateTime;
use tokio::time::Instant;

const WELL: &str = r#"{"id": "r-9", "data": {"total": 3}}"#;
const BUSY: &str = r#"{"id": "r-1", "error": {"code": "TooFast", "message": "slow down"}}"#;
const BROKEN: &str = r#"{"id": "r-2", "error": {"code": "Broken", "message": "disk"}}"#;

/// What a transport gives to one attempt.
type Exchange = Result<Response<Bytes>, TransportError>;

fn well() -> Exchange {
    answer(200, WELL)
}

#[allow(clippy::unnecessary_wraps, reason = "it stands among failures")]
fn answer(status: u16, body: &'static str) -> Exchange {
    Ok(response(status, body.into()))
}

fn with(mut exchange: Exchange, name: &'static str, value: &str) -> Exchange {
    exchange.as_mut().unwrap().headers_mut().insert(name, value.parse().unwrap());
    exchange
}

fn reset() -> Exchange {
    Err(TransportError::Interrupted(Cause::new("connection reset")))
}

fn unconnected() -> Exchange {
    Err(TransportError::NotSent(Cause::new("connection refused")))
}

/// A builder whose attempts have these outcomes in turn, and what it sends. Waits are as long as they may be.
fn builder(exchanges: impl IntoIterator<Item = Exchange>) -> (ClientBuilder<Acme>, Sent) {
    let exchanges = Mutex::new(exchanges.into_iter().collect::<VecDeque<_>>());
    let answer = move |_: &Request<Bytes>| exchanges.lock().unwrap().pop_front().expect("one attempt too many");
    let sent = Sent::default();
    let transport = Scripted { sent: Arc::clone(&sent), answer };
    let policy = RetryPolicy::default().jitter(|longest| longest);
    (Client::builder().credentials(key()).quotas(Quotas::off()).transport(transport).retry(policy), sent)
}

fn client(exchanges: impl IntoIterator<Item = Exchange>) -> (Client<Acme>, Sent) {
    let (builder, sent) = builder(exchanges);
    (builder.build().unwrap(), sent)
}

async fn fails(exchanges: impl IntoIterator<Item = Exchange>) -> (Error<Code>, Duration) {
    let (client, sent) = client(exchanges);
    let began = Instant::now();
    let error = client.send(&ask()).await.unwrap_err();
    assert_eq!(error.attempts().len(), sent.lock().unwrap().len());
    (error, began.elapsed())
}

#[tokio::test(start_paused = true)]
async fn a_safe_action_is_asked_again_whatever_failed() {
    let html = "<html>Bad Gateway</html>";
    let failures = [reset(), unconnected(), answer(502, html), answer(400, BROKEN), answer(429, BUSY)];
    let (client, sent) = client(failures.into_iter().chain([well()]));
    assert_eq!(client.send(&ask()).await.unwrap(), Answered { total: 3 });
    let sent = sent.lock().unwrap();
    let nonces: std::collections::HashSet<_> =
        sent.iter().map(|request| request.headers()["x-nonce"].clone()).collect();
    assert_eq!((sent.len(), nonces.len()), (6, 6), "each is signed anew");
    assert!(sent.iter().all(|request| request.uri() == sent[0].uri()));
}

#[tokio::test(start_paused = true)]
async fn each_attempt_has_a_time_of_its_own() {
    let began = Instant::now();
    let (builder, sent) = builder([reset(), reset(), well()]);
    let clock = move || OffsetDateTime::UNIX_EPOCH + began.elapsed();
    let policy = RetryPolicy::default().first_backoff(Duration::from_secs(2)).jitter(|longest| longest);
    builder.clock(clock).retry(policy).build().unwrap().send(&ask()).await.unwrap();
    let times: Vec<_> = sent.lock().unwrap().iter().map(|request| request.headers()["x-time"].clone()).collect();
    assert_eq!(times, ["0", "2", "6"]);
}

#[tokio::test(start_paused = true)]
async fn an_action_that_changes_something_is_repeated_only_where_nothing_was_done() {
    for failure in [reset(), answer(502, ""), answer(200, BROKEN), answer(200, WELL.split_at(9).0)] {
        let (client, sent) = client([failure]);
        let error = client.send(&Change).await.unwrap_err();
        assert_eq!((error.attempts().len(), error.retry()), (1, Retry::Never), "{error}");
        assert_eq!((sent.lock().unwrap().len(), error.stopped()), (1, &Stopped::Final));
    }
    for failure in [unconnected(), answer(429, BUSY), answer(429, "")] {
        let (client, sent) = client([failure, well()]);
        client.send(&Change).await.unwrap();
        assert_eq!(sent.lock().unwrap().len(), 2);
    }
}

#[tokio::test(start_paused = true)]
async fn attempts_and_waits_are_those_of_the_policy() {
    let (error, took) = fails((0..6).map(|_| answer(502, ""))).await;
    assert_eq!(took, Duration::from_millis(100 + 200 + 400 + 800 + 1_600));
    assert_eq!((error.stopped(), error.status()), (&Stopped::Attempts, Some(StatusCode::BAD_GATEWAY)));
    assert_snapshot!(error);
    let (client, sent) = client((0..9).map(|_| reset()));
    client.with_retry(RetryPolicy::never()).send(&ask()).await.unwrap_err();
    assert_eq!(sent.lock().unwrap().len(), 1);
    client.with_retry(RetryPolicy::default().attempts(2)).send(&ask()).await.unwrap_err();
    assert_eq!(sent.lock().unwrap().len(), 3);
    client.send(&ask()).await.unwrap_err();
    assert_eq!(sent.lock().unwrap().len(), 9, "the first client is as it was");
}

#[tokio::test(start_paused = true)]
async fn the_error_tells_of_every_attempt() {
    use Failure::{Interrupted, NotSent, Refused, Unreadable};
    let failures =
        [reset(), reset(), answer(502, "<html>"), answer(429, BUSY), unconnected(), answer(200, r#"{"data": []}"#)];
    let (error, _) = fails(failures).await;
    assert_snapshot!("account", error);
    let failures: Vec<_> = error.attempts().iter().map(|attempt| attempt.failure).collect();
    assert_eq!(failures, [Interrupted, Interrupted, Unreadable, Refused, NotSent, Unreadable]);
    let busy = &error.attempts()[3];
    assert_eq!(
        (busy.code.as_deref(), busy.request_id.as_deref(), &*busy.text),
        (Some("TooFast"), Some("r-1"), "slow down")
    );
    assert_eq!((busy.began, busy.status), (Duration::from_millis(700), Some(StatusCode::TOO_MANY_REQUESTS)));
    assert_snapshot!("account_debug", format!("{:#?}", error.attempts()));
    assert_eq!(error.was_sent(), WasSent::Yes);
}

#[tokio::test(start_paused = true)]
async fn what_may_have_been_sent_once_may_have_been_sent() {
    let (error, _) = fails([reset()].into_iter().chain((0..5).map(|_| unconnected()))).await;
    assert!(matches!(error, Error::NotSent(_)));
    assert_eq!(error.was_sent(), WasSent::Maybe);
    assert_eq!(fails((0..6).map(|_| unconnected())).await.0.was_sent(), WasSent::No);
}

#[tokio::test(start_paused = true)]
async fn the_vendor_may_ask_to_wait() {
    let took = async |value: &str| {
        let (client, _) = client([with(answer(503, ""), "retry-after", value), well()]);
        let began = Instant::now();
        client.send(&ask()).await.unwrap();
        began.elapsed()
    };
    assert_eq!(took("7").await, Duration::from_secs(7));
    assert_eq!(took("0").await, Duration::from_millis(100), "never less than the backoff");
    assert_eq!(took("soon").await, Duration::from_millis(100));
    let dated = with(answer(429, BUSY), "date", "Sun, 06 Nov 1994 08:49:30 GMT");
    let (client, _) = client([with(dated, "retry-after", "Sun, 06 Nov 1994 08:49:37 GMT"), well()]);
    let began = Instant::now();
    client.send(&ask()).await.unwrap();
    assert_eq!(began.elapsed(), Duration::from_secs(7));
}

#[tokio::test(start_paused = true)]
async fn a_wait_beyond_the_policy_s_ends_the_call_at_once() {
    for (value, seconds) in [
        ("21", 21),
        ("20.5", 20),
        ("9999999999", 9_999_999_999),
        ("99999999999999999999999999", u64::MAX),
        ("Fri, 31 Dec 9999 23:59:59 GMT", 252_000_000_000),
    ] {
        for failure in [answer(429, BUSY), answer(503, "")] {
            let dated = with(failure, "date", "Sun, 06 Nov 1994 08:49:30 GMT");
            let (error, took) = fails([with(dated, "retry-after", value)]).await;
            assert_eq!(took, Duration::ZERO, "{value}");
            let Stopped::RetryAfter { asked, longest } = error.stopped() else { panic!("{error}") };
            assert!(asked.as_secs() >= seconds && *longest == Duration::from_secs(20), "{error}");
        }
    }
    let (error, _) = fails([reset(), with(answer(429, BUSY), "retry-after", "9999999999")]).await;
    assert_snapshot!("retry_after", error);
    // What is no wait at all is none.
    for value in ["-1", "-9999999999", "soon", "1e9", ""] {
        let (client, _) = client([with(answer(429, BUSY), "retry-after", value), well()]);
        let began = Instant::now();
        client.send(&ask()).await.unwrap();
        assert_eq!(began.elapsed(), Duration::from_millis(100), "{value}");
    }
}

#[tokio::test(start_paused = true)]
async fn the_longest_wait_for_the_vendor_can_be_set() {
    let policy = RetryPolicy::default().longest_retry_after(Duration::from_secs(60));
    let patient = async |seconds: &str, timeout: u64| {
        let (client, _) = client([reset(), with(answer(429, BUSY), "retry-after", seconds), well()]);
        let client = client.with_retry(policy.clone().jitter(|longest| longest));
        let began = Instant::now();
        let outcome = client.with_timeout(Duration::from_secs(timeout)).send(&ask()).await;
        (outcome.err(), began.elapsed())
    };
    let (error, took) = patient("60", 100).await;
    assert!(error.is_none() && took >= Duration::from_secs(60), "{error:?}");
    let error = patient("61", 100).await.0.unwrap();
    assert!(matches!(error.stopped(), Stopped::RetryAfter { .. }), "{error}");
    // The call's own timeout counts as before.
    let (error, took) = patient("30", 30).await;
    assert_eq!(took, Duration::from_millis(100));
    assert_snapshot!("deadline", error.unwrap());
}

#[tokio::test(start_paused = true)]
async fn a_wrong_retry_after_stops_other_calls_for_a_moment_only() {
    for value in ["9999999999", "Fri, 31 Dec 9999 23:59:59 GMT"] {
        let (builder, sent) = builder([with(answer(429, BUSY), "retry-after", value), well(), well()]);
        let client = builder.quotas(Quotas::new()).build().unwrap();
        client.send(&ask()).await.unwrap_err();
        let began = Instant::now();
        client.send(&ask()).await.unwrap();
        assert!(began.elapsed() <= Duration::from_secs(21), "{:?}", began.elapsed());
        client.send(&ask()).await.unwrap();
        assert_eq!(sent.lock().unwrap().len(), 3);
    }
}

#[tokio::test(start_paused = true)]
async fn the_whole_call_has_a_time() {
    let (client, sent) = client((0..9).map(|_| reset()));
    let began = Instant::now();
    let error = client.with_timeout(Duration::from_millis(500)).send(&ask()).await.unwrap_err();
    // 100 and 200 ms are waited; 400 more would be too long.
    assert_eq!((began.elapsed(), sent.lock().unwrap().len()), (Duration::from_millis(300), 3));
    assert!(matches!(error.stopped(), Stopped::Deadline { .. }), "{error}");
    let none = client.with_timeout(Duration::ZERO).send(&ask()).await.unwrap_err();
    assert_snapshot!("no_time_at_all", none);
    assert_eq!((none.was_sent(), none.attempts().len()), (WasSent::No, 0));
    client.with_timeout(Duration::MAX).send(&ask()).await.unwrap_err();
}

/// A transport that never answers and heeds no time-out.
struct Silent;

impl rtc_core::Transport for Silent {
    fn send(&self, _: Request<Bytes>, _: rtc_core::SendOptions) -> rtc_core::Exchange<'_> {
        Box::pin(std::future::pending())
    }
}

#[tokio::test(start_paused = true)]
async fn a_transport_that_does_not_stop_is_stopped() {
    let policy = RetryPolicy::default().jitter(|longest| longest);
    let client = Client::<Acme>::builder().credentials(key()).quotas(Quotas::off()).transport(Silent).retry(policy);
    let client = client.attempt_timeout(Duration::from_secs(4)).timeout(Duration::from_secs(10)).build().unwrap();
    let began = Instant::now();
    let error = client.send(&ask()).await.unwrap_err();
    assert_eq!(began.elapsed(), Duration::from_secs(10));
    assert_snapshot!("silent", error);
    let times: Vec<_> = error.attempts().iter().map(|attempt| attempt.took.as_millis()).collect();
    assert_eq!(times, [4_000, 4_000, 1_700]);
    assert_eq!(client.send(&Change).await.unwrap_err().attempts().len(), 1);
}

#[tokio::test(start_paused = true)]
async fn a_vendor_that_fails_is_not_hammered() {
    let (builder, sent) = builder((0..40).map(|_| reset()).chain([well(), reset(), well(), reset()]));
    let client = builder.retry_budget(4).build().unwrap();
    let error = client.send(&ask()).await.unwrap_err();
    assert_eq!((error.attempts().len(), error.stopped()), (5, &Stopped::Budget));
    assert_snapshot!("budget", error);
    for _ in 0..35 {
        let error = client.clone().with_retry(RetryPolicy::default()).send(&ask()).await.unwrap_err();
        assert_eq!(error.attempts().len(), 1, "clones and other policies have the same budget");
    }
    assert_eq!(sent.lock().unwrap().len(), 40);
    // One success alone buys no retry.
    client.send(&ask()).await.unwrap();
    assert_eq!(client.send(&ask()).await.unwrap_err().stopped(), &Stopped::Budget);
}

#[tokio::test(start_paused = true)]
async fn nothing_is_repeated_that_breaks_a_limit_or_cannot_be_sent() {
    let (client, sent) = client([]);
    let error = client.send(&Ask::default()).await.unwrap_err();
    assert_eq!((error.attempts().len(), error.stopped()), (0, &Stopped::Final));
    let error = client.send(&Ask { header: Some("a\nb".into()), ..ask() }).await.unwrap_err();
    assert_eq!((error.attempts().len(), error.stopped(), error.was_sent()), (1, &Stopped::Final, WasSent::No));
    assert!(sent.lock().unwrap().is_empty());
}

#[tokio::test(start_paused = true)]
async fn no_attempt_shows_a_secret() {
    let echo = r#"{"id": "top-secret-key", "error": {"code": "Broken", "message": "top-secret-key"}}"#;
    let (error, _) = fails((0..6).map(|_| answer(500, echo))).await;
    assert_eq!(error.attempts().len(), 6);
    let shown = format!("{error} {error:?} {:?}", error.attempts());
    assert!(shown.contains("[redacted]") && !shown.contains("top-secret"), "{shown}");
    let (error, _) = fails((0..6).map(|_| Err(TransportError::Interrupted(Cause::new("at top-secret-key"))))).await;
    assert!(!format!("{:?}", error.attempts()).contains("top-secret"));
}

#[tokio::test(start_paused = true)]
async fn what_is_kept_of_each_attempt_is_short() {
    let long = "é".repeat(100_000);
    let body = format!(r#"{{"id": "{long}", "error": {{"code": "Broken.{long}", "message": "{long}"}}}}"#);
    let (client, _) = client((0..6).map(|_| Ok(response(500, body.clone().into()))));
    let error = client.send(&ask()).await.unwrap_err();
    for attempt in error.attempts() {
        for text in [attempt.code.as_ref(), attempt.request_id.as_ref(), Some(&attempt.text)] {
            assert_eq!(text.unwrap().chars().count(), 1_024);
        }
    }
    assert!(error.to_string().chars().count() < 20_000);
}

#[tokio::test(start_paused = true)]
async fn credentials_that_never_come_take_no_longer_than_the_call_may() {
    let (builder, sent) = builder([well()]);
    let given = Arc::new(tokio::sync::Semaphore::new(0));
    let gate = Arc::clone(&given);
    let provider = from_fn(move || {
        let gate = Arc::clone(&gate);
        async move {
            gate.acquire().await.map_err(|error| error.to_string())?.forget();
            Ok::<_, String>(Issued::new(key()))
        }
    });
    let client = builder.credentials_from(provider).build().unwrap();
    let began = Instant::now();
    let error = client.send(&ask()).await.unwrap_err();
    assert_eq!((began.elapsed(), error.was_sent()), (Duration::from_secs(30), WasSent::No));
    assert_snapshot!("no_credentials_in_time", error);
    // Who waits for them can be dropped too.
    tokio::select! {
        biased;
        outcome = client.send_owned(ask()) => panic!("{outcome:?}"),
        () = tokio::time::sleep(Duration::from_secs(1)) => {}
    }
    given.add_permits(1);
    client.send(&ask()).await.unwrap();
    assert_eq!(sent.lock().unwrap().len(), 1);
}
