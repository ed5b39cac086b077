//! Invented actions over the third protocol: a signature in the query, a body beside it.
#![allow(clippy::unwrap_used, clippy::panic, reason = "helpers of tests may fail a test")]

use caller::{Example, Received, Server, Socket, example, millis, now};
use invented_z_close_rooms::{Client, CloseRooms, CloseRoomsCode, Notice, Reason};
use invented_z_list_streams::{Kind, ListStreams, ListStreamsCode, ZegoCode};
use rtc_core::{
    ErrorCode, Retry, RetryPolicy,
    listing::{ListingError, OutOfReach},
};

const COMMON: [&str; 6] = ["Action", "AppId", "SignatureNonce", "Timestamp", "Signature", "SignatureVersion"];

fn client(server: &Server) -> Client {
    let client = Client::builder().credentials(rtc_zego::Credentials::new(1, "secret")).retry(RetryPolicy::never());
    client
        .endpoint(server.url())
        .quotas(rtc_core::Quotas::off())
        .clock(|| millis(1_795_000_001_000))
        .transport(Socket)
        .build()
        .unwrap()
}

fn assert_sent(received: &Received, method: &str, example: &Example) {
    assert_eq!(received.method, method);
    assert_eq!(received.query_without(&COMMON), example.query());
    assert!(received.target.contains("&Timestamp=1795000001&"), "{}", received.target);
}

fn streams(server: &Server) -> Result<invented_z_list_streams::ListStreamsOutput, invented_z_list_streams::Error> {
    let asked = ListStreams::builder().room_id("room 1").limit(200).page(1).stream_ids(["s1", "s2"]);
    let asked = asked.kinds([Kind::Sound, Kind::Both]).after(millis(1_795_000_000_000));
    now(asked.before(millis(1_795_000_001_000)).send(&client(server)))
}

#[test]
fn list_streams() {
    let example = example("ListStreams", "one stream");
    let server = Server::answering(&example);
    let output = streams(&server).unwrap();
    assert_sent(&server.received(), "GET", &example);
    assert_eq!((output.total, output.streams.len()), (Some(1), 1));
    assert_eq!((&output.streams[0].kind, output.streams[0].number), (&Kind::from(4), 1));
    assert_eq!(output.streams[0].start_time, millis(1_795_000_000_500));
}

/// Windows in milliseconds, without a longest span and a way back.
#[test]
fn list_streams_swept() {
    let example = example("ListStreams", "one stream");
    let server = Server::answering(&example);
    let asked = || {
        ListStreams::builder().room_id("room 1").limit(200).stream_ids(["s1", "s2"]).kinds([Kind::Sound, Kind::Both])
    };
    let error = now(asked().before(millis(1_795_000_001_000)).sweep(&client(&server)).into_vec()).unwrap_err();
    assert!(matches!(error, ListingError::OutOfReach(OutOfReach::NoStart { .. })), "{error}");
    let span = asked().after(millis(1_795_000_000_000)).before(millis(1_795_000_001_000));
    let streams = now(span.sweep(&client(&server)).into_vec()).unwrap();
    assert_eq!(streams.len(), 1);
    assert_sent(&server.received(), "GET", &example);
}

#[test]
fn list_streams_without_data() {
    let output = streams(&Server::answering(&example("ListStreams", "no data"))).unwrap();
    assert_eq!((output.total, output.streams.len()), (None, 0));
}

#[test]
fn list_streams_refused() {
    let error =
        streams(&Server::answering(&example("ListStreams", "refused with the action's own words"))).unwrap_err();
    assert_eq!(error.code(), Some(&ListStreamsCode::StreamNotHere));
    assert!(error.code().unwrap().is_stream_not_found() && ListStreamsCode::from(ZegoCode::StreamEnded).is_stream_not_found());
    assert_eq!(error.code().unwrap().meaning(), Some("the stream is not in this room"), "the action's own words");
    let error = streams(&Server::answering(&example("ListStreams", "refused with a negative code"))).unwrap_err();
    assert_eq!((error.code().unwrap().code().as_ref(), error.retry()), ("-3", Retry::Never));
}

#[test]
fn close_rooms() {
    let example = example("CloseRooms", "two rooms");
    let server = Server::answering(&example);
    let notice = Notice::builder().text("bye").languages([("de", "tschüss")]).build();
    let asked = CloseRooms::builder().room_ids(["a", "b"]).reason(Reason::Finished).notice(notice);
    now(asked.force(true).tags(["x", "y"]).send(&client(&server))).unwrap();
    let received = server.received();
    assert_sent(&received, "POST", &example);
    assert_eq!(&received.json(), example.body());
    assert_eq!(received.header("content-type"), "application/json");
}

#[test]
fn close_rooms_refused() {
    let server = Server::answering(&example("CloseRooms", "refused"));
    let error = now(CloseRooms::builder().room_ids(["a"]).send(&client(&server))).unwrap_err();
    assert_eq!(error.code(), Some(&CloseRoomsCode::Common(ZegoCode::Failed)));
    assert_eq!(error.request_id(), Some("r2"));
}
