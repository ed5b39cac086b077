//! One question for all calls, whoever gives up.

use crate::{
    common::ask,
    world::{World, many, until},
};
use rtc_core::{CredentialsError, Error, NotSentCause, Retry};
use std::sync::{Arc, atomic::Ordering::SeqCst};

#[tokio::test]
async fn all_waiting_calls_share_one_question() {
    let world = World::new(0);
    world.shut();
    let client = world.client();
    assert_eq!(world.asked(), 0, "nothing is asked before the first call");
    let calls = many(&client, 50);
    until(|| world.asked() == 1).await;
    world.gate.add_permits(1);
    for told in calls.join_all().await {
        assert_eq!(told.unwrap(), 1);
    }
    client.send(&ask()).await.unwrap();
    assert_eq!((world.asked(), world.keys().len()), (1, 51));
}

#[tokio::test]
async fn a_refusal_renews_once_for_all() {
    let world = World::new(0);
    let client = world.client();
    client.send(&ask()).await.unwrap();
    world.takes.store(1, SeqCst);
    for told in many(&client, 20).join_all().await {
        assert_eq!(told.unwrap(), 1);
    }
    assert_eq!(world.asked(), 2);
}

#[tokio::test]
async fn without_any_every_waiting_call_fails_and_the_next_one_asks_again() {
    let mut world = World::new(0);
    world.fail = Arc::new(|number| number == 0);
    world.shut();
    let client = world.client();
    let calls = many(&client, 10);
    until(|| world.asked() == 1).await;
    world.gate.add_permits(2);
    for told in calls.join_all().await {
        let error = told.unwrap_err();
        assert_eq!(error.retry(), Retry::Backoff);
        assert_eq!(
            error.to_string(),
            "`Ask` was not sent: there are no usable credentials: the function that provides credentials failed: the token service is away",
        );
        let Error::NotSent(error) = error else { panic!("{error}") };
        assert!(matches!(error.cause, NotSentCause::Credentials(CredentialsError::Callback { .. })), "{error:?}");
    }
    client.send(&ask()).await.unwrap();
    assert_eq!(world.keys(), ["token-1"]);
}

#[tokio::test]
async fn while_one_call_renews_the_others_go_on_with_the_old_ones() {
    let world = World::new(1000);
    let client = world.client();
    client.send(&ask()).await.unwrap();
    world.pass(950);
    world.shut();
    let renewing = many(&client, 1);
    until(|| world.asked() == 2).await;
    client.send(&ask()).await.unwrap();
    world.gate.add_permits(1);
    renewing.join_all().await.remove(0).unwrap();
    assert_eq!(world.keys(), ["token-0", "token-0", "token-1"]);
}

#[tokio::test]
async fn who_gives_up_waiting_leaves_the_question_to_the_others() {
    let world = World::new(0);
    world.shut();
    let client = world.client();
    let mut first = many(&client, 1);
    until(|| world.asked() == 1).await;
    let others = many(&client, 3);
    tokio::task::yield_now().await;
    first.shutdown().await;
    world.gate.add_permits(1);
    for told in others.join_all().await {
        told.unwrap();
    }
    assert_eq!(world.asked(), 1);
}

#[tokio::test]
async fn when_all_give_up_the_next_call_asks_anew() {
    let world = World::new(0);
    world.shut();
    let client = world.client();
    let mut calls = many(&client, 3);
    until(|| world.asked() == 1).await;
    calls.shutdown().await;
    world.gate.add_permits(1);
    client.send(&ask()).await.unwrap();
    assert_eq!(world.keys(), ["token-1"]);
}

#[tokio::test]
async fn a_function_that_panics_is_asked_again_by_the_next_call() {
    let mut world = World::new(0);
    world.fail = Arc::new(|number| if number == 0 { panic!("a mistake of the caller's") } else { false });
    let client = world.client();
    assert!(many(&client, 1).join_next().await.unwrap().unwrap_err().is_panic());
    client.send(&ask()).await.unwrap();
    assert_eq!(world.keys(), ["token-1"]);
}
