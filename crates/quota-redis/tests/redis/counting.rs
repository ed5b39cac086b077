//! What the script does, seen by one process.

use crate::{key, ms, rate_limit, reserve, server::Server};
use rtc_core::quota::{
    RateLimit,
    store::{Gcra, QuotaStore as _, Reservation, StoreError},
};
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
    let _: i64 = server.ask(&["HSET", STATE, "arrival", &arrival]).await;
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
    // An eighth slower than 101.5 ms.
    assert_eq!(slots[1].begins - slots[0].begins, 114_188);
    assert_eq!(reserve(&one, "Other", rate_limit, MINUTE).await.unwrap().wait, Duration::ZERO);
}

/// The time until the next slot and the time between slots, in the local store and in Redis.
struct Compared {
    server: Server,
    store: RedisStore,
    rate_limit: RateLimit,
    gcra: Gcra,
    /// The time in the local store, in nanoseconds.
    now: i64,
}

const STATE: &str = "{rtc-quota}:Acme:Ask:1";

impl Compared {
    fn new(server: Server, rate_limit: RateLimit) -> Self {
        Self { store: patient(&server), server, rate_limit, gcra: Gcra::default(), now: 1_000_000_000_000_000 }
    }

    async fn throttle(&mut self, at_least: Option<Duration>) {
        self.store.throttle(&key("Ask"), self.rate_limit, at_least).await;
        self.gcra.throttle(self.now, self.rate_limit, at_least);
    }

    /// Lets time pass in both, in Redis by making all that it keeps older.
    async fn pass(&mut self, time: Duration) {
        self.now += i64::try_from(time.as_nanos()).unwrap();
        for field in ["arrival", "resumes", "seen"] {
            let back = format!("-{}", time.as_micros());
            let _: i64 = self.server.ask(&["HINCRBY", STATE, field, &back]).await;
        }
    }

    /// Reserves a slot in both.
    async fn assert_equal(&mut self, step: &str) {
        let ours = self.gcra.reserve(self.now, self.rate_limit, Duration::MAX, None).unwrap();
        let theirs = reserve(&self.store, "Ask", self.rate_limit, Duration::MAX).await.unwrap();
        let difference = ours.interval.abs_diff(theirs.interval);
        assert!(difference <= Duration::from_micros(2), "{step}: {ours:?}, Redis: {theirs:?}");
        // Meanwhile the server's clock goes on.
        let difference = ours.wait.abs_diff(theirs.wait);
        assert!(difference < ms(10_000), "{step}: {ours:?}, Redis: {theirs:?}");
    }
}

#[tokio::test]
async fn redis_slows_calls_down_and_recovers_as_one_process_does() {
    let Some(server) = Server::start() else { return };
    // One call in 100 s: the pauses are so long that the time which the test itself takes does not matter.
    let mut both = Compared::new(server, rate_limit(1, ms(100_000)));
    both.assert_equal("at first").await;
    both.throttle(None).await;
    // During the pause: nothing new.
    both.throttle(None).await;
    both.assert_equal("once").await;
    for number in 2..9 {
        both.pass(ms(150_000)).await;
        both.throttle(None).await;
        both.assert_equal(&format!("{number} times")).await;
    }
    both.pass(10 * MINUTE).await;
    both.throttle(Some(8 * MINUTE)).await;
    both.assert_equal("with a pause of the vendor's own").await;
    for halvings in 0..8 {
        both.pass(both.rate_limit.recovery_time() + ms(10_000)).await;
        both.assert_equal(&format!("after {halvings} recovery times")).await;
    }
}

#[tokio::test]
async fn without_a_quota_calls_pause_for_a_moment_only() {
    let Some(server) = Server::start() else { return };
    let (store, unlimited) = (patient(&server), RateLimit::unlimited());
    store.throttle(&key("Ask"), unlimited, None).await;
    let paused = reserve(&store, "Ask", unlimited, MINUTE).await.unwrap();
    assert!(paused.wait <= ms(1000) && paused.interval.is_zero(), "{paused:?}");
    let next = reserve(&store, "Ask", unlimited, MINUTE).await.unwrap();
    assert_eq!(next.begins, paused.begins);
}

#[tokio::test]
async fn a_clock_that_was_set_back_stops_nobody() {
    let Some(server) = Server::start() else { return };
    let (store, rate_limit) = (patient(&server), rate_limit(10, ms(1000)));
    let first = reserve(&store, "Ask", rate_limit, MINUTE).await.unwrap();
    // As if Redis' clock had been an hour ahead until now.
    let ahead = |number: i64| (number + 3_600_000_000).to_string();
    let (arrival, seen) = (ahead(first.begins + 101_500), ahead(first.begins + 5_000));
    let _: i64 = server.ask(&["HSET", STATE, "arrival", &arrival, "resumes", "0", "seen", &seen]).await;
    let next = reserve(&store, "Ask", rate_limit, MINUTE).await.unwrap();
    assert!(next.wait <= ms(102), "{next:?}");
}

#[tokio::test]
async fn keys_go_by_themselves_and_the_script_comes_back() {
    let Some(server) = Server::start() else { return };
    let store = patient(&server);
    reserve(&store, "Ask", rate_limit(10, MINUTE), MINUTE).await.unwrap();
    let left: i64 = server.ask(&["PTTL", STATE]).await;
    assert!((6_000..=8_000).contains(&left), "{left}");
    let left: i64 = server.ask(&["PTTL", "{rtc-quota}:processes"]).await;
    assert!((1..=30_000).contains(&left), "{left}");
    let _: String = server.ask(&["SCRIPT", "FLUSH"]).await;
    assert!(reserve(&store, "Ask", rate_limit(10, MINUTE), MINUTE).await.unwrap().wait > Duration::ZERO);
}
