//! Whatever happens: never one call too many, first come, first served, and the quota is used.

use super::rate_limit;
use governor::{
    clock::{Clock, FakeRelativeClock},
    state::InMemoryState,
    state::direct::NotKeyed,
};
use proptest::prelude::*;
use rtc_core::{
    Quotas,
    quota::{QuotaBucket, QuotaKey, store::Gcra},
};
use std::{
    num::NonZeroU32,
    sync::{Arc, Mutex},
    time::Duration,
};
use tokio::time::{Instant, sleep};

const HOUR: Duration = Duration::from_secs(3600);

/// The most times within any span of this length; it holds its start and not its end.
fn most_within(per: Duration, times: &[Duration]) -> usize {
    (0..times.len()).map(|at| times[at..].partition_point(|time| *time < times[at] + per)).max().unwrap_or(0)
}

fn quota() -> impl Strategy<Value = (u32, Duration, u32)> {
    (1..=40_u32, 20..3_000_u64).prop_flat_map(|(calls, per)| {
        (Just(calls), Just(Duration::from_millis(per)), prop_oneof![3 => Just(1), 1 => 1..=calls])
    })
}

fn nanoseconds(span: Duration) -> i64 {
    i64::try_from(span.as_nanos()).unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    /// Calls come at any time, and leave up to τ after their slots, or so late that they ask again.
    #[test]
    fn no_span_holds_one_call_too_many(
        (calls, per, burst) in quota(),
        steps in prop::collection::vec((0..1_000_u64, 0..1_000_u64, prop::bool::weighted(0.05)), 1..300),
    ) {
        let rate_limit = rtc_core::quota::RateLimit::from_quota(super::quota(calls, per), burst);
        let mut gcra = Gcra::default();
        let (mut now, mut departures) = (Duration::from_secs(1), Vec::new());
        for (gap, late, very_late) in steps {
            // Gaps between none and two intervals; lateness up to τ, or up to five intervals.
            now += rate_limit.interval() * u32::try_from(gap).unwrap() / 500;
            let mut slot = gcra.reserve(nanoseconds(now), rate_limit, HOUR, None).unwrap();
            now += slot.wait;
            let most_late = if very_late { rate_limit.interval() * 5 } else { rate_limit.tolerance() };
            // A slot that is over already leaves no time to be late.
            let begun = Duration::from_nanos(slot.begins.unsigned_abs());
            now = now.max(begun + most_late * u32::try_from(late).unwrap() / 1_000);
            while now > Duration::from_nanos(slot.begins.unsigned_abs()) + rate_limit.tolerance() {
                slot = gcra.reserve(nanoseconds(now), rate_limit, HOUR, Some(slot.begins)).unwrap();
                now += slot.wait;
            }
            departures.push(now);
        }
        let most = most_within(per, &departures);
        prop_assert!(most <= calls as usize, "{most} of {calls} in {per:?}");
    }

    /// The same answers as another implementation of the same rule.
    #[test]
    fn slots_are_those_of_governor(
        calls in 1..40_u32, scale in 1..1_500_u32, gaps in prop::collection::vec(0..2_000_u64, 1..200),
    ) {
        // With spans like these, T and τ are 203 and `calls` times one unit: a call takes 203 cells of it.
        let per = Duration::from_millis(1) * calls * scale;
        let rate_limit = rate_limit(calls, per);
        let unit = Duration::from_micros(5) * scale;
        prop_assert_eq!((rate_limit.interval(), rate_limit.tolerance()), (unit * 203, unit * calls));
        let cells = NonZeroU32::new(203).unwrap();
        let burst = NonZeroU32::new(203 + calls).unwrap();
        let clock = FakeRelativeClock::default();
        let quota = governor::Quota::with_period(unit).unwrap().allow_burst(burst);
        let oracle = governor::RateLimiter::<NotKeyed, InMemoryState, _, _>::direct_with_clock(quota, clock.clone());
        let mut gcra = Gcra::default();
        let mut now = Duration::from_secs(1);
        for gap in gaps {
            let gap = rate_limit.interval() * u32::try_from(gap).unwrap() / 1_000;
            now += gap;
            clock.advance(gap);
            let theirs = oracle.check_n(cells).unwrap();
            match gcra.reserve(nanoseconds(now), rate_limit, Duration::ZERO, None) {
                Ok(slot) => prop_assert!(theirs.is_ok() && slot.wait.is_zero()),
                Err(wait) => prop_assert_eq!(theirs.map_err(|no| no.wait_time_from(clock.now())), Err(wait)),
            }
        }
    }

    /// Calls come and are given up at any time, on tokio's clock.
    #[test]
    fn cancelled_calls_take_nothing_and_order_is_kept(
        (calls, per, burst) in quota(),
        callers in prop::collection::vec((0..3_000_u64, prop::option::weighted(0.4, 0..3_000_u64)), 1..80),
    ) {
        let rate_limit = rtc_core::quota::RateLimit::from_quota(super::quota(calls, per), burst);
        let bucket = QuotaBucket::new(QuotaKey::new("Acme", "Ask", "1"), rate_limit);
        let in_intervals = |thousandths: u64| rate_limit.interval() * u32::try_from(thousandths).unwrap() / 1_000;
        let served = run(async {
            let (quotas, start) = (Quotas::new(), Instant::now());
            let served = Arc::new(Mutex::new(Vec::new()));
            let mut tasks = tokio::task::JoinSet::new();
            for (after, patience) in callers {
                let (quotas, bucket, served) = (quotas.clone(), bucket.clone(), Arc::clone(&served));
                let (after, patience) = (in_intervals(after), patience.map(in_intervals));
                tasks.spawn(async move {
                    sleep(after).await;
                    let came = Instant::now();
                    let turn = quotas.acquire(&bucket, came + HOUR);
                    let turned = match patience {
                        Some(patience) => tokio::time::timeout(patience, turn).await.ok(),
                        None => Some(turn.await),
                    };
                    if let Some(turned) = turned {
                        let waited = turned.unwrap();
                        assert_eq!(came + waited, Instant::now());
                        served.lock().unwrap().push((came, start.elapsed()));
                    }
                    patience.is_none()
                });
            }
            let patient = tasks.join_all().await.into_iter().filter(|patient| *patient).count();
            let served = Arc::into_inner(served).unwrap().into_inner().unwrap();
            assert!(served.len() >= patient);
            // Nobody is left, and no slot either: the next call waits an interval at most.
            assert!(quotas.acquire(&bucket, Instant::now() + HOUR).await.unwrap() <= rate_limit.interval() + Duration::from_millis(1));
            served
        });
        prop_assert!(served.is_sorted_by_key(|(came, _)| *came), "not in the order of coming: {served:?}");
        let departures: Vec<Duration> = served.iter().map(|(_, left)| *left).collect();
        let most = most_within(per, &departures);
        prop_assert!(most <= calls as usize, "{most} of {calls} in {per:?}");
    }

    /// Where somebody always waits, 98 % of the quota are used, although the timer is late by up to a millisecond.
    #[test]
    fn the_quota_is_used(calls in 1..100_u32, per in 200..5_000_u64, rounds in 2..5_u32) {
        let per = Duration::from_millis(per);
        let bucket = QuotaBucket::new(QuotaKey::new("Acme", "Ask", "1"), rate_limit(calls, per));
        let took = run(async {
            let (quotas, start) = (Quotas::new(), Instant::now());
            let mut tasks = tokio::task::JoinSet::new();
            for _ in 0..=calls * rounds {
                let (quotas, bucket) = (quotas.clone(), bucket.clone());
                tasks.spawn(async move { quotas.acquire(&bucket, Instant::now() + HOUR).await.unwrap() });
            }
            tasks.join_all().await;
            start.elapsed()
        });
        let share = per.as_secs_f64() * f64::from(rounds) / took.as_secs_f64();
        prop_assert!((0.98..=1.0).contains(&share), "{share} used: {took:?} for {rounds} times {per:?}");
    }
}

/// Runs on a clock of its own that does not wait.
fn run<T>(test: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread().enable_time().start_paused(true).build().unwrap().block_on(test)
}
