//! Answers that say less than one would think.

use crate::open;
use rtc_core::protocol::OpenError;
use tencent_trtc_describe_user_info::DescribeUserInfo;
use volcengine_rtc_get_room_online_users::GetRoomOnlineUsers;
use volcengine_rtc_list_user_info::ListUserInfo;
use zego_rtc_describe_users::DescribeUsers;

#[test]
fn a_room_that_does_not_exist_comes_alone() {
    let body = r#"{"ResponseMetadata": {"RequestId": "r"}, "Result": {"RoomExists": false}}"#;
    let output = open::<GetRoomOnlineUsers>(200, body).unwrap();
    assert!(!output.room_exists);
    assert_eq!((output.total_user, output.total_invisible_user), (None, None), "none, and not zero");
    assert!(output.visible_user_list.is_empty() && output.invisible_user_list.is_empty());
}

#[test]
fn totals_need_not_match_the_lists() {
    let body = r#"{"ResponseMetadata": {"RequestId": "r"}, "Result": {"RoomExists": true, "TotalUser": 6,
        "VisibleUserList": ["a", "b"], "TotalInvisibleUser": 3, "InvisibleUserList": null}}"#;
    let output = open::<GetRoomOnlineUsers>(200, body).unwrap();
    assert_eq!((output.total_user, output.visible_user_list.len()), (Some(6), 2));
    assert_eq!((output.total_invisible_user, output.invisible_user_list.len()), (Some(3), 0));
}

#[test]
fn a_list_may_be_empty_null_or_missing() {
    for list in ["", r#", "UserList": null"#, r#", "UserList": []"#] {
        let body = format!(r#"{{"ResponseMetadata": {{"RequestId": "r"}}, "Result": {{"Total": 0{list}}}}}"#);
        assert!(open::<ListUserInfo>(200, &body).unwrap().user_list.is_empty(), "{list}");
        let body = format!(r#"{{"Response": {{"RequestId": "r", "Total": 0{list}}}}}"#);
        assert!(open::<DescribeUserInfo>(200, &body).unwrap().user_list.is_empty(), "{list}");
    }
    for data in ["", r#", "Data": null"#, r#", "Data": {}"#, r#", "Data": {"UserStatusList": null}"#] {
        let body = format!(r#"{{"Code": 0, "Message": "success", "RequestId": "r"{data}}}"#);
        assert!(open::<DescribeUsers>(200, &body).unwrap().user_status_list.is_empty(), "{data}");
    }
}

#[test]
fn two_rows_beside_a_total_of_one_are_two_rows() {
    let row = r#"{"RoomStr": "1", "UserId": "u", "JoinTs": 1, "LeaveTs": 2, "DeviceType": "", "SdkVersion": "",
        "ClientIp": "", "Finished": true}"#;
    let body = format!(r#"{{"Response": {{"RequestId": "r", "Total": 1, "UserList": [{row}, {row}]}}}}"#);
    let output = open::<DescribeUserInfo>(200, &body).unwrap();
    assert_eq!((output.total, output.user_list.len()), (1, 2));
}

#[test]
fn metadata_with_neither_error_nor_result_is_no_success() {
    let body = r#"{"ResponseMetadata": {"RequestId": "r", "Action": "ListUserInfo"}}"#;
    let Err(OpenError::Unreadable { request_id, reason, .. }) = open::<ListUserInfo>(200, body) else { panic!("read") };
    assert_eq!(request_id.as_deref(), Some("r"));
    assert!(reason.contains("neither"), "{reason}");
}

#[test]
fn a_required_field_that_is_missing_is_named_with_its_path() {
    let body = r#"{"Code": 0, "Message": "success", "RequestId": "r", "Data": {"UserStatusList": [{"UserId": "a", "Status": 1}, {"UserId": "b"}]}}"#;
    let Err(OpenError::Unreadable { request_id, path, reason, .. }) = open::<DescribeUsers>(200, body) else {
        panic!("read")
    };
    assert_eq!((path.as_deref(), request_id.as_deref()), (Some("Data.UserStatusList[1]"), Some("r")));
    assert!(reason.contains("Status"), "{reason}");
}

#[test]
fn a_request_id_of_digits_beyond_what_a_double_holds_is_kept() {
    for id in [r#""7840039829955402142""#, "7840039829955402142"] {
        let body = format!(r#"{{"Code": 50001, "Message": "no", "RequestId": {id}}}"#);
        let Err(OpenError::Refused { request_id, .. }) = open::<DescribeUsers>(200, &body) else { panic!("read") };
        assert_eq!(request_id.as_deref(), Some("7840039829955402142"));
    }
}
