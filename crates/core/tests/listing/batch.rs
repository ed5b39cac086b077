//! More ids than one call takes.

use crate::{
    action::{List, stay, stays},
    common::now,
    world::{World, client, client_at},
};
use rtc_core::listing::{Batch, Rows};

fn of(ids: &[&str]) -> List {
    List { who: Some(ids.iter().map(|id| (*id).to_owned()).collect()), ..List::default() }
}

#[test]
fn ids_are_divided_asked_about_once_and_answered_by_id() {
    let world = World::of(vec![stay(1, "ann", 0, 1), stay(2, "bob", 0, 1), stay(3, "ann", 5, 6), stay(4, "eve", 0, 1)]);
    let (client, calls) = client(move |asked, _| Ok(world.answer(asked)));
    let asked = of(&["eve", "ann", "nobody", "ann", "bob", "cy"]);
    let all = now(Batch::new(asked, &client)).unwrap();
    let ids = |id: &str| all.get(id).iter().map(|stay| stay.id).collect::<Vec<_>>();
    assert_eq!(
        (ids("ann"), ids("bob"), ids("eve"), ids("cy"), ids("unknown")),
        (vec![1, 3], vec![2], vec![4], vec![], vec![])
    );
    assert_eq!(all.iter().map(|(id, _)| id.as_str()).collect::<Vec<_>>(), ["eve", "ann", "nobody", "bob", "cy"]);
    assert_eq!(all.missing().collect::<Vec<_>>(), ["nobody", "cy"]);
    assert_eq!(all.into_rows().map(|stay| stay.id).collect::<Vec<_>>(), [4, 1, 3, 2]);
    let calls = calls.lock().unwrap();
    assert_eq!(calls.iter().map(|asked| asked.who.join(" ")).collect::<Vec<_>>(), ["eve ann nobody", "bob cy"]);
}

#[test]
fn all_pages_of_all_ids_are_asked_for() {
    let world = World::of(stays(300));
    let (client, _) = client(move |asked, _| Ok(world.answer(asked)));
    for concurrency in [1, 4, 50] {
        let asked = of(&["u0", "u1", "u2", "u3", "u4", "u5", "u6"]);
        let all = now(Batch::new(asked.clone(), &client).concurrency(concurrency)).unwrap();
        assert!(all.iter().all(|(id, rows)| rows.iter().all(|row| row.who == *id)));
        assert_eq!(all.into_rows().count(), 300);
        assert_eq!(now(Rows::new(asked, &client).into_vec()).unwrap().len(), 300);
    }
}

#[test]
fn without_ids_everybody_is_answered() {
    let world = World::of(stays(30));
    let (client, _) = client(move |asked, _| Ok(world.answer(asked)));
    let all = now(Batch::new(List::default(), &client)).unwrap();
    assert_eq!((all.iter().count(), all.missing().count(), all.get("u0").len()), (7, 0, 5));
}

#[test]
fn no_ids_at_all_are_for_the_limits_to_refuse() {
    let (client, _) = client(|_, _| panic!("sent"));
    let error = now(Batch::new(of(&[]), &client)).unwrap_err();
    assert!(matches!(error.error.call(), Some(rtc_core::Error::Limits(_))), "{error}");
}

#[test]
fn what_came_before_an_error_is_kept() {
    let world = World::of(stays(7));
    let (client, _) = client_at(0, move |asked, _| {
        if asked.who.contains(&"u4".to_owned()) {
            return Err(rtc_core::TransportError::TooLarge { status: http::StatusCode::OK, limit: 1 });
        }
        Ok(world.answer(asked))
    });
    let asked = of(&["u0", "u1", "u2", "u3", "u4", "u5", "u6"]);
    let error = now(Batch::new(asked, &client).concurrency(1)).unwrap_err();
    insta::assert_snapshot!(error);
    assert_eq!(error.unanswered, ["u3", "u4", "u5", "u6"]);
    assert_eq!(error.answers.get("u1").len(), 1);
    assert!(!format!("{error:?}").contains("u1"), "{error:?}");
    // The message has the cause, so it is no source, and `main` prints the message.
    assert_eq!(format!("{error:?}"), error.to_string());
    assert!(std::error::Error::source(&error).is_none());
}
