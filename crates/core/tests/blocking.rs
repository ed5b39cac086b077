//! The blocking client: on plain threads, on many at once, and never in an async task.
#![cfg(feature = "blocking")]
#![allow(clippy::unwrap_used, clippy::panic, reason = "helpers of tests may fail a test")]

mod common;

use common::{Acme, Ask, Scripted, Sent, ask, key, response};
use futures_util::stream;
use http::Request;
use rtc_core::{
    Error, Exchange, LimitPolicy, NotSentCause, Quotas, Retry, RetryPolicy, SendOptions, Stopped, Transport,
    blocking::{Client, InAsyncTask},
    credentials::{Issued, from_fn},
};
use std::{
    convert::Infallible,
    future::ready,
    sync::{
        Arc, Barrier,
        atomic::{AtomicUsize, Ordering::SeqCst},
    },
    thread,
    time::Duration,
};
use tokio::{runtime, sync::oneshot};

fn client() -> Client<Acme> {
    let answer = |_: &Request<_>| Ok(response(200, r#"{"data":{"total":1}}"#.into()));
    let transport = Scripted { sent: Sent::default(), answer };
    Client::builder().credentials(key()).transport(transport).build_blocking().unwrap()
}

#[test]
fn a_call_returns_when_it_is_answered() {
    assert_eq!(client().send(&ask()).unwrap().total, 1);
    assert_eq!(client().call(&ask()).unwrap().status, 200);
}

#[test]
fn a_handle_of_its_own_for_a_call() {
    let answer = |_: &Request<_>| Ok(response(500, "".into()));
    let (sent, client) = (Sent::default(), Client::<Acme>::builder().credentials(key()).quotas(Quotas::off()));
    let client = client.transport(Scripted { sent: Arc::clone(&sent), answer }).build_blocking().unwrap();
    let error = client.with_retry(RetryPolicy::never()).send(&ask()).unwrap_err();
    assert_eq!((error.stopped(), sent.lock().unwrap().len()), (&Stopped::Attempts, 1));
    let error = client.with_timeout(Duration::ZERO).send(&ask()).unwrap_err();
    assert!(error.to_string().contains("timeout of 0ns has already elapsed"), "{error}");
    client.with_limits(LimitPolicy::Ignore).with_retry(RetryPolicy::never()).send(&Ask::default()).unwrap_err();
    assert_eq!(sent.lock().unwrap().len(), 2);
}

#[test]
fn an_error_of_building_is_the_async_clients() {
    let error = Client::<Acme>::builder().environment(|_| None).build_blocking().unwrap_err();
    assert!(error.to_string().contains("ACME_ID and ACME_KEY are not set"), "{error}");
}

/// Answers nobody until a number of requests is there.
struct Meeting {
    expected: usize,
    waiting: std::sync::Mutex<Vec<oneshot::Sender<()>>>,
}

impl Transport for Meeting {
    fn send(&self, _: Request<bytes::Bytes>, _: SendOptions) -> Exchange<'_> {
        let (sender, receiver) = oneshot::channel();
        let mut waiting = self.waiting.lock().unwrap();
        waiting.push(sender);
        if waiting.len() == self.expected {
            for sender in waiting.drain(..) {
                sender.send(()).unwrap();
            }
        }
        Box::pin(async {
            receiver.await.unwrap();
            Ok(response(200, r#"{"data":{"total":1}}"#.into()))
        })
    }
}

#[test]
fn calls_of_many_threads_go_on_side_by_side() {
    const THREADS: usize = 20;
    let transport = Meeting { expected: THREADS, waiting: std::sync::Mutex::default() };
    let client = Client::<Acme>::builder().credentials(key()).transport(transport).build_blocking().unwrap();
    thread::scope(|scope| {
        for _ in 0..THREADS {
            let client = client.clone();
            scope.spawn(move || client.send(&ask()).unwrap());
        }
    });
}

#[test]
fn threads_share_one_renewal() {
    const THREADS: usize = 8;
    let asked = Arc::new(AtomicUsize::new(0));
    let (counted, all) = (Arc::clone(&asked), Arc::new(Barrier::new(THREADS)));
    let provider = from_fn(move || {
        counted.fetch_add(1, SeqCst);
        async {
            tokio::task::yield_now().await;
            Ok::<_, Infallible>(Issued::new(key()))
        }
    });
    let answer = |_: &Request<_>| Ok(response(200, r#"{"data":{"total":1}}"#.into()));
    let transport = Scripted { sent: Sent::default(), answer };
    let client = Client::builder().credentials_from(provider).transport(transport).build_blocking().unwrap();
    thread::scope(|scope| {
        for _ in 0..THREADS {
            let (client, all) = (client.clone(), Arc::clone(&all));
            scope.spawn(move || {
                all.wait();
                client.send(&ask()).unwrap()
            });
        }
    });
    assert_eq!(asked.load(SeqCst), 1);
}

#[test]
fn a_stream_becomes_an_iterator() {
    let client = client();
    let totals = client.iterate(|client| {
        stream::unfold(0, move |number| async move {
            if number == 3 {
                return None;
            }
            tokio::task::yield_now().await;
            Some((client.send(&ask()).await.map(|told| told.total + number), number + 1))
        })
    });
    let totals: Result<Vec<_>, _> = totals.unwrap().collect();
    assert_eq!(totals.unwrap(), [1, 2, 3]);
}

fn single() -> runtime::Runtime {
    runtime::Builder::new_current_thread().build().unwrap()
}

fn many() -> runtime::Runtime {
    runtime::Builder::new_multi_thread().worker_threads(1).build().unwrap()
}

#[test]
fn an_async_task_is_told_so() {
    let client = client();
    for runtime in [single(), many()] {
        let error = runtime.block_on(async { client.send(&ask()).unwrap_err() });
        assert_eq!(error.retry(), Retry::Never);
        insta::assert_snapshot!("in_a_task", error);
        let Error::NotSent(error) = error else { panic!("{error}") };
        assert!(matches!(error.cause, NotSentCause::InAsyncTask), "{error:?}");
        let spawned = client.clone();
        let error = runtime.block_on(async { tokio::spawn(async move { spawned.run(|_| ready(())) }).await.unwrap() });
        assert!(matches!(error, Err(InAsyncTask { .. })));
        assert!(runtime.block_on(async { client.iterate(|_| stream::empty::<()>()).is_err() }));
    }
}

#[test]
fn asking_whether_this_is_a_task_takes_nothing_from_the_task() {
    let client = client();
    single().block_on(async {
        for _ in 0..1000 {
            assert!(client.run(|_| ready(())).is_err());
        }
        assert!(tokio::task::coop::has_budget_remaining());
    });
}

#[test]
fn threads_of_a_runtime_that_may_block_may_call() {
    for runtime in [single(), many()] {
        let (blocking, client) = (client(), client());
        runtime.block_on(async { tokio::task::spawn_blocking(move || blocking.send(&ask())).await.unwrap() }).unwrap();
        let _entered = runtime.enter();
        client.send(&ask()).unwrap();
    }
    let client = client();
    many()
        .block_on(async {
            tokio::spawn(async move { tokio::task::block_in_place(|| client.send(&ask())) }).await.unwrap()
        })
        .unwrap();
}

#[test]
fn a_call_within_a_call_is_told_so() {
    let (outer, inner) = (client(), client());
    outer.run(|_| async { inner.run(|_| ready(())).unwrap_err() }).unwrap();
}

#[test]
fn the_last_client_may_be_dropped_in_a_task() {
    let client = client();
    client.send(&ask()).unwrap();
    single().block_on(async { drop(client) });
}
