//! Parameters that are missing, wrong or too much.

use crate::{ask, builder, code, minutes_ago, now, rfc3339, right, start};
use rtc_sandbox::{Quotas, Vendor, World};
use serde_json::{Value as Json, json};
use time::{Duration, OffsetDateTime};

/// What becomes of the right call with these parameters set, or taken away where they are null.
async fn codes(vendor: Vendor, action: &str, base: &Json, changes: &[(Json, &str)]) {
    let sandbox = builder(World::new()).quotas(Quotas::Off).start().await.unwrap();
    for (change, expected) in changes {
        let mut parameters = base.clone();
        for (name, value) in change.as_object().unwrap() {
            if value.is_null() {
                parameters.as_object_mut().unwrap().remove(name);
            } else {
                parameters[name] = value.clone();
            }
        }
        let answer = ask(sandbox.service(vendor), action, parameters).await;
        assert_eq!(code(vendor, &answer), *expected, "{change}: {}", answer.text);
    }
}

fn ago(days: i64, more: i64) -> OffsetDateTime {
    now() - Duration::days(days) - Duration::seconds(more)
}

#[tokio::test]
async fn of_list_user_info() {
    let (action, base) = right(Vendor::Volcengine);
    let long = "x".repeat(129);
    let eleven: Vec<String> = (0..11).map(|number| format!("u{number}")).collect();
    let changes = [
        (json!({}), ""),
        (json!({ "AppId": null }), "MissingParameter.NoAppId"),
        (json!({ "AppId": "" }), "MissingParameter.NoAppId"),
        (json!({ "StartTime": null }), "MissingParameter"),
        (json!({ "EndTime": null }), "MissingParameter"),
        (json!({ "StartTime": "2026-11-18 12:00:00" }), "InvalidParameter"),
        (json!({ "StartTime": "2026-11-18T12:00:00 08:00" }), "InvalidParameter"),
        (json!({ "RoomId": "r m" }), "InvalidParameter.IllegalRoomID"),
        (json!({ "RoomId": long }), "InvalidParameter.IllegalRoomID"),
        (json!({ "RoomId": "x".repeat(128) }), ""),
        (json!({ "PageNum": 0 }), "InvalidParameter"),
        (json!({ "PageNum": "one" }), "InvalidParameter"),
        (json!({ "PageSize": 0 }), "InvalidParameter"),
        (json!({ "PageSize": 101 }), ""),
        (json!({ "ExcludeServerUser": "maybe" }), "InvalidParameter"),
        (json!({ "ExcludeServerUser": "True" }), ""),
        (json!({ "UserId": eleven }), "InvalidParameter.UserCountOverLimit"),
        (json!({ "UserId": eleven[1..] }), ""),
        (json!({ "UserId": [] }), ""),
        (json!({ "StartTime": rfc3339(now() + Duration::SECOND) }), "InvalidParameter.StartTimeAfterEndTime"),
        (json!({ "StartTime": rfc3339(ago(14, 0)) }), ""),
        (json!({ "StartTime": rfc3339(ago(14, 1)) }), "InvalidParameter.OutofTimeRange"),
        (json!({ "StartTime": "9999-12-31T12:00:00Z", "EndTime": "9999-12-31T23:59:59Z" }), ""),
        (json!({ "Unheard": "of" }), ""),
    ];
    codes(Vendor::Volcengine, action, &base, &changes).await;
}

#[tokio::test]
async fn of_get_room_online_users() {
    let changes = [
        (json!({}), ""),
        (json!({ "AppId": null }), "MissingParameter.NoAppId"),
        (json!({ "RoomId": null }), "MissingParameter.NoRoomId"),
        (json!({ "RoomId": "a/b" }), "InvalidParameter.IllegalRoomID"),
    ];
    codes(Vendor::Volcengine, "GetRoomOnlineUsers", &json!({ "AppId": "7", "RoomId": "r" }), &changes).await;
}

#[tokio::test]
async fn of_describe_user_info() {
    let (action, base) = right(Vendor::Tencent);
    let ids = |count: usize| (0..count).map(|number| format!("u{number}")).collect::<Vec<_>>();
    let changes = [
        (json!({}), ""),
        (json!({ "CommId": null }), "MissingParameter.CommId"),
        (json!({ "SdkAppId": null }), "MissingParameter.SdkAppId"),
        (json!({ "StartTime": null }), "MissingParameter.StartTs"),
        (json!({ "EndTime": null }), "MissingParameter.EndTs"),
        (json!({ "StartTime": "1" }), "InvalidParameter.StartTs"),
        (json!({ "EndTime": 1.5 }), "InvalidParameter"),
        (json!({ "SdkAppId": "7" }), "InvalidParameter.SdkAppId"),
        (json!({ "SdkAppId": 0 }), "InvalidParameter.SdkAppId"),
        (json!({ "SdkAppId": 8 }), "InvalidParameter.SdkAppId"),
        (json!({ "CommId": "7_1" }), "InvalidParameter"),
        (json!({ "CommId": "" }), "InvalidParameter"),
        (json!({ "PageNumber": -1, "PageSize": 6 }), "InvalidParameter.PageNumber"),
        (json!({ "PageNumber": 0, "PageSize": 0 }), "InvalidParameter.PageSize"),
        (json!({ "PageNumber": 0, "PageSize": 100 }), ""),
        (json!({ "PageNumber": 0, "PageSize": 101 }), "InvalidParameter.PageSizeOversize"),
        (json!({ "UserIds.N": [] }), "InvalidParameter"),
        (json!({ "UserIds.N": [""] }), "InvalidParameter"),
        (json!({ "UserIds.N": ids(100) }), ""),
        (json!({ "UserIds.N": ids(101) }), "InvalidParameter.UserIdsMorethanSix"),
        (json!({ "StartTime": now().unix_timestamp() + 1 }), "InvalidParameter.StartTs"),
        (json!({ "StartTime": minutes_ago(240).unix_timestamp() }), ""),
        (json!({ "StartTime": minutes_ago(240).unix_timestamp() - 1 }), "InvalidParameter.QueryScaleOversize"),
        (json!({ "StartTime": ago(14, 0).unix_timestamp(), "EndTime": ago(13, 86_000).unix_timestamp() }), ""),
        (
            json!({ "StartTime": ago(14, 1).unix_timestamp(), "EndTime": ago(14, 0).unix_timestamp() }),
            "InvalidParameter.StartTsOversize",
        ),
    ];
    codes(Vendor::Tencent, action, &base, &changes).await;
}

/// Some limits are narrower if `DataType.N` is set.
#[tokio::test]
async fn of_describe_call_detail_info() {
    let (_, base) = right(Vendor::Tencent);
    let ids = |count: usize| (0..count).map(|number| format!("u{number}")).collect::<Vec<_>>();
    let start = |minutes: i64| minutes_ago(minutes).unix_timestamp();
    let pages = |size: u64| json!({ "PageNumber": 0, "PageSize": size });
    let plain = [
        (json!({ "UserIds.N": ids(100) }), ""),
        (pages(100), ""),
        (json!({ "StartTime": start(240) }), ""),
        (json!({ "StartTime": start(241) }), "InvalidParameter.QueryScaleOversize"),
        (json!({ "DataType.N": ["all"] }), ""),
    ];
    codes(Vendor::Tencent, "DescribeCallDetailInfo", &base, &plain).await;
    let mut detailed = base;
    detailed["DataType.N"] = json!(["rtt"]);
    let changes = [
        (json!({ "UserIds.N": ids(6) }), ""),
        (json!({ "UserIds.N": ids(7) }), "InvalidParameter.UserIdsMorethanSix"),
        (pages(6), ""),
        (pages(7), "InvalidParameter.PageSizeOversize"),
        (json!({ "StartTime": start(60) }), ""),
        (json!({ "StartTime": start(61) }), "InvalidParameter.QueryScaleOversize"),
    ];
    codes(Vendor::Tencent, "DescribeCallDetailInfo", &detailed, &changes).await;
}

#[tokio::test]
async fn of_tencents_bodies() {
    let sandbox = start(World::new()).await;
    // The parameters are not the action's, so they do not get into a call by themselves: they are signed in its body.
    let refused = |body: &str| {
        let credentials = sandbox.tencent().credentials().clone();
        crate::answers::tencent_call(sandbox.tencent().endpoint(), &credentials, now(), body)
    };
    for (body, expected) in [
        ("", "InvalidParameter.BodyParamsError"),
        ("{", "InvalidParameter.BodyParamsError"),
        ("[]", "InvalidParameter.BodyParamsError"),
        (r#"{"UserId":"ann"}"#, "UnknownParameter"),
        (r#"{"CommId":null}"#, "MissingParameter.CommId"),
    ] {
        let answer = crate::wire::send(sandbox.tencent(), &refused(body)).await;
        assert_eq!(code(Vendor::Tencent, &answer), expected, "{body}: {}", answer.text);
    }
}

#[tokio::test]
async fn of_describe_users() {
    let (action, base) = right(Vendor::Zego);
    let changes = [
        (json!({}), "50001"),
        (json!({ "RoomId": null }), "2"),
        (json!({ "UserId[]": null }), "2"),
        (json!({ "UserId[]": [] }), "2"),
        (json!({ "UserId[]": ["a", "b", "c", "d", "e", "f", "g", "h", "i", "j"] }), "50001"),
        (json!({ "UserId[]": ["a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k"] }), "50011"),
    ];
    codes(Vendor::Zego, action, &base, &changes).await;
}
