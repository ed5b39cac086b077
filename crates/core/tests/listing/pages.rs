//! Pages and their rows.

use crate::{
    action::{List, Stay, stays},
    common::now,
    world::{Asked, Calls, Manners, World, client, of, slow_client},
};
use rtc_core::{
    Error, TransportError,
    listing::{ListingError, Pages, Rows, Stuck},
};
use std::time::Duration;

fn rows(world: World, request: List) -> (Vec<Stay>, Calls) {
    let (client, calls) = of(world);
    (now(Rows::new(request, &client).into_vec()).unwrap(), calls)
}

fn asked(calls: &Calls) -> Vec<(u64, u64)> {
    calls.lock().unwrap().iter().map(|asked| (asked.number, asked.size)).collect()
}

#[test]
fn all_rows_come_in_order_and_number_and_size_are_always_sent_together() {
    let (found, calls) = rows(World::of(stays(25)), List::default());
    assert_eq!(found, stays(25));
    assert_eq!(asked(&calls), [(1, 10), (2, 10), (3, 10)]);
}

#[test]
fn the_caller_s_own_number_and_size_are_kept() {
    let (found, calls) = rows(World::of(stays(25)), List { number: Some(3), size: Some(4), ..List::default() });
    assert_eq!(found, stays(25)[8..]);
    assert_eq!(asked(&calls), [(3, 4), (4, 4), (5, 4), (6, 4), (7, 4)]);
}

/// Whatever a vendor says of the total, of sizes and of nothing at all, no row is lost.
#[test]
fn the_end_is_a_short_or_empty_page_and_never_a_total() {
    for count in [0, 1, 9, 10, 11, 20, 30, 31] {
        for total in [None, Some(0), Some(-5), Some(-100), Some(1000)] {
            for (says_size, null) in [(true, true), (true, false), (false, true), (false, false)] {
                for calls in [1, 2, 8] {
                    let manners = Manners { says_size, total, null, ..Manners::default() };
                    let (client, _) = of(World { stays: stays(count), manners });
                    let found = now(Rows::new(List::default(), &client).concurrency(calls).into_vec()).unwrap();
                    assert_eq!(found, stays(count), "{total:?} {says_size} {null} {calls}");
                }
            }
        }
    }
}

#[test]
fn the_size_that_the_vendor_took_counts() {
    let manners = Manners { most: 3, ..Manners::default() };
    let (found, calls) = rows(World { stays: stays(8), manners }, List::default());
    assert_eq!(found, stays(8));
    assert_eq!(asked(&calls), [(1, 10), (2, 10), (3, 10)]);
    // More than is documented, and the vendor does not say what it made of it.
    let manners = Manners { says_size: false, ..Manners::default() };
    let (found, calls) = rows(World { stays: stays(25), manners }, List { size: Some(50), ..List::default() });
    assert_eq!(found, stays(25));
    assert_eq!(asked(&calls), [(1, 50), (2, 50), (3, 50)]);
}

#[test]
fn one_call_at_a_time_is_sent_and_no_page_before_it_is_wanted() {
    let (client, calls) = of(World::of(stays(25)));
    let mut pages = Pages::new(List::default(), &client);
    assert_eq!(asked(&calls), []);
    assert_eq!(now(pages.try_next()).unwrap().unwrap().total, Some(25));
    assert_eq!(asked(&calls), [(1, 10)]);
    assert_eq!(now(pages.into_vec()).unwrap().len(), 2);
}

#[test]
fn a_page_that_failed_is_asked_for_again() {
    let world = World::of(stays(25));
    for calls_at_once in [1, 5] {
        let world = world.clone();
        let (client, _) = client(move |asked, time| match (asked.number, time) {
            (2 | 3, 0) => Err(TransportError::TooLarge { status: http::StatusCode::OK, limit: 1 }),
            _ => Ok(world.answer(asked)),
        });
        let mut rows = Rows::new(List::default(), &client).concurrency(calls_at_once);
        let (mut found, mut errors) = (Vec::new(), 0);
        while let Some(row) = now(rows.next()) {
            match row {
                Ok(row) => found.push(row),
                Err(error) => {
                    assert!(matches!(error, ListingError::Call(Error::Unreadable(_))), "{error}");
                    errors += 1;
                }
            }
        }
        assert_eq!(found, stays(25));
        // What befell both at once is said once.
        assert_eq!(errors, if calls_at_once == 1 { 2 } else { 1 });
    }
}

/// It is requested once more, and then the stream ends.
#[test]
fn a_page_that_stays_unreadable_ends_the_stream() {
    let world = World::of(stays(25));
    for calls_at_once in [1, 5] {
        let world = world.clone();
        let (client, _) = client(move |asked, _| match asked.number {
            2 => Err(TransportError::TooLarge { status: http::StatusCode::OK, limit: 1 }),
            _ => Ok(world.answer(asked)),
        });
        let mut rows = Rows::new(List::default(), &client).concurrency(calls_at_once);
        let (mut found, mut errors) = (Vec::new(), 0);
        while let Some(row) = now(rows.next()) {
            match row {
                Ok(row) => found.push(row),
                Err(_) => errors += 1,
            }
            assert!(errors < 10, "it never ends");
        }
        assert_eq!((found, errors), (stays(25)[..10].to_vec(), 2));
        assert!(now(rows.next()).is_none());
    }
}

/// Others were asked for in the place of the page that failed, and are still on their way when its turn comes.
#[test]
fn a_page_that_failed_ahead_of_its_turn_waits_for_room() {
    let world = World::of(stays(65));
    let latency = |asked: &Asked| {
        Duration::from_millis(match asked.number {
            2 => 50,
            4 | 5 => 500,
            _ => 5,
        })
    };
    let (client, calls) = slow_client(latency, move |asked, time| match (asked.number, time) {
        (3, 0) => Err(TransportError::TooLarge { status: http::StatusCode::OK, limit: 1 }),
        _ => Ok(world.answer(asked)),
    });
    let mut pages = Pages::new(List::default(), &client).concurrency(2);
    let (found, errors) = now(async {
        let (mut found, mut errors) = (0, 0);
        while let Some(page) = pages.next().await {
            match page {
                Ok(page) => found += page.rows.unwrap().len(),
                Err(_) => errors += 1,
            }
        }
        (found, errors)
    });
    assert_eq!((found, errors), (65, 1));
    assert_eq!(asked(&calls).iter().map(|(number, _)| *number).collect::<Vec<_>>(), [1, 2, 3, 4, 5, 3, 6, 7]);
}

#[test]
fn a_page_that_repeats_is_an_error_and_no_loop() {
    let world = World::of(stays(25));
    let (client, calls) = client(move |asked, time| {
        let mut asked = asked.clone();
        if asked.number == 2 && time < 2 {
            asked.number = 1;
        }
        Ok(world.answer(&asked))
    });
    let mut pages = Pages::new(List::default(), &client);
    now(pages.try_next()).unwrap();
    for _ in 0..2 {
        let error = now(pages.try_next()).unwrap_err();
        assert!(matches!(error, ListingError::Stuck(Stuck::Repeated { number: 2, .. })), "{error}");
    }
    assert_eq!(now(pages.into_vec()).unwrap().len(), 2);
    assert_eq!(asked(&calls), [(1, 10), (2, 10), (2, 10), (2, 10), (3, 10)]);
}

#[test]
fn a_page_with_more_room_than_the_one_before_is_an_error() {
    let world = World::of(stays(40));
    let (client, _) = client(move |asked, _| {
        let mut world = world.clone();
        world.manners.most = if asked.number == 1 { 5 } else { 10 };
        Ok(world.answer(asked))
    });
    let mut pages = Pages::new(List::default(), &client);
    now(pages.try_next()).unwrap();
    insta::assert_snapshot!(now(pages.try_next()).unwrap_err());
}

#[test]
fn numbers_that_run_out_end_with_an_error() {
    let (client, calls) = client(|asked, _| {
        Ok(World::of(vec![stays(7)[(asked.number % 7) as usize].clone(); 10])
            .answer(&crate::world::Asked { number: 1, ..asked.clone() }))
    });
    let mut pages = Pages::new(List { number: Some(u32::MAX - 1), ..List::default() }, &client);
    assert!(now(pages.try_next()).unwrap().is_some());
    assert!(now(pages.try_next()).unwrap().is_some());
    insta::assert_snapshot!(now(pages.try_next()).unwrap_err());
    assert_eq!(now(pages.try_next()).unwrap(), None);
    assert_eq!(calls.lock().unwrap().len(), 2);
}

#[test]
fn errors_read_well() {
    let world = World::of(stays(10));
    let (client, _) = client(move |asked, _| Ok(world.answer(&crate::world::Asked { number: 1, ..asked.clone() })));
    let mut rows = Rows::new(List::default(), &client);
    let error = loop {
        if let Err(error) = now(rows.try_next()) {
            break error;
        }
    };
    insta::assert_snapshot!(error);
    assert!(error.call().is_none() && error.code().is_none());
}

#[test]
fn a_refusal_keeps_its_code() {
    let (client, _) =
        crate::common::answering(400, r#"{"error": {"code": "TooFast", "message": "slow down"}, "id": "r"}"#);
    // By the system's clock the span is decades back.
    let client = client.with_limits(rtc_core::LimitPolicy::Ignore);
    let error = now(Rows::new(List::default(), &client).try_next()).unwrap_err();
    assert_eq!(error.code(), Some(&crate::common::Code::Slow));
    assert_eq!(error.call().unwrap().request_id(), Some("r"));
}

/// A call that is dropped is asked for again when somebody wants the page again.
#[test]
fn a_future_that_is_dropped_loses_nothing() {
    let (client, _) = of(World::of(stays(25)));
    let mut rows = Rows::new(List::default(), &client);
    let mut found = Vec::new();
    loop {
        // Polled once, then dropped; the transport is ready at its second poll only.
        let once = now(async {
            let mut next = std::pin::pin!(rows.next());
            std::future::poll_fn(|context| std::task::Poll::Ready(next.as_mut().poll(context))).await
        });
        match once {
            std::task::Poll::Ready(Some(row)) => found.push(row.unwrap()),
            std::task::Poll::Ready(None) => break,
            std::task::Poll::Pending => {}
        }
    }
    assert_eq!(found, stays(25));
}

#[test]
fn streams_can_move_between_threads_and_show_no_ids() {
    fn moves<T: Send + Unpin + 'static>(value: T) -> T {
        value
    }
    let (client, _) = of(World::of(stays(25)));
    let request = List { who: Some(vec!["somebody".to_owned()]), ..List::default() };
    let shown = format!("{:?} {:?}", moves(Pages::new(request.clone(), &client)), moves(Rows::new(request, &client)));
    assert_eq!(shown, "Pages(List) Rows(List)");
}

/// Also those of another crate work on it.
#[test]
fn it_is_a_stream_as_others_are() {
    use futures_util::TryStreamExt;
    let (client, _) = of(World::of(stays(25)));
    let found: Vec<Stay> =
        now(Rows::new(List::default(), &client).try_filter(|row| std::future::ready(row.id % 2 == 0)).try_collect())
            .unwrap();
    assert_eq!(found.len(), 13);
}
