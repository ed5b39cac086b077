//! What the script does, seen by one process.

use crate::{key, ms, rate_limit, reserve, server::Server};
use rtc_core::quota::store::{QuotaStore as _, Reservation, StoreError};
use rtc_quota_redis::{RedisStore, connect};
use std::time::Duration;

const MINUTE: Duration = Duration::from_secs(60);

/// Answers may take their time on a busy machine; what is counted is Redis' own time.
fn patient(server: &Server) -> RedisStore {
    connect(&server.url()).unwrap().timeout(Duration::from_secs(10))
}

#[tokio::test]
async fn slots_are_an_interval_apart_whoever_asks() {
    let Some(server) = Server::start() else { return };
    let (one, other) = (patient(&server), patient(&server));
    let rate_limit = rate_limit(10, MINUTE);
    let mut slots = Vec::new();
    for store in [&one, &other, &one, &one, &other] {
        slots.push(reserve(store, "Ask", rate_limit, Duration::MAX).await.unwrap());
    }
    assert_eq!(slots[0].wait, Duration::ZERO);
    for pair in slots.windows(2) {
        assert_eq!(pair[1].begins - pair[0].begins, 6_090_000, "{slots:?}");
        assert!(pair[1].wait > pair[0].wait && pair[1].next > pair[1].wait, "{slots:?}");
    }
    // Another key, another prefix: nothing in common.
    assert_eq!(reserve(&one, "Other", rate_limit, Duration::MAX).await.unwrap().wait, Duration::ZERO);
    let apart = patient(&server).prefix("apart");
    let first = reserve(&apart, "Ask", rate_limit, Duration::MAX).await.unwrap();
    let second = reserve(&apart, "Ask", rate_limit, Duration::MAX).await.unwrap();
    assert_eq!(second.begins - first.begins, 6_090_000);
    // Prefixes that no hash tag can hold as they are.
    for prefix in ["", "}", "{a}b", "%"] {
        reserve(&patient(&server).prefix(prefix), "Ask", rate_limit, Duration::MAX).await.unwrap();
    }
    let keys: Vec<String> = server.ask(&["KEYS", "*:server"]).await;
    assert_eq!(keys.len(), 6, "{keys:?}");
}

#[tokio::test]
async fn what_comes_too_late_is_not_reserved() {
    let Some(server) = Server::start() else { return };
    let (store, rate_limit) = (patient(&server), rate_limit(10, MINUTE));
    reserve(&store, "Ask", rate_limit, MINUTE).await.unwrap();
    for _ in 0..3 {
        let Err(StoreError::TooLate { wait }) = reserve(&store, "Ask", rate_limit, ms(1)).await else {
            panic!("given")
        };
        assert!(wait > ms(1) && wait <= ms(6_091), "{wait:?}");
    }
    assert!(reserve(&store, "Ask", rate_limit, MINUTE).await.unwrap().wait <= ms(6_091));
}

#[tokio::test]
async fn a_missed_slot_moves_and_those_to_come_move_with_it() {
    let Some(server) = Server::start() else { return };
    let (store, rate_limit) = (patient(&server), rate_limit(10, MINUTE));
    let key = key("Ask");
    let first = reserve(&store, "Ask", rate_limit, MINUTE).await.unwrap();
    // As if that had been ten seconds ago.
    let (missed, arrival) = (first.begins - 10_000_000, (first.begins - 10_000_000 + 6_090_000).to_string());
    let _: i64 = server.ask(&["HSET", "{rtc-quota}:Acme:Ask:1", "arrival", &arrival]).await;
    let asked = Reservation { key: &key, rate_limit, max_wait: 20 * MINUTE, missed: Some(missed) };
    let moved = store.reserve(asked).await.unwrap();
    assert_eq!(moved.wait, Duration::ZERO);
    assert!(moved.begins >= first.begins, "{moved:?}");
    assert_eq!(reserve(&store, "Ask", rate_limit, MINUTE).await.unwrap().begins - moved.begins, 6_090_000);
    // So many were given since that it would be one too many in a span.
    for _ in 0..10 {
        reserve(&store, "Ask", rate_limit, 20 * MINUTE).await.unwrap();
    }
    let asked = Reservation { missed: Some(moved.begins), ..asked };
    assert_eq!(store.reserve(asked).await.unwrap().begins - moved.begins, 12 * 6_090_000);
    // A slot of another count means nothing.
    for (number, stranger) in (13..).zip([0, i64::MAX, -1]) {
        let slot = store.reserve(Reservation { missed: Some(stranger), ..asked }).await.unwrap();
        assert_eq!(slot.begins - moved.begins, number * 6_090_000);
    }
}

#[tokio::test]
async fn everybody_slows_down_together() {
    let Some(server) = Server::start() else { return };
    let (one, other) = (patient(&server), patient(&server));
    let rate_limit = rate_limit(10, ms(1000));
    reserve(&one, "Ask", rate_limit, MINUTE).await.unwrap();
    one.throttle(&key("Ask"), rate_limit, Some(MINUTE)).await;
    other.throttle(&key("Ask"), rate_limit, None).await;
    let slots = [
        reserve(&other, "Ask", rate_limit, 2 * MINUTE).await.unwrap(),
        reserve(&one, "Ask", rate_limit, 2 * MINUTE).await.unwrap(),
    ];
    assert!(slots[0].wait > ms(40_000) && slots[0].wait <= MINUTE, "{slots:?}");
    assert_eq!(slots[1].begins - slots[0].begins, 2 * 101_500);
    assert_eq!(reserve(&one, "Other", rate_limit, MINUTE).await.unwrap().wait, Duration::ZERO);
}

#[tokio::test]
async fn a_clock_that_was_set_back_stops_nobody() {
    let Some(server) = Server::start() else { return };
    let (store, rate_limit) = (patient(&server), rate_limit(10, ms(1000)));
    let first = reserve(&store, "Ask", rate_limit, MINUTE).await.unwrap();
    // As if Redis' clock had been an hour ahead until now.
    let ahead = |number: i64| (number + 3_600_000_000).to_string();
    let state = "{rtc-quota}:Acme:Ask:1";
    let (arrival, seen) = (ahead(first.begins + 101_500), ahead(first.begins + 5_000));
    let _: i64 = server.ask(&["HSET", state, "arrival", &arrival, "resumes", "0", "seen", &seen]).await;
    let next = reserve(&store, "Ask", rate_limit, MINUTE).await.unwrap();
    assert!(next.wait <= ms(102), "{next:?}");
}

#[tokio::test]
async fn keys_go_by_themselves_and_the_script_comes_back() {
    let Some(server) = Server::start() else { return };
    let store = patient(&server);
    reserve(&store, "Ask", rate_limit(10, MINUTE), MINUTE).await.unwrap();
    let left: i64 = server.ask(&["PTTL", "{rtc-quota}:Acme:Ask:1"]).await;
    assert!((6_000..=8_000).contains(&left), "{left}");
    let left: i64 = server.ask(&["PTTL", "{rtc-quota}:processes"]).await;
    assert!((1..=30_000).contains(&left), "{left}");
    let _: String = server.ask(&["SCRIPT", "FLUSH"]).await;
    assert!(reserve(&store, "Ask", rate_limit(10, MINUTE), MINUTE).await.unwrap().wait > Duration::ZERO);
}
