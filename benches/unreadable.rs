//! Unreadable answers of 16 MiB: how long a call takes to say so.
//!
//! That time comes after the whole answer, which may arrive right before the call's deadline. It must be less than a tenth
//! of a deadline of 5 s. It is CPU time, because other programs of a busy machine are not the client's fault.
#![forbid(unsafe_code)]

use bytes::Bytes;
use http::{Request, Response};
use rtc_benches::{compare::median, process::cpu_time};
use rtc_core::{Action, Client, Exchange, LimitPolicy, Quotas, RetryPolicy, SendOptions, Transport, Vendor};
use std::{
    error::Error,
    pin::pin,
    task::{Context, Poll, Waker},
};
use tencent_trtc_describe_user_info::DescribeUserInfo;
use time::OffsetDateTime;
use volcengine_rtc_list_user_info::ListUserInfo;
use zego_rtc_describe_users::DescribeUsers;

/// The length of each answer, in bytes: the longest that a client reads.
const LENGTH: usize = 16 << 20;
/// The call's deadline, in seconds.
const DEADLINE: f64 = 5.0;
/// How late a call may end, its deadline included.
const GOAL: f64 = 1.10;

/// What an answer is made of: its name, its begin, the piece that is repeated, and its end.
type Shape = (&'static str, &'static str, &'static [u8], &'static str);

const SHAPES: [Shape; 13] = [
    ("a list of objects", "[", br#"{"a":0},"#, "0]"),
    ("Tencent, a wrong count", r#"{"Response":{"Total":true,"UserList":["#, br#"{"a":0},"#, r#"{}],"RequestId":"r"}}"#),
    (
        "Volcengine, a wrong count",
        r#"{"ResponseMetadata":{"RequestId":"r"},"Result":{"Total":true,"UserList":["#,
        br#"{"a":0},"#,
        "{}]}}",
    ),
    ("ZEGO, wrong rows", r#"{"Code":0,"RequestId":"r","Data":{"UserStatusList":["#, br#"{"a":0},"#, "{}]}}"),
    ("ZEGO, truncated", r#"{"Code":0,"Data":{"UserStatusList":[],"More":["#, br#"{"a":0},"#, "{}]}"),
    ("one member many times", "{", br#""Code":null,"#, r#""Code":"x"}"#),
    ("nested lists", "", b"[", ""),
    ("nested objects", r#"{"Response":"#, br#"{"Response":"#, ""),
    ("a text", "\"", b"text", "\""),
    ("a text that is not Unicode", r#"{"Response":{"UserList":[{"UserId":""#, b"\xb3\xac", r#""}]}}"#),
    ("a message of escapes", r#"{"Response":{"Error":{"Code":"x","Message":""#, br"\ud83d\/\u003d", r#""}}}"#),
    ("bytes", "", b"\xff", ""),
    ("HTML", "", b"<html>&amp;%252B", ""),
];

fn main() -> Result<(), Box<dyn Error>> {
    let measuring = std::env::args().any(|argument| argument == "--bench");
    let (length, times) = if measuring { (LENGTH, 5) } else { (LENGTH >> 8, 1) };
    let epoch = OffsetDateTime::UNIX_EPOCH;
    let list = ListUserInfo::builder().app_id("app").start_time(epoch).end_time(epoch).build();
    let info = DescribeUserInfo::builder().comm_id("1_room_2").sdk_app_id(1).start_time(epoch).end_time(epoch).build();
    let users = DescribeUsers::builder().room_id("room").user_ids(["u"]).build();
    let list = Reading::new(&list, rtc_volcengine::Credentials::new("AK", "a-secret-key"), times);
    let info = Reading::new(&info, rtc_tencent::Credentials::new("AKID", "a-secret-key"), times);
    let users = Reading::new(&users, rtc_zego::Credentials::new(1, "a-secret-key"), times);
    let mut slowest = 0.0_f64;
    for shape in SHAPES {
        let body = body(shape, length);
        let took = [list.seconds(&body)?, info.seconds(&body)?, users.seconds(&body)?];
        slowest = took.into_iter().fold(slowest, f64::max);
        let [list, info, users] = took.map(|seconds| seconds * 1000.0);
        println!("{:<28} Volcengine {list:>5.0} ms, Tencent {info:>5.0} ms, ZEGO {users:>5.0} ms", shape.0);
    }
    let late = (DEADLINE + slowest) / DEADLINE;
    println!("at worst, a call with a deadline of {DEADLINE} s ends after {late:.3} of it; goal {GOAL:.2}");
    Ok(())
}

/// An answer of that length.
fn body((_, begin, piece, end): Shape, length: usize) -> Bytes {
    let pieces = piece.repeat((length - begin.len() - end.len()) / piece.len());
    [begin.as_bytes(), &pieces, end.as_bytes()].concat().into()
}

/// A transport that has the answer at once.
struct Ready(Bytes);

impl Transport for Ready {
    fn send(&self, _: Request<Bytes>, _: SendOptions) -> Exchange<'_> {
        let answer = Response::new(self.0.clone());
        Box::pin(async move { Ok(answer) })
    }
}

/// Calls of one action.
struct Reading<'a, A: Action> {
    action: &'a A,
    credentials: <A::Vendor as Vendor>::Credentials,
    times: usize,
}

impl<'a, A: Action<Vendor: Vendor<Credentials: Clone>>> Reading<'a, A> {
    const fn new(action: &'a A, credentials: <A::Vendor as Vendor>::Credentials, times: usize) -> Self {
        Self { action, credentials, times }
    }

    /// The CPU time of a call, its answer at hand: the median.
    fn seconds(&self, body: &Bytes) -> Result<f64, Box<dyn Error>> {
        let client = Client::<A::Vendor>::builder().credentials(self.credentials.clone()).limits(LimitPolicy::Ignore);
        let client = client.quotas(Quotas::off()).retry(RetryPolicy::never()).transport(Ready(body.clone())).build()?;
        let mut took = Vec::with_capacity(self.times);
        for _ in 0..self.times {
            let begun = cpu_time();
            match pin!(client.send(self.action)).poll(&mut Context::from_waker(Waker::noop())) {
                Poll::Ready(Err(_)) => took.push(cpu_time().saturating_sub(begun).as_secs_f64()),
                Poll::Ready(Ok(_)) => return Err("the answer is readable".into()),
                Poll::Pending => return Err("the call waits".into()),
            }
        }
        Ok(median(&mut took))
    }
}
