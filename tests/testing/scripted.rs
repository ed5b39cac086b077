//! Calls without a socket: what is answered, and what was asked.
#![allow(clippy::unwrap_used, clippy::panic, reason = "helpers of tests may fail a test")]

use serde_json::json;
use std::time::Duration;
use tencent_trtc_describe_user_info as tencent;
use time::OffsetDateTime;
use volcengine_rtc_list_user_info::{self as volcengine, ListUserInfo, ListUserInfoOutput, User};
use zego_rtc_describe_users::{
    DescribeUsers, DescribeUsersCode, DescribeUsersOutput, Error, Presence, ZegoCode,
    rtc_zego::{Client, RetryPolicy},
    testing::{Reply, ScriptedTransport, from_json},
};

fn present() -> DescribeUsersOutput {
    from_json(json!({ "UserStatusList": [{ "UserId": "a", "Status": 1, "LoginTime": 1_000 }] })).unwrap()
}

#[tokio::test]
async fn an_output_is_answered_in_the_vendor_s_envelope_and_the_call_recorded() {
    let transport = ScriptedTransport::new();
    transport.answer(&present()).refuse("50001", "room not exist");
    let client = transport.client();
    let ask = || DescribeUsers::builder().room_id("a room&more").user_ids(["a", "b"]);
    let answer = client.call(&ask().build()).await.unwrap();
    assert_eq!((answer.output, answer.request_id.as_deref()), (present(), Some("request-1")));
    let error = ask().send(&client).await.unwrap_err();
    assert_eq!(error.code(), Some(&DescribeUsersCode::Common(ZegoCode::RoomNotFound)));
    assert_eq!(error.request_id(), Some("request-2"));

    let calls = transport.calls();
    assert_eq!((calls.len(), transport.remaining()), (2, 0));
    let call = &calls[0];
    assert_eq!(call.method().as_str(), "GET");
    assert!(call.url().starts_with("https://rtc-api.zego.im/?"), "{}", call.url());
    assert_eq!(call.parameter("Action"), Some("DescribeUsers".into()));
    assert_eq!(call.parameter("RoomId"), Some("a room&more".into()));
    assert_eq!(call.parameter("UserId[]"), Some(json!(["a", "b"])));
    assert_eq!(call.parameter("Nothing"), None);
    let signature = call.parameter("Signature").unwrap();
    let debug = format!("{call:?} {transport:?}");
    assert!(!debug.contains(signature.as_str().unwrap()) && debug.contains("RoomId"), "{debug}");
}

#[tokio::test]
async fn each_vendor_has_its_envelope() {
    let now = OffsetDateTime::now_utc();
    let transport = volcengine::testing::ScriptedTransport::new();
    let payload = json!({ "Total": 0, "UserList": [] });
    transport.answer(&payload).refuse("InvalidParameter", "no");
    let ask = || ListUserInfo::builder().app_id("app").start_time(now - Duration::from_secs(60)).end_time(now);
    let expected: ListUserInfoOutput = volcengine::testing::from_json(&payload).unwrap();
    assert_eq!(ask().send(&transport.client()).await.unwrap(), expected);
    let error = ask().send(&transport.client()).await.unwrap_err();
    assert_eq!(error.status().map(|status| status.as_u16()), Some(400));
    assert_eq!(transport.calls()[0].parameter("AppId"), Some("app".into()));

    let transport = tencent::testing::ScriptedTransport::new();
    transport.answer(&payload).refuse("InvalidParameter", "no");
    let ask = || tencent::DescribeUserInfo::builder().comm_id("c").sdk_app_id(1).start_time(now).end_time(now);
    assert_eq!(ask().send(&transport.client()).await.unwrap().total, 0);
    assert!(ask().send(&transport.client()).await.unwrap_err().code().is_some());
    let call = &transport.calls()[0];
    assert_eq!(
        (call.method().as_str(), call.parameter("SdkAppId")),
        ("POST", call.json().map(|body| body["SdkAppId"].clone()))
    );
    assert!(call.header("x-tc-action") == Some("DescribeUserInfo") && call.body().starts_with(b"{"));
}

#[tokio::test]
async fn failures_and_any_answer_can_be_prepared() {
    let transport = ScriptedTransport::new();
    transport.reply(Reply::no_connection()).reply(Reply::connection_lost()).reply(Reply::answer(503, "down"));
    let client = transport.client();
    let ask = || DescribeUsers::builder().room_id("r").user_ids(["a"]);
    assert!(matches!(ask().send(&client).await, Err(Error::NotSent(_))));
    assert!(matches!(ask().send(&client).await, Err(Error::Interrupted(_))));
    assert!(matches!(ask().send(&client).await, Err(Error::Unreadable(_))));
    transport.reply(Reply::silence());
    let outcome = ask().send(&client.with_timeout(Duration::from_millis(20))).await;
    assert!(matches!(outcome, Err(Error::TimedOut(_))));
}

#[tokio::test]
async fn retries_are_recorded_attempt_by_attempt() {
    let transport = ScriptedTransport::new();
    transport.reply(Reply::answer(503, "down").header("retry-after", "0")).answer(&present());
    let quick = RetryPolicy::default();
    let credentials = zego_rtc_describe_users::rtc_zego::Credentials::new(1, "secret");
    let client = Client::builder().credentials(credentials).transport(transport.clone()).retry(quick).build().unwrap();
    let answer = DescribeUsers::builder().room_id("r").user_ids(["a"]).send(&client).await.unwrap();
    assert_eq!(answer.user_status_list[0].status, Presence::Present);
    assert_eq!(transport.calls().len(), 2);
}

#[tokio::test]
async fn a_call_without_a_prepared_answer_says_so() {
    let transport = ScriptedTransport::new();
    let error = DescribeUsers::builder().room_id("r").user_ids(["a"]).send(&transport.client()).await.unwrap_err();
    assert!(error.to_string().contains("the test prepared no answer for call 1"), "{error}");
}

#[test]
fn json_that_is_no_answer_is_a_clear_error() {
    let text = |json: &str| from_json::<DescribeUsersOutput>(json).unwrap_err().to_string();
    assert!(text("{").starts_with("this JSON is no `DescribeUsersOutput`: it is not JSON"), "{}", text("{"));
    let missing = text(r#"{"UserStatusList": [{"UserId": "a"}]}"#);
    assert_eq!(missing, "this JSON is no `DescribeUsersOutput`: missing field `Status`, at UserStatusList[0]");
    let wrong = text(r#"{"UserStatusList": [{"UserId": "a", "Status": {}}]}"#);
    assert!(wrong.ends_with("at UserStatusList[0].Status"), "{wrong}");
    let row = volcengine::testing::from_json::<Vec<User>>(json!([{ "CallId": "c" }])).unwrap_err().to_string();
    assert!(row.contains("missing field `RoomId`") && row.ends_with("at [0]"), "{row}");
}
