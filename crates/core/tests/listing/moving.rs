//! Rows appear, finish and change places while a sweep reads them.

use crate::{
    action::{LAG, List, Stay, stay},
    common::now,
    world::{Asked, client_at, client_by},
};
use proptest::prelude::*;
use rtc_core::{
    TransportError,
    listing::{Cursor, ListingError, Stuck, Sweep},
};
use serde_json::{Value, json};
use std::{
    hash::{DefaultHasher, Hash, Hasher},
    sync::{
        Arc, Mutex,
        atomic::{AtomicI64, Ordering::Relaxed},
    },
};

/// The time of the first call, in seconds.
const NOW: i64 = 3_000;

/// When time stands still: what a slow sweep has not read by then is still within the vendor's look-back limit.
const LAST: i64 = NOW + 3_000;

/// What a vendor sorts rows by. Rows that are equal in it are in another order in every answer.
#[derive(Clone, Copy, Debug)]
enum Order {
    Begin,
    Leaving {
        absent_first: bool,
    },
    Newest,
    Who,
    /// Another order in every answer.
    None,
}

/// A vendor whose rows finish and appear as time passes.
#[derive(Clone, Debug)]
struct Moving {
    stays: Vec<Stay>,
    order: Order,
    /// Whether answers have the total, and what is added to it.
    total: Option<i64>,
    most: u64,
}

impl Moving {
    /// The answer to the call with that number, which arrives at that time.
    fn answer(&self, asked: &Asked, at: i64, call: u64) -> Value {
        // The vendor knows everything up to here.
        let known = at - LAG;
        let end = |stay: &Stay| if stay.end <= known { stay.end } else { i64::MAX };
        let wanted = |stay: &&Stay| {
            stay.begin <= known
                && stay.begin < asked.end
                && end(stay) > asked.start
                && (asked.who.is_empty() || asked.who.contains(&stay.who))
        };
        let mut all: Vec<&Stay> = self.stays.iter().filter(wanted).collect();
        all.sort_by_key(|stay| {
            let order = match self.order {
                Order::Begin => stay.begin,
                Order::Leaving { absent_first: true } if end(stay) == i64::MAX => 0,
                Order::Leaving { .. } => end(stay),
                Order::Newest => -stay.begin,
                Order::Who => stay.who.bytes().map(i64::from).sum(),
                Order::None => 0,
            };
            (order, hash((call, stay.id)))
        });
        let size = asked.size.min(self.most);
        let page = all.iter().skip(usize::try_from((asked.number - 1) * size).unwrap());
        let rows: Vec<Value> = page
            .take(usize::try_from(size).unwrap())
            .map(|stay| json!({ "id": stay.id, "who": stay.who, "begin": stay.begin, "end": end(stay) }))
            .collect();
        let total = self.total.map(|more| i64::try_from(all.len()).unwrap() + more);
        json!({ "rows": rows, "size": size, "total": total })
    }
}

fn hash(value: impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    value.hash(&mut hasher);
    hasher.finish()
}

/// How a span is swept.
#[derive(Clone, Debug)]
struct Course {
    concurrency: usize,
    /// After how many rows each the sweep is stopped and resumed from its cursor.
    stops: Vec<usize>,
    /// How many of eight questions fail when they are asked for the first time.
    failing: u64,
    /// Seconds that pass with each call.
    step: i64,
}

/// The rows of a sweep, the time at which it was resumed last, and its cursor.
fn swept(world: &Moving, request: &List, course: &Course, clock: i64, from: Option<Cursor>) -> (Vec<u64>, i64, Cursor) {
    let clock = Arc::new(AtomicI64::new(clock));
    let (passing, world, call) = (Arc::clone(&clock), world.clone(), Mutex::new(0));
    let Course { failing, step, concurrency, .. } = *course;
    let (client, _) = client_by(Arc::clone(&clock), move |asked, time| {
        let pass = |at: i64| Some((at + step).min(LAST.max(at)));
        let at = passing.fetch_update(Relaxed, Relaxed, pass).unwrap();
        let mut call = call.lock().unwrap();
        *call += 1;
        assert!(*call < 30_000, "too many calls");
        if time == 0 && hash((asked.number, asked.start)) % 8 < failing {
            return Err(TransportError::TooLarge { status: http::StatusCode::OK, limit: 1 });
        }
        Ok(world.answer(asked, at, *call))
    });
    let start = |cursor: Option<Cursor>| {
        let sweep = Sweep::new(request.clone(), &client).concurrency(concurrency);
        let Some(cursor) = cursor else { return sweep };
        let cursor = serde_json::to_string(&cursor).unwrap();
        sweep.resume(serde_json::from_str(&cursor).unwrap()).unwrap()
    };
    let (mut found, mut errors, mut begun) = (Vec::new(), 0, clock.load(Relaxed));
    let mut stops = course.stops.iter().copied();
    let (mut sweep, mut left) = (start(from), stops.next());
    loop {
        if left == Some(0) {
            begun = clock.load(Relaxed);
            sweep = start(Some(sweep.cursor()));
            left = stops.next();
            continue;
        }
        match now(sweep.next()) {
            None => return (found, begun, sweep.cursor()),
            Some(Ok(row)) => {
                found.push(row.id);
                left = left.map(|left| left - 1);
            }
            Some(Err(ListingError::OutOfReach(error))) => panic!("{error}"),
            Some(Err(error)) => {
                errors += 1;
                assert!(errors < 10_000, "{error}");
            }
        }
    }
}

fn sorted(mut ids: Vec<u64>) -> Vec<u64> {
    ids.sort_unstable();
    ids
}

fn stays() -> impl Strategy<Value = Vec<Stay>> {
    // Some are over, some go on, and some begin while they are read.
    let begin = prop_oneof![2 => 0..NOW, 2 => NOW - 200..NOW, 1 => NOW..NOW + 500];
    let one = (begin, prop_oneof![2 => 1_i64..30, 2 => 1_i64..400, 1 => 1_i64..5_000], 0_u8..6);
    prop::collection::vec(one, 0..80).prop_map(|all| {
        let rows = all.into_iter().zip(0..);
        rows.map(|((begin, length, who), id)| stay(id, &format!("u{who}"), begin, begin + length)).collect()
    })
}

fn worlds() -> impl Strategy<Value = Moving> {
    let order = prop_oneof![
        Just(Order::Begin),
        any::<bool>().prop_map(|absent_first| Order::Leaving { absent_first }),
        Just(Order::Newest),
        Just(Order::Who),
        Just(Order::None),
    ];
    let total = prop_oneof![2 => Just(Some(0)), 2 => Just(None), 1 => (-9_i64..90).prop_map(Some)];
    (stays(), order, total, 1_u64..=10).prop_map(|(stays, order, total, most)| Moving { stays, order, total, most })
}

fn courses() -> impl Strategy<Value = Course> {
    (1_usize..12, prop::collection::vec(0_usize..60, 0..5), 0_u64..3, 0_i64..4)
        .prop_map(|(concurrency, stops, failing, step)| Course { concurrency, stops, failing, step })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_row_comes_once_in_any_order(
        world in worlds(),
        course in courses(),
        (start, end) in (0..NOW - LAG, prop_oneof![Just(None), (1..NOW + 800).prop_map(Some)]),
        who in prop::option::weighted(0.2, prop::collection::vec(0_u8..8, 1..8)),
        size in prop::option::of(1_i32..=10),
    ) {
        let who: Option<Vec<String>> = who.map(|who| who.into_iter().map(|who| format!("u{who}")).collect());
        let request = List { start: start.min(end.unwrap_or(i64::MAX) - 1), end, who: who.clone(), size, ..List::default() };
        let (mut found, begun, cursor) = swept(&world, &request, &course, NOW, None);
        let rows_to = |to: i64| {
            let rows = world.stays.iter().filter(|stay| {
                stay.begin < to.min(end.unwrap_or(i64::MAX))
                    && stay.end > request.start
                    && who.as_ref().is_none_or(|who| who.contains(&stay.who))
            });
            rows.map(|stay| stay.id).collect::<Vec<_>>()
        };
        // What the vendor knew when the sweep was resumed last is found.
        let known = sorted(rows_to(begun - LAG));
        let missing: Vec<_> = known.iter().filter(|id| !found.contains(id)).collect();
        prop_assert!(missing.is_empty(), "{missing:?} are missing");
        // A later run adds what is new.
        let course = Course { step: 0, ..course };
        let (more, ..) = swept(&world, &request, &course, NOW + 6_000, Some(cursor));
        found.extend(more);
        prop_assert_eq!(sorted(found), sorted(rows_to(i64::MAX)));
    }
}

/// The users of one window leave while it is read, and the vendor sorts by the time of leaving.
#[test]
fn rows_whose_users_leave_while_they_are_read_come_once() {
    let stays = (0..300_u64).map(|id| {
        let leave = NOW - 20 + hash(id).cast_signed().rem_euclid(200);
        stay(id, "ann", NOW - 100 + id.cast_signed() % 60, leave)
    });
    let stays: Vec<_> = stays.collect();
    for (total, absent_first) in [(Some(0), false), (None, true)] {
        let world = Moving { stays: stays.clone(), order: Order::Leaving { absent_first }, total, most: 10 };
        for stops in [vec![], vec![100, 170, 1]] {
            let course = Course { concurrency: 8, stops, failing: 1, step: 1 };
            let request = List { start: NOW - 100, end: Some(NOW - 20), ..List::default() };
            let (found, ..) = swept(&world, &request, &course, NOW, None);
            assert_eq!(sorted(found), (0..300).collect::<Vec<_>>());
        }
    }
}

/// Whatever the total says.
#[test]
fn rows_that_stay_in_place_are_read_once() {
    let stays: Vec<_> = (0..95).map(|id| stay(id, "ann", 2_800, 2_950)).collect();
    for total in [Some(0), Some(7), Some(-7), None] {
        let world = Moving { stays: stays.clone(), order: Order::Begin, total, most: 10 };
        let (client, calls) = client_at(NOW, move |asked, _| Ok(world.answer(asked, NOW, 1)));
        let request = List { start: 2_800, end: Some(2_900), ..List::default() };
        assert_eq!(now(Sweep::new(request, &client).concurrency(1).into_vec()).unwrap().len(), 95);
        // The newest part and the rest, ten pages each.
        assert_eq!(calls.lock().unwrap().len(), 20);
    }
}

/// Totals that differ from page to page without a reason cost one more reading of one window.
#[test]
fn totals_that_mean_something_else_are_ignored_in_time() {
    let stays: Vec<_> = (0..95).map(|id| stay(id, "ann", 2_000, 2_950)).collect();
    let world = Moving { stays, order: Order::Begin, total: Some(0), most: 10 };
    let (client, calls) = client_at(NOW, move |asked, _| {
        let mut answer = world.answer(asked, NOW, 1);
        answer["total"] = answer["rows"].as_array().unwrap().len().into();
        Ok(answer)
    });
    let request = List { start: 2_000, end: Some(2_900), ..List::default() };
    assert_eq!(now(Sweep::new(request, &client).concurrency(1).into_vec()).unwrap().len(), 95);
    assert_eq!(calls.lock().unwrap().len(), 10 * 10 + 10);
}

/// Rows may appear in the newest part: a row that is displaced by them is on a page that is requested later.
#[test]
fn the_newest_part_is_read_page_by_page() {
    let stays: Vec<_> = (0..60).map(|id| stay(id, "ann", NOW - LAG - 5, NOW)).collect();
    let world = Moving { stays, order: Order::Begin, total: Some(0), most: 10 };
    let (client, calls) = client_at(NOW, move |asked, _| Ok(world.answer(asked, NOW, 1)));
    let request = List { start: NOW - LAG - 5, end: Some(NOW - LAG), ..List::default() };
    let mut sweep = Sweep::new(request, &client).concurrency(8);
    assert!(now(sweep.try_next()).unwrap().is_some());
    assert_eq!(calls.lock().unwrap().len(), 1);
}

/// Different rows have one key, or the order changes in such a way that some row is never on a page that is read.
#[test]
fn rows_that_never_come_are_an_error_with_numbers() {
    let (client, _) = client_at(NOW, |asked, _| {
        let ids = if asked.number == 1 { 0..2 } else { 1..3 };
        let ids = ids.filter(|_| asked.number < 3);
        let rows: Vec<_> = ids.map(|id| json!({ "id": id, "who": "ann", "begin": 2_500, "end": 2_600 })).collect();
        Ok(json!({ "rows": rows, "size": 2 }))
    });
    let mut sweep = Sweep::new(List { start: 2_500, end: Some(2_510), ..List::default() }, &client);
    for _ in 0..3 {
        assert!(now(sweep.try_next()).unwrap().is_some());
    }
    for _ in 0..2 {
        let error = now(sweep.try_next()).unwrap_err();
        let ListingError::Stuck(stuck) = error else { panic!("{error}") };
        assert_eq!(stuck, Stuck::Moving { action: "List", found: 3, rows: 4 });
        insta::assert_snapshot!("rows_that_never_come", stuck);
    }
}

/// The part of a sweep that may still grow is longer than a window, and the sweep is resumed between its windows.
#[test]
fn a_long_lag_is_remembered_over_its_windows() {
    let stays: Vec<_> = (0..40).map(|id| stay(id, "ann", 2_600 + 10 * id.cast_signed(), 5_000)).collect();
    let world = Moving { stays, order: Order::Newest, total: None, most: 10 };
    let (client, _) = client_at(NOW, move |asked, _| Ok(world.answer(asked, NOW, 1)));
    let start = || {
        let request = List { start: 2_500, end: Some(2_990), ..List::default() };
        Sweep::new(request, &client).lag(std::time::Duration::from_secs(350))
    };
    let (mut sweep, mut found) = (start(), Vec::new());
    loop {
        for _ in 0..7 {
            let Some(row) = now(sweep.try_next()).unwrap() else { break };
            found.push(row.id);
        }
        let before = found.len();
        sweep = start().resume(sweep.cursor()).unwrap();
        match now(sweep.try_next()).unwrap() {
            Some(row) => found.push(row.id),
            None => break,
        }
        assert!(before <= 40, "{found:?}");
    }
    assert_eq!(sorted(found), (0..39).collect::<Vec<_>>());
}

/// A vendor that ignores page numbers is an error and no loop.
#[test]
fn a_page_that_repeats_for_ever_is_an_error() {
    let clock = Arc::new(AtomicI64::new(NOW));
    let (client, calls) = client_by(clock, |_, _| {
        let rows: Vec<_> = (0..10).map(|id| json!({ "id": id, "who": "ann", "begin": 2_500, "end": 2_600 })).collect();
        Ok(json!({ "rows": rows }))
    });
    let mut sweep = Sweep::new(List { start: 2_500, end: Some(2_510), ..List::default() }, &client).concurrency(1);
    for _ in 0..10 {
        assert!(now(sweep.try_next()).unwrap().is_some());
    }
    let before = calls.lock().unwrap().len();
    let error = now(sweep.try_next()).unwrap_err();
    assert!(matches!(error, ListingError::Stuck(Stuck::Repeated { number: 2, .. })), "{error}");
    assert!(calls.lock().unwrap().len() - before < 20);
}

/// The row of the first page is on the second one from then on, so that the second page equals the first for ever.
#[test]
fn a_row_that_moved_to_the_next_page_for_good_comes_once() {
    let stays = vec![stay(0, "ann", 2_984, 2_994), stay(1, "ann", 2_865, 2_891)];
    let world = Moving { stays, order: Order::Leaving { absent_first: true }, total: Some(0), most: 1 };
    let course = Course { concurrency: 1, stops: vec![], failing: 0, step: 3 };
    let request = List { start: 1_346, end: Some(3_146), ..List::default() };
    let (found, ..) = swept(&world, &request, &course, NOW, None);
    assert_eq!(sorted(found), [0, 1]);
}

#[test]
fn the_number_of_a_page_does_not_matter() {
    let stays: Vec<_> = (0..25).map(|id| stay(id, "ann", 2_500, 2_600)).collect();
    let world = Moving { stays, order: Order::Begin, total: None, most: 10 };
    let course = Course { concurrency: 3, stops: vec![], failing: 0, step: 0 };
    let request = List { start: 2_500, end: Some(2_510), number: Some(2), ..List::default() };
    let (found, ..) = swept(&world, &request, &course, NOW, None);
    assert_eq!(sorted(found), (0..25).collect::<Vec<_>>());
}
