//! An answer costs memory in proportion to its length, whatever is in it.
#![allow(clippy::unwrap_used, clippy::panic, reason = "helpers of tests may fail a test")]

use bytes::Bytes;
use cap::Cap;
use http::{Request, Response};
use rtc_core::{Action, Client, Exchange, LimitPolicy, RetryPolicy, SendOptions, Transport, Vendor};
use std::{
    alloc::System,
    pin::pin,
    task::{Context, Poll, Waker},
};
use tencent_trtc_describe_user_info::DescribeUserInfo;
use time::OffsetDateTime;
use volcengine_rtc_list_user_info::ListUserInfo;
use zego_rtc_describe_users::DescribeUsers;

/// The length of each answer, in bytes.
const LENGTH: usize = 512 << 10;
/// What a call may allocate at most at a time, in lengths of the answer: its repaired text, a damaged text of it in an
/// error, and buffers that grow by doubling.
const FACTOR: usize = 8;

#[global_allocator]
static ALLOCATOR: Cap<System> = Cap::new(System, usize::MAX);

struct Answers(Bytes);

impl Transport for Answers {
    fn send(&self, _: Request<Bytes>, _: SendOptions) -> Exchange<'_> {
        let answer = Response::new(self.0.clone());
        Box::pin(async move { Ok(answer) })
    }
}

fn call<A: Action>(action: &A, credentials: <A::Vendor as Vendor>::Credentials, body: Bytes) {
    let client = Client::<A::Vendor>::builder().credentials(credentials).limits(LimitPolicy::Ignore);
    let client = client.retry(RetryPolicy::never()).transport(Answers(body)).build().unwrap();
    match pin!(client.send(action)).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(outcome) => drop(outcome),
        Poll::Pending => panic!("it waits"),
    }
}

/// A piece, repeated up to the length, between a beginning and an end.
fn filled(begin: &str, piece: &[u8], end: &str) -> Bytes {
    let pieces = piece.repeat(LENGTH / piece.len());
    [begin.as_bytes(), &pieces, end.as_bytes()].concat().into()
}

/// One test, because the allocator counts for the whole process.
#[test]
fn an_unreadable_answer_takes_memory_in_proportion() {
    let rows = br#"{"a":0},"#;
    let bodies = [
        filled("[", rows, "0]"),
        filled(r#"{"Response":{"Total":true,"UserList":["#, rows, r#"{}],"RequestId":"r"}}"#),
        filled(r#"{"ResponseMetadata":{"RequestId":"r"},"Result":{"Total":true,"UserList":["#, rows, "{}]}}"),
        filled(r#"{"Code":0,"RequestId":"r","Data":{"UserStatusList":["#, rows, "{}]}}"),
        filled(r#"{"Code":0,"Data":{"UserStatusList":[],"More":["#, rows, "{}]}"),
        filled("{", br#""Code":null,"#, r#""Code":"x"}"#),
        filled("", b"[", ""),
        filled(r#"{"Response":"#, br#"{"Response":"#, ""),
        filled("\"", b"text", "\""),
        filled(r#"{"Response":{"UserList":[{"UserId":""#, b"\xb3\xac", r#""}]}}"#),
        filled(r#"{"Response":{"Error":{"Code":"x","Message":""#, br"\ud83d\/\u003d", r#""}}}"#),
        filled("", b"\xff", ""),
        filled("", b"<html>&amp;%252B", ""),
    ];
    let epoch = OffsetDateTime::UNIX_EPOCH;
    let list = ListUserInfo::builder().app_id("app").start_time(epoch).end_time(epoch).build();
    let info = DescribeUserInfo::builder().comm_id("1_room_2").sdk_app_id(1).start_time(epoch).end_time(epoch).build();
    let users = DescribeUsers::builder().room_id("room").user_ids(["u"]).build();
    // The bodies are alive already; what was alive at most until now is less than what calls may add.
    let before = ALLOCATOR.allocated();
    for body in bodies {
        call(&list, rtc_volcengine::Credentials::new("AK", "a-secret-key"), body.clone());
        call(&info, rtc_tencent::Credentials::new("AKID", "a-secret-key"), body.clone());
        call(&users, rtc_zego::Credentials::new(1, "a-secret-key"), body.clone());
        let most = ALLOCATOR.max_allocated().saturating_sub(before);
        assert!(most <= FACTOR * LENGTH, "{most} bytes for {}", String::from_utf8_lossy(&body[..64]));
    }
}
