//! How far back a vendor reaches.

use crate::{
    action::{BACK, List, Stay, stay},
    common::now,
    world::{World, client_at, client_by},
};
use rtc_core::listing::{ListingError, OutOfReach, Sweep};
use std::sync::{
    Arc,
    atomic::{AtomicI64, Ordering},
};

const NOW: i64 = 20_000;

#[test]
fn a_start_that_is_too_long_ago_is_an_error_before_anything_is_sent() {
    let (client, calls) = client_at(NOW, |_, _| panic!("sent"));
    let mut sweep = Sweep::new(List { start: 5_000, end: Some(NOW), ..List::default() }, &client);
    let error = now(sweep.try_next()).unwrap_err();
    insta::assert_snapshot!(error);
    let ListingError::OutOfReach(OutOfReach::Before { to, .. }) = error else { panic!("{error}") };
    // What the error says can be had is had.
    let request = List { start: to.unix_timestamp(), end: Some(NOW), ..List::default() };
    assert_eq!(now(sweep.try_next()).unwrap(), None);
    assert_eq!(calls.lock().unwrap().len(), 0);
    let (client, calls) = client_at(NOW, |asked, _| Ok(World::default().answer(asked)));
    assert_eq!(now(Sweep::new(request, &client).into_vec()).unwrap(), []);
    assert!(calls.lock().unwrap().len() > 90);
}

#[test]
fn the_part_that_can_be_had_is_taken_on_demand() {
    let world =
        World::of(vec![stay(1, "ann", 6_000, 6_100), stay(2, "bob", 9_000, 12_000), stay(3, "cy", 15_000, 15_001)]);
    let (client, calls) = client_at(NOW, move |asked, _| Ok(world.answer(asked)));
    let request = List { start: 5_000, end: Some(NOW), ..List::default() };
    let found = now(Sweep::new(request, &client).clamped().into_vec()).unwrap();
    assert_eq!(found.iter().map(|stay| stay.id).collect::<Vec<_>>(), [3, 2]);
    assert!(calls.lock().unwrap().iter().all(|asked| asked.start >= NOW - BACK));
}

/// While a sweep is under way, its oldest part may slide out of reach.
fn slow(clamped: bool, step: i64) -> (Vec<Stay>, Option<ListingError<crate::common::Code>>, i64) {
    let clock = Arc::new(AtomicI64::new(NOW));
    let rows: Vec<Stay> = (0..60).map(|id| stay(id, "ann", NOW - BACK + 20 + 10 * id.cast_signed(), NOW)).collect();
    let world = World::of(rows);
    let passing = Arc::clone(&clock);
    let (client, _) = client_by(Arc::clone(&clock), move |asked, _| {
        passing.fetch_add(step, Ordering::Relaxed);
        Ok(world.answer(asked))
    });
    let request = List { start: NOW - BACK + 15, end: Some(NOW - BACK + 700), ..List::default() };
    // One call at a time, so that no window is begun long before it is read.
    let mut sweep = Sweep::new(request, &client).concurrency(1);
    if clamped {
        sweep = sweep.clamped();
    }
    let mut found = Vec::new();
    let error = loop {
        match now(sweep.try_next()) {
            Ok(Some(row)) => found.push(row),
            Ok(None) => break None,
            Err(error) => break Some(error),
        }
    };
    assert_eq!(now(sweep.try_next()).unwrap(), None, "it has ended");
    (found, error, clock.load(Ordering::Relaxed))
}

#[test]
fn what_slides_out_of_reach_under_way_is_told_at_the_end() {
    let (found, error, _) = slow(false, 1);
    let error = error.expect("something slid out of reach");
    assert!(matches!(error, ListingError::OutOfReach(OutOfReach::Late { .. })), "{error}");
    assert_eq!(found.len(), 60);
    insta::assert_snapshot!(error);
}

#[test]
fn a_window_that_slides_out_while_it_is_read_is_read_again_from_later() {
    // Each call takes longer than what a window is given at first.
    for step in [3, 7, 15] {
        let (found, error, _) = slow(true, step);
        assert!(error.is_none(), "{error:?}");
        let mut ids: Vec<u64> = found.iter().map(|stay| stay.id).collect();
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), found.len(), "none twice");
        // All last until now, so the newest window has them all.
        assert_eq!(ids.len(), 60);
    }
}

#[test]
fn a_start_that_nobody_knows_is_told() {
    insta::assert_snapshot!(OutOfReach::NoStart { action: "List" });
}
