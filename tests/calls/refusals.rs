//! Every refusal that is documented for each action, and some that are not.

use crate::{Fixture, SECRET, describe_user_info, describe_users, get_room_online_users, list_user_info, noon, start};
use rtc_catalog::model::{Action as Documented, Code, Model};
use rtc_core::{Action, Client, Error, ErrorCode, Retry, Sent};
use rtc_sandbox::{Reply, Vendor};
use volcengine_rtc_list_user_info::{ListUserInfoCode, VolcengineCode};

fn model() -> Model {
    rtc_catalog::load(&rtc_tests::specs()).unwrap()
}

/// Has the next call refused with each documented code in turn.
async fn all<A: Action>(calls: &Fixture, client: &Client<A::Vendor>, action: &A, vendor: Vendor) {
    let model = model();
    let documented = model.action(vendor.id(), A::INFO.name).unwrap();
    assert!(documented.codes.len() > 20);
    let mut ids = std::collections::HashSet::new();
    for code in &documented.codes {
        calls.sandbox.answer_next(vendor, Reply::code(&code.wire));
        let error = client.send(action).await.err().unwrap_or_else(|| panic!("{} was no refusal", code.wire));
        assert_refused(&error, documented, code);
        assert!(ids.insert(error.request_id().unwrap().to_owned()), "each call has an id of its own");
    }
}

fn assert_refused<C: ErrorCode>(error: &Error<C>, action: &Documented, documented: &Code) {
    let wire = &documented.wire;
    let Error::Refused(refused) = error else { panic!("{wire}: {error:?}") };
    let variant = if documented.own { documented.rust.clone() } else { format!("Common({})", documented.rust) };
    assert_eq!(format!("{:?}", refused.code), variant, "the variant of {wire}");
    assert_eq!(refused.code.code(), *wire);
    assert_eq!(refused.code.meaning(), Some(&*documented.doc));
    assert_eq!(error.advice(), documented.advice.as_deref(), "{wire}");
    assert_eq!(format!("{:?}", error.retry()), format!("{:?}", documented.retry), "{wire}");
    assert_eq!((error.action(), error.was_sent()), (&*action.name, Sent::Yes));
    if let Some(status) = documented.status {
        assert_eq!(refused.status.as_u16(), status, "{wire}");
    }
    if let Some(number) = documented.number {
        assert_eq!(refused.number, Some(number), "{wire}");
    }
    assert!(!refused.message.is_empty());
    let shown = error.to_string();
    for part in
        [&*action.name, wire, &refused.message, error.request_id().unwrap(), refused.status.as_str(), &documented.doc]
    {
        assert!(shown.contains(part), "{part} is not in: {shown}");
    }
}

#[tokio::test]
async fn list_user_info_s() {
    let calls = start().await;
    all(&calls, &calls.volcengine, &list_user_info(), Vendor::Volcengine).await;
}

#[tokio::test]
async fn get_room_online_users_s() {
    let calls = start().await;
    all(&calls, &calls.volcengine, &get_room_online_users(), Vendor::Volcengine).await;
}

#[tokio::test]
async fn describe_user_info_s() {
    let calls = start().await;
    all(&calls, &calls.tencent, &describe_user_info(), Vendor::Tencent).await;
}

#[tokio::test]
async fn describe_users_s() {
    let calls = start().await;
    all(&calls, &calls.zego, &describe_users(), Vendor::Zego).await;
}

#[tokio::test]
async fn codes_that_nobody_documented_are_kept() {
    let calls = start().await;
    calls.sandbox.answer_next(Vendor::Volcengine, Reply::code("FlowLimitExceeded.Newborn"));
    let error = calls.volcengine.send(&list_user_info()).await.unwrap_err();
    let code = error.code().unwrap();
    assert_eq!((&*code.code(), code.meaning()), ("FlowLimitExceeded.Newborn", None));
    assert_eq!(error.retry(), Retry::Throttle, "its class is documented");

    calls.sandbox.answer_next(Vendor::Tencent, Reply::code("Brand.New"));
    let error = calls.tencent.send(&describe_user_info()).await.unwrap_err();
    assert_eq!((&*error.code().unwrap().code(), error.retry(), error.advice()), ("Brand.New", Retry::Never, None));

    calls.sandbox.answer_next(Vendor::Zego, Reply::code("60606"));
    let error = calls.zego.send(&describe_users()).await.unwrap_err();
    assert_eq!(&*error.code().unwrap().code(), "60606");
    assert!(error.request_id().is_some());
}

#[tokio::test]
async fn a_number_without_a_code_finds_the_code() {
    let calls = start().await;
    let body = r#"{"ResponseMetadata": {"RequestId": "r", "Error": {"CodeN": 100018, "Message": "slow down"}}}"#;
    calls.sandbox.answer_next(Vendor::Volcengine, Reply::raw(429, &[("x-tt-logid", "log1")], body));
    let Err(Error::Refused(refused)) = calls.volcengine.send(&list_user_info()).await else { panic!("no refusal") };
    assert_eq!(
        (&refused.code, refused.number),
        (&ListUserInfoCode::Common(VolcengineCode::FlowLimitExceeded), Some(100_018))
    );
    assert_eq!((refused.request_id.as_deref(), refused.log_id.as_deref()), (Some("r"), Some("log1")));
    let body = r#"{"ResponseMetadata": {"RequestId": "r", "Error": {"CodeN": 987654, "Message": "?"}}}"#;
    calls.sandbox.answer_next(Vendor::Volcengine, Reply::raw(500, &[], body));
    let error = calls.volcengine.send(&list_user_info()).await.unwrap_err();
    assert_eq!((&*error.code().unwrap().code(), error.retry()), ("987654", Retry::Backoff));
}

/// Not a hook: the sandbox itself finds these.
#[tokio::test]
async fn a_wrong_secret_is_refused_by_each_vendor() {
    let calls = start().await;
    let wrong = SECRET.to_lowercase();
    let client =
        crate::builder(calls.sandbox.volcengine().endpoint(), rtc_volcengine::Credentials::new("AKLTtests", &*wrong));
    let error = rtc_volcengine::Client::send(&client.build().unwrap(), &list_user_info()).await.unwrap_err();
    assert_eq!(&*error.code().unwrap().code(), "SignatureDoesNotMatch");
    let client =
        crate::builder(calls.sandbox.tencent().endpoint(), rtc_tencent::Credentials::new("AKIDtests", &*wrong));
    let error = rtc_tencent::Client::send(&client.build().unwrap(), &describe_user_info()).await.unwrap_err();
    assert_eq!(&*error.code().unwrap().code(), "AuthFailure.SignatureFailure");
    let client = crate::builder(
        calls.sandbox.zego().endpoint(),
        rtc_zego::Credentials::new(crate::APP.parse().unwrap(), &*wrong),
    );
    let error = rtc_zego::Client::send(&client.build().unwrap(), &describe_users()).await.unwrap_err();
    assert_eq!(&*error.code().unwrap().code(), "100000005");
}

#[tokio::test]
async fn a_clock_that_is_wrong_is_said_to_be() {
    let calls = start().await;
    let late = || noon() + time::Duration::hours(1);
    let client = crate::volcengine(calls.sandbox.volcengine().endpoint()).clock(late).build().unwrap();
    let error = client.send(&list_user_info()).await.unwrap_err();
    assert_eq!((&*error.code().unwrap().code(), error.retry()), ("InvalidTimestamp", Retry::Resign));
    let client = crate::tencent(calls.sandbox.tencent().endpoint()).clock(late).build().unwrap();
    let error = client.send(&describe_user_info()).await.unwrap_err();
    assert_eq!((&*error.code().unwrap().code(), error.retry()), ("AuthFailure.SignatureExpire", Retry::Resign));
    let client = crate::zego(calls.sandbox.zego().endpoint()).clock(late).build().unwrap();
    let error = client.send(&describe_users()).await.unwrap_err();
    assert_eq!((&*error.code().unwrap().code(), error.retry()), ("100000004", Retry::Resign));
}
