//! What is answered from the world.

use crate::{ask, builder, code, minutes_ago, now, rfc3339, start, wire::Request};
use hmac::{Hmac, KeyInit, Mac};
use rtc_catalog::model::{Type, fits};
use rtc_sandbox::{Credentials, Quotas, Role, Sandbox, Vendor, World};
use serde_json::{Value as Json, json};
use sha2::{Digest, Sha256};
use std::{collections::BTreeSet, fmt::Write, path::Path};
use time::{Duration, OffsetDateTime};

const APP: &str = World::APP;

/// Three calls of one room and one of another; two people are there now.
fn world() -> World {
    let mut world = World::new();
    let ann =
        world.user(APP, "r_1", "ann").device("iPhone 15").os("ios").access("wifi").published(true).role(Role::Host);
    ann.session(minutes_ago(300), minutes_ago(290)).session(minutes_ago(120), minutes_ago(110));
    ann.device("").os("web").access("5g").session(minutes_ago(105), minutes_ago(100)).session(minutes_ago(10), None);
    world
        .user(APP, "r_1", "bob")
        .visible(false)
        .session(minutes_ago(119), minutes_ago(90))
        .session(minutes_ago(1), None);
    world
        .user(APP, "r_1", "recorder")
        .os("linux")
        .visible(false)
        .role(Role::Administrator)
        .session(minutes_ago(118), minutes_ago(91));
    world.user(APP, "other", "ann").session(minutes_ago(115), minutes_ago(113));
    world
}

async fn list(sandbox: &Sandbox, more: Json) -> Json {
    let mut parameters = json!({ "AppId": APP, "StartTime": rfc3339(minutes_ago(360)), "EndTime": rfc3339(now()) });
    parameters.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    let answer = ask(sandbox.volcengine(), "ListUserInfo", parameters).await;
    assert_eq!(answer.status, 200, "{}", answer.text);
    answer.json["Result"].clone()
}

fn users(result: &Json) -> Vec<&str> {
    result["UserList"].as_array().unwrap().iter().map(|row| row["UserId"].as_str().unwrap()).collect()
}

#[tokio::test]
async fn list_user_info_has_a_row_for_each_user_of_each_call() {
    let sandbox = start(world()).await;
    let all = list(&sandbox, json!({})).await;
    assert_eq!(users(&all), ["ann", "ann", "bob", "ann", "ann"]);
    assert_eq!(
        (all["Total"].clone(), all["PageNum"].clone(), all["PageSize"].clone()),
        (json!(5), json!(1), json!(20))
    );
    let twice = &all["UserList"][1];
    assert_eq!(twice["OS"], "web");
    assert_eq!(twice["Access"], "5g");
    assert_eq!(twice["Duration"], 15 * 60);
    assert_eq!(twice["Finished"], true);
    assert_eq!(twice["CreatedAt"], "2026-11-18T17:06:40+08:00");
    assert_eq!(twice["Record"].as_array().unwrap().len(), 4);
    assert_eq!(twice["CallId"], all["UserList"][2]["CallId"]);
    // Bob entered within the lag, so only Ann is known to be there, since 10 minutes.
    let inside = &all["UserList"][4];
    assert_eq!((inside["LeaveAt"].clone(), inside["Finished"].clone()), (json!(""), json!(false)));
    assert_eq!(inside["Duration"], 600 - 100);
    sandbox.clock().advance(Duration::seconds(41));
    assert_eq!(users(&list(&sandbox, json!({})).await), ["ann", "ann", "bob", "ann", "ann", "bob"]);
}

#[tokio::test]
async fn list_user_info_takes_what_its_page_says() {
    let sandbox = start(world()).await;
    assert_eq!(users(&list(&sandbox, json!({ "RoomId": "other" })).await), ["ann"]);
    assert_eq!(users(&list(&sandbox, json!({ "UserId": ["bob", "nobody", "not an id"] })).await), ["bob"]);
    assert_eq!(users(&list(&sandbox, json!({ "UserId": ["not an id"] })).await), Vec::<&str>::new());
    assert_eq!(users(&list(&sandbox, json!({ "RoomId": "r_1", "ExcludeServerUser": false })).await).len(), 5);
    // Seven hours are cut to the first six: what began in the last one is not there.
    assert_eq!(users(&list(&sandbox, json!({ "StartTime": rfc3339(minutes_ago(420)) })).await).len(), 4);
    let cut = list(&sandbox, json!({ "PageSize": 500 })).await;
    assert_eq!(cut["PageSize"], 100);
    let beyond = list(&sandbox, json!({ "PageNum": 9 })).await;
    assert_eq!((beyond["Total"].clone(), beyond["UserList"].clone()), (json!(5), json!([])));
    let other = ask(sandbox.volcengine(), "GetRoomOnlineUsers", json!({ "AppId": "8", "RoomId": "r_1" })).await;
    assert_eq!(code(Vendor::Volcengine, &other), "InvalidParameter.NotExistAppId");
}

#[tokio::test]
async fn get_room_online_users_tells_visible_from_invisible() {
    let sandbox = start(world()).await;
    let ask_room =
        |room: &'static str| ask(sandbox.volcengine(), "GetRoomOnlineUsers", json!({ "AppId": APP, "RoomId": room }));
    let here = ask_room("r_1").await.json["Result"].clone();
    let expected = json!({ "RoomExists": true, "TotalUser": 2, "TotalInvisibleUser": 1, "VisibleUserList": ["ann"], "InvisibleUserList": ["bob"] });
    assert_eq!(here, expected);
    assert_eq!(ask_room("other").await.json["Result"], json!({ "RoomExists": false }));
}

fn comm_id(world: &World, users: usize) -> String {
    world.calls().iter().find(|call| call.room == "r_1" && call.users.len() == users).unwrap().comm_id.clone()
}

async fn describe(sandbox: &Sandbox, more: Json) -> Json {
    let mut parameters = json!({
        "CommId": more.get("CommId").cloned().unwrap_or_else(|| comm_id(sandbox.world(), 3).into()),
        "StartTime": minutes_ago(120).unix_timestamp(),
        "EndTime": now().unix_timestamp(),
        "SdkAppId": 1_400_188_366,
    });
    parameters.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    let answer = ask(sandbox.tencent(), "DescribeUserInfo", parameters).await;
    assert_eq!((answer.status, code(Vendor::Tencent, &answer).as_str()), (200, ""), "{}", answer.text);
    answer.json["Response"].clone()
}

#[tokio::test]
async fn describe_user_info_has_the_sessions_of_a_call() {
    let sandbox = start(world()).await;
    let all = describe(&sandbox, json!({})).await;
    assert_eq!(users(&all), ["ann", "ann", "bob", "recorder"]);
    assert_eq!((all["Total"].clone(), all["UserList"][0]["RoomStr"].clone()), (json!(4), json!("r_1")));
    assert_eq!(users(&describe(&sandbox, json!({ "UserIds.N": ["bob", "nobody"] })).await), ["bob"]);
    assert_eq!(
        users(&describe(&sandbox, json!({ "StartTime": minutes_ago(99).unix_timestamp() })).await),
        ["bob", "recorder"]
    );
    let none = describe(&sandbox, json!({ "CommId": format!("{APP}_r_1_1") })).await;
    assert_eq!((none["Total"].clone(), none["UserList"].clone()), (json!(0), Json::Null));
    let inside = describe(&sandbox, json!({ "CommId": comm_id(sandbox.world(), 2) })).await;
    let row = &inside["UserList"][1];
    assert_eq!((row["Finished"].clone(), row["LeaveTs"].clone()), (json!(false), json!(now().unix_timestamp())));
}

#[tokio::test]
async fn describe_user_info_with_half_a_page_answers_six_rows() {
    let mut world = World::new();
    for number in 0..20 {
        world.user(APP, "r_1", format!("u{number:02}")).session(minutes_ago(60), minutes_ago(30));
    }
    let comm_id = world.calls()[0].comm_id.clone();
    let sandbox = start(world).await;
    for page in [json!({}), json!({ "PageNumber": 2 }), json!({ "PageSize": 50 })] {
        let mut more = page;
        more["CommId"] = comm_id.clone().into();
        assert_eq!(users(&describe(&sandbox, more).await), ["u00", "u01", "u02", "u03", "u04", "u05"]);
    }
    let last = describe(&sandbox, json!({ "CommId": comm_id, "PageNumber": 2, "PageSize": 8 })).await;
    assert_eq!(users(&last), ["u16", "u17", "u18", "u19"]);
}

#[tokio::test]
async fn describe_users_tells_who_is_there() {
    let sandbox = start(world()).await;
    let answer =
        ask(sandbox.zego(), "DescribeUsers", json!({ "RoomId": "r_1", "UserId[]": ["bob", "nobody", "ann", "bob"] }))
            .await;
    let login = |at: OffsetDateTime| at.unix_timestamp() * 1000;
    let expected = json!([
        { "UserId": "ann", "Status": 1, "LoginTime": login(minutes_ago(10)), "UserRole": 1 },
        { "UserId": "bob", "Status": 1, "LoginTime": login(minutes_ago(1)), "UserRole": 2 },
        { "UserId": "nobody", "Status": 0, "LoginTime": 0, "UserRole": 0 },
    ]);
    assert_eq!(answer.json["Data"]["UserStatusList"], expected);
    assert_eq!((answer.json["Code"].clone(), answer.json["Message"].clone()), (json!(0), json!("success")));
    let gone = ask(sandbox.zego(), "DescribeUsers", json!({ "RoomId": "other", "UserId[]": ["ann"] })).await;
    assert_eq!(code(Vendor::Zego, &gone), "50001");
}

#[tokio::test]
async fn pages_and_spans_add_up_to_the_world_whatever_their_size() {
    let sandbox = builder(World::seeded(7, now())).quotas(Quotas::Off).start().await.unwrap();
    // Calls with people in them who are known after the lag, without servers.
    let known = now() - Duration::seconds(100);
    let calls = sandbox.world().calls();
    let expected: BTreeSet<(String, String)> = calls
        .iter()
        .filter(|call| call.began <= known)
        .flat_map(|call| {
            call.users.iter().filter(|user| *user != "recorder").map(|user| (call.call_id.clone(), user.clone()))
        })
        .collect();
    assert!(expected.len() > 200);
    for (size, hours) in [(3, 6), (100, 5), (7, 1)] {
        let mut seen = BTreeSet::new();
        let mut start_time = now() - Duration::days(14);
        while start_time < now() {
            let end_time = start_time + Duration::hours(hours);
            for page in 1.. {
                let asked = json!({ "StartTime": rfc3339(start_time), "EndTime": rfc3339(end_time), "PageNum": page, "PageSize": size });
                let result = list(&sandbox, asked).await;
                let rows = result["UserList"].as_array().unwrap();
                let text = |row: &Json, name: &str| row[name].as_str().unwrap().to_owned();
                seen.extend(rows.iter().map(|row| (text(row, "CallId"), text(row, "UserId"))));
                if rows.len() < size {
                    break;
                }
            }
            start_time = end_time;
        }
        // Whoever entered a call that is known but did so within the lag is not there yet.
        assert!(seen.is_subset(&expected));
        assert!(expected.difference(&seen).count() <= 3, "{:?}", expected.difference(&seen));
    }
}

#[tokio::test]
async fn every_sample_is_answered_as_its_spec_says() {
    let model = rtc_catalog::load(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../../specs")).unwrap();
    let sandbox = start(World::seeded(3, now())).await;
    for vendor in Vendor::ALL {
        let service = sandbox.service(vendor);
        for name in service.actions() {
            let answer = crate::wire::send(service, &Request::of(&service.sample(name).unwrap())).await;
            assert_eq!(answer.status, 200, "{name}: {}", answer.text);
            let action = model.action(vendor.id(), name).unwrap();
            let payload = &answer.json[&action.vendor.envelope.payload];
            for field in &action.output {
                if let Some(value) = payload.get(&field.wire) {
                    fits(action, &field.kind, value, &field.wire, false).unwrap();
                    assert_ne!(*value, Json::Null, "{name} shows nothing: {}", answer.text);
                } else {
                    // A list without items may be missing.
                    assert!(
                        field.optional || matches!(field.kind, Type::List(_)),
                        "{name} has no {}: {}",
                        field.wire,
                        answer.text
                    );
                }
            }
        }
    }
}

/// A call to Tencent with any body, signed here.
pub(crate) fn tencent_call(endpoint: &str, credentials: &Credentials, now: OffsetDateTime, body: &str) -> Request {
    let host = endpoint.strip_prefix("http://").unwrap();
    let hex = |bytes: &[u8]| {
        bytes.iter().fold(String::new(), |mut text, byte| {
            write!(text, "{byte:02x}").unwrap();
            text
        })
    };
    let hmac = |key: &[u8], text: &str| {
        let mut mac = Hmac::<Sha256>::new_from_slice(key).unwrap();
        mac.update(text.as_bytes());
        mac.finalize().into_bytes().to_vec()
    };
    let hash = |text: &str| hex(&Sha256::digest(text.as_bytes()));
    let timestamp = now.unix_timestamp().to_string();
    let scope = format!("{}/trtc/tc3_request", now.date());
    let canonical =
        format!("POST\n/\n\ncontent-type:application/json\nhost:{host}\n\ncontent-type;host\n{}", hash(body));
    let to_sign = format!("TC3-HMAC-SHA256\n{timestamp}\n{scope}\n{}", hash(&canonical));
    let key = [now.date().to_string().as_str(), "trtc", "tc3_request"]
        .iter()
        .fold(format!("TC3{}", credentials.secret()).into_bytes(), |key, part| hmac(&key, part));
    let authorization = format!(
        "TC3-HMAC-SHA256 Credential={}/{scope}, SignedHeaders=content-type;host, Signature={}",
        credentials.id(),
        hex(&hmac(&key, &to_sign))
    );
    let headers = [
        ("Authorization", authorization.as_str()),
        ("Content-Type", "application/json"),
        ("X-TC-Action", "DescribeUserInfo"),
        ("X-TC-Version", "2019-07-22"),
        ("X-TC-Timestamp", &timestamp),
        ("X-TC-Region", "ap-singapore"),
    ];
    Request::new("POST", "/", host, &headers, body)
}
