//! Requests with a parameter that makes the limits of a call narrower.

use crate::{
    action::{DETAILED, LAG, List, stays},
    common::now,
    world::{World, client_at, of},
};
use rtc_core::{
    Error, TransportError,
    listing::{Batch, Rows, Sweep},
};

fn detailed() -> List {
    List { detailed: Some(true), ..List::default() }
}

fn ids(count: u64) -> Option<Vec<String>> {
    Some((0..count).map(|number| format!("u{number}")).collect())
}

#[test]
fn a_call_beyond_the_narrower_limits_is_not_sent() {
    let (client, calls) = client_at(1_000, |_, _| panic!("sent"));
    let request = List { end: Some(DETAILED.span + 1), who: ids(3), size: Some(5), ..detailed() };
    let error = now(client.send(&request)).unwrap_err();
    let Error::Limits(broken) = error else { panic!("{error}") };
    let shown: Vec<String> = broken.violations.iter().map(|it| format!("{} {}", it.setter(), it.rule())).collect();
    assert_eq!(
        shown,
        [
            "size must be 1 to 4 because `detailed` is set",
            "who must have 1 to 2 items because `detailed` is set",
            "end must be at most 40 s after `start` because `detailed` is set",
        ]
    );
    assert!(calls.lock().unwrap().is_empty());
}

#[test]
fn pages_have_the_narrower_size_unless_the_caller_sets_one() {
    for (own, size) in [(None, 4), (Some(3), 3)] {
        let (client, calls) = of(World::of(stays(10)));
        let request = List { end: Some(30), size: own, ..detailed() };
        assert_eq!(now(Rows::new(request, &client).into_vec()).unwrap(), stays(10));
        let calls = calls.lock().unwrap();
        let asked: Vec<_> = calls.iter().map(|asked| (asked.number, asked.size)).collect();
        assert_eq!(asked, (1..=10 / size + 1).map(|number| (number, size)).collect::<Vec<_>>());
    }
}

#[test]
fn a_sweep_reads_narrower_windows_in_smaller_pages() {
    let now_is = 1_000;
    let world = World::of(stays(200));
    let (client, calls) = client_at(now_is, move |asked, _| Ok(world.answer(asked)));
    let request = List { end: Some(100), who: ids(3), ..detailed() };
    let mut found = now(Sweep::new(request, &client).into_vec()).unwrap();
    found.sort();
    let expected: Vec<_> = stays(100).into_iter().filter(|stay| ["u0", "u1", "u2"].contains(&&*stay.who)).collect();
    assert_eq!(found, expected);
    let calls = calls.lock().unwrap();
    let mut windows: Vec<_> = calls.iter().map(|asked| (asked.start, asked.end)).collect();
    windows.sort_unstable();
    windows.dedup();
    // The newest part is as long as the vendor's lag.
    assert_eq!(windows, [(0, 10), (10, 50), (50, 100 - LAG), (100 - LAG, 100)]);
    assert!(calls.iter().all(|asked| asked.size == 4 && asked.who.len() <= 2));
}

#[test]
fn ids_are_divided_by_the_narrower_count() {
    let (client, calls) = of(World::of(stays(7)));
    let all = now(Batch::new(List { end: Some(30), who: ids(5), ..detailed() }, &client)).unwrap();
    assert!(all.iter().all(|(_, rows)| rows.len() == 1));
    let calls = calls.lock().unwrap();
    assert_eq!(calls.iter().map(|asked| asked.who.join(" ")).collect::<Vec<_>>(), ["u0 u1", "u2 u3", "u4"]);
}

#[test]
fn the_ids_left_by_an_error_are_those_of_the_narrower_calls() {
    let world = World::of(stays(7));
    let (client, _) = client_at(0, move |asked, _| {
        if asked.who.contains(&"u3".to_owned()) {
            return Err(TransportError::TooLarge { status: http::StatusCode::OK, limit: 1 });
        }
        Ok(world.answer(asked))
    });
    let request = List { end: Some(30), who: ids(5), ..detailed() };
    let error = now(Batch::new(request, &client).concurrency(1)).unwrap_err();
    assert_eq!(error.unanswered, ["u2", "u3", "u4"]);
}
