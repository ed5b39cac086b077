//! Cursors that were kept somewhere, and what a sweep does with them.

use crate::{Target, ahead::block_on, input::Input};
use bytes::Bytes;
use http::{Request, Response};
use rtc_core::{
    Client, Exchange, SendOptions, Transport,
    listing::{Cursor, Sweep},
};
use rtc_volcengine::Volcengine;
use serde_json::{Value as Json, json};
use std::sync::{Arc, Mutex};
use time::{Duration, OffsetDateTime, format_description::well_known::Rfc3339};
use volcengine_rtc_list_user_info::ListUserInfo;

pub(super) const TARGET: Target = Target {
    name: "cursor",
    holds: "any cursor is refused, or a sweep goes on from it to its end, asks about nothing that it has done, and writes one that reads the same",
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

/// As text: one of a sweep that has not begun, one of a sweep that is over, and one with holes. And one of numbers.
fn seeds() -> Vec<Vec<u8>> {
    let transport = Counting::default();
    let new = serde_json::to_value(sweep(transport.clone()).cursor()).unwrap();
    let mut done = sweep(transport);
    assert!(run(&mut done));
    let done = serde_json::to_value(done.cursor()).unwrap();
    let mut holes = done.clone();
    let row = json!(["0123456789abcdef0123456789abcdef", (NOW - 30_000) * 1000]);
    let at = |hours: i64| (NOW - hours * 3600) * 1000;
    holes["covered"] = json!([[at(11), at(9)], [at(7), at(5)], [at(4), at(1)]]);
    holes["seen"] = json!([row, ["00000000000000000000000000000001", null]]);
    holes["newest"] = json!([row]);
    let text = |cursor: Json| [&[0], cursor.to_string().as_bytes()].concat();
    let numbers = [&[1, 3][..], &[0, 200, 2, 0, 100, 2, 1, 255, 255, 255, 255, 255, 255, 255, 127, 0, 1, 1]].concat();
    [new, done, holes].map(text).into_iter().chain([numbers]).collect()
}

/// The first byte says whether the others are a text, or numbers to put into a cursor of the sweep.
fn test(data: &[u8]) {
    let mut input = Input::new(data);
    let cursor = if input.choice(&[true, false]) {
        serde_json::from_slice(input.rest())
    } else {
        serde_json::from_value(of_numbers(input))
    };
    let Ok(cursor) = cursor else { return };
    let written: Json = serde_json::to_value::<&Cursor>(&cursor).unwrap();
    let again: Cursor = serde_json::from_value(written.clone()).unwrap();
    assert!(again == cursor, "{written}");
    let transport = Counting::default();
    let mut sweep = match sweep(transport.clone()).resume(cursor) {
        Ok(sweep) => sweep,
        Err(error) => return assert!(!error.to_string().is_empty()),
    };
    assert!(run(&mut sweep), "it does not end: {written}");
    transport.look(&written);
    let kept = serde_json::to_string(&sweep.cursor()).unwrap();
    assert!(serde_json::from_str::<Cursor>(&kept).unwrap() == sweep.cursor(), "{kept}");
}

/// A cursor of the sweep with numbers that are near its span, or any.
fn of_numbers(mut input: Input<'_>) -> Json {
    let mut cursor = serde_json::to_value(sweep(Counting::default()).cursor()).unwrap();
    let spans = input.byte() % 6;
    let mut time = || match input.byte() % 3 {
        // Around the span of half a day, in steps of less than five minutes.
        0 => (NOW - 43_200 + (i64::from(input.byte()) - 20) * 211) * 1000,
        1 => input.number(),
        _ => (NOW - i64::from(input.byte())) * 1000 + i64::from(input.byte()),
    };
    cursor["covered"] = (0..spans).map(|_| json!([time(), time()])).collect();
    cursor["seen"] = json!([["0123456789abcdef0123456789abcdef", time()]]);
    cursor["end"] = json!(time());
    cursor
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
    block_on(async {
        for _ in 0..8 {
            match sweep.next().await {
                None => return true,
                Some(Ok(row)) => panic!("a row out of nothing: {row:?}"),
                Some(Err(error)) => assert!(!error.to_string().is_empty()),
            }
        }
        false
    })
}

/// Answers that nobody was there, and keeps the spans that were asked about, in milliseconds since 1970.
#[derive(Clone, Default)]
struct Counting(Arc<Mutex<Vec<(i64, i64)>>>);

impl Counting {
    /// What was asked about lies within the sweep's span and outside of what the cursor has done, to the second.
    fn look(&self, cursor: &Json) {
        let asked = self.0.lock().unwrap();
        let done = serde_json::from_value::<Vec<(i64, i64)>>(cursor["covered"].clone()).unwrap();
        // Twelve hours are two windows and the newest part; each span that is done can cut one in two.
        assert!(asked.len() <= 4 + 2 * done.len(), "{asked:?} for {cursor}");
        for (from, to) in asked.iter() {
            assert!((NOW - 43_200) * 1000 <= *from && from < to && *to <= NOW * 1000, "{asked:?} for {cursor}");
            let twice = |done: &(i64, i64)| *to.min(&done.1) > from.max(&done.0).saturating_add(1000);
            assert!(!done.iter().any(twice), "{asked:?} for {cursor}");
        }
    }
}

impl Transport for Counting {
    fn send(&self, request: Request<Bytes>, _: SendOptions) -> Exchange<'_> {
        let query = request.uri().query().unwrap_or_default().to_owned();
        let time = |name: &str| {
            let mut pairs = form_urlencoded::parse(query.as_bytes());
            let text = pairs.find(|pair| pair.0 == name).unwrap().1;
            let at = OffsetDateTime::parse(&text, &Rfc3339).unwrap().unix_timestamp_nanos() / 1_000_000;
            i64::try_from(at).unwrap()
        };
        self.0.lock().unwrap().push((time("StartTime"), time("EndTime")));
        let result = json!({ "Total": 0, "PageNum": 1, "PageSize": 100, "UserList": [] });
        let body = json!({ "ResponseMetadata": { "RequestId": "r" }, "Result": result }).to_string();
        Box::pin(async move { Ok(Response::new(Bytes::from(body))) })
    }
}
