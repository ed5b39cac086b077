//! Codes that other clients lose, misspell or take for one.

use crate::refusal;
use rtc_catalog::model::{Action, Code};
use rtc_core::{ErrorCode, Retry};
use std::collections::HashSet;
use tencent_trtc_describe_user_info::{DescribeUserInfo, DescribeUserInfoCode, TencentCode};
use volcengine_rtc_get_room_online_users::{GetRoomOnlineUsers, GetRoomOnlineUsersCode};
use volcengine_rtc_list_user_info::{ListUserInfo, ListUserInfoCode, VolcengineCode};
use zego_rtc_describe_users::{DescribeUsers, DescribeUsersCode, ZegoCode};

fn tencent(code: &str) -> DescribeUserInfoCode {
    let body = format!(r#"{{"Response": {{"Error": {{"Code": "{code}", "Message": ""}}, "RequestId": "r"}}}}"#);
    refusal::<DescribeUserInfo>(200, &body)
}

fn zego(code: i64) -> DescribeUsersCode {
    refusal::<DescribeUsers>(200, &format!(r#"{{"Code": {code}, "Message": "no", "RequestId": "r"}}"#))
}

#[test]
fn two_codes_that_differ_in_case_alone_stay_two() {
    let (incorrect, inoperable) = (tencent("InvalidParameter.SdkAppId"), tencent("InvalidParameter.SdkAppid"));
    assert_eq!(incorrect, DescribeUserInfoCode::InvalidParameterSdkAppIdIncorrect);
    assert_eq!(inoperable, DescribeUserInfoCode::InvalidParameterSdkAppIdInoperable);
    assert_eq!((&*incorrect.code(), &*inoperable.code()), ("InvalidParameter.SdkAppId", "InvalidParameter.SdkAppid"));
    assert_ne!(incorrect.meaning(), inoperable.meaning());
    assert_ne!(incorrect.advice(), inoperable.advice());
    assert!(inoperable.is_not_permitted() && !incorrect.is_not_permitted());
    assert_eq!(incorrect.class(), inoperable.class());
    // A third spelling is neither of them.
    assert_eq!(tencent("InvalidParameter.SDKAppID").meaning(), None);
}

#[test]
fn a_code_misspelt_on_the_wire_is_known_as_it_is_spelt_there() {
    let code = tencent("InternalError.HttpParaseFalied");
    assert_eq!(code, DescribeUserInfoCode::InternalErrorHttpParseFailed);
    assert_eq!(code.code(), "InternalError.HttpParaseFalied");
    assert_eq!(tencent("InternalError.HttpParseFailed").meaning(), None);
}

#[test]
fn a_room_that_is_not_there_has_three_codes_and_one_question() {
    for code in [104, 5024, 50001] {
        let code = zego(code);
        assert!(code.is_room_not_found(), "{code:?}");
        assert_eq!(code.meaning(), Some("the room does not exist"));
        assert_eq!(code.retry(), Retry::Never);
    }
    let wire: HashSet<String> = [104, 5024, 50001].map(|code| zego(code).code().into_owned()).into();
    assert_eq!(wire.len(), 3, "each keeps its own number");
    for code in [2, 105, 50003, 50012, 50002] {
        assert!(!zego(code).is_room_not_found(), "{code}");
    }
}

#[test]
fn a_number_without_a_name_is_kept() {
    let code = zego(50_002);
    assert_eq!((&*code.code(), code.meaning(), code.advice(), code.retry()), ("50002", None, None, Retry::Never));
    let DescribeUsersCode::Common(ZegoCode::Undocumented(wire)) = &code else { panic!("{code:?}") };
    assert_eq!(wire.wire(), "50002");
}

#[test]
fn a_detail_without_a_name_is_kept_with_its_class() {
    let code = tencent("InternalError.Newborn");
    assert_eq!((&*code.code(), &*code.class(), code.meaning()), ("InternalError.Newborn", "InternalError", None));
    assert!(matches!(code, DescribeUserInfoCode::Common(TencentCode::Undocumented(_))));
    // The class is one of the action's own codes, not one of the vendor's.
    assert_eq!((code.retry(), TencentCode::from_wire("InternalError.Newborn").meaning()), (Retry::Backoff, None));
}

#[test]
fn an_error_in_a_success_is_a_refusal() {
    let body = r#"{"ResponseMetadata": {"RequestId": "r", "Error": {"Code": "InvalidParameter.NotExistAppId"}},
        "Result": {"Total": 0, "RoomExists": false}}"#;
    assert_eq!(&*refusal::<ListUserInfo>(200, body).code(), "InvalidParameter.NotExistAppId");
    assert_eq!(&*refusal::<GetRoomOnlineUsers>(200, body).code(), "InvalidParameter.NotExistAppId");
    let body =
        r#"{"Response": {"Error": {"Code": "ServiceUnavailable", "Message": "later"}, "Total": 1, "RequestId": "r"}}"#;
    assert_eq!(refusal::<DescribeUserInfo>(200, body).retry(), Retry::Backoff);
}

/// One `match` on the vendor's codes serves all its actions.
fn what_to_do(code: &VolcengineCode) -> &'static str {
    match code {
        VolcengineCode::FlowLimitExceeded | VolcengineCode::AccountFlowLimitExceeded => "slow down",
        VolcengineCode::Undocumented(_) => "ask the vendor",
        _ => "look at the message",
    }
}

#[test]
fn a_vendor_s_code_is_the_same_for_all_its_actions() {
    for (wire, wanted) in
        [("FlowLimitExceeded", "slow down"), ("Newborn", "ask the vendor"), ("AccessDenied", "look at the message")]
    {
        let ListUserInfoCode::Common(listed) = ListUserInfoCode::from_wire(wire) else { panic!("{wire}") };
        let GetRoomOnlineUsersCode::Common(online) = GetRoomOnlineUsersCode::from_wire(wire) else { panic!("{wire}") };
        assert_eq!(listed, online);
        assert_eq!(what_to_do(&listed), wanted);
    }
}

#[test]
fn a_predicate_covers_the_action_s_own_codes_and_the_vendor_s() {
    let own = DescribeUserInfoCode::InvalidParameterSdkAppIdInoperable;
    let common = DescribeUserInfoCode::from(TencentCode::UnauthorizedOperation);
    assert!(own.is_not_permitted() && common.is_not_permitted());
    assert!(!own.is_rate_limited() && !DescribeUserInfoCode::from_wire("Newborn").is_not_permitted());
    assert!(DescribeUserInfoCode::OWN.contains(&own) && !DescribeUserInfoCode::OWN.contains(&common));
}

#[test]
fn a_number_in_the_place_of_a_code_finds_the_code() {
    assert_eq!(ListUserInfoCode::from_number(100_018), Some(VolcengineCode::FlowLimitExceeded.into()));
    assert_eq!(GetRoomOnlineUsersCode::from_number(100_018).map(|code| code.retry()), Some(Retry::Throttle));
    assert_eq!(ListUserInfoCode::from_number(1), None);
}

/// How `Debug` shows the variant of a documented code: one of the action's own, or one of the vendor's within `Common`.
fn variant(code: &Code) -> String {
    if code.own { code.rust.clone() } else { format!("Common({})", code.rust) }
}

/// All codes of an action's spec: one variant each, its own wire name, the meaning and the class of retry that are there.
fn holds<C: ErrorCode>(action: &Action) {
    let mut seen = HashSet::new();
    for documented in &action.codes {
        let code = C::from_wire(&documented.wire);
        assert_eq!(code.code(), documented.wire);
        assert_eq!(code.meaning(), Some(&*documented.doc), "{}", documented.wire);
        assert_eq!(code.advice(), documented.advice.as_deref(), "{}", documented.wire);
        assert_eq!(format!("{:?}", code.retry()), format!("{:?}", documented.retry), "{}", documented.wire);
        assert_eq!(format!("{code:?}"), variant(documented), "{}", documented.wire);
        assert!(seen.insert(format!("{code:?}")), "{} shares a variant", documented.wire);
        if let Some(number) = documented.number {
            assert!(C::from_number(number).is_some(), "{number}");
        }
    }
}

#[test]
fn every_documented_code_has_a_variant_of_its_own() {
    let model = rtc_catalog::load(&rtc_tests::specs()).unwrap();
    holds::<ListUserInfoCode>(model.action("volcengine", "ListUserInfo").unwrap());
    holds::<GetRoomOnlineUsersCode>(model.action("volcengine", "GetRoomOnlineUsers").unwrap());
    holds::<DescribeUserInfoCode>(model.action("tencent", "DescribeUserInfo").unwrap());
    holds::<DescribeUsersCode>(model.action("zego", "DescribeUsers").unwrap());
}
