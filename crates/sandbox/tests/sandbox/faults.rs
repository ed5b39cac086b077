//! Each fault as a client sees it that knows nothing but sockets.

use crate::{ask, code, minutes_ago, right, start, wire, wire::Request};
use rtc_sandbox::{Fault, Sandbox, Service, Vendor, World};
use serde_json::{Value as Json, json};
use std::{
    io::{self, ErrorKind},
    time::{Duration, Instant},
};
use time::Duration as Signed;
use tokio::{io::AsyncReadExt, net::TcpStream};

const MOMENT: Duration = Duration::from_millis(30);

/// A call that is right.
pub(crate) fn call(service: &Service) -> Request {
    let (action, parameters) = right(service.vendor());
    Request::of(&service.call(action, parameters.as_object().unwrap()).unwrap())
}

/// What a call comes to that meets a fault, and how the connection ends.
async fn met(sandbox: &Sandbox, fault: Fault) -> (String, io::Result<()>) {
    sandbox.answer_next(Vendor::Tencent, fault);
    wire::until_end(sandbox.tencent(), &call(sandbox.tencent())).await
}

pub(crate) fn kind(end: io::Result<()>) -> Option<ErrorKind> {
    end.err().map(|error| error.kind())
}

/// Status and headers in lower case, and the body.
fn parts(text: &str) -> (String, &str) {
    let (head, body) = text.split_once("\r\n\r\n").unwrap();
    (head.to_lowercase(), body)
}

#[tokio::test]
async fn a_reset_before_reading_leaves_nothing_in_the_log() {
    let sandbox = start(World::new()).await;
    let (text, end) = met(&sandbox, Fault::reset_unread()).await;
    assert_eq!((text.as_str(), kind(end)), ("", Some(ErrorKind::ConnectionReset)));
    assert!(sandbox.log().is_empty());
    assert_eq!(sandbox.tencent().tally("DescribeUserInfo").unwrap().arrived, 0);
    assert_eq!(sandbox.faults(Vendor::Tencent).into_iter().collect::<Vec<_>>(), [("reset unread".to_owned(), 1)]);
}

#[tokio::test]
async fn a_reset_before_reading_hits_a_connection_in_use_too() {
    let sandbox = start(World::new()).await;
    let address = sandbox.tencent().endpoint().strip_prefix("http://").unwrap().to_owned();
    let mut socket = TcpStream::connect(address).await.unwrap();
    wire::state(&mut socket, &call(sandbox.tencent())).await;
    sandbox.answer_next(Vendor::Tencent, Fault::reset_unread());
    wire::say(&mut socket, &call(sandbox.tencent())).await;
    assert_eq!(socket.read(&mut [0; 64]).await.unwrap_err().kind(), ErrorKind::ConnectionReset);
    assert_eq!(sandbox.log().len(), 1);
}

#[tokio::test]
async fn a_reset_after_reading_has_carried_the_call_out() {
    let sandbox = start(World::new()).await;
    let (text, end) = met(&sandbox, Fault::reset()).await;
    assert_eq!((text.as_str(), kind(end)), ("", Some(ErrorKind::ConnectionReset)));
    let log = sandbox.log();
    assert_eq!((log.len(), log[0].status, log[0].code.as_deref()), (1, 200, None));
    assert_eq!(log[0].fault.as_deref(), Some(&Fault::reset()));
    assert_eq!(sandbox.tencent().tally("DescribeUserInfo").unwrap().accepted, 1);
}

#[tokio::test]
async fn a_closed_port_refuses_until_it_is_opened() {
    let sandbox = start(World::new()).await;
    let service = sandbox.tencent();
    let mut idle = TcpStream::connect(service.endpoint().strip_prefix("http://").unwrap()).await.unwrap();
    wire::state(&mut idle, &call(service)).await;
    for _ in 0..3 {
        service.close();
        let refused = wire::until_end(service, &call(service)).await.1;
        assert_eq!(kind(refused), Some(ErrorKind::ConnectionRefused));
        service.open().unwrap();
        assert!(wire::until_end(service, &call(service)).await.0.starts_with("HTTP/1.1 200"));
    }
    // The connection from before has been closed.
    assert_eq!(idle.read(&mut [0; 64]).await.unwrap(), 0);
    assert_eq!(sandbox.log().len(), 4);
}

#[tokio::test]
async fn a_vendor_that_is_away_comes_back() {
    let sandbox = start(World::new()).await;
    let began = Instant::now();
    sandbox.script(Vendor::Tencent, [Fault::away(MOMENT), Fault::away(MOMENT), Fault::unavailable()]);
    let mut refused = 0;
    let text = loop {
        let (text, end) = wire::until_end(sandbox.tencent(), &call(sandbox.tencent())).await;
        match kind(end) {
            Some(ErrorKind::ConnectionRefused) => refused += 1,
            None => break text,
            Some(other) => panic!("{other}"),
        }
    };
    assert!(refused > 0 && began.elapsed() >= 2 * MOMENT);
    assert!(text.starts_with("HTTP/1.1 503"), "{text}");
    assert_eq!(sandbox.faults(Vendor::Tencent)["away"], 2);
}

#[tokio::test]
async fn latency_comes_after_counting() {
    let sandbox = start(World::new()).await;
    let began = Instant::now();
    let (text, _) = met(&sandbox, Fault::latency(MOMENT).then(Fault::latency_between(MOMENT, 2 * MOMENT))).await;
    assert!(text.starts_with("HTTP/1.1 200") && began.elapsed() >= 2 * MOMENT);
    let log = sandbox.log();
    assert!(log[0].arrived.elapsed() >= 2 * MOMENT);
    assert!(log[0].fault.as_ref().unwrap().to_string().starts_with("latency "));
}

#[tokio::test]
async fn half_a_body_comes_with_the_length_of_a_whole_one() {
    let sandbox = start(World::new()).await;
    let (whole, _) = wire::until_end(sandbox.tencent(), &call(sandbox.tencent())).await;
    let (head, body) = parts(&whole);
    let length = format!("content-length: {}", body.len());
    assert!(head.contains(&length));

    let (text, end) = met(&sandbox, Fault::truncated()).await;
    let (head, half) = parts(&text);
    end.unwrap();
    assert!(head.contains(&length) && half.len() == body.len() / 2, "{text}");

    sandbox.answer_next(Vendor::Tencent, Fault::stalled());
    let mut socket = TcpStream::connect(sandbox.tencent().endpoint().strip_prefix("http://").unwrap()).await.unwrap();
    wire::say(&mut socket, &call(sandbox.tencent())).await;
    let mut bytes = Vec::new();
    while String::from_utf8_lossy(&bytes).split_once("\r\n\r\n").is_none_or(|(_, body)| body.len() != half.len()) {
        assert_ne!(socket.read_buf(&mut bytes).await.unwrap(), 0);
    }
    assert!(tokio::time::timeout(MOMENT, socket.read_buf(&mut bytes)).await.is_err(), "it goes on or ends");
    drop(socket);
    // Nobody waits for it any more, so it keeps nobody from stopping.
    let began = Instant::now();
    sandbox.stop().await;
    assert!(began.elapsed() < Duration::from_secs(1));
}

#[tokio::test]
async fn silence_does_not_keep_the_sandbox_from_stopping() {
    let sandbox = start(World::new()).await;
    sandbox.answer_next(Vendor::Tencent, Fault::silent());
    let mut socket = TcpStream::connect(sandbox.tencent().endpoint().strip_prefix("http://").unwrap()).await.unwrap();
    wire::say(&mut socket, &call(sandbox.tencent())).await;
    assert!(tokio::time::timeout(MOMENT, socket.read(&mut [0; 1])).await.is_err());
    assert_eq!(sandbox.log().len(), 1);
    sandbox.stop().await;
    assert!(matches!(socket.read(&mut [0; 1]).await, Ok(0) | Err(_)));
}

#[tokio::test]
async fn statuses_come_as_proxies_write_them() {
    let sandbox = start(World::new()).await;
    let date = "retry-after: wed, 18 nov 2026 11:06:47 gmt";
    let later = Duration::from_millis(6_001);
    for (fault, status, header, body) in [
        (Fault::too_many_requests(), 429, None, "status 429"),
        (Fault::too_many_requests().retry_after(later), 429, Some("retry-after: 7"), "status 429"),
        (Fault::too_many_requests().retry_after_date(Duration::from_secs(7)), 429, Some(date), "status 429"),
        (Fault::unavailable().retry_after(Duration::ZERO), 503, Some("retry-after: 0"), "status 503"),
        (Fault::bad_gateway(), 502, Some("content-type: text/html"), "<html>"),
        (Fault::status(418), 418, None, "status 418"),
        (Fault::status(7), 500, None, "status 7"),
    ] {
        let (text, _) = met(&sandbox, fault).await;
        let (head, found) = parts(&text);
        assert!(head.starts_with(&format!("http/1.1 {status}")) && found.starts_with(body), "{text}");
        assert_eq!(head.contains("retry-after"), header.is_some_and(|header| header.starts_with("retry")), "{text}");
        assert!(header.is_none_or(|header| head.contains(header)), "{text}");
        assert!(head.contains("date: wed, 18 nov 2026 11:06:40 gmt"), "{text}");
    }
    assert_eq!(sandbox.tencent().tally("DescribeUserInfo").unwrap().accepted, 0);
}

#[tokio::test]
async fn documented_refusals_are_answered_by_situation() {
    let sandbox = start(World::new()).await;
    for (vendor, codes) in [
        (Vendor::Volcengine, ["FlowLimitExceeded", "InvalidTimestamp", "InvalidSecretToken", "InternalError"]),
        (
            Vendor::Tencent,
            ["RequestLimitExceeded", "AuthFailure.SignatureExpire", "AuthFailure.TokenFailure", "InternalError"],
        ),
        (Vendor::Zego, ["206", "100000004", "", "100000015"]),
    ] {
        let faults = [Fault::throttled(), Fault::expired(), Fault::token_expired(), Fault::failed()];
        for (fault, expected) in faults.into_iter().zip(codes) {
            sandbox.answer_next(vendor, fault);
            let (action, parameters) = right(vendor);
            let answer = ask(sandbox.service(vendor), action, parameters).await;
            if expected.is_empty() {
                assert_eq!((answer.status, answer.json.is_null()), (401, true));
            } else {
                assert_eq!(code(vendor, &answer), expected);
            }
        }
    }
}

#[tokio::test]
async fn dates_are_wrong_or_missing_where_they_should_be() {
    let sandbox = start(World::new()).await;
    for (fault, date, refused) in [
        (Fault::none(), Some("date: wed, 18 nov 2026 11:06:40 gmt"), false),
        (Fault::date_off(Signed::hours(-1)), Some("date: wed, 18 nov 2026 10:06:40 gmt"), false),
        (Fault::no_date(), None, false),
        (Fault::clock_off(Signed::HOUR), Some("date: wed, 18 nov 2026 12:06:40 gmt"), true),
        (Fault::clock_off(Signed::SECOND), Some("date: wed, 18 nov 2026 11:06:41 gmt"), false),
        (Fault::expired().then(Fault::no_date()), None, true),
    ] {
        let name = fault.to_string();
        let (text, _) = met(&sandbox, fault).await;
        let (head, body) = parts(&text);
        assert_eq!(head.lines().find(|line| line.starts_with("date")), date, "{name}");
        assert_eq!(body.contains("AuthFailure.SignatureExpire"), refused, "{name}: {body}");
    }
}

#[tokio::test]
async fn answers_can_be_right_and_unusual() {
    let mut world = World::new();
    world.user(World::APP, "r", "ann").os("ios").session(minutes_ago(30), minutes_ago(20));
    let sandbox = start(world).await;
    let parameters = |start: i64| {
        let at = |minutes| crate::rfc3339(minutes_ago(minutes));
        json!({ "AppId": World::APP, "StartTime": at(start), "EndTime": at(10) })
    };
    let list = async |fault: Fault, start| {
        sandbox.answer_next(Vendor::Volcengine, fault);
        ask(sandbox.volcengine(), "ListUserInfo", parameters(start)).await.json
    };
    assert_eq!(list(Fault::none(), 15).await["Result"]["UserList"], json!([]));
    let null = list(Fault::null_lists(), 15).await["Result"].clone();
    assert_eq!(null.get("UserList"), Some(&Json::Null));
    assert_eq!(list(Fault::missing_lists(), 15).await["Result"].get("UserList"), None);
    // Lists with something in them participant.
    assert_eq!(list(Fault::null_lists(), 60).await["Result"]["UserList"][0]["UserId"], "ann");

    let unknown = list(Fault::unknown_values(), 60).await["Result"]["UserList"][0].clone();
    assert_eq!((unknown["OS"].clone(), unknown["Access"].clone()), (json!("undocumented"), json!("undocumented")));
    assert_eq!(
        (unknown["Record"][0]["Type"].clone(), unknown["UserId"].clone()),
        (json!("undocumented"), json!("ann"))
    );

    let more = list(Fault::unknown_fields(), 60).await;
    let row = &more["Result"]["UserList"][0];
    for place in [&more, &more["ResponseMetadata"], &more["Result"], row, &row["Record"][0]] {
        assert!(place["Undocumented"].is_object(), "{place}");
    }

    let zego = ("DescribeUsers", json!({ "RoomId": "r", "UserId[]": ["ann"] }));
    let mut here = World::new();
    here.user(World::APP, "r", "ann").session(minutes_ago(30), None);
    let sandbox = start(here).await;
    sandbox.answer_next(Vendor::Zego, Fault::unknown_values().then(Fault::unknown_fields()));
    let answer = ask(sandbox.zego(), zego.0, zego.1).await.json;
    assert_eq!(answer["Data"]["UserStatusList"][0]["UserRole"], 9_999);
    assert!(answer["Undocumented"].is_object() && answer["Data"]["UserStatusList"][0]["Undocumented"].is_object());
}
