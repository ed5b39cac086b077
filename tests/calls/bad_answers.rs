//! Answers that are not as documented: a value where that can be, else an error that says what came. Never a panic.

use crate::{Fixture, describe_user_info, describe_users, get_room_online_users, list_user_info, start};
use rtc_core::{Error, ErrorCode, Retry, Unreadable};
use rtc_sandbox::{Reply, Vendor};
use std::time::Duration;
use volcengine_rtc_list_user_info::Os;

const HTML: &str = "<html>\n<head><title>502 Bad Gateway</title></head>\n<body>nginx</body></html>";

/// What all four actions make of the same answer.
async fn all(calls: &Fixture, reply: impl Fn() -> Reply) -> [Unreadable; 4] {
    fn unreadable<T, C: ErrorCode>(outcome: Result<T, Error<C>>) -> Unreadable {
        match outcome {
            Err(Error::Unreadable(unreadable)) => *unreadable,
            Err(other) => panic!("{other}"),
            Ok(_) => panic!("read"),
        }
    }
    let next = |vendor| calls.sandbox.answer_next(vendor, reply());
    next(Vendor::Volcengine);
    let list = unreadable(calls.volcengine.send(&list_user_info()).await);
    next(Vendor::Volcengine);
    let online = unreadable(calls.volcengine.send(&get_room_online_users()).await);
    next(Vendor::Tencent);
    let info = unreadable(calls.tencent.send(&describe_user_info()).await);
    next(Vendor::Zego);
    let presence = unreadable(calls.zego.send(&describe_users()).await);
    [list, online, info, presence]
}

/// A row of a list of users.
fn row(os: &str, more: &str) -> String {
    format!(
        r#"{{"ResponseMetadata": {{"RequestId": "r7", "New": 1}}, "Result": {{"Total": 1, "New": [{{}}], "UserList": [{{
        "CallId": "c", "RoomId": "r", "UserId": "u", "CreatedAt": "2026-11-22T08:00:00+08:00", "Finished": true,
        "OS": {os}, "Access": "wifi"{more}}}]}}, "New": null}}"#
    )
}

#[tokio::test]
async fn unknown_values_unknown_fields_and_null_lists_are_values() {
    let calls = start().await;
    let body = row(r#""harmony""#, r#", "Record": null, "Battery": {"Level": [1, 2]}"#);
    calls.sandbox.answer_next(Vendor::Volcengine, Reply::raw(200, &[], body));
    let output = calls.volcengine.send(&list_user_info()).await.unwrap();
    assert_eq!(output.user_list[0].os, Os::from("harmony"));
    assert!(output.user_list[0].record.is_empty());

    calls.sandbox.answer_next(
        Vendor::Zego,
        Reply::raw(
            500,
            &[],
            r#"{"Code": 0, "Message": "success", "RequestId": "r", "Data": {"UserStatusList": null, "X": 1}}"#,
        ),
    );
    assert!(calls.zego.send(&describe_users()).await.unwrap().user_status_list.is_empty(), "its status says nothing");

    calls.sandbox.answer_next(
        Vendor::Tencent,
        Reply::raw(
            200,
            &[("content-type", "text/plain")],
            r#"{"Response": {"Total": 0, "UserList": null, "RequestId": "r", "X": {}}}"#,
        ),
    );
    assert!(calls.tencent.send(&describe_user_info()).await.unwrap().user_list.is_empty(), "nor does its content type");
}

#[tokio::test]
async fn a_value_of_another_type_is_named_with_its_path() {
    let calls = start().await;
    calls.sandbox.answer_next(Vendor::Volcengine, Reply::raw(200, &[("x-tt-logid", "l7")], row("true", "")));
    let Err(Error::Unreadable(error)) = calls.volcengine.send(&list_user_info()).await else { panic!("read") };
    assert_eq!(error.path.as_deref(), Some("Result.UserList[0].OS"));
    assert_eq!((error.request_id.as_deref(), error.log_id.as_deref()), (Some("r7"), Some("l7")));
    assert_eq!(error.status, 200);
    assert!(error.to_string().contains("r7") && error.beginning().contains("ResponseMetadata"), "{error}");

    calls
        .sandbox
        .answer_next(Vendor::Tencent, Reply::raw(200, &[], r#"{"Response": {"Total": "1,000", "RequestId": "r8"}}"#));
    let Err(Error::Unreadable(error)) = calls.tencent.send(&describe_user_info()).await else { panic!("read") };
    assert_eq!((error.path.as_deref(), error.request_id.as_deref()), (Some("Response.Total"), Some("r8")));

    let body = r#"{"Code": 0, "Message": "success", "RequestId": "r9", "Data": {"UserStatusList": [{"UserId": "a", "Status": true}]}}"#;
    calls.sandbox.answer_next(Vendor::Zego, Reply::raw(200, &[], body));
    let Err(Error::Unreadable(error)) = calls.zego.send(&describe_users()).await else { panic!("read") };
    assert_eq!(
        (error.path.as_deref(), error.request_id.as_deref()),
        (Some("Data.UserStatusList[0].Status"), Some("r9"))
    );
}

/// Digits in quotes, whole floats, numbers in the place of texts, and nothing in the place of what may be absent.
#[tokio::test]
async fn scalars_of_another_type_that_say_the_same() {
    let calls = start().await;
    let body = row("17", r#", "LeaveAt": "", "Duration": "", "Pub": """#).replace(r#""Total": 1"#, r#""Total": "1""#);
    calls.sandbox.answer_next(Vendor::Volcengine, Reply::raw(200, &[], body));
    let output = calls.volcengine.send(&list_user_info()).await.unwrap();
    assert_eq!((output.total, output.user_list[0].os.as_str()), (1, "17"));
    let user = &output.user_list[0];
    assert_eq!((user.leave_at, user.duration, user.published), (None, None, None));

    let body = r#"{"Response": {"Total": 1.0, "UserList": [{"RoomStr": 1234567890123456789012, "UserId": "a\ud83d",
        "JoinTs": 1.590065777e9, "LeaveTs": "1590067658", "DeviceType": "", "SdkVersion": 4.10, "ClientIp": "",
        "Finished": true}], "RequestId": "r"}}"#;
    calls.sandbox.answer_next(Vendor::Tencent, Reply::raw(200, &[], body));
    let output = calls.tencent.send(&describe_user_info()).await.unwrap();
    let user = &output.user_list[0];
    assert_eq!(
        (output.total, user.join_ts.unix_timestamp(), user.leave_ts.unix_timestamp()),
        (1, 1_590_065_777, 1_590_067_658)
    );
    assert_eq!((&*user.room_str, &*user.user_id, &*user.sdk_version), ("1234567890123456789012", "a\u{fffd}", "4.10"));

    let body = r#"{"Code": 0.0, "RequestId": "r", "Data": {"UserStatusList": [
        {"UserId": 7, "Status": "1", "LoginTime": "1675674019365", "UserRole": ""}]}}"#;
    calls.sandbox.answer_next(Vendor::Zego, Reply::raw(200, &[], body));
    let user = calls.zego.send(&describe_users()).await.unwrap().user_status_list.remove(0);
    assert_eq!((&*user.user_id, user.status.number(), user.user_role), ("7", 1, None));
    assert_eq!(user.login_time.unwrap().millisecond(), 365);
}

/// The gateway's number says that the rate is exceeded.
#[tokio::test]
async fn a_number_in_the_place_of_the_code_is_repeated_as_the_code_is() {
    let calls = start().await;
    let body = r#"{"ResponseMetadata": {"RequestId": "r", "Error": {"Code": 100018, "Message": "x"}}}"#;
    calls.sandbox.answer_next(Vendor::Volcengine, Reply::raw(200, &[], body));
    let error = calls.volcengine.send(&list_user_info()).await.unwrap_err();
    assert_eq!((error.code().unwrap().code().as_ref(), error.retry()), ("FlowLimitExceeded", Retry::Throttle));
}

/// What turns text around, hides it or breaks a line is shown by its number.
#[tokio::test]
async fn a_message_cannot_forge_what_is_shown() {
    let calls = start().await;
    let watch = crate::watch::Watch::new();
    let _guard = tracing::subscriber::set_default(watch.clone());
    for character in
        ['\u{202e}', '\u{2066}', '\u{2028}', '\u{2029}', '\u{200b}', '\u{feff}', '\u{ad}', '\u{1b}', '\u{85}']
    {
        let text = format!("a{character}b");
        let body = serde_json::json!({ "Code": 5, "Message": text, "RequestId": text }).to_string();
        calls.sandbox.answer_next(Vendor::Zego, Reply::raw(200, &[], body));
        let error = calls.zego.send(&describe_users()).await.unwrap_err();
        let shown = format!("{error} {error:?} {error:#?} {:?} {:?}", error.attempts(), watch.of("rtc_core"));
        assert!(!shown.contains(character), "{shown}");
    }
}

#[tokio::test]
async fn json_that_is_cut_off() {
    let calls = start().await;
    let body = row(r#""ios""#, "");
    for length in [1, 10, 40, body.len() - 1] {
        for error in all(&calls, || Reply::raw(200, &[], &body.as_bytes()[..length])).await {
            assert!(error.reason.contains("JSON"), "{error}");
            assert_eq!(error.body.len(), length);
        }
    }
}

#[tokio::test]
async fn a_page_of_a_proxy() {
    let calls = start().await;
    for error in all(&calls, || Reply::raw(502, &[("content-type", "text/html")], HTML)).await {
        assert_eq!((error.status.as_u16(), &*error.body), (502, HTML.as_bytes()));
        assert!(error.to_string().contains("502 Bad Gateway") && !error.to_string().contains('\n'), "{error}");
    }
    calls.sandbox.answer_next(Vendor::Volcengine, Reply::raw(502, &[], HTML));
    assert_eq!(calls.volcengine.send(&list_user_info()).await.unwrap_err().retry(), Retry::Backoff);
    for error in all(&calls, || Reply::raw(200, &[], HTML)).await {
        assert_eq!(error.status, 200, "also as a success");
    }
}

#[tokio::test]
async fn nothing_at_all() {
    let calls = start().await;
    for status in [200, 204, 500] {
        for error in all(&calls, || Reply::raw(status, &[], "")).await {
            assert!(error.reason.contains("empty"), "{error}");
            assert_eq!(error.status.as_u16(), status);
        }
    }
}

#[tokio::test]
async fn json_of_another_shape() {
    let calls = start().await;
    for body in
        ["null", "[]", "\"text\"", "17", "{}", r#"{"Response": null, "Result": [], "Data": 1}"#, r#"{"Code": null}"#]
    {
        for error in all(&calls, || Reply::raw(200, &[], body)).await {
            assert!(!error.reason.is_empty());
        }
    }
}

#[tokio::test]
async fn more_than_is_allowed_is_not_read() {
    let sandbox = crate::sandbox().await;
    let long = format!(r#"{{"padding": "{}"}}"#, "x".repeat(1 << 20));
    let mut clients = Fixture {
        volcengine: crate::volcengine(sandbox.volcengine().endpoint()).max_answer_bytes(4096).build().unwrap(),
        tencent: crate::tencent(sandbox.tencent().endpoint()).max_answer_bytes(4096).build().unwrap(),
        zego: crate::zego(sandbox.zego().endpoint()).max_answer_bytes(4096).build().unwrap(),
        sandbox,
    };
    for error in all(&clients, || Reply::raw(200, &[], long.clone())).await {
        assert!(error.reason.contains("4096") && error.body.is_empty(), "{error}");
    }
    let exactly = r#"{"Code": 0, "Message": "success", "RequestId": "r"}"#;
    clients.zego = crate::zego(clients.sandbox.zego().endpoint()).max_answer_bytes(exactly.len()).build().unwrap();
    clients.sandbox.answer_next(Vendor::Zego, Reply::raw(200, &[], exactly));
    clients.zego.send(&describe_users()).await.unwrap();
}

#[tokio::test]
async fn a_redirect_is_not_followed() {
    let calls = start().await;
    let elsewhere = calls.sandbox.zego().endpoint().to_owned();
    let location = format!("{elsewhere}/login?Signature=0123456789abcdef");
    for body in ["", HTML, r#"{"moved": true}"#] {
        calls.sandbox.clear_log();
        for error in all(&calls, || Reply::raw(302, &[("location", &location)], body)).await {
            assert_eq!(error.status, 302);
            let host = elsewhere.trim_start_matches("http://");
            assert!(error.reason.starts_with(&format!("it is a redirect to the host `{host}`")), "{error}");
            assert!(!error.to_string().contains("0123456789abcdef"), "{error}");
        }
        assert_eq!(calls.sandbox.log().len(), 4, "one request for each call");
    }
}

#[tokio::test]
async fn a_vendor_that_is_not_there() {
    let calls = start().await;
    let client = crate::zego(calls.sandbox.zego().endpoint()).connect_timeout(Duration::from_secs(5)).build().unwrap();
    calls.sandbox.stop().await;
    let error = client.send(&describe_users()).await.unwrap_err();
    assert!(matches!(error, Error::NotSent(_)), "{error:?}");
    assert_eq!((error.retry(), error.was_sent()), (Retry::Backoff, rtc_core::Sent::No));
}
