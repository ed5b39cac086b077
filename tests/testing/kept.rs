//! Answers and requests that are kept: written in the vendor's names and forms, and read again.
#![allow(clippy::unwrap_used, reason = "helpers of tests may fail a test")]

use proptest::{
    prelude::*,
    test_runner::{Config, RngSeed},
};
use serde::{Serialize, de::DeserializeOwned};
use serde_json::{Value, json};
use std::fmt::Debug;
use tencent_trtc_describe_user_info::{DescribeUserInfo, DescribeUserInfoOutput};
use time::{Duration, OffsetDateTime, UtcOffset, format_description::well_known::Rfc3339};
use volcengine_rtc_get_room_online_users::GetRoomOnlineUsersOutput;
use volcengine_rtc_list_user_info::{ListUserInfo, ListUserInfoOutput, User};
use zego_rtc_describe_users::{DescribeUsers, DescribeUsersOutput};

/// What is read from `json` is the same after it was written and read again.
fn kept<T: Serialize + DeserializeOwned + PartialEq + Debug>(json: &Value) -> Result<(), TestCaseError> {
    let value: T = serde_json::from_value(json.clone()).unwrap();
    let written = serde_json::to_string(&value).unwrap();
    prop_assert_eq!(serde_json::from_str::<T>(&written).unwrap(), value, "{}", written);
    Ok(())
}

/// An answer with every optional field, so that what is written must be what was read.
fn written_as_it_came<T: Serialize + DeserializeOwned>(json: &Value) {
    let value: T = serde_json::from_value(json.clone()).unwrap();
    assert_eq!(serde_json::to_value(&value).unwrap(), *json);
}

fn instant() -> impl Strategy<Value = OffsetDateTime> {
    (-62_000_000_000_i64..253_000_000_000, 0_i64..1_000_000_000, -23_i8..=23, 0_i8..60).prop_map(
        |(seconds, nanoseconds, hours, minutes)| {
            let offset = UtcOffset::from_hms(hours, minutes * hours.signum(), 0).unwrap();
            let time = OffsetDateTime::from_unix_timestamp(seconds).unwrap() + Duration::nanoseconds(nanoseconds);
            time.to_offset(offset)
        },
    )
}

/// A time as text, its offset in any of the forms of RFC 3339.
fn rfc3339() -> impl Strategy<Value = Value> {
    (instant(), any::<bool>()).prop_map(|(time, utc)| {
        let time = if utc { time.to_offset(UtcOffset::UTC) } else { time };
        time.format(&Rfc3339).unwrap().into()
    })
}

/// Present with a value of `values`, `null`, or missing, which is none.
fn optional(values: impl Strategy<Value = Value>) -> impl Strategy<Value = Option<Value>> {
    prop_oneof![2 => values.prop_map(Some), 1 => Just(Some(Value::Null)), 1 => Just(None)]
}

fn text() -> impl Strategy<Value = Value> {
    prop_oneof![any::<String>(), ".{0,8}"].prop_map(Value::from)
}

fn number() -> impl Strategy<Value = Value> {
    any::<i64>().prop_map(Value::from)
}

/// A documented value of an enumeration or another one.
fn one_of(documented: &'static [&'static str]) -> impl Strategy<Value = Value> {
    prop_oneof![prop::sample::select(documented).prop_map(Value::from), text()]
}

fn object(fields: Vec<(&str, Option<Value>)>) -> Value {
    let there = fields.into_iter().filter_map(|(name, value)| Some((name.to_owned(), value?)));
    Value::Object(there.collect())
}

fn list(items: impl Strategy<Value = Value>) -> impl Strategy<Value = Option<Value>> {
    optional(prop::collection::vec(items, 0..4).prop_map(Value::from))
}

prop_compose! {
    fn user()(
        ids in (text(), text(), text()),
        created in rfc3339(),
        leave in optional(prop_oneof![rfc3339(), Just(json!(""))]),
        finished in any::<bool>(),
        (duration, published) in (optional(number()), optional(any::<bool>().prop_map(Value::from))),
        (os, network) in (one_of(&["android", "ios", "linux"]), one_of(&["wifi", "2g", "unknown"])),
        record in list((rfc3339(), one_of(&["join", "leave"])).prop_map(|(at, kind)| json!({ "Time": at, "Type": kind }))),
    ) -> Value {
        object(vec![
            ("CallId", Some(ids.0)), ("RoomId", Some(ids.1)), ("UserId", Some(ids.2)), ("CreatedAt", Some(created)),
            ("LeaveAt", leave), ("Finished", Some(finished.into())), ("Duration", duration), ("Pub", published),
            ("OS", Some(os)), ("Access", Some(network)), ("Record", record),
        ])
    }
}

prop_compose! {
    fn information()(
        texts in (text(), text(), text(), text(), text()),
        (join, leave) in (-377_705_116_800_i64..=253_402_300_799, -377_705_116_800_i64..=253_402_300_799),
        finished in any::<bool>(),
    ) -> Value {
        json!({
            "RoomStr": texts.0, "UserId": texts.1, "JoinTs": join, "LeaveTs": leave, "DeviceType": texts.2,
            "SdkVersion": texts.3, "ClientIp": texts.4, "Finished": finished,
        })
    }
}

prop_compose! {
    fn status()(
        id in text(),
        status in prop_oneof![0_i64..3, any::<i64>()],
        login in optional(prop_oneof![Just(json!(0)), (-377_705_116_800_000_i64..=253_402_300_799_999).prop_map(Value::from)]),
        role in optional(prop_oneof![0_i64..6, any::<i64>()].prop_map(Value::from)),
    ) -> Value {
        object(vec![("UserId", Some(id)), ("Status", Some(status.into())), ("LoginTime", login), ("UserRole", role)])
    }
}

fn cases() -> Config {
    Config { cases: 256, rng_seed: RngSeed::Fixed(20_261_122), failure_persistence: None, ..Config::default() }
}

proptest! {
    #![proptest_config(cases())]

    #[test]
    fn any_answer_can_be_kept(
        total in any::<i64>(),
        page in optional(number()),
        users in list(user()),
        (count, rooms) in (any::<u64>(), list(information())),
        statuses in list(status()),
        (exists, number, names) in (any::<bool>(), optional(any::<i32>().prop_map(Value::from)), list(text())),
    ) {
        kept::<ListUserInfoOutput>(&object(vec![("Total", Some(total.into())), ("PageNum", page), ("UserList", users)]))?;
        kept::<DescribeUserInfoOutput>(&object(vec![("Total", Some(count.into())), ("UserList", rooms)]))?;
        kept::<DescribeUsersOutput>(&object(vec![("UserStatusList", statuses)]))?;
        kept::<GetRoomOnlineUsersOutput>(&object(vec![
            ("RoomExists", Some(exists.into())), ("TotalUser", number), ("VisibleUserList", names),
        ]))?;
    }

    #[test]
    fn a_list_of_rows_can_be_kept(users in prop::collection::vec(user(), 0..4)) {
        kept::<Vec<User>>(&users.into())?;
    }
}

#[test]
fn an_answer_is_written_in_the_vendor_s_names_and_forms() {
    written_as_it_came::<DescribeUserInfoOutput>(&json!({ "Total": 1, "UserList": [{
        "RoomStr": "room1", "UserId": "a", "JoinTs": 1_675_674_019, "LeaveTs": 1_675_674_020, "DeviceType": "iOS",
        "SdkVersion": "1", "ClientIp": "192.0.2.1", "Finished": true,
    }] }));
    written_as_it_came::<DescribeUsersOutput>(&json!({ "UserStatusList": [
        { "UserId": "a", "Status": 1, "LoginTime": 1_675_674_019_365_i64, "UserRole": 1 },
        { "UserId": "b", "Status": 0, "LoginTime": null, "UserRole": null },
        { "UserId": "c", "Status": 7, "LoginTime": null, "UserRole": 3 },
    ] }));
    let user: User = serde_json::from_value(json!({
        "CallId": "c", "RoomId": "r", "UserId": "u", "CreatedAt": "2026-11-22T08:00:00.5+08:00", "LeaveAt": "",
        "Finished": false, "OS": "harmony", "Access": "wifi",
    }))
    .unwrap();
    let written = serde_json::to_value([user]).unwrap();
    let row = &written[0];
    assert_eq!((&row["CreatedAt"], &row["LeaveAt"]), (&json!("2026-11-22T08:00:00.5+08:00"), &Value::Null));
    assert_eq!((&row["OS"], &row["Record"]), (&json!("harmony"), &json!([])));
}

#[test]
fn an_absent_user_has_neither_a_login_time_nor_a_role() {
    let json = json!({ "UserStatusList": [{ "UserId": "a", "Status": 0, "LoginTime": 0, "UserRole": 0 }] });
    let answer: DescribeUsersOutput = serde_json::from_value(json).unwrap();
    let user = &answer.user_status_list[0];
    assert_eq!((user.login_time, &user.user_role), (None, &None));
}

#[test]
fn a_request_is_written_as_its_parameters() {
    let at = OffsetDateTime::from_unix_timestamp(1_700_000_000).unwrap() + Duration::milliseconds(250);
    let list =
        ListUserInfo::builder().app_id("app").start_time(at).end_time(at).page_size(50).user_ids(["a", "b"]).build();
    let time = "2023-11-14T22:13:20+00:00";
    assert_eq!(
        serde_json::to_value(&list).unwrap(),
        json!({ "AppId": "app", "StartTime": time, "EndTime": time, "PageSize": 50, "UserId": ["a", "b"] }),
    );
    let info = DescribeUserInfo::builder().comm_id("c").sdk_app_id(1).start_time(at).end_time(at).build();
    assert_eq!(
        serde_json::to_value(&info).unwrap(),
        json!({ "CommId": "c", "SdkAppId": 1, "StartTime": 1_700_000_000, "EndTime": 1_700_000_000 }),
    );
    let users = DescribeUsers::builder().room_id("r").user_ids(["a"]).build();
    assert_eq!(serde_json::to_value(&users).unwrap(), json!({ "RoomId": "r", "UserId[]": ["a"] }));
}
