//! Invented actions over the first protocol: everything in the query.
#![allow(clippy::unwrap_used, clippy::panic, reason = "helpers of tests may fail a test")]

use caller::{Example, Received, Server, Socket, at, example, millis, now};
use invented_v_list_rooms::{Client, ListRooms, RoomState};
use invented_v_ping::{Ping, PingCode, VolcengineCode};
use invented_v_query_everything::{Colour, Level, QueryEverything, QueryEverythingCode};
use rtc_core::{Action, ErrorCode, Retry, RetryPolicy, quota::QuotaKey};
use time::OffsetDateTime;

fn client(server: &Server, at: OffsetDateTime) -> Client {
    let client = Client::builder().credentials(rtc_volcengine::Credentials::new("AK", "secret")).retry(RetryPolicy::never());
    client.endpoint(server.url()).quotas(rtc_core::Quotas::off()).clock(move || at).transport(Socket).build().unwrap()
}

fn assert_sent(received: &Received, action: &str, example: &Example) {
    assert_eq!(received.method, "GET");
    assert_eq!(received.query_without(&["Action", "Version"]), example.query());
    assert!(received.target.contains(&format!("Action={action}&")), "{}", received.target);
    assert!(received.header("authorization").starts_with("HMAC-SHA256 Credential=AK/"));
    assert!(received.body.is_empty());
}

#[test]
fn list_rooms() {
    let example = example("ListRooms", "one open room");
    let server = Server::answering(&example);
    let client = client(&server, at("2026-11-22T08:00:00Z"));
    let asked = ListRooms::builder().app_id("app1").room_ids(["room1", "room2"]).state(RoomState::Open);
    let asked = asked.from(at("2026-11-21T08:00:00+08:00")).to(at("2026-11-21T20:00:00+08:00"));
    let output = now(asked.send(&client)).unwrap();
    assert_sent(&server.received(), "ListRooms", &example);
    assert_eq!((output.total, output.rooms.len()), (1, 1));
    assert_eq!((&output.rooms[0].state, output.rooms[0].closed_at), (&RoomState::Open, None));
    assert_eq!(output.rooms[0].opened_at, at("2026-11-21T09:30:00+08:00"));
}

#[test]
fn list_rooms_refused() {
    let server = Server::answering(&example("ListRooms", "refused because the span is too long"));
    let client = client(&server, at("2026-11-22T08:00:00Z"));
    let (from, to) = (at("2026-11-21T08:00:00+08:00"), at("2026-11-21T20:00:00+08:00"));
    let error = now(ListRooms::builder().app_id("app1").from(from).to(to).send(&client)).unwrap_err();
    assert_eq!(error.code().unwrap().code(), "Range.TooLong");
    assert_eq!((error.request_id(), error.retry()), (Some("r2"), Retry::Never));
    assert_eq!(error.advice(), Some("ask in several calls"));
}

#[test]
fn ping_asks_nothing() {
    let example = example("Ping", "an answer");
    let server = Server::answering(&example);
    let client = client(&server, at("2026-11-22T08:00:00Z"));
    now(Ping::builder().send(&client)).unwrap();
    assert_sent(&server.received(), "Ping", &example);
}

#[test]
fn ping_refused() {
    let server = Server::answering(&example("Ping", "a refusal"));
    let client = client(&server, at("2026-11-22T08:00:00Z"));
    let error = now(Ping::builder().send(&client)).unwrap_err();
    assert_eq!(error.code(), Some(&PingCode::Common(VolcengineCode::Busy)));
    assert!(error.code().unwrap().is_rate_limited());
    assert_eq!((error.status().unwrap().as_u16(), error.retry()), (429, Retry::Throttle));
}

#[test]
fn every_kind_of_value_in_a_query() {
    let example = example("QueryEverything", "everything");
    let server = Server::answering(&example);
    let client = client(&server, at("2026-11-22T08:00:00Z"));
    let asked = QueryEverything::builder()
        .text("a.b@c")
        .yes(false)
        .small(-5)
        .big(-9_000_000_000)
        .count(1000)
        .id(9_007_199_254_740_991)
        .share(0.5)
        .at(at("2026-11-22T01:02:03Z"))
        .seconds(millis(1_795_000_000_000))
        .millis(millis(1_795_000_000_123))
        .colour(Colour::Quoted)
        .level(Level::Below)
        .joined(["a", "b", "c"])
        .spaced([1, 9])
        .repeated([-1, 2])
        .bracketed(["a b", "c&d"])
        .counted(["x", "y", "z"])
        .from_zero([1.5, -2.25])
        .colours([Colour::Red, Colour::ThreeDimensional, Colour::from("magenta")])
        .levels([0, 7])
        .days([at("2026-11-22T01:02:03+08:00"), at("2026-11-22T01:02:03-03:30")])
        .instants([millis(0), millis(1000)])
        .kind("t")
        .matches(true)
        .second("2")
        .room("大厅~*")
        .received_at(millis(1))
        .weird_name("ü/+")
        .x_tag("tag")
        .x_limit(u64::MAX)
        .x_deadline(millis(1_795_000_000_123))
        .x_since(at("2026-11-22T01:02:03+08:00"))
        .x_colour(Colour::DarkGreen)
        .x_level(Level::Second)
        .x_dry(true);
    let output = now(asked.send(&client)).unwrap();
    let received = server.received();
    assert_sent(&received, "QueryEverything", &example);
    for (name, value) in [
        ("x-tag", "tag"),
        ("x-limit", "18446744073709551615"),
        ("x-deadline", "1795000000123"),
        ("x-since", "2026-11-22T01:02:03+08:00"),
        ("x-colour", "dark-green"),
        ("x-level", "2"),
        ("x-dry", "true"),
    ] {
        assert_eq!(received.header(name), value, "{name}");
    }
    assert_eq!((output.id, output.big), (Some(u64::MAX), Some(i64::MIN)));
    assert_eq!((output.colour, output.level), (Some(Colour::ChineseRed), Some(Level::Sky)));
    assert_eq!((output.seconds, output.millis), (Some(millis(-1000)), Some(millis(1_795_000_000_123))));
    assert_eq!(output.thing.unwrap().itself.as_deref(), Some("me"));
    assert_eq!(output.room.as_deref(), Some("大厅"));
}

#[test]
fn nothing_answered_where_everything_may_be_missing() {
    for name in ["nothing at all", "everything null", "an empty time"] {
        let server = Server::answering(&example("QueryEverything", name));
        let client = client(&server, at("2026-11-22T08:00:00Z"));
        let output = now(QueryEverything::builder().send(&client)).unwrap();
        assert_eq!((output.at, output.text, output.thing, output.share), (None, None, None, None), "{name}");
    }
}

#[test]
fn a_room_s_quota_is_counted_by_what_names_the_room() {
    let key = |request: QueryEverything| {
        let mut key = QuotaKey::new("v", "QueryEverything", "1");
        assert!(request.counted_by(0, &mut key));
        key.to_string()
    };
    assert_eq!(key(QueryEverything::builder().build()), "v:QueryEverything:1:%:%:%:%");
    let request = QueryEverything::builder().text("a:b").small(-5).colour(Colour::DarkGreen).room("大厅").count(7);
    assert_eq!(key(request.build()), "v:QueryEverything:1:a%3Ab:-5:dark-green:大厅");
    let mut key = QuotaKey::new("v", "ListRooms", "1");
    let at = at("2026-11-22T08:00:00Z");
    ListRooms::builder().app_id("app1").from(at).to(at).build().counted_by(0, &mut key);
    assert_eq!(key.to_string(), "v:ListRooms:1");
}

#[test]
fn refused_with_a_code_of_all_actions() {
    let server = Server::answering(&example("QueryEverything", "refused because the token has expired"));
    let client = client(&server, at("2026-11-22T08:00:00Z"));
    let error = now(QueryEverything::builder().send(&client)).unwrap_err();
    assert_eq!(error.code(), Some(&QueryEverythingCode::Common(VolcengineCode::Expired)));
    assert_eq!((error.retry(), error.advice()), (Retry::RefreshCredentials, Some("get a new one")));
}

#[test]
fn limits_of_every_kind_stop_a_call() {
    let server = Server::answering(&example("QueryEverything", "nothing at all"));
    let client = client(&server, at("2026-11-22T08:00:00Z"));
    let asked = QueryEverything::builder()
        .text("a/b")
        .small(6)
        .count(0)
        .id(u64::MAX)
        .share(1.5)
        .joined(["A", "b", "c", "d"])
        .bracketed(["one"])
        .repeated([0; 6])
        .room("房房房房房")
        .x_tag("");
    let error = now(asked.send(&client)).unwrap_err().to_string();
    for printed in [
        "(`Text`) may hold only",
        "(`Small`) must be -5 to 5, found 6",
        "(`Count`) must be 1 to 1000, found 0",
        "(`Id`) must be at most 9007199254740991, found 18446744073709551615",
        "(`Share`) must be 0 to 1, found 1.5",
        "(`Joined`) must have 1 to 3 items, found 4",
        "(`Joined`) may hold only",
        "(`Bracketed[]`) must have at least 2 items, found 1",
        "(`Repeated`) must have at most 5 items, found 6",
        "(`房间`) must have 1 to 4 characters, found 5",
        "(`X-Tag`) must have 1 to 32 characters, found 0",
        "(`Big`) is missing: set ",
    ] {
        assert!(error.contains(printed), "{printed}\n{error}");
    }
    // Nothing was sent: the server still waits for this one.
    now(QueryEverything::builder().send(&client)).unwrap();
    assert_eq!(server.received().query_without(&["Action", "Version"]), []);
}
