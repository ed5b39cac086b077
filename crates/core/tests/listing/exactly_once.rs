//! Exactly the same rows come back, whatever happened on the way.

use crate::{
    action::{List, Stay, stay},
    common::now,
    world::{Manners, World, client_at},
};
use proptest::prelude::*;
use rtc_core::{TransportError, listing::Sweep};

const NOW: i64 = 3_000;

fn stays() -> impl Strategy<Value = Vec<Stay>> {
    let one = (0_i64..NOW, prop_oneof![3 => 1_i64..30, 1 => 1_i64..2_500], 0_u8..6);
    prop::collection::vec(one, 0..120).prop_map(|all| {
        let rows = all.into_iter().zip(0..);
        rows.map(|((begin, length, who), id)| stay(id, &format!("u{who}"), begin, begin + length)).collect()
    })
}

fn manners() -> impl Strategy<Value = Manners> {
    let total = prop_oneof![Just(None), Just(Some(0)), (-50_i64..200).prop_map(Some)];
    (1_u64..=10, any::<bool>(), total, any::<bool>()).prop_map(|(most, says_size, total, null)| {
        // A vendor that puts fewer rows on a page than asked for and documented must say so: nobody could know it.
        Manners { most: if says_size { most } else { 10 }, says_size, total, null }
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_row_comes_once(
        (stays, manners) in (stays(), manners()),
        (start, end) in (0_i64..NOW, 0_i64..=NOW + 100),
        (size, concurrency) in (prop::option::of(1_i32..=10), 1_usize..12),
        who in prop::option::of(prop::collection::vec(0_u8..8, 1..8)),
        stops in prop::collection::vec(0_usize..60, 0..4),
        failing in 0_u64..8,
    ) {
        let who: Option<Vec<String>> = who.map(|who| who.into_iter().map(|who| format!("u{who}")).collect());
        let (start, end) = (start.min(end), start.max(end));
        let request = List { start, end: Some(end), who: who.clone(), size, ..List::default() };
        let mut expected: Vec<Stay> = stays.iter().filter(|stay| {
            stay.begin < end.min(NOW) && stay.end > start && who.as_ref().is_none_or(|who| who.contains(&stay.who))
        }).cloned().collect();
        if start >= end.min(NOW) {
            expected.clear();
        }
        let world = World { stays, manners };
        let (client, _) = client_at(NOW, move |asked, time| {
            // Some questions fail when they are asked for the first time.
            if time == 0 && (asked.number + asked.start.unsigned_abs()) % 8 < failing / 2 {
                return Err(TransportError::TooLarge { status: http::StatusCode::OK, limit: 1 });
            }
            Ok(world.answer(asked))
        });
        let mut found = Vec::new();
        let mut stops = stops.into_iter();
        let mut sweep = Sweep::new(request.clone(), &client).concurrency(concurrency);
        let mut left = stops.next();
        loop {
            if left == Some(0) {
                let cursor = serde_json::from_str(&serde_json::to_string(&sweep.cursor()).unwrap()).unwrap();
                sweep = Sweep::new(request.clone(), &client).concurrency(concurrency).resume(cursor).unwrap();
                left = stops.next();
                continue;
            }
            match now(sweep.next()) {
                None => break,
                Some(Ok(row)) => {
                    found.push(row);
                    left = left.map(|left| left - 1);
                }
                Some(Err(_)) => {}
            }
        }
        found.sort();
        expected.sort();
        prop_assert_eq!(found, expected);
    }
}
