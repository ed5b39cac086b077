//! Several quotas of one action, and quotas of a day.

use super::{Acme, common, ms, quota};
use proptest::prelude::*;
use rtc_core::{
    Action, Quota, QuotaScope, QuotaTimeout, Quotas,
    generated::{ActionInfo, Limits, Parameters},
    quota::{
        QuotaKey,
        store::{LocalStore, QuotaStore, RateLimit, Reservation, ReserveFuture, ThrottleFuture},
    },
};
use std::{
    future::ready,
    sync::{Arc, Mutex},
    time::Duration,
};
use tokio::time::{Instant, advance, sleep};

const DAY: Duration = Duration::from_secs(86_400);

/// Says something in a room: once a second in each, and four times a second in all rooms of the app.
#[derive(Clone, Debug)]
struct Talk {
    room: u8,
    loud: bool,
}

impl Action for Talk {
    type Vendor = Acme;
    type Output = common::Answered;
    type Code = common::Code;
    const INFO: ActionInfo = ActionInfo {
        name: "Talk",
        quotas: &[
            Quota { calls: 4, per: ms(1000), scope: QuotaScope::App },
            Quota { calls: 1, per: ms(1000), scope: QuotaScope::Room },
            Quota { calls: 1, per: ms(4000), scope: QuotaScope::Account },
        ],
        ..common::Ask::INFO
    };

    fn check(&self, _: &mut Limits) {}

    fn parameters(&self, _: &mut Parameters) {}

    fn counted_by(&self, quota: usize, key: &mut QuotaKey) -> bool {
        match quota {
            1 => {
                key.value(self.room);
                true
            }
            // Loud talk alone.
            2 => self.loud,
            _ => true,
        }
    }
}

const fn talk(room: u8) -> Talk {
    Talk { room, loud: false }
}

/// Says something that only a room's quota is documented for.
#[derive(Clone, Debug)]
struct Whisper(u8);

impl Action for Whisper {
    type Vendor = Acme;
    type Output = common::Answered;
    type Code = common::Code;
    const INFO: ActionInfo = ActionInfo {
        name: "Whisper",
        quotas: &[Quota { calls: 1, per: ms(1000), scope: QuotaScope::Room }],
        ..common::Ask::INFO
    };

    fn check(&self, _: &mut Limits) {}

    fn parameters(&self, _: &mut Parameters) {}

    fn counted_by(&self, _: usize, key: &mut QuotaKey) -> bool {
        key.value(self.0);
        true
    }
}

/// When a call got its permits.
async fn leaves(quotas: &Quotas, call: &Talk, latest: Instant) -> Result<Instant, QuotaTimeout> {
    quotas.acquire(&quotas.bucket(call, "me", None), latest).await.map(|_| Instant::now())
}

/// A store for several processes, in one.
#[derive(Debug)]
struct Shared(LocalStore);

impl QuotaStore for Shared {
    fn reserve(&self, asked: Reservation<'_>) -> ReserveFuture {
        Box::pin(ready(self.0.reserve_now(asked)))
    }

    fn throttle(&self, key: &QuotaKey, rate_limit: RateLimit, at_least: Option<Duration>) -> ThrottleFuture {
        self.0.throttle_now(key, rate_limit, at_least);
        Box::pin(ready(()))
    }
}

/// The most of the times that are within any span of that length.
fn most_within(per: Duration, times: &[Instant]) -> usize {
    times.iter().map(|from| times.iter().filter(|at| *at >= from && **at - *from < per).count()).max().unwrap_or(0)
}

/// Sends calls to rooms, each after a pause, and checks that all quotas were kept and that all calls left in time.
fn keeps_all(quotas: &Quotas, calls: &[(u8, bool, u64)]) {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_time().start_paused(true).build().unwrap();
    let left = runtime.block_on(async {
        let left = Arc::new(Mutex::new(Vec::new()));
        let mut tasks = tokio::task::JoinSet::new();
        for (room, loud, pause) in calls.iter().copied() {
            sleep(ms(pause)).await;
            let (quotas, left) = (quotas.clone(), Arc::clone(&left));
            tasks.spawn(async move {
                let at = leaves(&quotas, &Talk { room, loud }, Instant::now() + DAY).await.unwrap();
                left.lock().unwrap().push((room, loud, at));
            });
        }
        tasks.join_all().await;
        left.lock().unwrap().clone()
    });
    let times = |of: &dyn Fn(&(u8, bool, Instant)) -> bool| -> Vec<Instant> {
        left.iter().filter(|call| of(call)).map(|(.., at)| *at).collect()
    };
    assert_eq!(left.len(), calls.len());
    assert!(most_within(ms(1000), &times(&|_| true)) <= 4, "{left:?}");
    assert!(most_within(ms(4000), &times(&|(_, loud, _)| *loud)) <= 1, "{left:?}");
    for number in 0..4 {
        assert!(most_within(ms(1000), &times(&|(room, ..)| *room == number)) <= 1, "{left:?}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn all_quotas_are_kept(calls in prop::collection::vec((0..4_u8, any::<bool>(), 0..600_u64), 1..30)) {
        keeps_all(&Quotas::new(), &calls);
        keeps_all(&Quotas::with_store(Shared(LocalStore::new())), &calls);
    }
}

#[tokio::test(start_paused = true)]
async fn a_call_that_waits_for_its_room_delays_no_other_room() {
    let quotas = Quotas::new();
    let start = Instant::now();
    let call = |room| {
        let quotas = quotas.clone();
        tokio::spawn(async move { leaves(&quotas, &talk(room), Instant::now() + DAY).await.unwrap() })
    };
    let busy = [call(1), call(1), call(1), call(1)];
    sleep(ms(1)).await;
    for room in 2..5 {
        call(room).await.unwrap();
    }
    assert!(start.elapsed() < ms(1000), "{:?}", start.elapsed());
    let mut left = Vec::new();
    for call in busy {
        left.push((call.await.unwrap() - start).as_secs());
    }
    assert_eq!(left, [0, 1, 2, 3]);
}

#[tokio::test(start_paused = true)]
async fn a_call_that_gives_up_gives_its_places_to_others() {
    for quotas in [Quotas::new(), Quotas::with_store(Shared(LocalStore::new()))] {
        let start = Instant::now();
        for room in 0..4 {
            leaves(&quotas, &talk(room), start + DAY).await.unwrap();
        }
        // It has the place of its room, and waits for the app's.
        let full = tokio::time::timeout(ms(10), leaves(&quotas, &talk(9), Instant::now() + DAY)).await;
        assert!(full.is_err(), "{full:?}");
        let next = leaves(&quotas, &talk(9), Instant::now() + ms(400)).await.unwrap();
        assert!(next - start < ms(1400), "{:?}", next - start);
        advance(DAY).await;
    }
}

#[tokio::test(start_paused = true)]
async fn a_quota_may_count_some_calls_only() {
    let quotas = Quotas::new();
    let start = Instant::now();
    let loud = |room| Talk { room, loud: true };
    leaves(&quotas, &loud(1), start + DAY).await.unwrap();
    let quiet = leaves(&quotas, &talk(2), start + DAY).await.unwrap();
    let second = leaves(&quotas, &loud(3), start + DAY).await.unwrap();
    assert!(quiet - start < ms(1000) && second - start >= ms(4000), "{:?} {:?}", quiet - start, second - start);
}

#[tokio::test(start_paused = true)]
async fn a_quota_of_a_day_can_be_used_at_any_pace_and_then_fails_at_once() {
    let quotas = Quotas::new().set::<Talk>(quota(1000, DAY));
    let start = Instant::now();
    for room in 0..=255 {
        leaves(&quotas, &talk(room), start).await.unwrap();
    }
    for _ in 256..1000 {
        leaves(&quotas, &talk(1), start).await.unwrap();
    }
    assert_eq!(start.elapsed(), Duration::ZERO);
    advance(DAY / 2).await;
    let now = Instant::now();
    let error = leaves(&quotas, &talk(1), now + ms(30_000)).await.unwrap_err();
    let QuotaTimeout::TooLate { needed, allowed } = error else { panic!("{error}") };
    assert_eq!((now.elapsed(), allowed), (Duration::ZERO, ms(30_000)));
    assert!(needed >= DAY / 2 && needed < DAY / 2 + DAY / 500, "{needed:?}");
    // A thousandth is left for clocks that run at different speeds.
    advance(DAY / 2 + DAY / 900).await;
    leaves(&quotas, &talk(1), Instant::now()).await.unwrap();
}

#[tokio::test(start_paused = true)]
async fn several_processes_use_half_of_a_day_at_once_and_the_rest_over_the_day() {
    let quotas = Quotas::with_store(Shared(LocalStore::new())).set::<Talk>(quota(100, DAY));
    let mut left = Vec::new();
    let start = Instant::now();
    while start.elapsed() < DAY * 3 {
        left.push(leaves(&quotas, &talk(1), start + DAY * 9).await.unwrap());
    }
    assert_eq!(most_within(ms(1), &left), 50);
    assert!(most_within(DAY, &left) <= 100, "{}", most_within(DAY, &left));
    assert!(left.len() >= 190, "{}", left.len());
}

#[test]
fn each_quota_has_a_key_of_its_own() {
    let keys = |quotas: &Quotas, call: &Talk| -> Vec<String> {
        quotas.bucket(call, "me", None).keys().map(ToString::to_string).collect()
    };
    let quotas = Quotas::new();
    assert_eq!(keys(&quotas, &talk(7)), ["Acme:Talk:1:me:%q1:7", "Acme:Talk:1:me:%q0"]);
    let loud = Talk { room: 7, loud: true };
    assert_eq!(keys(&quotas, &loud), ["Acme:Talk:1:me:%q1:7", "Acme:Talk:1:me:%q0", "Acme:Talk:1:me:%q2"]);
    // What is set replaces all, and is counted like the documented quota of its scope.
    let room = Quota { calls: 9, per: ms(1000), scope: QuotaScope::Room };
    assert_eq!(keys(&quotas.clone().set::<Talk>(room), &loud), ["Acme:Talk:1:me:7"]);
    assert_eq!(keys(&quotas.clone().set::<Talk>(quota(9, ms(1000))), &loud), ["Acme:Talk:1:me"]);
    assert_eq!(keys(&quotas.clone().set_all::<Talk>([]), &loud), ["Acme:Talk:1:me"]);
    // Counterparts of all documented ones count the same calls as those, also if these are some only.
    let twice: Vec<Quota> =
        Talk::INFO.quotas.iter().map(|documented| Quota { calls: documented.calls * 2, ..*documented }).collect();
    let raised = quotas.clone().set_all::<Talk>(twice.clone());
    assert_eq!((keys(&raised, &talk(7)), keys(&raised, &loud)), (keys(&quotas, &talk(7)), keys(&quotas, &loud)));
    // With other scopes, they are counterparts of none: the account's counts quiet calls too.
    let other = quotas.clone().set_all::<Talk>([twice[2], twice[0]]);
    assert_eq!(keys(&other, &talk(7)), ["Acme:Talk:1:me:%q1", "Acme:Talk:1:me:%q0"]);
    // Nothing documented says what an app is: a wider scope is never counted by a narrower one.
    let app = Quota { scope: QuotaScope::App, ..room };
    let key = |quotas: Quotas| quotas.bucket(&Whisper(3), "me", None).keys().next().map(ToString::to_string);
    assert_eq!(key(quotas.clone().set::<Whisper>(app)).unwrap(), "Acme:Whisper:1:me");
    assert_eq!(key(quotas.set::<Whisper>(room)).unwrap(), "Acme:Whisper:1:me:3");
}
