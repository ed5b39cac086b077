//! Spans of any length.

use crate::{
    action::{LAG, List, SPAN, Stay, stay, stays},
    common::{Acme, key, now},
    world::{Calls, Manners, World, client_at},
};
use rtc_core::{Client, Error, Exchange, Quota, QuotaScope, Quotas, SendOptions, Transport, listing::Sweep};
use std::{
    sync::{
        Arc,
        atomic::{AtomicU32, AtomicUsize, Ordering::Relaxed},
    },
    time::Duration,
};

/// The second at which these tests ask.
const NOW: i64 = 5_000;

fn swept(world: World, request: List) -> (Vec<Stay>, Calls) {
    let (client, calls) = client_at(NOW, move |asked, _| Ok(world.answer(asked)));
    (now(Sweep::new(request, &client).into_vec()).unwrap(), calls)
}

fn sorted(mut stays: Vec<Stay>) -> Vec<Stay> {
    stays.sort();
    stays
}

fn windows(calls: &Calls) -> Vec<(i64, i64)> {
    let mut windows: Vec<_> = calls.lock().unwrap().iter().map(|asked| (asked.start, asked.end)).collect();
    windows.dedup();
    windows
}

#[test]
fn a_long_span_is_asked_about_in_windows_newest_first() {
    let (found, calls) = swept(World::of(stays(1000)), List { end: Some(350), ..List::default() });
    let ids: Vec<u64> = found.iter().map(|stay| stay.id).collect();
    let expected: Vec<u64> = (340..350).chain(240..340).chain(140..240).chain(40..140).chain(0..40).collect();
    assert_eq!(ids, expected);
    let mut asked = windows(&calls);
    asked.sort_unstable();
    asked.dedup();
    assert_eq!(asked, [(0, 40), (40, 140), (140, 240), (240, 340), (340, 350)]);
}

#[test]
fn rows_that_cross_borders_come_once() {
    let world = World::of(vec![
        stay(1, "ann", 10, 900),
        stay(2, "bob", 0, 2_000),
        stay(9, "cy", 20, 700),
        stay(3, "di", 240, 241),
        stay(4, "ed", 90, 340),
    ]);
    let (found, _) = swept(world.clone(), List { end: Some(950), ..List::default() });
    assert_eq!(sorted(found), sorted(world.stays));
}

#[test]
fn an_end_that_is_left_out_is_as_late_as_the_vendor_knows() {
    let (_, calls) = swept(World::default(), List { start: NOW - 50, ..List::default() });
    assert_eq!(windows(&calls).first(), Some(&(NOW - 2 * LAG, NOW - LAG)));
}

#[test]
fn an_end_in_the_future_is_now() {
    let (_, calls) = swept(World::default(), List { start: NOW - 50, end: Some(NOW + 500), ..List::default() });
    assert_eq!(windows(&calls).first(), Some(&(NOW - LAG, NOW)));
}

#[test]
fn a_start_after_the_end_is_refused_and_an_empty_span_is_empty() {
    let (client, calls) = client_at(NOW, |_, _| panic!("sent"));
    let error = now(Sweep::new(List { start: 20, end: Some(10), ..List::default() }, &client).try_next()).unwrap_err();
    let Some(Error::Limits(error)) = error.call() else { panic!("{error}") };
    assert_eq!(error.violations[0].parameter(), "Start");
    assert_eq!(
        now(Sweep::new(List { start: 20, end: Some(20), ..List::default() }, &client).try_next()).unwrap(),
        None
    );
    assert_eq!(calls.lock().unwrap().len(), 0);
}

/// The span is longer than one call takes, which a sweep does not mind, and has more ids.
#[test]
fn a_start_in_the_future_is_refused() {
    let (client, calls) = client_at(NOW, |_, _| panic!("sent"));
    let request =
        List { start: NOW + 28_800, end: Some(NOW + 99_999), who: Some(vec!["a".to_owned(); 9]), ..List::default() };
    let error = now(Sweep::new(request, &client).try_next()).unwrap_err();
    let Some(Error::Limits(error)) = error.call() else { panic!("{error}") };
    assert_eq!(error.violations.len(), 1, "{error}");
    assert_eq!(error.violations[0].setter(), "start");
    assert_eq!(error.violations[0].found(), Some("8 h ahead of the client's clock"));
    assert_eq!(calls.lock().unwrap().len(), 0);
}

#[test]
fn an_error_comes_once_and_the_sweep_goes_on_where_it_was() {
    let world = World::of(stays(1000));
    for concurrency in [1, 3, 20] {
        let world = world.clone();
        let (client, _) = client_at(NOW, move |asked, time| {
            if asked.start == 240 && time == 0 {
                return Err(rtc_core::TransportError::TooLarge { status: http::StatusCode::OK, limit: 1 });
            }
            Ok(world.answer(asked))
        });
        let request = List { end: Some(350), ..List::default() };
        let mut sweep = Sweep::new(request, &client).concurrency(concurrency);
        let (mut found, mut errors) = (Vec::new(), 0);
        while let Some(row) = now(sweep.next()) {
            match row {
                Ok(row) => found.push(row.id),
                Err(_) => errors += 1,
            }
        }
        let expected: Vec<u64> = (340..350).chain(240..340).chain(140..240).chain(40..140).chain(0..40).collect();
        assert_eq!(found, expected);
        // Eleven pages: one that failed alone is one error; those that failed side by side are one together.
        assert!((1..=11).contains(&errors), "{errors}");
    }
}

#[test]
fn no_page_is_asked_for_twice() {
    let (client, calls) = {
        let world = World { stays: stays(1000), manners: Manners { total: Some(500), ..Manners::default() } };
        client_at(NOW, move |asked, _| Ok(world.answer(asked)))
    };
    let request = List { end: Some(1000), ..List::default() };
    assert_eq!(now(Sweep::new(request, &client).concurrency(7).into_vec()).unwrap().len(), 1000);
    let mut asked: Vec<String> = calls.lock().unwrap().iter().map(|asked| format!("{asked:?}")).collect();
    let all = asked.len();
    asked.sort();
    asked.dedup();
    assert_eq!(asked.len(), all);
}

#[test]
fn many_ids_are_divided_in_every_window() {
    let world = World::of(stays(1000));
    let who: Vec<String> = ["u0", "u1", "u2", "u3", "u1"].map(str::to_owned).to_vec();
    let (found, calls) = swept(world, List { end: Some(500), who: Some(who), ..List::default() });
    let expected: Vec<Stay> =
        stays(500).into_iter().filter(|stay| ["u0", "u1", "u2", "u3"].contains(&stay.who.as_str())).collect();
    assert_eq!(sorted(found), sorted(expected));
    assert!(calls.lock().unwrap().iter().all(|asked| asked.who.len() <= 3));
}

/// Answers after a while, and counts.
#[derive(Clone)]
struct Slow {
    world: World,
    latency: Duration,
    calls: Arc<AtomicU32>,
    /// Each call on the way holds one.
    on_the_way: Arc<()>,
    most_on_the_way: Arc<AtomicUsize>,
}

impl Transport for Slow {
    fn send(&self, request: http::Request<bytes::Bytes>, _: SendOptions) -> Exchange<'_> {
        let answer = self.world.answer(&crate::world::Asked::of(&request));
        self.calls.fetch_add(1, Relaxed);
        Box::pin(async move {
            let _this = Arc::clone(&self.on_the_way);
            // Both values of this kind hold one too.
            self.most_on_the_way.fetch_max(Arc::strong_count(&self.on_the_way) - 2, Relaxed);
            tokio::time::sleep(self.latency).await;
            Ok(crate::common::response(200, serde_json::json!({ "data": answer }).to_string().into()))
        })
    }
}

fn slow(world: World, latency: u64, quotas: Quotas) -> (Client<Acme>, Slow) {
    let latency = Duration::from_millis(latency);
    let slow =
        Slow { world, latency, calls: Arc::default(), on_the_way: Arc::default(), most_on_the_way: Arc::default() };
    let builder = Client::builder().credentials(key()).transport(slow.clone()).quotas(quotas);
    (builder.clock(|| crate::action::at(NOW)).build().unwrap(), slow)
}

/// How much of ten calls a second is used, in time that the test makes pass.
async fn used(world: World, latency: u64, request: List) -> (f64, usize) {
    let quota = Quota { calls: 10, per: Duration::from_secs(1), scope: QuotaScope::App };
    let (client, slow) = slow(world, latency, Quotas::new().set::<List>(quota));
    let began = tokio::time::Instant::now();
    let rows = Sweep::new(request, &client).concurrency(20).into_vec().await.unwrap().len();
    (f64::from(slow.calls.load(Relaxed)) / began.elapsed().as_secs_f64() / 10.0, rows)
}

#[tokio::test(start_paused = true)]
async fn as_many_calls_are_on_the_way_as_allowed_and_no_more() {
    for allowed in [1, 2, 7] {
        let (client, slow) = slow(World::of(stays(1_000)), 50, Quotas::off());
        let request = List { end: Some(1_000), ..List::default() };
        let sweep = Sweep::new(request, &client).concurrency(allowed);
        assert_eq!(sweep.into_vec().await.unwrap().len(), 1_000);
        assert_eq!(slow.most_on_the_way.load(Relaxed), allowed);
    }
}

/// Those of two seconds, by the quota that was set and not by the documented one.
#[tokio::test(start_paused = true)]
async fn unless_told_a_sweep_is_as_far_ahead_as_the_quota_allows() {
    let quota = Quota { calls: 3, per: Duration::from_secs(1), scope: QuotaScope::App };
    let (client, slow) = slow(World::of(stays(1_000)), 9_000, Quotas::new().set::<List>(quota));
    let request = List { end: Some(1_000), ..List::default() };
    assert_eq!(Sweep::new(request, &client).into_vec().await.unwrap().len(), 1_000);
    assert_eq!(slow.most_on_the_way.load(Relaxed), 6);
}

#[tokio::test(start_paused = true)]
async fn the_quota_is_used_whatever_the_latency() {
    for latency in [50, 200] {
        // Forty windows of up to ten pages, and forty of one.
        let mut many = stays(4_000);
        many.retain(|stay| stay.id % 7 < 5 || stay.id > 2_000);
        for world in [World::of(many), World::of(stays(4_000).into_iter().filter(|stay| stay.id % 20 == 0).collect())] {
            let rows = world.stays.len();
            let (used, found) = used(world, latency, List { end: Some(4_000), ..List::default() }).await;
            assert_eq!(found, rows);
            assert!(used >= 0.95, "{used} of the quota at {latency} ms");
        }
    }
}

/// One window of many pages, of which nobody says how many there are.
#[tokio::test(start_paused = true)]
async fn a_window_of_many_pages_is_read_ahead_without_a_total() {
    let rows: Vec<Stay> = (0..1_500).map(|id| stay(id, "ann", 100, 150)).collect();
    let world = World { stays: rows, manners: Manners { total: None, ..Manners::default() } };
    let (used, found) = used(world, 200, List { start: 100, end: Some(160), ..List::default() }).await;
    assert_eq!(found, 1_500);
    assert!(used >= 0.8, "{used} of the quota");
}

#[test]
fn what_is_remembered_does_not_grow_with_the_span() {
    let remembered = |span: i64| {
        let mut world = stays(5_000);
        world.retain(|stay| stay.id % 10 != 9);
        let world = World::of(world);
        let (client, _) = client_at(NOW, move |asked, _| Ok(world.answer(asked)));
        let request = List { start: NOW - span, end: Some(NOW), ..List::default() };
        let mut sweep = Sweep::new(request, &client);
        let mut most = 0;
        while now(sweep.try_next()).unwrap().is_some() {
            most = most.max(serde_json::to_string(&sweep.cursor()).unwrap().len());
        }
        most
    };
    let (one, ten) = (remembered(4 * SPAN), remembered(40 * SPAN));
    assert!(ten <= one + 64, "{one} bytes, then {ten}");
}

#[test]
fn a_sweep_can_move_between_threads_and_shows_no_ids() {
    fn moves<T: Send + Unpin + 'static>(value: T) -> T {
        value
    }
    let (client, _) = client_at(NOW, |_, _| panic!("sent"));
    let request = List { who: Some(vec!["somebody".to_owned()]), ..List::default() };
    assert_eq!(format!("{:?}", moves(Sweep::new(request, &client))), "Sweep(List)");
}
