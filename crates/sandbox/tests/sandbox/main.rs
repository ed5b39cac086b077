//! The sandbox over real sockets, asked by a client that knows nothing but HTTP.

#![allow(clippy::unwrap_used, clippy::panic, reason = "helpers of tests may fail a test")]

mod answers;
mod faults;
mod limits;
mod log;
mod new_facts;
mod quotas;
mod running;
mod scripts;
mod signatures;
mod wire;

use rtc_sandbox::{Clock, Sandbox, SandboxBuilder, Service, Vendor, World};
use serde_json::{Map, Value as Json, json};
use time::{Duration, OffsetDateTime};
use wire::Answer;

/// The sandbox's time in these tests.
fn now() -> OffsetDateTime {
    OffsetDateTime::from_unix_timestamp(1_795_000_000).unwrap()
}

fn minutes_ago(minutes: i64) -> OffsetDateTime {
    now() - Duration::minutes(minutes)
}

fn rfc3339(at: OffsetDateTime) -> Json {
    at.format(&time::format_description::well_known::Rfc3339).unwrap().into()
}

fn builder(world: World) -> SandboxBuilder {
    Sandbox::builder().world(world).clock(Clock::still(now()))
}

async fn start(world: World) -> Sandbox {
    builder(world).start().await.unwrap()
}

fn object(value: Json) -> Map<String, Json> {
    match value {
        Json::Object(object) => object,
        other => panic!("{other} is no object"),
    }
}

/// Signs and sends.
async fn ask(service: &Service, action: &str, parameters: Json) -> Answer {
    wire::send(service, &wire::Request::of(&service.call(action, &object(parameters)).unwrap())).await
}

/// The code of a refusal, in that vendor's envelope.
fn code(vendor: Vendor, answer: &Answer) -> String {
    let body = &answer.json;
    match vendor {
        Vendor::Volcengine => body["ResponseMetadata"]["Error"]["Code"].as_str().unwrap_or_default().to_owned(),
        Vendor::Tencent => body["Response"]["Error"]["Code"].as_str().unwrap_or_default().to_owned(),
        Vendor::Zego => body["Code"].to_string(),
    }
}

/// Parameters of a call that is right.
fn right(vendor: Vendor) -> (&'static str, Json) {
    match vendor {
        Vendor::Volcengine => {
            ("ListUserInfo", json!({ "AppId": "7", "StartTime": rfc3339(minutes_ago(60)), "EndTime": rfc3339(now()) }))
        }
        Vendor::Tencent => {
            let (start, end) = (minutes_ago(60).unix_timestamp(), now().unix_timestamp());
            ("DescribeUserInfo", json!({ "CommId": "7_r_1", "StartTime": start, "EndTime": end, "SdkAppId": 7 }))
        }
        Vendor::Zego => ("DescribeUsers", json!({ "RoomId": "r", "UserId[]": ["ann"] })),
    }
}
