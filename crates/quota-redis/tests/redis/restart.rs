//! A Redis that does not know the calls before: a new one, a flushed one, a restarted one.

use crate::{ms, rate_limit, reserve, server::Server};
use rtc_quota_redis::{RedisStore, connect};
use std::time::Duration;

const MINUTE: Duration = Duration::from_secs(60);

fn patient(server: &Server) -> RedisStore {
    connect(&server.url()).unwrap().timeout(Duration::from_secs(10))
}

/// Asserts that the first slot of a key is held back for a span, and the next one follows at once.
async fn is_held_back(store: &RedisStore, name: &str) {
    let rate_limit = rate_limit(10, MINUTE);
    let first = reserve(store, name, rate_limit, 2 * MINUTE).await.unwrap();
    assert!(first.wait > ms(50_000) && first.wait <= MINUTE, "{first:?}");
    let second = reserve(store, name, rate_limit, 2 * MINUTE).await.unwrap();
    assert_eq!(second.begins - first.begins, 6_090_000);
}

#[tokio::test]
async fn a_new_server_holds_back_the_first_slot_of_each_key() {
    let Some(server) = Server::start_new(&[]) else { return };
    let store = patient(&server);
    is_held_back(&store, "Ask").await;
    is_held_back(&store, "Other").await;
    server.has_counted_for_long();
    assert_eq!(reserve(&store, "Third", rate_limit(10, MINUTE), MINUTE).await.unwrap().wait, Duration::ZERO);
}

#[tokio::test]
async fn a_flushed_server_holds_back_the_first_slot_of_each_key() {
    let Some(server) = Server::start() else { return };
    let store = patient(&server);
    assert_eq!(reserve(&store, "Ask", rate_limit(10, MINUTE), MINUTE).await.unwrap().wait, Duration::ZERO);
    let _: String = server.ask(&["FLUSHALL"]).await;
    is_held_back(&store, "Ask").await;
    is_held_back(&store, "Other").await;
}

#[tokio::test]
async fn what_was_loaded_from_disk_may_be_old() {
    let Some(mut server) = Server::start() else { return };
    let store = patient(&server);
    assert_eq!(reserve(&store, "Ask", rate_limit(10, MINUTE), MINUTE).await.unwrap().wait, Duration::ZERO);
    let _: String = server.ask(&["SAVE"]).await;
    server.kill();
    server.start_again();
    is_held_back(&store, "Ask").await;
}

#[tokio::test]
async fn a_slot_from_before_is_not_moved() {
    use rtc_core::quota::store::{QuotaStore as _, Reservation};
    let Some(server) = Server::start() else { return };
    let (store, rate_limit, key) = (patient(&server), rate_limit(10, MINUTE), crate::key("Ask"));
    let before = reserve(&store, "Ask", rate_limit, MINUTE).await.unwrap();
    let _: String = server.ask(&["FLUSHALL"]).await;
    let asked = Reservation { key: &key, rate_limit, max_wait: 2 * MINUTE, missed: Some(before.begins) };
    let slot = store.reserve(asked).await.unwrap();
    assert!(slot.wait > ms(50_000), "{slot:?}");
}
