//! Turns and retries together.
#![allow(clippy::unwrap_used, clippy::panic, reason = "helpers of tests may fail a test")]

mod common;

use common::{Acme, Ask, Change, Scripted, Sent, ask, key, response};
use insta::assert_snapshot;
use rtc_core::{Client, Error, NotSentCause, Quota, QuotaScope, Quotas, Retry, RetryPolicy, Sent as WasSent, Stopped};
use std::{
    collections::VecDeque,
    sync::{Arc, Mutex},
    time::Duration,
};
use tokio::time::Instant;

const WELL: (u16, &str) = (200, r#"{"data": {"total": 3}}"#);
const BUSY: (u16, &str) = (429, r#"{"error": {"code": "TooFast", "message": "slow down"}}"#);

/// A client that may ask once a second, gets these answers in turn, and waits for nothing but its turns.
fn client(answers: impl IntoIterator<Item = (u16, &'static str)>) -> (Client<Acme>, Sent, Arc<Mutex<Vec<Instant>>>) {
    let answers = Mutex::new(answers.into_iter().collect::<VecDeque<_>>());
    let (sent, times) = (Sent::default(), Arc::<Mutex<Vec<Instant>>>::default());
    let noted = Arc::clone(&times);
    let answer = move |_: &_| {
        noted.lock().unwrap().push(Instant::now());
        let (status, body) = answers.lock().unwrap().pop_front().expect("one attempt too many");
        Ok(response(status, body.into()))
    };
    let transport = Scripted { sent: Arc::clone(&sent), answer };
    let quota = Quota { calls: 1, per: Duration::from_secs(1), scope: QuotaScope::Account };
    let quotas = Quotas::new().set::<Ask>(quota).set::<Change>(quota);
    let policy = RetryPolicy::default().jitter(|_| Duration::ZERO);
    let client = Client::builder().credentials(key()).transport(transport).quotas(quotas).retry(policy);
    (client.build().unwrap(), sent, times)
}

#[tokio::test(start_paused = true)]
async fn every_attempt_waits_for_a_turn_of_its_own() {
    let (client, _, times) = client([(502, ""), (502, ""), WELL]);
    client.send(&ask()).await.unwrap();
    let times = times.lock().unwrap();
    for pair in times.windows(2) {
        assert!(pair[1] - pair[0] >= Duration::from_secs(1), "{times:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn the_error_tells_how_long_each_attempt_waited_for_its_turn() {
    let (client, ..) = client([(502, ""), (502, "")]);
    let error = client.with_retry(RetryPolicy::default().attempts(2)).send(&ask()).await.unwrap_err();
    let [first, second] = error.attempts() else { panic!("{error}") };
    assert!(first.waited.is_zero() && second.waited > Duration::from_millis(800), "{error:?}");
    assert!(second.took < Duration::from_millis(100), "{error:?}");
}

#[tokio::test(start_paused = true)]
async fn asked_too_often_slows_down_the_calls_of_all_clones() {
    let (client, sent, times) = client([BUSY, WELL, WELL, WELL]);
    let clone = client.clone();
    client.send(&Change).await.unwrap();
    clone.send(&Change).await.unwrap();
    clone.send(&Change).await.unwrap();
    let times = times.lock().unwrap();
    let gaps: Vec<_> = times.windows(2).map(|pair| pair[1] - pair[0]).collect();
    assert_eq!((sent.lock().unwrap().len(), gaps.len()), (4, 3));
    assert!(gaps[0] >= Duration::from_secs(1), "{gaps:?}");
    assert!(gaps[1] >= Duration::from_millis(1_125), "an eighth slower: {gaps:?}");
}

#[tokio::test(start_paused = true)]
async fn without_a_turn_in_time_nothing_is_sent() {
    let (client, sent, _) = client([WELL]);
    client.send(&ask()).await.unwrap();
    let began = Instant::now();
    let error = client.with_timeout(Duration::from_millis(300)).send(&ask()).await.unwrap_err();
    let Error::NotSent(not_sent) = &error else { panic!("{error}") };
    assert!(matches!(not_sent.cause, NotSentCause::Quota(_)), "{error}");
    assert_eq!((error.was_sent(), error.retry(), began.elapsed()), (WasSent::No, Retry::Throttle, Duration::ZERO));
    assert_eq!((sent.lock().unwrap().len(), error.attempts().len()), (1, 0));
    assert_snapshot!("permit_too_late", error);
}

#[tokio::test(start_paused = true)]
async fn without_a_turn_for_the_next_attempt_the_last_one_is_told_of() {
    let (client, ..) = client([(502, "")]);
    let error = client.with_timeout(Duration::from_millis(300)).send(&ask()).await.unwrap_err();
    assert!(matches!((&error, error.stopped()), (Error::Unreadable(_), Stopped::Quota(_))), "{error}");
    assert_snapshot!("second_permit_too_late", error);
}

#[tokio::test(start_paused = true)]
async fn a_call_that_is_dropped_leaves_its_turn_to_the_next_and_nothing_behind() {
    let (client, _, times) = client([WELL, WELL]);
    client.send(&ask()).await.unwrap();
    for _ in 0..5 {
        let (dropped, other) = (ask(), ask());
        tokio::select! {
            biased;
            _ = client.send(&dropped) => panic!("it had no turn to wait for"),
            _ = client.send(&other) => panic!("nor had this one"),
            () = tokio::time::sleep(Duration::from_millis(50)) => {}
        }
    }
    assert_eq!(tokio::runtime::Handle::current().metrics().num_alive_tasks(), 0, "a call has no task of its own");
    client.send(&ask()).await.unwrap();
    let times = times.lock().unwrap();
    assert!(times[1] - times[0] < Duration::from_millis(1_100), "no turn was lost: {times:?}");
}
