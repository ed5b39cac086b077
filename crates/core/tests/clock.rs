//! A machine whose clock is wrong: the vendor's answers set it right, and none of them can set it wrong for good.
#![allow(clippy::unwrap_used, clippy::panic, reason = "helpers of tests may fail a test")]

mod common;

use bytes::Bytes;
use common::{Acme, Answered, Change, Code, Scripted, Sent, ask, key, now, response};
use http::{Request, Response};
use insta::assert_snapshot;
use rtc_core::{
    Action, Client, Error, Quotas, Retry, RetryPolicy, Sent as WasSent, Stopped,
    generated::{Limits, Window},
    protocol::{ActionInfo, Parameters},
};
use std::{
    collections::VecDeque,
    sync::{
        Arc, Mutex,
        atomic::{AtomicI64, Ordering::SeqCst},
    },
    time::Duration,
};
use time::OffsetDateTime;

/// What the clock of the vendor says, in Unix seconds.
const TRUE: i64 = 1_795_003_200;
const HOUR: i64 = 3_600;

/// What an answer says of the time, in seconds ahead of the truth.
#[derive(Clone, Copy)]
enum Says {
    Ahead(i64),
    Nothing,
    Nonsense,
}

/// A machine with a clock of its own, and a vendor that takes signatures up to five minutes off.
#[derive(Clone, Default)]
struct World {
    /// How far this machine's clock is ahead of the truth, in seconds.
    ahead: Arc<AtomicI64>,
    /// What the next refusals say of the time; the truth once there is none left.
    dates: Arc<Mutex<VecDeque<Says>>>,
    /// How many of the next signatures are refused whatever their time.
    refuses: Arc<AtomicI64>,
    /// How many signatures after those are taken whatever their time.
    takes_any: Arc<AtomicI64>,
    /// What is answered to a signature that is taken.
    answer: Arc<Mutex<Option<&'static str>>>,
    sent: Sent,
}

impl World {
    fn ahead(seconds: i64) -> Self {
        let world = Self::default();
        world.ahead.store(seconds, SeqCst);
        world
    }

    fn says(self, dates: impl IntoIterator<Item = Says>) -> Self {
        self.dates.lock().unwrap().extend(dates);
        self
    }

    fn client(&self) -> Client<Acme> {
        let (vendor, ahead) = (self.clone(), Arc::clone(&self.ahead));
        let transport = Scripted {
            sent: Arc::clone(&self.sent),
            answer: move |request: &Request<Bytes>| Ok(vendor.answer(request)),
        };
        let clock = move || OffsetDateTime::from_unix_timestamp(TRUE + ahead.load(SeqCst)).unwrap();
        Client::builder().credentials(key()).quotas(Quotas::off()).transport(transport).clock(clock).build().unwrap()
    }

    fn answer(&self, request: &Request<Bytes>) -> Response<Bytes> {
        let signed: i64 = request.headers()["x-time"].to_str().unwrap().parse().unwrap();
        let faulty = self.refuses.fetch_update(SeqCst, SeqCst, |left| (left > 0).then(|| left - 1)).is_ok();
        let any = !faulty && self.takes_any.fetch_update(SeqCst, SeqCst, |left| (left > 0).then(|| left - 1)).is_ok();
        if any || ((signed - TRUE).abs() <= 300 && !faulty) {
            let body = self.answer.lock().unwrap().unwrap_or(r#"{"data": {"total": 3}}"#);
            return response(200, body.into());
        }
        let mut refusal = response(403, r#"{"error": {"code": "Late", "message": "set your clock"}}"#.into());
        let says = self.dates.lock().unwrap().pop_front().unwrap_or(Says::Ahead(0));
        let date = match says {
            Says::Ahead(seconds) => Some(http_date(OffsetDateTime::from_unix_timestamp(TRUE + seconds).unwrap())),
            Says::Nothing => None,
            Says::Nonsense => Some("yesterday".to_owned()),
        };
        refusal.headers_mut().extend(date.map(|date| (http::header::DATE, date.parse().unwrap())));
        refusal
    }

    /// How many requests were sent since this was last asked.
    fn sent(&self) -> usize {
        self.sent.lock().unwrap().drain(..).count()
    }
}

fn http_date(time: OffsetDateTime) -> String {
    let (weekday, month, (hour, minute, second)) =
        (time.weekday().to_string(), time.month().to_string(), time.to_hms());
    let (day, year) = (time.day(), time.year());
    format!("{weekday:.3}, {day:02} {month:.3} {year:04} {hour:02}:{minute:02}:{second:02} GMT")
}

#[test]
fn a_clock_that_is_an_hour_off_works() {
    for ahead in [HOUR, -HOUR, 40 * 365 * 24 * HOUR] {
        let world = World::ahead(ahead);
        let client = world.client();
        assert_eq!(now(client.send(&ask())).unwrap(), Answered { total: 3 });
        assert_eq!(world.sent(), 2);
        now(client.clone().send(&ask())).unwrap();
        now(client.with_retry(RetryPolicy::never()).send(&Change)).unwrap();
        assert_eq!(world.sent(), 2, "what was learned is kept for all clones");
    }
}

#[test]
fn so_it_does_for_an_action_that_changes_something() {
    let world = World::ahead(HOUR);
    now(world.client().send(&Change)).unwrap();
    assert_eq!(world.sent(), 2);
}

#[test]
fn a_clock_that_is_put_right_works() {
    let world = World::ahead(HOUR);
    let client = world.client();
    now(client.send(&ask())).unwrap();
    world.ahead.store(0, SeqCst);
    now(client.send(&ask())).unwrap();
    assert_eq!(world.sent(), 4);
    now(client.send(&ask())).unwrap();
    assert_eq!(world.sent(), 1);
}

#[test]
fn many_calls_at_once_learn_it_together() {
    let world = World::ahead(-HOUR);
    let client = world.client();
    now(async {
        let calls = (0..20).map(|_| {
            let client = client.clone();
            async move { client.send(&ask()).await.map_err(|error| error.to_string()) }
        });
        for told in calls.collect::<tokio::task::JoinSet<_>>().join_all().await {
            told.unwrap();
        }
    });
    world.sent();
    now(client.send(&ask())).unwrap();
    assert_eq!(world.sent(), 1);
}

#[test]
fn without_a_date_there_is_nothing_to_learn() {
    for says in [Says::Nothing, Says::Nonsense] {
        let world = World::ahead(HOUR).says([says]);
        let error = now(world.client().send(&ask())).unwrap_err();
        assert_eq!((world.sent(), error.code(), error.stopped()), (1, Some(&Code::Late), &Stopped::Undated));
        assert_snapshot!("undated", error);
    }
}

#[test]
fn a_wrong_date_is_believed_once_and_kept_by_nobody() {
    for wrong in [24 * HOUR, -24 * HOUR, 7_000 * 365 * 24 * HOUR] {
        let world = World::ahead(0).says([Says::Ahead(wrong)]);
        world.refuses.store(1, SeqCst);
        let client = world.client();
        let error = now(client.send(&ask())).unwrap_err();
        assert_eq!((world.sent(), error.stopped(), error.retry()), (2, &Stopped::Resigned, Retry::Resign));
        assert_snapshot!("wrong_date", error);
        now(client.send(&ask())).unwrap();
        assert_eq!(world.sent(), 1, "the clock is as right as before");
    }
}

#[test]
fn a_wrong_date_does_not_undo_what_was_learned() {
    let world = World::ahead(HOUR);
    let client = world.client();
    now(client.send(&ask())).unwrap();
    world.refuses.store(1, SeqCst);
    let world = world.says([Says::Ahead(24 * HOUR)]);
    // Refused with what was learned, then by its own clock, which is an hour off; the last answer has the right time.
    now(client.send(&ask())).unwrap();
    assert_eq!(world.sent(), 5);
    now(client.send(&ask())).unwrap();
    assert_eq!(world.sent(), 1);
}

/// The fault of a gateway that was down for a moment, behind a proxy with a wrong clock.
#[test]
fn a_refusal_that_checks_no_signature_proves_no_wrong_date() {
    for body in [
        r#"{"error": {"code": "Broken", "message": "gateway failed"}}"#,
        r#"{"error": {"code": "TooFast"}}"#,
        r#"{"error": {"code": "Unheard"}}"#,
        r#"{"error": {}}"#,
        "<html>",
    ] {
        for wrong in [HOUR, -23 * HOUR, 30 * 365 * 24 * HOUR] {
            let world = World::ahead(0).says([Says::Ahead(wrong)]);
            world.refuses.store(1, SeqCst);
            world.takes_any.store(1, SeqCst);
            *world.answer.lock().unwrap() = Some(body);
            let client = world.client();
            now(client.with_retry(RetryPolicy::default().attempts(2)).send(&ask())).unwrap_err();
            assert_eq!(world.sent(), 2, "{body}");
            *world.answer.lock().unwrap() = None;
            now(client.send(&ask())).unwrap();
            assert_eq!(world.sent(), 1, "{body}: {wrong} s are kept");
        }
    }
}

#[test]
fn an_offset_of_more_than_a_day_is_proven_by_a_success_only() {
    for (ahead, kept) in [(23 * HOUR, true), (25 * HOUR, false), (-25 * HOUR, false)] {
        let world = World::ahead(ahead);
        *world.answer.lock().unwrap() = Some(r#"{"error": {"code": "NoSuchRoom"}}"#);
        let client = world.client();
        now(client.send(&ask())).unwrap_err();
        assert_eq!(world.sent(), 2);
        now(client.send(&ask())).unwrap_err();
        assert_eq!(world.sent(), if kept { 1 } else { 2 }, "{ahead}");
    }
}

#[test]
fn limits_are_not_checked_by_an_offset_of_more_than_a_day_that_is_not_proven() {
    let start = OffsetDateTime::from_unix_timestamp(TRUE - HOUR).unwrap();
    let world = World::ahead(0).says([Says::Ahead(365 * 24 * HOUR)]);
    world.refuses.store(1, SeqCst);
    let error = now(world.client().send(&Look { start })).unwrap_err();
    assert_eq!((error.code(), error.stopped()), (Some(&Code::Late), &Stopped::Resigned), "{error}");
}

/// An offset was learned; then this machine's clock was set right, and the vendor's answers have no `Date`.
#[test]
fn a_refused_offset_is_dropped_even_without_a_date() {
    let world = World::ahead(HOUR);
    let client = world.client();
    now(client.send(&ask())).unwrap();
    world.ahead.store(0, SeqCst);
    world.sent();
    let world = world.says([Says::Nothing]);
    now(client.send(&ask())).unwrap();
    assert_eq!(world.sent(), 2);
    now(client.send(&ask())).unwrap();
    assert_eq!(world.sent(), 1);
}

#[test]
fn a_refusal_for_another_reason_says_that_the_time_was_right() {
    let world = World::ahead(HOUR);
    *world.answer.lock().unwrap() = Some(r#"{"error": {"code": "NoSuchRoom"}}"#);
    let client = world.client();
    now(client.send(&ask())).unwrap_err();
    assert_eq!(world.sent(), 2);
    now(client.send(&ask())).unwrap_err();
    assert_eq!(world.sent(), 1);
}

#[test]
fn one_attempt_is_one_attempt() {
    let world = World::ahead(HOUR);
    let error = now(world.client().with_retry(RetryPolicy::never()).send(&ask())).unwrap_err();
    assert_eq!((world.sent(), error.retry(), error.stopped()), (1, Retry::Resign, &Stopped::Attempts));
}

/// An action that looks back at most a day.
struct Look {
    start: OffsetDateTime,
}

impl Action for Look {
    type Vendor = Acme;
    type Output = Answered;
    type Code = Code;
    const INFO: ActionInfo = ActionInfo { name: "Look", ..<common::Ask as Action>::INFO };

    fn check(&self, limits: &mut Limits) {
        let window = Window { back: Some(Duration::from_secs(24 * 60 * 60)), ..Window::documented(None) };
        let (start, end) = (("start", "Start", Some(self.start)), ("end", "End", Some(self.start)));
        limits.window(start, end, Some(window), None);
    }

    fn parameters(&self, to: &mut Parameters) {
        to.query("Start", &self.start.unix_timestamp());
    }
}

#[test]
fn limits_are_checked_by_the_time_that_was_learned() {
    let start = OffsetDateTime::from_unix_timestamp(TRUE - 24 * HOUR - HOUR / 2).unwrap();
    // By a clock that is an hour behind, the start is half an hour within the limit.
    let world = World::ahead(-HOUR);
    let client = world.client();
    let error = now(client.send(&Look { start })).unwrap_err();
    assert!(matches!(error, Error::Limits(_)), "{error}");
    assert_eq!((world.sent(), error.was_sent(), error.attempts().len()), (1, WasSent::Yes, 1));
    assert_snapshot!("limits", error);
    now(client.send(&ask())).unwrap();
    world.sent();
    let error = now(client.send(&Look { start })).unwrap_err();
    assert_eq!((world.sent(), error.was_sent()), (0, WasSent::No), "from then on nothing is sent");
}
