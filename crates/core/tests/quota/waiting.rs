//! Who waits, how long, and in which order.

use super::{Acme, allowing, bucket, common, ms, rate_limit};
use rtc_core::{
    Client, Error, NotSentCause, QuotaTimeout, Quotas, Sent,
    quota::{
        QuotaBucket, QuotaKey, RateLimit,
        store::{LocalStore, QuotaStore, Reservation, ReserveFuture, ThrottleFuture},
    },
};
use std::{
    sync::{Arc, Mutex},
    time::Duration,
};
use tokio::time::{Instant, advance};

#[tokio::test(start_paused = true)]
async fn turns_are_an_interval_apart() {
    let quotas = allowing(10, ms(1000));
    let bucket = bucket(&quotas);
    let latest = Instant::now() + ms(60_000);
    let start = Instant::now();
    assert_eq!(quotas.acquire(&bucket, latest).await, Ok(Duration::ZERO));
    for number in 1..100 {
        quotas.acquire(&bucket, latest).await.unwrap();
        // The timer counts whole milliseconds; being late by one does not add up.
        let (due, now) = (ms(1015) * number / 10, start.elapsed() + ms(5));
        assert!(due <= now && now < due + ms(2), "{number}: {now:?} for {due:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn first_come_first_served() {
    let quotas = allowing(10, ms(1000));
    let served = Arc::new(Mutex::new(Vec::new()));
    let mut calls = tokio::task::JoinSet::new();
    for number in 0..50 {
        let (quotas, bucket, served) = (quotas.clone(), bucket(&quotas), Arc::clone(&served));
        calls.spawn(async move {
            quotas.acquire(&bucket, Instant::now() + ms(60_000)).await.unwrap();
            served.lock().unwrap().push(number);
        });
    }
    calls.join_all().await;
    assert_eq!(*served.lock().unwrap(), (0..50).collect::<Vec<_>>());
}

#[tokio::test(start_paused = true)]
async fn a_call_that_cannot_make_it_fails_at_once() {
    let quotas = allowing(1, ms(1000));
    let bucket = bucket(&quotas);
    let start = Instant::now();
    quotas.acquire(&bucket, start).await.unwrap();
    let QuotaTimeout::TooLate { needed, allowed } = quotas.acquire(&bucket, start + ms(1000)).await.unwrap_err() else {
        panic!("another reason")
    };
    assert_eq!((needed, allowed), (ms(1010), ms(1000)));
    assert_eq!(start.elapsed(), Duration::ZERO);
    // It took no turn from those who can wait.
    assert!(quotas.acquire(&bucket, start + ms(1010)).await.unwrap() < ms(1012));
}

#[tokio::test(start_paused = true)]
async fn a_call_says_that_its_turn_would_come_too_late() {
    let (transport, sent) = common::well();
    let client = Client::<Acme>::builder().credentials(common::key()).transport(transport).timeout(ms(50));
    let client = client.build().unwrap();
    client.send(&common::ask()).await.unwrap();
    let error = client.send(&common::ask()).await.unwrap_err();
    insta::assert_snapshot!(error);
    assert_eq!(error.was_sent(), Sent::No);
    assert!(matches!(error, Error::NotSent(error) if matches!(error.cause, NotSentCause::Quota(_))));
    assert_eq!(sent.lock().unwrap().len(), 1);
}

#[tokio::test(start_paused = true)]
async fn clones_share_turns_and_other_clients_do_not_unless_told() {
    let shared = Quotas::new();
    let client = |quotas: Option<Quotas>| {
        let builder = Client::<Acme>::builder().credentials(common::key()).transport(common::well().0);
        match quotas {
            Some(quotas) => builder.quotas(quotas),
            None => builder,
        }
        .build()
        .unwrap()
    };
    let waited = async |one: Client<Acme>, other: Client<Acme>| {
        let start = Instant::now();
        one.send(&common::ask()).await.unwrap();
        other.send(&common::ask()).await.unwrap();
        start.elapsed() > ms(90)
    };
    let one = client(None);
    assert!(waited(one.clone(), one).await);
    assert!(!waited(client(None), client(None)).await);
    assert!(waited(client(Some(shared.clone())), client(Some(shared))).await);
    assert!(!waited(client(Some(Quotas::off())), client(Some(Quotas::off()))).await);
    advance(ms(1)).await;
}

#[test]
fn a_key_says_who_is_counted_together() {
    let quotas = Quotas::new();
    let key = |quotas: &Quotas, caller: &str, url: Option<&str>| {
        let endpoint = url.map(common::endpoint);
        quotas.bucket(&common::ask(), caller, endpoint.as_ref()).keys().next().map(ToString::to_string)
    };
    assert_eq!(key(&quotas, "a:b", None).unwrap(), "Acme:Ask:1:a%3Ab");
    assert_eq!(key(&quotas, "me", Some("https://south.acme.example")), key(&quotas, "me", None));
    // A stand-in is no vendor, and every one counts for itself.
    assert_eq!(key(&quotas, "me", Some("http://127.0.0.1:8080")).unwrap(), "Acme:Ask:1:me:127.0.0.1%3A8080");
    assert_eq!(key(&Quotas::off(), "me", None), None);
}

#[tokio::test(start_paused = true)]
async fn keys_of_one_account_are_counted_together_if_it_is_named() {
    let quotas = Quotas::new();
    let client = |account: Option<&str>| {
        let builder = Client::<Acme>::builder().credentials(common::key()).quotas(quotas.clone());
        let builder = builder.transport(common::well().0);
        match account {
            Some(account) => builder.account(account),
            None => builder,
        }
        .build()
        .unwrap()
    };
    let clients = [client(Some("one")), client(Some("one")), client(Some("other")), client(None)];
    let mut waited = Vec::new();
    for client in clients {
        let start = Instant::now();
        client.send(&common::ask()).await.unwrap();
        waited.push(start.elapsed() > ms(90));
    }
    assert_eq!(waited, [false, true, false, false]);
}

/// Answers after three milliseconds, and counts how often it was asked.
#[derive(Clone, Debug)]
struct Thoughtful(Arc<LocalStore>, Arc<Mutex<usize>>);

impl QuotaStore for Thoughtful {
    fn reserve(&self, asked: Reservation<'_>) -> ReserveFuture {
        *self.1.lock().unwrap() += 1;
        let answer = self.0.reserve_now(asked);
        Box::pin(async move {
            tokio::time::sleep(ms(3)).await;
            answer
        })
    }

    fn throttle(&self, key: &QuotaKey, rate_limit: RateLimit, at_least: Option<Duration>) -> ThrottleFuture {
        self.0.throttle(key, rate_limit, at_least)
    }
}

/// Never answers.
#[derive(Debug)]
struct Mute;

impl QuotaStore for Mute {
    fn reserve(&self, _: Reservation<'_>) -> ReserveFuture {
        Box::pin(std::future::pending())
    }

    fn throttle(&self, _: &QuotaKey, _: RateLimit, _: Option<Duration>) -> ThrottleFuture {
        Box::pin(std::future::pending())
    }
}

#[tokio::test(start_paused = true)]
async fn a_store_that_does_not_answer_holds_no_call_up_beyond_its_time() {
    let (transport, sent) = common::well();
    let client = Client::<Acme>::builder().credentials(common::key()).transport(transport).timeout(ms(50));
    let client = client.quotas(Quotas::with_store(Mute)).build().unwrap();
    for _ in 0..2 {
        let (start, asked) = (Instant::now(), common::ask());
        let error = tokio::time::timeout(ms(60_000), client.send(&asked)).await.unwrap().unwrap_err();
        assert!(start.elapsed() <= ms(51), "{:?}", start.elapsed());
        insta::assert_snapshot!("no_answer_of_the_store", error);
        assert!(
            matches!(error, Error::NotSent(error) if matches!(error.cause, NotSentCause::Quota(QuotaTimeout::StoreUnavailable { .. })))
        );
    }
    assert!(sent.lock().unwrap().is_empty());
}

#[tokio::test(start_paused = true)]
async fn an_answer_to_a_call_that_was_given_up_is_the_next_one_s() {
    let store = Thoughtful(Arc::default(), Arc::default());
    let quotas = Quotas::with_store(store.clone());
    let bucket = QuotaBucket::new(QuotaKey::new("Acme", "Ask", "1"), rate_limit(10, ms(1000)));
    let latest = Instant::now() + ms(60_000);
    let given_up = tokio::time::timeout(ms(1), quotas.acquire(&bucket, latest)).await;
    assert!(given_up.is_err());
    assert_eq!(quotas.acquire(&bucket, latest).await.unwrap(), ms(2));
    assert_eq!(*store.1.lock().unwrap(), 1);
    // Later on it is of no use any more, and moves.
    let given_up = tokio::time::timeout(ms(1), quotas.acquire(&bucket, latest)).await;
    assert!(given_up.is_err());
    tokio::time::sleep(ms(500)).await;
    assert!(quotas.acquire(&bucket, latest).await.unwrap() <= ms(3));
    assert_eq!(*store.1.lock().unwrap(), 3);
}
