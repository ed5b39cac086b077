//! Calls where the async runtime lacks something: errors, and no panics.
#![allow(clippy::unwrap_used, clippy::panic, reason = "helpers of tests may fail a test")]

mod common;

use bytes::Bytes;
use common::{Acme, Scripted, Sent as Requests, ask, key, response};
use http::Request;
use rtc_core::{
    Client, Error, Exchange, NotSentCause, QuotaTimeout, Quotas, RuntimeError, SendOptions, Sent, Stopped, Transport,
};
use std::{
    pin::pin,
    task::{Context, Poll, Waker},
    time::Duration,
};
use tokio::{runtime::Builder, time::Instant};

/// The outcome of a future that must be ready at once, without a runtime.
fn at_once<T>(future: impl Future<Output = T>) -> T {
    match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(outcome) => outcome,
        Poll::Pending => panic!("it waits"),
    }
}

fn cause(error: Error<common::Code>) -> RuntimeError {
    assert_eq!((error.was_sent(), error.attempts().len()), (Sent::No, 1), "{error}");
    match error {
        Error::NotSent(error) => match error.cause {
            NotSentCause::Runtime(cause) => cause,
            cause => panic!("{cause}"),
        },
        error => panic!("{error}"),
    }
}

/// A client whose transport answers at once.
fn ready(status: u16, body: &'static str) -> (Client<Acme>, Requests) {
    let sent = Requests::default();
    let transport =
        Scripted { sent: sent.clone(), answer: move |_: &Request<Bytes>| Ok(response(status, body.into())) };
    (Client::builder().credentials(key()).transport(transport).build().unwrap(), sent)
}

#[test]
fn a_runtime_without_timers_is_an_error() {
    let runtime = Builder::new_current_thread().build().unwrap();
    let (client, sent) = ready(200, common::WELL);
    let error = runtime.block_on(client.send(&ask())).unwrap_err();
    assert!(error.to_string().contains("enable_time"), "{error}");
    assert_eq!(cause(error), RuntimeError::NoTimers);
    assert!(sent.lock().unwrap().is_empty());
    let runtime = Builder::new_multi_thread().worker_threads(1).build().unwrap();
    let (client, _) = ready(200, common::WELL);
    let error = runtime.block_on(runtime.spawn(async move { client.send(&ask()).await })).unwrap().unwrap_err();
    assert_eq!(cause(error), RuntimeError::NoTimers);
}

#[test]
#[cfg(all(feature = "reqwest", any(feature = "ring", feature = "aws-lc-rs")))]
fn the_default_transport_needs_timers_and_input_and_output() {
    let client = || {
        let builder = Client::<Acme>::builder().credentials(key()).endpoint("http://127.0.0.1:9");
        builder.quotas(Quotas::off()).build().unwrap()
    };
    let without_time = Builder::new_current_thread().enable_io().build().unwrap();
    assert_eq!(cause(without_time.block_on(client().send(&ask())).unwrap_err()), RuntimeError::NoTimers);
    let without_io = Builder::new_current_thread().enable_time().build().unwrap();
    let error = without_io.block_on(client().send(&ask())).unwrap_err();
    assert!(error.to_string().contains("enable_io"), "{error}");
    assert_eq!(cause(error), RuntimeError::NoIo);
    let error = at_once(client().send(&ask())).unwrap_err();
    assert!(error.to_string().contains("no tokio runtime"), "{error}");
    assert_eq!(cause(error), RuntimeError::NoRuntime);
}

#[test]
fn without_a_runtime_only_what_waits_fails() {
    let (client, _) = ready(200, common::WELL);
    at_once(client.send(&ask())).unwrap();
    // The second call has to wait for a permit.
    let error = at_once(client.send(&ask())).unwrap_err();
    assert!(
        matches!(&error, Error::NotSent(error) if matches!(error.cause, NotSentCause::Runtime(RuntimeError::NoRuntime)))
    );
    let (client, sent) = ready(502, "");
    let error = at_once(client.send(&ask())).unwrap_err();
    assert_eq!((error.stopped(), sent.lock().unwrap().len()), (&Stopped::Runtime(RuntimeError::NoRuntime), 1));
}

#[test]
fn a_permit_to_wait_for_is_an_error_without_a_runtime() {
    let quotas = Quotas::new();
    let bucket = quotas.bucket(&ask(), "me", None);
    let latest = Instant::now() + Duration::from_secs(60);
    at_once(quotas.acquire(&bucket, latest)).unwrap();
    let error = at_once(quotas.acquire(&bucket, latest)).unwrap_err();
    assert_eq!(error, QuotaTimeout::Runtime(RuntimeError::NoRuntime));
}

/// A transport that needs no tokio, and an answer that takes a while.
struct Foreign;

impl Transport for Foreign {
    fn send(&self, _: Request<Bytes>, _: SendOptions) -> Exchange<'_> {
        Box::pin(std::future::pending())
    }
}

#[test]
fn an_answer_that_cannot_be_waited_for_may_be_on_its_way() {
    let client = Client::<Acme>::builder().credentials(key()).transport(Foreign).build().unwrap();
    let error = at_once(client.send(&ask())).unwrap_err();
    assert_eq!(error.was_sent(), Sent::Maybe);
    assert!(error.to_string().contains("no tokio runtime"), "{error}");
}
