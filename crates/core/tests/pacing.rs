//! Calls over a network with jitter, against a vendor that counts arrivals in a sliding window. Time is tokio's paused
//! clock, and random numbers have a seed.
#![allow(clippy::unwrap_used, clippy::panic, reason = "helpers of tests may fail a test")]

mod common;

use bytes::Bytes;
use common::{Acme, Ask, ask, key, response};
use http::Request;
use rtc_core::{
    Client, Exchange, Quota, QuotaScope, Quotas, RetryPolicy, SendOptions, Transport,
    quota::{
        QuotaKey,
        store::{LocalStore, QuotaStore, RateLimit, Reservation, ReserveFuture, ThrottleFuture},
    },
};
use std::{
    sync::{Arc, Mutex},
    time::Duration,
};
use tokio::{
    task::JoinSet,
    time::{Instant, sleep, sleep_until},
};

const SECOND: Duration = Duration::from_secs(1);
/// How long each world is looked at.
const LONG: Duration = Duration::from_secs(20);
const CALLS: u32 = 10;
const QUOTA: Quota = Quota { calls: CALLS, per: SECOND, scope: QuotaScope::Account };

/// How long a request takes to arrive, and an answer to come back; given the number of the call.
type Delays = Box<dyn Fn(usize) -> (Duration, Duration) + Send + Sync>;

/// A network, and a vendor behind it.
#[derive(Clone)]
struct World(Arc<Inner>);

struct Inner {
    start: Instant,
    delays: Delays,
    log: Mutex<Log>,
}

#[derive(Default)]
struct Log {
    departures: Vec<Duration>,
    arrivals: Vec<Duration>,
    refused: Vec<Duration>,
    /// How many of the next calls are refused whatever their number.
    refuses: usize,
}

impl World {
    fn new(delays: impl Fn(usize) -> (Duration, Duration) + Send + Sync + 'static) -> Self {
        Self(Arc::new(Inner { start: Instant::now(), delays: Box::new(delays), log: Mutex::default() }))
    }

    fn log(&self) -> std::sync::MutexGuard<'_, Log> {
        self.0.log.lock().unwrap()
    }

    fn client(&self, quotas: Quotas) -> Client<Acme> {
        let builder = Client::builder().credentials(key()).transport(self.clone()).quotas(quotas.set::<Ask>(QUOTA));
        builder.timeout(1_000 * SECOND).attempt_timeout(100 * SECOND).build().unwrap()
    }

    /// Makes more calls at once than the quota allows within `LONG`, and waits that long.
    async fn flood(&self, clients: &[Client<Acme>]) {
        let mut calls = calls(clients, usize::try_from(CALLS).unwrap() * 25);
        sleep_until(self.0.start + LONG).await;
        calls.abort_all();
        while calls.join_next().await.is_some() {}
    }

    /// How many calls left within this time.
    fn left(&self, from: Duration, to: Duration) -> usize {
        self.log().departures.iter().filter(|at| (from..to).contains(*at)).count()
    }

    fn refused(&self) -> usize {
        self.log().refused.len()
    }
}

fn calls(clients: &[Client<Acme>], number: usize) -> JoinSet<()> {
    let mut calls = JoinSet::new();
    for number in 0..number {
        let client = clients[number % clients.len()].clone();
        calls.spawn(async move {
            client.send(&ask()).await.unwrap();
        });
    }
    calls
}

impl Transport for World {
    fn send(&self, _: Request<Bytes>, _: SendOptions) -> Exchange<'_> {
        let world = &self.0;
        let number = {
            let mut log = self.log();
            log.departures.push(world.start.elapsed());
            log.departures.len() - 1
        };
        Box::pin(async move {
            let (there, back) = (world.delays)(number);
            sleep(there).await;
            let arrived = world.start.elapsed();
            let refused = {
                let mut log = self.log();
                let within = log.arrivals.iter().filter(|earlier| **earlier + SECOND > arrived).count();
                log.arrivals.push(arrived);
                let scripted = log.refuses > 0;
                log.refuses = log.refuses.saturating_sub(1);
                let refused = scripted || within >= usize::try_from(CALLS).unwrap();
                if refused {
                    log.refused.push(arrived);
                }
                refused
            };
            sleep(back).await;
            Ok(if refused {
                response(429, r#"{"error": {"code": "TooFast", "message": "slow down"}}"#.into())
            } else {
                response(200, common::WELL.into())
            })
        })
    }
}

/// Random numbers below `below`, by splitmix64: the same for the same seed and number.
fn random(seed: u64, number: usize, below: u64) -> u64 {
    let mut z = (seed << 32).wrapping_add(number as u64).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    (z ^ (z >> 31)) % below
}

const fn ms(milliseconds: u64) -> Duration {
    Duration::from_millis(milliseconds)
}

/// Up to `jitter` milliseconds on the way there.
fn jittery(seed: u64, base: u64, jitter: u64) -> impl Fn(usize) -> (Duration, Duration) + Send + Sync {
    move |number| {
        let late = Duration::from_micros(random(seed, number, jitter * 1_000 + 1));
        (ms(base / 2) + late, ms(base / 2))
    }
}

/// The least number of calls within `LONG` for this much jitter, in milliseconds: `per / (per + jitter)` of the quota.
fn least(jitter: u64) -> f64 {
    LONG.as_secs_f64() * f64::from(CALLS) / (1.0 + Duration::from_millis(jitter).as_secs_f64())
}

#[allow(clippy::cast_precision_loss, reason = "small numbers")]
fn share(calls: usize, of: f64) -> f64 {
    calls as f64 / of
}

#[tokio::test(start_paused = true)]
async fn with_any_jitter_no_call_is_refused_and_the_quota_is_used() {
    let mut worst = Vec::new();
    for jitter in [0, 10, 20, 50, 100, 200] {
        for base in [0, 40, 150] {
            for seed in 1..=5 {
                let world = World::new(jittery(seed, base, jitter));
                world.flood(&[world.client(Quotas::new())]).await;
                assert_eq!(world.refused(), 0, "jitter {jitter} ms, base {base} ms, seed {seed}");
                let used = share(world.left(Duration::ZERO, LONG), least(jitter));
                // Until nine calls are answered, nothing is known of the network, which costs one base.
                let learning = if base > jitter { 0.99 } else { 1.0 };
                assert!(used >= learning, "jitter {jitter} ms, base {base} ms, seed {seed}: {used:.3} of the bound");
                worst.push((jitter, base, used));
            }
        }
    }
    println!("{worst:?}");
}

/// What is measured cannot tell the way there from the way back.
#[tokio::test(start_paused = true)]
async fn jitter_on_the_way_back_does_no_harm() {
    for jitter in [10, 50, 100, 200] {
        let there = jittery(1, 20, jitter);
        let world = World::new(move |number| (there(number).0, ms(10) + ms(random(2, number, jitter + 1))));
        world.flood(&[world.client(Quotas::new())]).await;
        assert_eq!(world.refused(), 0, "{jitter}");
        let used = share(world.left(Duration::ZERO, LONG), least(2 * jitter));
        assert!(used >= 1.0, "{jitter} ms each way: {used:.3}");
    }
}

#[tokio::test(start_paused = true)]
async fn one_slow_call_delays_few_others() {
    for (there, back) in [(400, 5), (5, 400), (5, 9_000), (450, 9_000)] {
        let world = World::new(move |number| if number == 30 { (ms(there), ms(back)) } else { (ms(5), ms(5)) });
        world.flood(&[world.client(Quotas::new())]).await;
        assert_eq!(world.refused(), 0, "{there} ms there, {back} ms back");
        let left = world.left(Duration::ZERO, LONG);
        assert!(left >= 194, "{left} calls, {there} ms there, {back} ms back");
        // From then on it is as if nothing had been.
        assert!(world.left(15 * SECOND, 20 * SECOND) >= 49);
    }
}

/// A vendor that takes long to answer is no network with jitter.
#[tokio::test(start_paused = true)]
async fn answers_that_take_longer_than_the_period_slow_nothing_down() {
    let world = World::new(|number| (ms(20 + random(1, number, 21)), ms(2_500)));
    world.flood(&[world.client(Quotas::new())]).await;
    assert_eq!(world.refused(), 0);
    let left = world.left(5 * SECOND, LONG);
    assert!(left >= 140, "{left} of 150");
}

#[tokio::test(start_paused = true)]
async fn bursts_after_an_idle_time_are_not_refused() {
    for burst in [1, 5, 10] {
        let world = World::new(jittery(burst, 30, 200));
        let client = world.client(Quotas::new().burst(u32::try_from(burst).unwrap()));
        for _ in 0..4 {
            let start = Instant::now();
            calls(std::slice::from_ref(&client), 30).join_all().await;
            assert!(start.elapsed() < 4 * SECOND, "{burst}: {:?}", start.elapsed());
            sleep(7 * SECOND).await;
        }
        assert_eq!(world.refused(), 0, "a burst of {burst}");
    }
}

/// Calls that are given up count for as long as they may take to arrive.
#[tokio::test(start_paused = true)]
async fn calls_that_are_given_up_still_count() {
    let world = World::new(|_| (ms(300), ms(0)));
    let client = world.client(Quotas::new());
    let mut given_up = JoinSet::new();
    for number in 0..100_u64 {
        let (client, world) = (client.clone(), world.clone());
        given_up.spawn(async move {
            let call = client.send_owned(ask());
            // The vendor gets what was sent, whether the caller waits for it or not.
            let patience = if number % 3 == 0 { ms(number * 100 + 50) } else { 100 * SECOND };
            let _ = tokio::time::timeout(patience, call).await;
            drop(world);
        });
    }
    given_up.join_all().await;
    let log = world.log();
    let arrivals: Vec<_> = log.departures.iter().map(|left| *left + ms(300)).collect();
    for first in &arrivals {
        let within = arrivals.iter().filter(|at| (*first..*first + SECOND).contains(*at)).count();
        assert!(within <= 10, "{within}");
    }
}

#[tokio::test(start_paused = true)]
async fn one_refusal_slows_down_gently_and_for_a_moment() {
    let world = World::new(|_| (ms(10), ms(10)));
    let client = world.client(Quotas::new());
    let refuse = world.clone();
    let script = tokio::spawn(async move {
        sleep(5 * SECOND).await;
        refuse.log().refuses = 1;
    });
    world.flood(&[client]).await;
    script.await.unwrap();
    assert_eq!(world.refused(), 1);
    // Without the refusal 50 calls leave within five seconds.
    let (at_once, later) = (world.left(5 * SECOND, 10 * SECOND), world.left(8 * SECOND, 13 * SECOND));
    assert!(at_once >= 44, "{at_once}");
    assert!(later >= 49, "{later}");
}

#[tokio::test(start_paused = true)]
async fn refusals_in_a_row_slow_down_more_and_more() {
    let world = World::new(|_| (ms(10), ms(10)));
    let client = world.client(Quotas::new()).with_retry(RetryPolicy::default().attempts(100));
    world.log().refuses = 8;
    world.flood(&[client]).await;
    let log = world.log();
    assert_eq!(log.refused.len(), 8);
    let gaps: Vec<_> = log.refused.windows(2).map(|pair| pair[1].saturating_sub(pair[0])).collect();
    assert!(gaps.is_sorted_by(|one, other| *one <= *other + ms(2)), "{gaps:?}");
    assert!(gaps[0] < ms(350) && gaps[6] >= SECOND, "{gaps:?}");
    let last = *log.refused.last().unwrap();
    drop(log);
    // Then they speed up again within seconds.
    let recovered = world.left(last + 7 * SECOND, last + 9 * SECOND);
    assert!(recovered >= 18, "{recovered} after {last:?}");
}

/// Calls that were on their way when the vendor throttled are refused for the same reason.
#[tokio::test(start_paused = true)]
async fn refusals_of_calls_sent_together_count_once() {
    let world = World::new(|_| (ms(10), ms(700)));
    world.log().refuses = 5;
    world.flood(&[world.client(Quotas::new())]).await;
    assert_eq!(world.refused(), 5);
    let left = world.left(3 * SECOND, 8 * SECOND);
    assert!(left >= 46, "{left}");
}

/// A store that several processes share: each has queues of its own, and the slots are common.
#[derive(Clone, Debug)]
struct Common(Arc<LocalStore>);

impl QuotaStore for Common {
    fn reserve(&self, asked: Reservation<'_>) -> ReserveFuture {
        self.0.reserve(asked)
    }

    fn throttle(&self, key: &QuotaKey, rate_limit: RateLimit, at_least: Option<Duration>) -> ThrottleFuture {
        self.0.throttle(key, rate_limit, at_least)
    }
}

#[tokio::test(start_paused = true)]
async fn processes_that_share_a_store_leave_slack_for_the_jitter_they_measure() {
    for jitter in [0, 20, 100, 200] {
        for seed in 1..=5 {
            let world = World::new(jittery(seed, 30, jitter));
            let store = Common(Arc::default());
            let clients: Vec<_> = (0..3).map(|_| world.client(Quotas::with_store(store.clone()))).collect();
            world.flood(&clients).await;
            assert_eq!(world.refused(), 0, "jitter {jitter} ms, seed {seed}");
            let used = share(world.left(5 * SECOND, LONG), least(jitter) * 0.75);
            assert!(used >= 0.96, "jitter {jitter} ms, seed {seed}: {used:.3} of the bound");
        }
    }
}
