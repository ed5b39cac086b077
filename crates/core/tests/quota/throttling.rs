//! Vendors that say "too often", and keys that come and go.

use super::{ms, quota, rate_limit};
use rtc_core::{
    QuotaTimeout, Quotas,
    quota::{
        QuotaBucket, QuotaKey, RateLimit,
        store::{Gcra, LocalStore, Reservation},
    },
};
use std::time::Duration;
use tokio::time::{Instant, sleep};

const MINUTE: Duration = Duration::from_secs(60);

fn bucket(rate_limit: RateLimit) -> QuotaBucket {
    QuotaBucket::new(QuotaKey::new("Acme", "Ask", "1"), rate_limit)
}

/// How long each of so many calls in a row waits.
async fn waits<const N: usize>(quotas: &Quotas, bucket: &QuotaBucket) -> [u128; N] {
    let mut waits = [0; N];
    for wait in &mut waits {
        *wait = quotas.acquire(bucket, Instant::now() + 10 * MINUTE).await.unwrap().as_millis();
    }
    waits
}

/// Whether waits are as expected, in milliseconds. The timer counts whole ones.
fn near<const N: usize>(waits: [u128; N], expected: [u128; N]) {
    let near = waits.iter().zip(expected).all(|(wait, expected)| wait.abs_diff(expected) <= 2);
    assert!(near, "{waits:?}, expected {expected:?}");
}

#[tokio::test(start_paused = true)]
async fn after_throttling_calls_pause_and_go_slower_for_a_moment() {
    let (quotas, bucket) = (Quotas::new(), bucket(rate_limit(10, ms(1000))));
    quotas.throttle(&bucket, None).await;
    // Answers to calls from before the pause say nothing new.
    for _ in 0..5 {
        quotas.throttle(&bucket, None).await;
    }
    // Two intervals of 101.5 ms, then 9/8 of one.
    near(waits(&quotas, &bucket).await, [203, 114, 114, 114]);
    // The next one within the period: six intervals, then 11/8.
    quotas.throttle(&bucket, None).await;
    near(waits(&quotas, &bucket).await, [609, 140, 140]);
    // The vendor's own pause is kept.
    quotas.throttle(&bucket, Some(ms(3000))).await;
    near(waits(&quotas, &bucket).await, [3000, 190, 190]);
    // No pause is longer than the period, and no interval longer than eight.
    for _ in 0..10 {
        quotas.throttle(&bucket, Some(ms(10))).await;
        near(waits(&quotas, &bucket).await, [1000]);
    }
    near(waits(&quotas, &bucket).await, [812]);
    // Every second without throttling halves it.
    sleep(6 * ms(1000)).await;
    waits::<2>(&quotas, &bucket).await;
    near(waits(&quotas, &bucket).await, [101, 102]);
}

#[tokio::test(start_paused = true)]
async fn quotas_with_long_periods_recover_within_seconds_too() {
    let (quotas, bucket) = (Quotas::new(), bucket(rate_limit(600, MINUTE)));
    quotas.throttle(&bucket, None).await;
    near(waits(&quotas, &bucket).await, [203, 114]);
    sleep(ms(5200)).await;
    waits::<4>(&quotas, &bucket).await;
    near(waits(&quotas, &bucket).await, [101, 102]);
    // With one call per minute, the slowdown lasts for two intervals, and shows in the slots after those.
    let rare = QuotaBucket::new(QuotaKey::new("Acme", "Rare", "1"), rate_limit(1, MINUTE));
    quotas.throttle(&rare, None).await;
    near(waits(&quotas, &rare).await, [60_000, 68_512, 68_512, 68_512]);
    near(waits(&quotas, &rare).await, [60_900]);
}

#[tokio::test(start_paused = true)]
async fn whoever_waits_is_paused_too_and_says_at_once_if_it_is_too_late_then() {
    let (quotas, bucket) = (Quotas::new(), bucket(rate_limit(10, ms(1000))));
    let start = Instant::now();
    quotas.acquire(&bucket, start).await.unwrap();
    let call = |latest| {
        let (quotas, bucket) = (quotas.clone(), bucket.clone());
        tokio::spawn(async move { (quotas.acquire(&bucket, start + latest).await, start.elapsed()) })
    };
    // The first has a slot already; the second and third stand behind it.
    let (first, second, third) = (call(ms(2000)), call(ms(5000)), call(ms(5050)));
    let hopeless = call(ms(450));
    sleep(ms(50)).await;
    quotas.throttle(&bucket, Some(ms(4900))).await;
    let (first, at) = first.await.unwrap();
    assert_eq!((first.unwrap_err(), at), (QuotaTimeout::TooLate { needed: ms(4900), allowed: ms(1950) }, ms(50)));
    let (hopeless, at) = hopeless.await.unwrap();
    assert!(matches!(hopeless, Err(QuotaTimeout::TooLate { .. })) && at == ms(50), "{hopeless:?} {at:?}");
    let (second, at) = second.await.unwrap();
    assert!(second.is_ok() && at == ms(4950), "{second:?} {at:?}");
    let (third, at) = third.await.unwrap();
    assert!(matches!(third, Err(QuotaTimeout::TooLate { .. })) && at == ms(50), "{third:?} {at:?}");
}

#[tokio::test(start_paused = true)]
async fn without_a_quota_only_the_vendor_makes_calls_wait() {
    let (quotas, bucket) = (Quotas::new(), bucket(RateLimit::unlimited()));
    assert_eq!(waits(&quotas, &bucket).await, [0; 100]);
    quotas.throttle(&bucket, None).await;
    assert_eq!(waits(&quotas, &bucket).await, [1000, 0, 0]);
    quotas.throttle(&bucket, Some(ms(2500))).await;
    assert_eq!(waits(&quotas, &bucket).await, [2500, 0, 0]);
    let (off, start) = (Quotas::off(), Instant::now());
    off.throttle(&bucket, None).await;
    off.acquire(&bucket, start).await.unwrap();
    assert_eq!(start.elapsed(), Duration::ZERO);
}

#[tokio::test(start_paused = true)]
async fn no_word_of_a_vendor_stops_calls_for_longer_than_an_hour() {
    for forever in [Duration::from_secs(100_000_000), Duration::MAX] {
        let (quotas, bucket) = (Quotas::new(), bucket(rate_limit(10, ms(1000))));
        quotas.throttle(&bucket, Some(forever)).await;
        let waited = quotas.acquire(&bucket, Instant::now() + 100 * MINUTE).await.unwrap();
        assert_eq!(waited.as_secs(), 60 * 60);
    }
    // A quota of a day, which only counts, is not the one that was exceeded by calls that came too fast.
    let day = rate_limit(10, 24 * 60 * MINUTE);
    assert_eq!(day.pause(Gcra::MAX_SLOWDOWN, Some(MINUTE)), MINUTE);
}

#[tokio::test(start_paused = true)]
async fn a_burst_goes_at_once_after_a_rest() {
    let (quotas, bucket) = (Quotas::new(), bucket(RateLimit::from_quota(quota(10, ms(1000)), 4)));
    assert_eq!(waits(&quotas, &bucket).await, [0, 0, 0, 0, 140, 145, 145]);
    sleep(MINUTE).await;
    assert_eq!(waits::<4>(&quotas, &bucket).await, [0; 4]);
}

#[tokio::test(start_paused = true)]
async fn rooms_that_are_quiet_are_forgotten() {
    let (quotas, store) = (Quotas::new(), LocalStore::new());
    let rate_limit = rate_limit(1, ms(10));
    for number in 0..20_000 {
        let mut key = QuotaKey::new("Acme", "Ask", "1");
        key.value(number);
        let reserved = store.reserve_now(Reservation { key: &key, rate_limit, max_wait: MINUTE, missed: None });
        assert_eq!(reserved.unwrap().wait, Duration::ZERO);
        quotas.acquire(&QuotaBucket::new(key, rate_limit), Instant::now()).await.unwrap();
        sleep(ms(1)).await;
    }
    assert!(store.keys() <= 64, "{}", store.keys());
    let queues = format!("{quotas:?}");
    let queues: usize = queues.split("queues: ").nth(1).unwrap().split(',').next().unwrap().parse().unwrap();
    assert!(queues <= 64, "{quotas:?}");
}

#[test]
fn a_pacer_that_may_be_forgotten_says_what_a_new_one_says() {
    let rate_limit = RateLimit::from_quota(quota(10, ms(1000)), 5);
    let mut gcra = Gcra::default();
    for _ in 0..5 {
        gcra.reserve(0, rate_limit, MINUTE, None).unwrap();
    }
    let forgettable = (0..10_000_000_000).step_by(1_000_000).find(|now| gcra.is_idle(*now)).unwrap();
    let burst = |mut gcra: Gcra| -> [Duration; 7] {
        std::array::from_fn(|_| gcra.reserve(forgettable, rate_limit, MINUTE, None).unwrap().wait)
    };
    assert_eq!(burst(gcra), burst(Gcra::default()));
}

#[test]
fn shares_of_a_quota_are_no_more_than_the_quota() {
    for (calls, processes) in [(10, 1), (10, 3), (10, 10), (10, 11), (1, 4), (7, 0)] {
        let whole = rate_limit(calls, ms(1000));
        let share = whole.share(processes);
        let rate = |rate_limit: RateLimit| f64::from(rate_limit.calls()) / rate_limit.per().as_secs_f64();
        assert!(
            rate(share) * f64::from(processes.max(1)) <= rate(whole) + 1e-9,
            "{calls} among {processes}: {share:?}"
        );
        assert!(share.calls() >= 1);
    }
}
