//! Times in answers: of which unit, and what stands where there is none.

use crate::{at, open};
use tencent_trtc_describe_user_info::DescribeUserInfo;
use time::UtcOffset;
use volcengine_rtc_list_user_info::{ListUserInfo, ListUserInfoOutput};
use zego_rtc_describe_users::DescribeUsers;

fn one_user(leave_at: &str) -> Result<ListUserInfoOutput, rtc_core::protocol::OpenError> {
    let body = format!(
        r#"{{"ResponseMetadata": {{"RequestId": "r"}}, "Result": {{"Total": 1, "UserList": [{{"CallId": "c", "RoomId": "r",
        "UserId": "u", "CreatedAt": "2026-11-22T08:00:00+08:00", {leave_at} "Finished": false, "OS": "ios",
        "Access": "wifi"}}]}}}}"#
    );
    open::<ListUserInfo>(200, &body)
}

#[test]
fn who_has_not_left_has_no_time_of_leaving_in_whichever_way_that_is_said() {
    for printed in ["", r#""LeaveAt": "","#, r#""LeaveAt": null,"#] {
        assert_eq!(one_user(printed).unwrap().user_list[0].leave_at, None, "{printed:?}");
    }
    let left = one_user(r#""LeaveAt": "2026-11-22T09:00:00+08:00","#).unwrap().user_list[0].leave_at;
    assert_eq!(left, Some(at("2026-11-22T09:00:00+08:00")));
    assert_eq!(left.unwrap().offset(), UtcOffset::from_hms(8, 0, 0).unwrap(), "the offset is kept");
}

#[test]
fn what_is_no_time_is_not_taken_for_none() {
    for printed in
        [r#""LeaveAt": " ","#, r#""LeaveAt": "-","#, r#""LeaveAt": 0,"#, r#""LeaveAt": "2026-11-22T09:00:00 08:00","#]
    {
        let fault = one_user(printed).unwrap_err();
        let rtc_core::protocol::OpenError::Unreadable { path, request_id, .. } = fault else {
            panic!("{printed}: {fault:?}")
        };
        assert_eq!(path.as_deref(), Some("Result.UserList[0].LeaveAt"), "{printed}");
        assert_eq!(request_id.as_deref(), Some("r"));
    }
}

#[test]
fn the_time_of_entering_may_not_be_empty() {
    let body = r#"{"ResponseMetadata": {"RequestId": "r"}, "Result": {"Total": 1, "UserList": [{"CallId": "c",
        "RoomId": "r", "UserId": "u", "CreatedAt": "", "Finished": false, "OS": "ios", "Access": "wifi"}]}}"#;
    let rtc_core::protocol::OpenError::Unreadable { path, .. } = open::<ListUserInfo>(200, body).unwrap_err() else {
        panic!("read")
    };
    assert_eq!(path.as_deref(), Some("Result.UserList[0].CreatedAt"));
}

#[test]
fn a_time_of_entering_is_in_milliseconds_with_one_vendor() {
    let body = r#"{"Code": 0, "Message": "success", "RequestId": "r",
        "Data": {"UserStatusList": [{"UserId": "a", "Status": 1, "LoginTime": 1675674019365, "UserRole": 1}]}}"#;
    let login = open::<DescribeUsers>(200, body).unwrap().user_status_list[0].login_time;
    assert_eq!(login, Some(at("2023-02-06T09:00:19.365Z")));
}

#[test]
fn and_in_seconds_with_another() {
    let body = r#"{"Response": {"RequestId": "r", "Total": 1, "UserList": [{"RoomStr": "1", "UserId": "u",
        "JoinTs": 1590065777, "LeaveTs": 1590065877, "DeviceType": "", "SdkVersion": "", "ClientIp": "",
        "Finished": true}]}}"#;
    let user = open::<DescribeUserInfo>(200, body).unwrap().user_list.remove(0);
    assert_eq!((user.join_ts, user.leave_ts), (at("2020-05-21T12:56:17Z"), at("2020-05-21T12:57:57Z")));
}

#[test]
fn an_absent_user_may_have_no_time_and_no_role() {
    for printed in ["", r#", "LoginTime": null, "UserRole": null"#] {
        let body = format!(
            r#"{{"Code": 0, "Message": "success", "RequestId": "r",
            "Data": {{"UserStatusList": [{{"UserId": "a", "Status": 0{printed}}}]}}}}"#
        );
        let user = open::<DescribeUsers>(200, &body).unwrap().user_status_list.remove(0);
        assert_eq!((user.login_time, user.user_role), (None, None));
    }
}
