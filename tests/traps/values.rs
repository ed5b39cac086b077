//! Enumerations that are open, and names on the wire that Rust could not have.

use crate::open;
use rtc_core::{Action, ErrorCode};
use tencent_trtc_describe_user_info::Region;
use volcengine_rtc_list_user_info::{
    Access, ListUserInfo, ListUserInfoCode, ListUserInfoOutput, Os, RoomEventKind, VolcengineCode,
};
use zego_rtc_describe_users::{DescribeUsers, Presence, UserRole};

fn one_user(os: &str, access: &str) -> ListUserInfoOutput {
    let body = format!(
        r#"{{"ResponseMetadata": {{"RequestId": "r"}}, "Result": {{"Total": 1, "UserList": [{{"CallId": "c", "RoomId": "r",
        "UserId": "u", "CreatedAt": "2026-11-22T08:00:00+08:00", "Finished": true, "OS": "{os}", "Access": "{access}"}}]}}}}"#
    );
    open::<ListUserInfo>(200, &body).unwrap()
}

#[test]
fn a_value_that_begins_with_a_digit_has_a_name() {
    for (wire, access) in
        [("2g", Access::Cellular2g), ("3g", Access::Cellular3g), ("4g", Access::Cellular4g), ("5g", Access::Cellular5g)]
    {
        assert_eq!(one_user("ios", wire).user_list[0].access, access);
        assert_eq!((access.as_str(), &*access.to_string()), (wire, wire));
        assert_eq!(serde_json::to_value(&access).unwrap(), wire);
    }
}

#[test]
fn the_documented_unknown_is_not_a_value_that_nobody_documented() {
    let user = one_user("unknown", "unknown").user_list.remove(0);
    assert_eq!((&user.os, &user.access), (&Os::Undetected, &Access::Undetected));
    assert!(!matches!(user.os, Os::Undocumented(_)) && !matches!(user.access, Access::Undocumented(_)));
    assert!(Os::DOCUMENTED.contains(&Os::Undetected));

    let user = one_user("harmony", "satellite").user_list.remove(0);
    assert!(matches!(&user.os, Os::Undocumented(wire) if wire.wire() == "harmony"));
    assert!(matches!(&user.access, Access::Undocumented(wire) if wire.wire() == "satellite"));
    assert_ne!(user.os, Os::Undetected);
    // It is written back as it came, also where it has another case or nothing in it.
    for wire in ["harmony", "Unknown", "UNKNOWN", "", " unknown", "undocumented"] {
        assert_eq!(serde_json::to_value(Os::from(wire)).unwrap(), wire);
        assert!(matches!(Os::from(wire), Os::Undocumented(_)), "{wire:?}");
    }
    assert!(matches!(RoomEventKind::from("unknown"), RoomEventKind::Undocumented(_)), "documented elsewhere only");
}

#[test]
fn a_value_is_the_same_however_it_came() {
    assert_eq!(Os::from("linux"), Os::Linux);
    assert_eq!(Os::from("linux".to_owned()), Os::Linux);
    assert_eq!(Os::from("harmony"), Os::from("harmony".to_owned()));
    for documented in Os::DOCUMENTED {
        assert_eq!(Os::from(documented.as_str()), *documented);
    }
}

#[test]
fn numbers_without_a_name_are_kept() {
    let body = r#"{"Code": 0, "Message": "success", "RequestId": "r", "Data": {"UserStatusList":
        [{"UserId": "a", "Status": 2, "UserRole": 3}, {"UserId": "b", "Status": -1, "UserRole": 9223372036854775807}]}}"#;
    let users = open::<DescribeUsers>(200, body).unwrap().user_status_list;
    assert!(matches!(&users[0].status, Presence::Undocumented(wire) if *wire.wire() == 2));
    assert!(matches!(&users[0].user_role, Some(UserRole::Undocumented(wire)) if *wire.wire() == 3));
    assert_eq!((users[1].status.number(), users[1].user_role.as_ref().unwrap().number()), (-1, i64::MAX));
    assert_eq!(UserRole::from(4), UserRole::Administrator);
    assert!(UserRole::DOCUMENTED.iter().all(|role| role.number() != 3));
}

#[test]
fn a_region_is_named_and_open() {
    let asked = tencent_trtc_describe_user_info::DescribeUserInfo::builder().region(Region::from("na-toronto"));
    let asked = asked.comm_id("1_r_2").sdk_app_id(1).start_time(crate::at("2026-11-22T08:00:00Z"));
    let asked = asked.end_time(crate::at("2026-11-22T09:00:00Z")).build();
    assert_eq!(asked.region(), Some("na-toronto"));
    let body = crate::body_of(&asked);
    assert!(body.as_object().unwrap().keys().all(|key| !key.eq_ignore_ascii_case("region")), "{body}");
}

#[test]
fn a_code_without_a_name_is_told_from_every_documented_one() {
    let code = ListUserInfoCode::from_wire("Undocumented");
    let ListUserInfoCode::Common(VolcengineCode::Undocumented(wire)) = &code else { panic!("{code:?}") };
    assert_eq!(wire.wire(), "Undocumented");
    assert_eq!(code.to_string(), "Undocumented");
}
