//! Credentials that change: got once for all calls, renewed in time, and again when the vendor refuses them.
#![allow(clippy::unwrap_used, clippy::panic, reason = "helpers of tests may fail a test")]

mod common;

use bytes::Bytes;
use common::{Acme, Code, Key, Scripted, Sent, ask, response};
use http::{Request, Response};
use rtc_core::{
    Client, CredentialsError, CredentialsProvider, Environment, Error, NotSentCause, Quotas, Retry, TransportError,
    credentials::{
        Issued,
        file::{Json, RENEW_AFTER},
        from_fn, reading,
    },
};
use std::{
    fs,
    sync::{
        Arc,
        atomic::{AtomicI64, AtomicUsize, Ordering::SeqCst},
    },
};
use time::OffsetDateTime;
use tokio::{sync::Semaphore, task::JoinSet};

/// A vendor's token service, its clock and its API.
#[derive(Clone)]
struct World {
    /// The time, in Unix seconds.
    now: Arc<AtomicI64>,
    /// How often tokens were asked for.
    asked: Arc<AtomicUsize>,
    /// One permit lets one question through.
    gate: Arc<Semaphore>,
    /// How long a token lasts, in seconds; 0 stands for ever.
    life: i64,
    /// How many of the first questions fail.
    fail: Arc<dyn Fn(usize) -> bool + Send + Sync>,
    /// The number of the first token that the API takes.
    takes: Arc<AtomicUsize>,
    sent: Sent,
}

impl World {
    fn new(life: i64) -> Self {
        Self {
            now: Arc::new(AtomicI64::new(1_000_000)),
            asked: Arc::default(),
            gate: Arc::new(Semaphore::new(Semaphore::MAX_PERMITS)),
            life,
            fail: Arc::new(|_| false),
            takes: Arc::default(),
            sent: Sent::default(),
        }
    }

    /// Lets no question through.
    fn shut(&self) {
        self.gate.forget_permits(Semaphore::MAX_PERMITS);
    }

    fn pass(&self, seconds: i64) {
        self.now.fetch_add(seconds, SeqCst);
    }

    async fn token(self) -> Result<Issued<Key>, &'static str> {
        let number = self.asked.fetch_add(1, SeqCst);
        self.gate.acquire().await.unwrap().forget();
        if (self.fail)(number) {
            return Err("the token service is away");
        }
        let issued = Issued::new(Key(format!("token-{number}").into()));
        let end = OffsetDateTime::from_unix_timestamp(self.now.load(SeqCst) + self.life).unwrap();
        Ok(if self.life == 0 { issued } else { issued.expires(end) })
    }

    fn answer(&self, request: &Request<Bytes>) -> Response<Bytes> {
        let key = request.headers()["x-key"].to_str().unwrap();
        let number: usize = key.strip_prefix("token-").unwrap().parse().unwrap();
        if number < self.takes.load(SeqCst) {
            return response(403, r#"{"error":{"code":"Expired","message":""}}"#.into());
        }
        response(200, r#"{"data":{"total":1}}"#.into())
    }

    fn client(&self) -> Client<Acme> {
        let issuer = self.clone();
        self.client_from(from_fn(move || issuer.clone().token()))
    }

    fn client_from(&self, provider: impl CredentialsProvider<Key>) -> Client<Acme> {
        let (vendor, clock) = (self.clone(), Arc::clone(&self.now));
        let answer = move |request: &Request<Bytes>| -> Result<_, TransportError> { Ok(vendor.answer(request)) };
        Client::builder()
            .quotas(Quotas::off())
            .credentials_from(provider)
            .clock(move || OffsetDateTime::from_unix_timestamp(clock.load(SeqCst)).unwrap())
            .transport(Scripted { sent: Arc::clone(&self.sent), answer })
            .build()
            .unwrap()
    }

    /// The keys that requests were signed with.
    fn keys(&self) -> Vec<String> {
        let sent = self.sent.lock().unwrap();
        sent.iter().map(|request| request.headers()["x-key"].to_str().unwrap().to_owned()).collect()
    }

    fn asked(&self) -> usize {
        self.asked.load(SeqCst)
    }
}

async fn until(met: impl Fn() -> bool) {
    while !met() {
        tokio::task::yield_now().await;
    }
}

fn many(client: &Client<Acme>, calls: usize) -> JoinSet<Result<u32, Error<Code>>> {
    (0..calls)
        .map(|_| {
            let client = client.clone();
            async move { client.send(&ask()).await.map(|told| told.total) }
        })
        .collect()
}

#[tokio::test]
async fn all_waiting_calls_share_one_question() {
    let world = World::new(0);
    world.shut();
    let client = world.client();
    assert_eq!(world.asked(), 0, "nothing is asked before the first call");
    let calls = many(&client, 50);
    until(|| world.asked() == 1).await;
    world.gate.add_permits(1);
    for told in calls.join_all().await {
        assert_eq!(told.unwrap(), 1);
    }
    client.send(&ask()).await.unwrap();
    assert_eq!((world.asked(), world.keys().len()), (1, 51));
}

#[tokio::test]
async fn a_refusal_renews_once_for_all() {
    let world = World::new(0);
    let client = world.client();
    client.send(&ask()).await.unwrap();
    world.takes.store(1, SeqCst);
    for told in many(&client, 20).join_all().await {
        assert_eq!(told.unwrap(), 1);
    }
    assert_eq!(world.asked(), 2);
}

#[tokio::test]
async fn without_any_every_waiting_call_fails_and_the_next_one_asks_again() {
    let mut world = World::new(0);
    world.fail = Arc::new(|number| number == 0);
    world.shut();
    let client = world.client();
    let calls = many(&client, 10);
    until(|| world.asked() == 1).await;
    world.gate.add_permits(2);
    for told in calls.join_all().await {
        let error = told.unwrap_err();
        assert_eq!(error.retry(), Retry::Again);
        assert_eq!(
            error.to_string(),
            "`Ask` was not sent: there are no usable credentials: the function that gives credentials failed: the token service is away",
        );
        let Error::NotSent(error) = error else { panic!("{error}") };
        assert!(matches!(error.cause, NotSentCause::Credentials(CredentialsError::Callback { .. })), "{error:?}");
    }
    client.send(&ask()).await.unwrap();
    assert_eq!(world.keys(), ["token-1"]);
}

#[tokio::test]
async fn they_are_renewed_a_tenth_of_their_life_before_the_end_or_a_little_earlier() {
    let world = World::new(1000);
    let client = world.client();
    client.send(&ask()).await.unwrap();
    world.pass(849);
    client.send(&ask()).await.unwrap();
    assert_eq!(world.asked(), 1);
    world.pass(51);
    client.send(&ask()).await.unwrap();
    assert_eq!(world.keys(), ["token-0", "token-0", "token-1"]);
}

#[tokio::test]
async fn long_lived_ones_are_renewed_five_minutes_before_the_end_or_a_little_earlier() {
    let world = World::new(100_000);
    let client = world.client();
    client.send(&ask()).await.unwrap();
    world.pass(100_000 - 451);
    client.send(&ask()).await.unwrap();
    assert_eq!(world.asked(), 1);
    world.pass(151);
    client.send(&ask()).await.unwrap();
    assert_eq!(world.asked(), 2);
}

#[tokio::test]
async fn while_one_call_renews_the_others_go_on_with_the_old_ones() {
    let world = World::new(1000);
    let client = world.client();
    client.send(&ask()).await.unwrap();
    world.pass(950);
    world.shut();
    let renewing = many(&client, 1);
    until(|| world.asked() == 2).await;
    client.send(&ask()).await.unwrap();
    world.gate.add_permits(1);
    renewing.join_all().await.remove(0).unwrap();
    assert_eq!(world.keys(), ["token-0", "token-0", "token-1"]);
}

#[tokio::test]
async fn a_failed_renewal_leaves_the_old_ones_in_use_and_is_tried_again_after_a_pause() {
    let mut world = World::new(1000);
    world.fail = Arc::new(|number| number == 1);
    let client = world.client();
    client.send(&ask()).await.unwrap();
    world.pass(950);
    client.send(&ask()).await.unwrap();
    client.send(&ask()).await.unwrap();
    assert_eq!(world.asked(), 2);
    world.pass(5);
    client.send(&ask()).await.unwrap();
    assert_eq!(world.keys(), ["token-0", "token-0", "token-0", "token-2"]);
}

#[tokio::test(start_paused = true)]
async fn a_renewal_that_does_not_come_leaves_the_old_ones_in_use() {
    let world = World::new(1000);
    let client = world.client();
    client.send(&ask()).await.unwrap();
    world.pass(950);
    world.shut();
    let began = tokio::time::Instant::now();
    client.send(&ask()).await.unwrap();
    assert_eq!(began.elapsed().as_secs(), 15, "half of what a call may take");
    client.send(&ask()).await.unwrap();
    assert_eq!((began.elapsed().as_secs(), world.asked()), (15, 2), "then nobody asks for a while");
    // When they end meanwhile, there is nothing to go on with.
    world.pass(40);
    let renewing = many(&client, 1);
    until(|| world.asked() == 3).await;
    world.pass(20);
    tokio::time::sleep(std::time::Duration::from_secs(20)).await;
    world.gate.add_permits(1);
    renewing.join_all().await.remove(0).unwrap();
    assert_eq!(world.keys(), ["token-0", "token-0", "token-0", "token-2"]);
}

#[tokio::test]
async fn expired_ones_are_never_used_again() {
    let mut world = World::new(1000);
    world.fail = Arc::new(|number| number == 1);
    let client = world.client();
    client.send(&ask()).await.unwrap();
    world.pass(1000);
    client.send(&ask()).await.unwrap_err();
    client.send(&ask()).await.unwrap();
    assert_eq!(world.keys(), ["token-0", "token-2"]);
}

#[tokio::test]
async fn refused_ones_are_not_used_again_even_if_there_are_no_others() {
    let mut world = World::new(0);
    world.fail = Arc::new(|number| number == 1);
    let client = world.client();
    client.send(&ask()).await.unwrap();
    world.takes.store(1, SeqCst);
    let error = client.send(&ask()).await.unwrap_err();
    assert!(error.to_string().contains("the token service is away"), "{error}");
    client.send(&ask()).await.unwrap();
    assert_eq!(world.keys(), ["token-0", "token-0", "token-2"]);
}

#[tokio::test]
async fn ones_that_come_expired_are_left_to_the_vendor_for_ten_seconds() {
    let world = World::new(-3600); // this machine's clock is an hour ahead
    let client = world.client();
    client.send(&ask()).await.unwrap();
    world.pass(8);
    client.send(&ask()).await.unwrap();
    assert_eq!(world.asked(), 1);
    world.pass(2);
    client.send(&ask()).await.unwrap();
    assert_eq!(world.asked(), 2);
}

#[tokio::test]
async fn who_gives_up_waiting_leaves_the_question_to_the_others() {
    let world = World::new(0);
    world.shut();
    let client = world.client();
    let mut first = many(&client, 1);
    until(|| world.asked() == 1).await;
    let others = many(&client, 3);
    tokio::task::yield_now().await;
    first.shutdown().await;
    world.gate.add_permits(1);
    for told in others.join_all().await {
        told.unwrap();
    }
    assert_eq!(world.asked(), 1);
}

#[tokio::test]
async fn when_all_give_up_the_next_call_asks_anew() {
    let world = World::new(0);
    world.shut();
    let client = world.client();
    let mut calls = many(&client, 3);
    until(|| world.asked() == 1).await;
    calls.shutdown().await;
    world.gate.add_permits(1);
    client.send(&ask()).await.unwrap();
    assert_eq!(world.keys(), ["token-1"]);
}

#[tokio::test]
async fn a_function_that_panics_is_asked_again_by_the_next_call() {
    let mut world = World::new(0);
    world.fail = Arc::new(|number| if number == 0 { panic!("a mistake of the caller's") } else { false });
    let client = world.client();
    assert!(many(&client, 1).join_next().await.unwrap().unwrap_err().is_panic());
    client.send(&ask()).await.unwrap();
    assert_eq!(world.keys(), ["token-1"]);
}

#[tokio::test]
async fn a_replaced_file_is_noticed_within_a_minute_and_a_broken_one_changes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("credentials");
    let write = |text: &str| fs::write(&path, text).unwrap();
    write(r#"{"key": "token-0"}"#);
    let world = World::new(0);
    let file = path.clone();
    let client = world.client_from(reading(move |_: Environment<'_>| {
        let key = Json::read(&file)?.text("key")?.unwrap_or_default().to_owned();
        Ok(Issued::new(Key(key.into())).renew_after(RENEW_AFTER))
    }));
    let call_after = async |seconds| {
        world.pass(seconds);
        client.send(&ask()).await.unwrap();
    };
    write(r#"{"key": "token-1"}"#);
    call_after(59).await;
    call_after(1).await;
    write(r#"{"key": "#);
    call_after(60).await;
    write(r#"{"key": "token-2"}"#);
    call_after(4).await;
    call_after(1).await;
    assert_eq!(world.keys(), ["token-0", "token-1", "token-1", "token-1", "token-2"]);
}
