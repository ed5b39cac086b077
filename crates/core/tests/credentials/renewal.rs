//! When credentials are renewed, and what becomes of the old ones.

use crate::{
    common::{Acme, Key, ask},
    world::{World, many, until},
};
use rtc_core::{
    Client, Environment,
    credentials::{
        Issued,
        file::{Json, RENEW_AFTER},
        from_fn, from_sync_fn,
    },
};
use std::{
    convert::Infallible,
    fs,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering::SeqCst},
    },
};

#[tokio::test]
async fn they_are_renewed_a_tenth_of_their_life_before_the_end_or_a_little_earlier() {
    let world = World::new(1000);
    let client = world.client();
    client.send(&ask()).await.unwrap();
    world.pass(849);
    client.send(&ask()).await.unwrap();
    assert_eq!(world.asked(), 1);
    world.pass(51);
    client.send(&ask()).await.unwrap();
    assert_eq!(world.keys(), ["token-0", "token-0", "token-1"]);
}

#[tokio::test]
async fn long_lived_ones_are_renewed_five_minutes_before_the_end_or_a_little_earlier() {
    let world = World::new(100_000);
    let client = world.client();
    client.send(&ask()).await.unwrap();
    world.pass(100_000 - 451);
    client.send(&ask()).await.unwrap();
    assert_eq!(world.asked(), 1);
    world.pass(151);
    client.send(&ask()).await.unwrap();
    assert_eq!(world.asked(), 2);
}

#[tokio::test]
async fn a_failed_renewal_leaves_the_old_ones_in_use_and_is_tried_again_after_a_pause() {
    let mut world = World::new(1000);
    world.fail = Arc::new(|number| number == 1);
    let client = world.client();
    client.send(&ask()).await.unwrap();
    world.pass(950);
    client.send(&ask()).await.unwrap();
    client.send(&ask()).await.unwrap();
    assert_eq!(world.asked(), 2);
    world.pass(5);
    client.send(&ask()).await.unwrap();
    assert_eq!(world.keys(), ["token-0", "token-0", "token-0", "token-2"]);
}

#[tokio::test(start_paused = true)]
async fn a_renewal_that_does_not_come_leaves_the_old_ones_in_use() {
    let world = World::new(1000);
    let client = world.client();
    client.send(&ask()).await.unwrap();
    world.pass(950);
    world.shut();
    let began = tokio::time::Instant::now();
    client.send(&ask()).await.unwrap();
    assert_eq!(began.elapsed().as_secs(), 15, "half of what a call may take");
    client.send(&ask()).await.unwrap();
    assert_eq!((began.elapsed().as_secs(), world.asked()), (15, 2), "then nobody asks for a while");
    // When they end meanwhile, there is nothing to go on with.
    world.pass(40);
    let renewing = many(&client, 1);
    until(|| world.asked() == 3).await;
    world.pass(20);
    tokio::time::sleep(std::time::Duration::from_secs(20)).await;
    world.gate.add_permits(1);
    renewing.join_all().await.remove(0).unwrap();
    assert_eq!(world.keys(), ["token-0", "token-0", "token-0", "token-2"]);
}

#[tokio::test]
async fn expired_ones_are_never_used_again() {
    let mut world = World::new(1000);
    world.fail = Arc::new(|number| number == 1);
    let client = world.client();
    client.send(&ask()).await.unwrap();
    world.pass(1000);
    client.send(&ask()).await.unwrap_err();
    client.send(&ask()).await.unwrap();
    assert_eq!(world.keys(), ["token-0", "token-2"]);
}

#[tokio::test]
async fn refused_ones_are_not_used_again_even_if_there_are_no_others() {
    let mut world = World::new(0);
    world.fail = Arc::new(|number| number == 1);
    let client = world.client();
    client.send(&ask()).await.unwrap();
    world.takes.store(1, SeqCst);
    let error = client.send(&ask()).await.unwrap_err();
    assert!(error.to_string().contains("the token service is away"), "{error}");
    client.send(&ask()).await.unwrap();
    assert_eq!(world.keys(), ["token-0", "token-0", "token-2"]);
}

#[tokio::test]
async fn ones_that_come_expired_are_left_to_the_vendor_for_ten_seconds() {
    let world = World::new(-3600); // this machine's clock is an hour ahead
    let client = world.client();
    client.send(&ask()).await.unwrap();
    world.pass(8);
    client.send(&ask()).await.unwrap();
    assert_eq!(world.asked(), 1);
    world.pass(2);
    client.send(&ask()).await.unwrap();
    assert_eq!(world.asked(), 2);
}

#[tokio::test]
async fn a_replaced_file_is_noticed_within_a_minute_and_a_broken_one_changes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("credentials");
    let write = |text: &str| fs::write(&path, text).unwrap();
    write(r#"{"key": "token-0"}"#);
    let world = World::new(0);
    let file = path.clone();
    let client = world.client_from(from_sync_fn(move |_: Environment<'_>| {
        let key = Json::read(&file)?.text("key")?.unwrap_or_default().to_owned();
        Ok(Issued::new(Key(key.into())).renew_after(RENEW_AFTER))
    }));
    let call_after = async |seconds| {
        world.pass(seconds);
        client.send(&ask()).await.unwrap();
    };
    write(r#"{"key": "token-1"}"#);
    call_after(59).await;
    call_after(1).await;
    write(r#"{"key": "#);
    call_after(60).await;
    write(r#"{"key": "token-2"}"#);
    call_after(4).await;
    call_after(1).await;
    assert_eq!(world.keys(), ["token-0", "token-1", "token-1", "token-1", "token-2"]);
}

/// Keys that were damaged on their way, and what is wrong with each.
const DAMAGED: [(&str, &str); 10] = [
    ("", "the key is empty"),
    ("s3cret\n", "the key has white space at its start or end"),
    ("s3\r\ncret", "the key holds a control character"),
    ("s3\0cret", "the key holds a control character"),
    ("\u{feff}s3cret", "the key begins with a byte order mark"),
    ("s3\u{200b}cret", "the key holds an invisible character"),
    ("\"s3cret\"", "the key is in quotes"),
    ("\u{201c}s3cret\u{201d}", "the key is in quotes"),
    ("s3 cret", "the key holds white space"),
    ("s3cr\u{435}t", "the key holds a character that is not ASCII"),
];

#[tokio::test]
async fn what_a_provider_issues_is_checked_like_the_environment() {
    for (key, reason) in DAMAGED {
        // A provider that answers at once: no client is built.
        let provider = from_sync_fn(move |_: Environment<'_>| Ok(Issued::new(Key(key.into()))));
        let error = Client::<Acme>::builder().credentials_from(provider).build().unwrap_err();
        assert!(error.to_string().contains(reason), "{key:?}: {error}");
        // One that answers later: the call fails, and nothing is sent.
        let world = World::new(0);
        let provider = from_fn(move || async move { Ok::<_, Infallible>(Issued::new(Key(key.into()))) });
        let later = world.client_from(provider).send(&ask()).await.unwrap_err();
        assert!(later.to_string().contains(reason), "{key:?}: {later}");
        assert!(world.keys().is_empty(), "{key:?}");
        let shown = format!("{error} {error:?} {later} {later:?}");
        assert!(!shown.contains("s3") && !shown.contains("cret"), "{shown}");
    }
}

#[tokio::test]
async fn a_damaged_renewal_leaves_the_old_ones_in_use() {
    for (key, _) in DAMAGED {
        let world = World::new(0);
        let issued = Arc::new(AtomicUsize::new(0));
        let client = world.client_from(from_fn(move || {
            let first = issued.fetch_add(1, SeqCst) == 0;
            let key = if first { "token-0" } else { key };
            async move { Ok::<_, Infallible>(Issued::new(Key(key.into())).renew_after(RENEW_AFTER)) }
        }));
        client.send(&ask()).await.unwrap();
        world.pass(60);
        client.send(&ask()).await.unwrap();
        assert_eq!(world.keys(), ["token-0", "token-0"], "{key:?}");
    }
}
