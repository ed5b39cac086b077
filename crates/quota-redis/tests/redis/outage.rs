//! Redis goes away and comes back.

use crate::{key, log::Log, ms, rate_limit, reserve, server::Server};
use rtc_core::{
    QuotaTimeout, Quotas,
    quota::{
        QuotaBucket,
        store::{QuotaStore as _, StoreError},
    },
};
use rtc_quota_redis::{WhenUnavailable, connect};
use std::{num::NonZeroU32, time::Duration};
use tokio::time::Instant;
use tracing::instrument::WithSubscriber as _;

const MINUTE: Duration = Duration::from_secs(60);

#[tokio::test]
async fn a_local_share_while_it_is_away_one_warning_and_together_again_when_it_is_back() {
    let Some(mut server) = Server::start() else { return };
    let log = Log::new();
    let test = async {
        let store = || connect(&server.url()).unwrap().timeout(Duration::from_secs(5)).retry_every(Duration::ZERO);
        let (one, other) = (store(), store());
        let slow = rate_limit(10, MINUTE);
        for store in [&one, &other, &one] {
            reserve(store, "Slow", slow, MINUTE).await.unwrap();
        }
        let fast = QuotaBucket::new(key("Fast"), rate_limit(100, ms(1000)));
        let quotas = Quotas::with_store(one.clone());
        let latest = Instant::now() + MINUTE;
        for _ in 0..10 {
            quotas.acquire(&fast, latest).await.unwrap();
        }
        server.kill();
        assert_eq!(log.count("WARN"), 0, "{}", log.text());
        let start = Instant::now();
        for _ in 0..10 {
            quotas.acquire(&fast, latest).await.unwrap();
        }
        // Two processes were seen, so each takes half of the turns.
        assert!(start.elapsed() >= ms(2 * 10 * 9), "{:?}", start.elapsed());
        // Each counts for itself.
        for store in [&one, &other] {
            let waits = [reserve(store, "Slow", slow, MINUTE).await, reserve(store, "Slow", slow, MINUTE).await];
            let waits = waits.map(|slot| slot.unwrap().wait);
            assert!(waits[0] > ms(11_000) && waits[1] > waits[0] + ms(11_000), "{waits:?}");
        }
        one.throttle(&key("Slow"), slow, Some(MINUTE)).await;
        assert!(reserve(&one, "Slow", slow, 2 * MINUTE).await.unwrap().wait > ms(50_000));
        assert_eq!(log.count("WARN"), 2, "one for each store: {}", log.text());

        server.start_again();
        assert_eq!(log.count("INFO"), 0, "{}", log.text());
        // Both have sent calls meanwhile, so the next one waits for a span, and for the slot that each may hold.
        let slots = [
            reserve(&one, "Slow", slow, 3 * MINUTE).await.unwrap(),
            reserve(&other, "Slow", slow, 3 * MINUTE).await.unwrap(),
        ];
        assert!(slots[0].wait > MINUTE && slots[0].wait <= ms(66_090), "{slots:?}");
        assert_eq!(slots[1].begins - slots[0].begins, 6_090_000);
        assert_eq!((log.count("WARN"), log.count("INFO")), (2, 2), "{}", log.text());
        quotas.acquire(&fast, latest).await.unwrap();
    };
    test.with_subscriber(log.clone()).await;
}

#[tokio::test]
async fn a_new_connection_is_made_without_a_word_if_the_old_one_broke() {
    let Some(mut server) = Server::start() else { return };
    let log = Log::new();
    async {
        let store = connect(&server.url()).unwrap().timeout(Duration::from_secs(5));
        reserve(&store, "Ask", rate_limit(10, MINUTE), MINUTE).await.unwrap();
        server.kill();
        server.start_again();
        assert!(reserve(&store, "Ask", rate_limit(10, MINUTE), MINUTE).await.unwrap().wait > ms(50_000));
    }
    .with_subscriber(log.clone())
    .await;
    assert_eq!(log.text(), "");
}

#[tokio::test]
async fn a_redis_that_does_not_answer_holds_nobody_up_for_long() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("mute.sock");
    let mute = std::os::unix::net::UnixListener::bind(&path).unwrap();
    let store = connect(&format!("redis+unix://{}", path.display())).unwrap();
    let store = store.timeout(ms(20)).when_unavailable(WhenUnavailable::Unlimited);
    let start = Instant::now();
    for _ in 0..1000 {
        assert_eq!(reserve(&store, "Ask", rate_limit(1, MINUTE), ms(1)).await.unwrap().wait, Duration::ZERO);
    }
    // The first one waits for an answer; within the next second nobody does.
    assert!(start.elapsed() < ms(20 * 500), "{:?}", start.elapsed());
    drop(mute);
}

#[tokio::test]
async fn one_may_never_look_again() {
    let store = connect("redis+unix:///nowhere/redis.sock").unwrap().retry_every(Duration::MAX);
    let store = store.timeout(Duration::MAX).when_unavailable(WhenUnavailable::Unlimited);
    for _ in 0..2 {
        assert_eq!(reserve(&store, "Ask", rate_limit(1, MINUTE), ms(1)).await.unwrap().wait, Duration::ZERO);
    }
}

#[tokio::test]
async fn what_happens_meanwhile_can_be_chosen() {
    let away = || connect("redis+unix:///nowhere/redis.sock").unwrap();
    let failing = Quotas::with_store(away().when_unavailable(WhenUnavailable::Fail));
    let bucket = QuotaBucket::new(key("Ask"), rate_limit(10, MINUTE));
    let latest = Instant::now() + MINUTE;
    let error = failing.acquire(&bucket, latest).await.unwrap_err();
    assert!(matches!(error, QuotaTimeout::StoreUnavailable { .. }));
    insta::assert_snapshot!(error);
    let unlimited = Quotas::with_store(away().when_unavailable(WhenUnavailable::Unlimited));
    for _ in 0..100 {
        unlimited.acquire(&bucket, Instant::now() + ms(100)).await.unwrap();
    }
    // Never reached, it shares with one other; the first slot goes unused.
    let shared = reserve(&away(), "Ask", rate_limit(10, MINUTE), MINUTE).await.unwrap();
    assert!(shared.wait > ms(11_000) && shared.wait < ms(12_200), "{shared:?}");
    let alone = away().when_unavailable(WhenUnavailable::LocalShare { processes: NonZeroU32::new(1) });
    let alone = reserve(&alone, "Ask", rate_limit(10, MINUTE), MINUTE).await.unwrap();
    assert!(alone.wait < ms(6_100), "{alone:?}");
    let late = reserve(&away(), "Ask", rate_limit(10, MINUTE), ms(10)).await;
    assert!(matches!(late, Err(StoreError::TooLate { .. })), "{late:?}");
}
