//! Each action, asked as it should be.

use crate::{
    APP, SECRET, ago, describe_user_info, describe_user_info_builder, describe_users, get_room_online_users,
    list_user_info, noon, start,
};
use rtc_core::ErrorCode;
use rtc_sandbox::{Clock, Credentials, Sandbox, Vendor};
use serde_json::json;
use tencent_trtc_describe_user_info::Region;
use volcengine_rtc_get_room_online_users::GetRoomOnlineUsers;
use volcengine_rtc_list_user_info::{Access, ListUserInfo, Os, RoomEventKind};
use zego_rtc_describe_users::{Presence, UserRole};

#[tokio::test]
async fn list_user_info_tells_who_was_there() {
    let calls = start().await;
    let answer = calls.volcengine.call(&list_user_info()).await.unwrap();
    assert!(answer.request_id.is_some_and(|id| !id.is_empty()));
    assert_eq!(answer.status, 200);
    let output = answer.output;
    assert_eq!((output.total, output.user_list.len()), (2, 2));
    let ann = output.user_list.iter().find(|user| user.user_id == "ann").unwrap();
    assert_eq!((&ann.os, &ann.access, ann.finished, ann.leave_at), (&Os::Ios, &Access::Wifi, false, None));
    assert_eq!((ann.created_at, ann.device_type.as_deref()), (ago(90), Some("iPhone 15")));
    let bob = output.user_list.iter().find(|user| user.user_id == "bob").unwrap();
    assert_eq!((bob.leave_at, bob.finished, &bob.access), (Some(ago(30)), true, &Access::Cellular4g));
    let kinds: Vec<_> = bob.record.iter().map(|event| event.kind.clone()).collect();
    assert_eq!(kinds, [RoomEventKind::Joined, RoomEventKind::Left]);
}

#[tokio::test]
async fn everything_that_can_be_asked_arrives() {
    let calls = start().await;
    let asked = ListUserInfo::builder()
        .app_id(APP)
        .start_time(ago(120))
        .end_time(ago(2))
        .room_id("room")
        .user_ids(["ann", "b.o_b@x-y"])
        .page_num(1)
        .page_size(50)
        .exclude_server_user(false);
    let output = asked.send(&calls.volcengine).await.unwrap();
    assert_eq!(output.user_list.len(), 1);
    let arrived = calls.sandbox.log()[0].clone();
    assert_eq!((arrived.action.as_deref(), arrived.status, arrived.code.as_deref()), (Some("ListUserInfo"), 200, None));
    for (name, value) in
        [("Version", "2023-11-01"), ("UserId", "ann,b.o_b@x-y"), ("PageSize", "50"), ("ExcludeServerUser", "false")]
    {
        assert_eq!(arrived.query[name], value, "{name}");
    }
}

#[tokio::test]
async fn get_room_online_users_tells_who_is_there() {
    let calls = start().await;
    let output = calls.volcengine.send(&get_room_online_users()).await.unwrap();
    assert!(output.room_exists);
    assert_eq!((output.visible_user_list, output.total_user), (vec!["ann".to_owned()], Some(1)));
    let asked = GetRoomOnlineUsers::builder().app_id(APP).room_id("nowhere");
    let output = asked.send(&calls.volcengine).await.unwrap();
    assert!(!output.room_exists && output.total_user.is_none());
}

#[tokio::test]
async fn describe_user_info_tells_who_was_in_a_call() {
    let calls = start().await;
    let asked = describe_user_info_builder().page_number(0).page_size(100).region(Region::Mumbai);
    let output = asked.send(&calls.tencent).await.unwrap();
    assert_eq!(output.user_list.len(), 2);
    let bob = output.user_list.iter().find(|user| user.user_id == "bob").unwrap();
    assert_eq!((bob.join_ts, bob.leave_ts, bob.finished), (ago(60), ago(30), true));
    assert_eq!(calls.sandbox.log()[0].body["PageSize"], json!(100));
}

#[tokio::test]
async fn describe_users_tells_who_is_present() {
    let calls = start().await;
    let users = calls.zego.send(&describe_users()).await.unwrap().user_status_list;
    let of = |id: &str| users.iter().find(|user| user.user_id == id).unwrap().clone();
    assert_eq!(
        (of("ann").status, of("ann").login_time, of("ann").user_role),
        (Presence::Present, Some(ago(90)), Some(UserRole::Host))
    );
    assert_eq!(of("bob").status, Presence::Absent);
    assert_eq!(calls.sandbox.log()[0].query["UserId[]"], json!(["ann", "bob"]));
}

#[tokio::test]
async fn temporary_credentials_let_in_too() {
    let sandbox = Sandbox::builder()
        .clock(Clock::still(noon()))
        .credentials(Vendor::Volcengine, Credentials::new("AKTP", SECRET).session_token("aSessionToken"))
        .credentials(Vendor::Tencent, Credentials::new("AKIDtmp", SECRET).session_token("aToken"))
        .start()
        .await
        .unwrap();
    let credentials = rtc_volcengine::Credentials::new("AKTP", SECRET).session_token("aSessionToken");
    let client = crate::builder(sandbox.volcengine().endpoint(), credentials).build().unwrap();
    rtc_volcengine::Client::send(&client, &get_room_online_users()).await.unwrap();
    let credentials = rtc_tencent::Credentials::new("AKIDtmp", SECRET).token("aToken");
    let client = crate::builder(sandbox.tencent().endpoint(), credentials).build().unwrap();
    rtc_tencent::Client::send(&client, &describe_user_info()).await.unwrap();
    let credentials = rtc_tencent::Credentials::new("AKIDtmp", SECRET).token("anotherToken");
    let client = crate::builder(sandbox.tencent().endpoint(), credentials).build().unwrap();
    let error = rtc_tencent::Client::send(&client, &describe_user_info()).await.unwrap_err();
    assert_eq!(&*error.code().unwrap().code(), "AuthFailure.TokenFailure");
}

/// Clones of one client, many calls at once.
#[tokio::test]
async fn clones_call_side_by_side() {
    let calls = start().await;
    let tasks: Vec<_> = (0..32)
        .map(|_| {
            let client = calls.volcengine.clone();
            tokio::spawn(async move { client.send(&list_user_info()).await.map(|output| output.total) })
        })
        .collect();
    for task in tasks {
        assert_eq!(task.await.unwrap().unwrap(), 2);
    }
    assert_eq!(calls.sandbox.log().len(), 32);
}
