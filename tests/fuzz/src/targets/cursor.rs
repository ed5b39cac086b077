//! Cursors that were kept somewhere, and what a sweep does with them.

use crate::Target;
use bytes::Bytes;
use http::{Request, Response};
use rtc_core::{
    Client, Exchange, SendOptions, Transport,
    listing::{Cursor, Sweep},
};
use rtc_volcengine::Volcengine;
use serde_json::{Value as Json, json};
use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering},
};
use time::{Duration, OffsetDateTime};
use tokio::runtime::{Builder, Runtime};
use volcengine_rtc_list_user_info::ListUserInfo;

pub(super) const TARGET: Target = Target {
    name: "cursor",
    holds: "any cursor is refused, or a sweep goes on from it to its end, asks no more for it than its holes are worth, and writes one that reads the same",
    test,
    seeds,
    words: &[
        "{",
        "}",
        "[",
        "]",
        ",",
        ":",
        "null",
        "-1",
        "0",
        "1",
        "9223372036854775807",
        "-9223372036854775808",
        "1795000000000",
        "1794990000000",
        "[1794990000000,1794995000000]",
        "\"00000000000000000000000000000000\"",
        "[\"00000000000000000000000000000000\",null]",
        "\"version\":",
        "\"action\":",
        "\"covered\":",
        "\"seen\":",
        "\"newest\":",
        "\"end\":",
        "\"request\":",
        "\"ListUserInfo\"",
        "1e3",
    ],
};

/// Unix seconds on the client's clock.
const NOW: i64 = 1_795_000_000;

/// One of a sweep that has not begun, one of a sweep that is over, and one with holes.
fn seeds() -> Vec<Vec<u8>> {
    let (calls, _) = Counting::new();
    let new = serde_json::to_value(sweep(calls.clone()).cursor()).unwrap();
    let mut done = sweep(calls);
    assert!(run(&mut done));
    let done = serde_json::to_value(done.cursor()).unwrap();
    let mut holes = done.clone();
    let row = json!(["0123456789abcdef0123456789abcdef", (NOW - 30_000) * 1000]);
    let at = |hours: i64| (NOW - hours * 3600) * 1000;
    holes["covered"] = json!([[at(11), at(9)], [at(7), at(5)], [at(4), at(1)]]);
    holes["seen"] = json!([row, ["00000000000000000000000000000001", null]]);
    holes["newest"] = json!([row]);
    [new, done, holes].map(|cursor| cursor.to_string().into_bytes()).to_vec()
}

fn test(data: &[u8]) {
    let Ok(cursor) = serde_json::from_slice::<Cursor>(data) else { return };
    let written = serde_json::to_string(&cursor).unwrap();
    let again: Cursor = serde_json::from_str(&written).unwrap();
    assert!(again == cursor, "{written}");
    let covered = serde_json::from_str::<Json>(&written).unwrap()["covered"].as_array().map_or(0, Vec::len);
    let (transport, calls) = Counting::new();
    match sweep(transport).resume(cursor) {
        Err(error) => assert!(!error.to_string().is_empty()),
        Ok(mut sweep) => {
            assert!(run(&mut sweep), "it does not end: {written}");
            // Twelve hours are two windows and the newest part; each span that is done can cut one in two.
            let made = calls.load(Ordering::Relaxed);
            assert!(made <= 4 + 2 * covered, "{made} calls for {written}");
            let kept = serde_json::to_string(&sweep.cursor()).unwrap();
            assert!(serde_json::from_str::<Cursor>(&kept).unwrap() == sweep.cursor(), "{kept}");
        }
    }
}

/// Of the last twelve hours.
fn sweep(transport: Counting) -> Sweep<ListUserInfo> {
    let now = OffsetDateTime::from_unix_timestamp(NOW).unwrap();
    let client = Client::<Volcengine>::builder()
        .credentials(rtc_volcengine::Credentials::new("AK", "secret"))
        .clock(move || now)
        .transport(transport)
        .build()
        .unwrap();
    let asked = ListUserInfo::builder().app_id("app").start_time(now - Duration::hours(12)).end_time(now);
    Sweep::new(asked.build(), &client)
}

/// Reads it to its end, and says whether it came to that. There are no rows.
fn run(sweep: &mut Sweep<ListUserInfo>) -> bool {
    thread_local! {
        static RUNTIME: Runtime = Builder::new_current_thread().enable_time().start_paused(true).build().unwrap();
    }
    RUNTIME.with(|runtime| {
        runtime.block_on(async {
            for _ in 0..8 {
                match sweep.next().await {
                    None => return true,
                    Some(Ok(row)) => panic!("a row out of nothing: {row:?}"),
                    Some(Err(error)) => assert!(!error.to_string().is_empty()),
                }
            }
            false
        })
    })
}

/// Answers that nobody was there, and counts.
#[derive(Clone)]
struct Counting(Arc<AtomicUsize>);

impl Counting {
    fn new() -> (Self, Arc<AtomicUsize>) {
        let calls = Arc::new(AtomicUsize::new(0));
        (Self(Arc::clone(&calls)), calls)
    }
}

impl Transport for Counting {
    fn send(&self, _: Request<Bytes>, _: SendOptions) -> Exchange<'_> {
        self.0.fetch_add(1, Ordering::Relaxed);
        let result = json!({ "Total": 0, "PageNum": 1, "PageSize": 100, "UserList": [] });
        let body = json!({ "ResponseMetadata": { "RequestId": "r" }, "Result": result }).to_string();
        Box::pin(async move { Ok(Response::new(Bytes::from(body))) })
    }
}
