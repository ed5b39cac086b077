//! Stopping and going on.

use crate::{
    action::{LAG, List, Stay, stay, stays},
    common::now,
    world::{World, client_at},
};
use rtc_core::listing::{Cursor, CursorError, Sweep};

const NOW: i64 = 5_000;

fn kept(cursor: &Cursor) -> Cursor {
    serde_json::from_str(&serde_json::to_string(cursor).unwrap()).unwrap()
}

/// What a vendor knows at that second.
fn known(world: &World, at: i64) -> World {
    let mut world = world.clone();
    world.stays.retain(|stay| stay.begin <= at - LAG);
    world
}

fn run(world: &World, at: i64, request: &List, cursor: Option<Cursor>, most: usize) -> (Vec<Stay>, Cursor, usize) {
    let world = known(world, at);
    let (client, calls) = client_at(at, move |asked, _| Ok(world.answer(asked)));
    let mut sweep = Sweep::new(request.clone(), &client);
    if let Some(cursor) = cursor {
        sweep = sweep.resume(cursor).unwrap();
    }
    let mut found = Vec::new();
    while found.len() < most
        && let Some(row) = now(sweep.try_next()).unwrap()
    {
        found.push(row);
    }
    let cursor = kept(&sweep.cursor());
    let calls = calls.lock().unwrap().len();
    (found, cursor, calls)
}

#[test]
fn an_interrupted_sweep_goes_on_where_it_stopped() {
    let world = World::of(stays(1000));
    let request = List { end: Some(1000), ..List::default() };
    let (whole, _, _) = run(&world, NOW, &request, None, usize::MAX);
    for most in [0, 1, 9, 10, 11, 105, 500, 999, 1000] {
        let (mut found, cursor, _) = run(&world, NOW, &request, None, most);
        let (rest, _, calls) = run(&world, NOW, &request, Some(cursor), usize::MAX);
        found.extend(rest);
        assert_eq!(found, whole, "{most}");
        // What was read to its end is not asked for again, but for the newest part.
        assert!(calls <= (1000 - most) / 10 + 30, "{calls} after {most}");
    }
}

#[test]
fn a_later_run_asks_for_what_is_new_and_the_newest_part_again() {
    let mut all = stays(2_000);
    // In the vendor's dark at first; and present all along, over every border.
    all.extend([stay(2_001, "late", 995, 1_200), stay(2_002, "long", 10, 1_900), stay(2_003, "edge", 980, 1_010)]);
    let world = World::of(all);
    let (first, cursor, _) = run(&world, 1_000, &List { end: Some(1_000), ..List::default() }, None, usize::MAX);
    let (second, cursor, calls) =
        run(&world, 1_500, &List { end: Some(1_500), ..List::default() }, Some(cursor), usize::MAX);
    assert!(calls < 70, "{calls}");
    let (third, _, _) = run(&world, 2_100, &List { end: Some(2_100), ..List::default() }, Some(cursor), usize::MAX);
    let mut found: Vec<Stay> = [first, second, third].concat();
    found.sort();
    let mut expected = world.stays;
    expected.sort();
    assert_eq!(found, expected);
}

#[test]
fn a_sweep_that_was_interrupted_takes_up_a_later_end_too() {
    let world = World::of(stays(2_000));
    let (mut found, cursor, _) = run(&world, 1_000, &List { end: Some(1_000), ..List::default() }, None, 333);
    let (more, cursor, _) = run(&world, 1_500, &List { end: Some(1_500), ..List::default() }, Some(cursor), 222);
    found.extend(more);
    let (more, _, _) = run(&world, 2_100, &List { end: Some(2_100), ..List::default() }, Some(cursor), usize::MAX);
    found.extend(more);
    found.sort();
    assert_eq!(found, world.stays);
}

#[test]
fn an_earlier_start_adds_what_is_missing() {
    let mut all = stays(900);
    all.push(stay(1_000, "edge", 390, 420));
    let world = World::of(all);
    let request = |start| List { start, end: Some(900), ..List::default() };
    let (mut found, cursor, _) = run(&world, NOW, &request(400), None, usize::MAX);
    let (more, _, calls) = run(&world, NOW, &request(0), Some(cursor), usize::MAX);
    assert!(calls < 60, "{calls}");
    found.extend(more);
    found.sort();
    assert_eq!(found, world.stays);
}

/// Nightly, for months.
#[test]
fn a_cursor_that_is_handed_on_does_not_grow() {
    let mut sizes = Vec::new();
    let mut cursor = None;
    let world = World::of(
        (0..1_500).map(|id| stay(id * 10, "ann", 20 * id.cast_signed(), 20 * id.cast_signed() + 130)).collect(),
    );
    let mut found = 0;
    for night in 1..=60 {
        let end = night * 500;
        let request = List { start: (end - 2_000).max(0), end: Some(end), ..List::default() };
        let (rows, next, _) = run(&world, end, &request, cursor, usize::MAX);
        found += rows.len();
        sizes.push(serde_json::to_string(&next).unwrap().len());
        cursor = Some(next);
    }
    assert_eq!(found, 1_500);
    let (first, last) = (sizes[2], sizes[59]);
    assert!(last <= first + 64, "{sizes:?}");
}

#[test]
fn a_cursor_of_something_else_is_refused() {
    let (client, _) = client_at(NOW, |_, _| panic!("sent"));
    let of = |request: &List| Sweep::new(request.clone(), &client).cursor();
    let ann = List { who: Some(vec!["ann".to_owned()]), ..List::default() };
    let other = Sweep::new(List::default(), &client).resume(of(&ann)).unwrap_err();
    insta::assert_snapshot!("cursor_of_other_parameters", other);
    // Another span and other pages are the same sweep.
    let same = List { start: 77, end: Some(99), number: Some(3), size: Some(5), ..ann.clone() };
    assert!(Sweep::new(same, &client).resume(of(&ann)).is_ok());

    let mut written = serde_json::to_value(of(&ann)).unwrap();
    written["action"] = "ListMore".into();
    let error = Sweep::new(ann.clone(), &client).resume(serde_json::from_value(written.clone()).unwrap()).unwrap_err();
    insta::assert_snapshot!("cursor_of_another_action", error);
    written["version"] = 7.into();
    let error = Sweep::new(ann.clone(), &client).resume(serde_json::from_value(written).unwrap()).unwrap_err();
    insta::assert_snapshot!("cursor_of_another_version", error);
}

/// A cursor must mean the same after an update of this crate, and in another process.
#[test]
fn a_cursor_keeps_its_form_and_shows_no_ids() {
    let request = List { end: Some(900), who: Some(vec!["somebody".to_owned()]), ..List::default() };
    let world =
        World::of(vec![stay(1, "somebody", 850, 895), stay(19, "somebody", 870, 899), stay(2, "somebody", 10, 20)]);
    let kept: Cursor = serde_json::from_str(include_str!("kept-cursor.json")).unwrap();
    let (found, cursor, _) = run(&world, NOW, &request, Some(kept.clone()), usize::MAX);
    assert_eq!((found, &cursor), (Vec::new(), &kept));
    assert_eq!(format!("{cursor:?}"), "Cursor(List, 1 spans covered, 2 rows remembered)");
    for wrong in ["\"\"", "\"+0000000000000000000000000000001\"", "\"zz\"", "5"] {
        let text = serde_json::to_string(&cursor).unwrap();
        let request = serde_json::to_value(&cursor).unwrap()["request"].to_string();
        assert!(serde_json::from_str::<Cursor>(&text.replace(&request, wrong)).is_err(), "{wrong}");
    }
}

/// Nobody can choose ids whose hashes collide, because each sweep has its own key.
#[test]
fn the_hashes_of_two_sweeps_differ() {
    let world = World::of(vec![stay(1, "somebody", 895, 899)]);
    let request = List { end: Some(900), ..List::default() };
    let [one, other] = [(); 2].map(|()| {
        let (_, cursor, _) = run(&world, NOW, &request, None, usize::MAX);
        serde_json::to_value(cursor).unwrap()
    });
    for field in ["hash_key", "request", "newest"] {
        assert!(one[field] != other[field], "{field}");
    }
}

/// A cursor of an older version is refused by its version, and not as a mistake in its text.
#[test]
fn a_cursor_of_the_first_version_is_refused() {
    let text = r#"{"version":1,"action":"List","request":"05254dc8c0352f941f2264fe32f61ca8","end":0,"covered":[],"seen":[],"newest":[]}"#;
    let (client, _) = client_at(NOW, |_, _| panic!("sent"));
    let cursor: Cursor = serde_json::from_str(text).unwrap();
    let error = Sweep::new(List::default(), &client).resume(cursor).unwrap_err();
    assert!(matches!(error, CursorError::Version { found: 1 }), "{error}");
}
