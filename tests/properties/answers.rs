//! Answers: whatever comes, there is a value or an error, and a refusal loses nothing.

use crate::{cases, parse_json};
use bytes::Bytes;
use http::{Request, Response};
use proptest::prelude::*;
use rtc_catalog::model::Model;
use rtc_core::{Action, Client, Error, ErrorCode, Exchange, LimitPolicy, RetryPolicy, SendOptions, Transport, Vendor};
use serde_json::{Value, json};
use std::{
    pin::pin,
    sync::LazyLock,
    task::{Context, Poll, Waker},
};
use tencent_trtc_describe_user_info::DescribeUserInfo;
use time::OffsetDateTime;
use volcengine_rtc_get_room_online_users::GetRoomOnlineUsers;
use volcengine_rtc_list_user_info::ListUserInfo;
use zego_rtc_describe_users::DescribeUsers;

/// Gives one answer.
struct Answers(u16, Vec<u8>);

impl Transport for Answers {
    fn send(&self, _: Request<Bytes>, _: SendOptions) -> Exchange<'_> {
        let answer = Response::builder().status(self.0).body(Bytes::from(self.1.clone())).unwrap();
        Box::pin(async move { Ok(answer) })
    }
}

/// What a call makes of an answer.
fn outcome<A: Action>(
    action: &A,
    credentials: <A::Vendor as Vendor>::Credentials,
    status: u16,
    body: &[u8],
) -> Option<Error<A::Code>> {
    let client = Client::<A::Vendor>::builder().credentials(credentials).limits(LimitPolicy::Ignore);
    let client = client.retry(RetryPolicy::never()).transport(Answers(status, body.to_owned())).build().unwrap();
    match pin!(client.send(action)).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(outcome) => outcome.err(),
        Poll::Pending => panic!("it waits"),
    }
}

/// What all four actions make of an answer: an error says its status, and can be shown.
fn all(status: u16, body: &[u8]) -> Result<(), TestCaseError> {
    fn shown<C: ErrorCode>(error: Option<Error<C>>, status: u16) -> Result<(), TestCaseError> {
        let Some(error) = error else { return Ok(()) };
        prop_assert_eq!(error.status().map(|status| status.as_u16()), Some(status));
        prop_assert!(matches!(error, Error::Refused(_) | Error::Unreadable(_)));
        prop_assert!(error.to_string().contains(error.action()) && error.to_string().len() < 16_384);
        let debug = format!("{error:?}");
        prop_assert!(debug.len() < 65_536, "{} bytes", debug.len());
        Ok(())
    }
    shown(outcome(&list(), volcengine(), status, body), status)?;
    shown(outcome(&online(), volcengine(), status, body), status)?;
    shown(outcome(&info(), tencent(), status, body), status)?;
    shown(outcome(&presence(), zego(), status, body), status)
}

fn volcengine() -> rtc_volcengine::Credentials {
    rtc_volcengine::Credentials::new("AK", "secret")
}

fn tencent() -> rtc_tencent::Credentials {
    rtc_tencent::Credentials::new("AKID", "secret")
}

fn zego() -> rtc_zego::Credentials {
    rtc_zego::Credentials::new(1, "secret")
}

fn list() -> ListUserInfo {
    let epoch = OffsetDateTime::UNIX_EPOCH;
    ListUserInfo::builder().app_id("app").start_time(epoch).end_time(epoch).build()
}

fn online() -> GetRoomOnlineUsers {
    GetRoomOnlineUsers::builder().app_id("app").room_id("room").build()
}

fn info() -> DescribeUserInfo {
    let epoch = OffsetDateTime::UNIX_EPOCH;
    DescribeUserInfo::builder().comm_id("1_room_2").sdk_app_id(1).start_time(epoch).end_time(epoch).build()
}

fn presence() -> DescribeUsers {
    DescribeUsers::builder().room_id("room").user_ids(["u"]).build()
}

/// The answers of the specs' examples.
static EXAMPLES: LazyLock<Vec<Value>> = LazyLock::new(|| {
    let model: Model = rtc_catalog::load(&rtc_tests::specs()).unwrap();
    let examples = model.actions.iter().flat_map(|action| &action.examples);
    examples.filter_map(|example| example.response.clone()).collect()
});

/// The paths of all values within.
fn pointers(value: &Value, at: &str, found: &mut Vec<String>) {
    found.push(at.to_owned());
    match value {
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                pointers(item, &format!("{at}/{index}"), found);
            }
        }
        Value::Object(entries) => {
            for (key, item) in entries {
                pointers(item, &format!("{at}/{}", key.replace('~', "~0").replace('/', "~1")), found);
            }
        }
        _ => {}
    }
}

/// An example's answer with one value changed for another.
fn changed() -> impl Strategy<Value = Value> {
    (any::<prop::sample::Index>(), any::<prop::sample::Index>(), parse_json()).prop_map(|(example, place, change)| {
        let mut answer = example.get(&EXAMPLES).clone();
        let mut places = Vec::new();
        pointers(&answer, "", &mut places);
        *answer.pointer_mut(&places[place.index(places.len())]).unwrap() = change;
        answer
    })
}

fn status() -> impl Strategy<Value = u16> {
    prop_oneof![3 => Just(200_u16), 1 => 201_u16..600]
}

proptest! {
    #![proptest_config(cases(256))]

    #[test]
    fn any_json_gives_a_value_or_an_error(status in status(), body in parse_json()) {
        all(status, body.to_string().as_bytes())?;
    }

    #[test]
    fn any_payload_gives_a_value_or_an_error(payload in parse_json()) {
        all(200, json!({ "ResponseMetadata": { "RequestId": "r" }, "Result": payload }).to_string().as_bytes())?;
        all(200, json!({ "Response": payload }).to_string().as_bytes())?;
        all(200, json!({ "Code": 0, "Message": "", "RequestId": "r", "Data": payload }).to_string().as_bytes())?;
    }

    #[test]
    fn an_example_with_one_value_changed_gives_a_value_or_an_error(status in status(), body in changed()) {
        all(status, body.to_string().as_bytes())?;
    }

    #[test]
    fn an_example_cut_off_gives_an_error(example in any::<prop::sample::Index>(), end in any::<prop::sample::Index>()) {
        let body = example.get(&EXAMPLES).to_string();
        let body = &body.as_bytes()[..end.index(body.len())];
        all(200, body)?;
        let error = outcome(&list(), volcengine(), 200, body);
        prop_assert!(matches!(error, Some(Error::Unreadable(_))), "{:?}", error);
    }

    #[test]
    fn any_bytes_give_a_value_or_an_error(status in status(), body in prop::collection::vec(any::<u8>(), 0..64)) {
        all(status, &body)?;
    }

    /// Whatever the vendor says of a refusal arrives, and is shown.
    #[test]
    fn a_refusal_loses_nothing(code in "[A-Za-z][A-Za-z0-9.]{0,30}", message in ".{0,40}", id in "[0-9A-Za-z-]{1,40}", status in status()) {
        let body = json!({ "ResponseMetadata": { "RequestId": id, "Error": { "Code": code, "Message": message } } }).to_string();
        kept(outcome(&list(), volcengine(), status, body.as_bytes()), &code, &message, &id, status)?;
        kept(outcome(&online(), volcengine(), status, body.as_bytes()), &code, &message, &id, status)?;
        let body = json!({ "Response": { "RequestId": id, "Error": { "Code": code, "Message": message } } }).to_string();
        kept(outcome(&info(), tencent(), status, body.as_bytes()), &code, &message, &id, status)?;
    }

    #[test]
    fn a_refusal_with_a_number_loses_nothing(code in any::<i32>(), message in ".{0,40}", id in "[0-9A-Za-z-]{1,40}", status in status()) {
        prop_assume!(code != 0);
        let body = json!({ "Code": code, "Message": message, "RequestId": id }).to_string();
        kept(outcome(&presence(), zego(), status, body.as_bytes()), &code.to_string(), &message, &id, status)?;
    }

    /// A damaged message loses neither code nor request id.
    #[test]
    fn a_damaged_refusal_keeps_code_and_request_id(
        code in "[A-Za-z][A-Za-z0-9.]{0,30}",
        message in prop::collection::vec(any::<u8>().prop_filter("it ends the text", |byte| !matches!(byte, b'"' | b'\\')), 0..24),
        id in "[0-9A-Za-z-]{1,40}",
        mark in any::<bool>(),
        trailing in "[\0 \n}<!x]{0,4}",
    ) {
        let mark: &[u8] = if mark { b"\xef\xbb\xbf" } else { b"" };
        let error = format!("\"RequestId\": \"{id}\", \"Error\": {{\"Code\": \"{code}\", \"Message\": \"");
        let body = |name: &str| [mark, format!("{{\"{name}\": {{{error}").as_bytes(), &message, b"\"}}}", trailing.as_bytes()].concat();
        let same = |found: Option<&str>, of: Option<String>| {
            prop_assert_eq!((found, of.as_deref()), (Some(&*id), Some(&*code)));
            Ok(())
        };
        let found = outcome(&list(), volcengine(), 200, &body("ResponseMetadata")).unwrap();
        same(found.request_id(), found.code().map(|code| code.code().into_owned()))?;
        let found = outcome(&info(), tencent(), 200, &body("Response")).unwrap();
        same(found.request_id(), found.code().map(|code| code.code().into_owned()))?;
    }

    /// Of any codes in any notation, the first that is not 0 counts; what is no whole number is shown.
    #[test]
    fn a_failure_is_never_a_success(codes in prop::collection::vec((-3_i64..4, 0_u8..4), 1..4), word in any::<bool>()) {
        let written = codes.iter().map(|(code, way)| match way {
            0 => format!("{code}"),
            1 => format!("{code}.0"),
            2 => format!("\"{code}\""),
            _ => format!("{code}.0e0"),
        });
        let word = word.then(|| "\"Failed\"".to_owned());
        let members: Vec<String> = written.chain(word.clone()).map(|code| format!("\"Code\": {code}")).collect();
        let body = format!("{{{}, \"Data\": {{}}}}", members.join(", "));
        let first = codes.iter().map(|(code, _)| *code).find(|code| *code != 0);
        match outcome(&presence(), zego(), 200, body.as_bytes()) {
            Some(Error::Refused(refused)) => prop_assert_eq!(refused.number, first, "{}", body),
            Some(error) => prop_assert!(first.is_none() && word.is_some() && error.to_string().contains("Failed"), "{error}"),
            None => prop_assert!(first.is_none() && word.is_none(), "{body}"),
        }
    }

    /// What cannot be read keeps its request id and status wherever those can be.
    #[test]
    fn an_unreadable_payload_keeps_the_request_id(payload in parse_json(), id in "[0-9A-Za-z-]{1,40}") {
        let same = |found: Option<&str>| found == Some(id.as_str());
        let body = json!({ "ResponseMetadata": { "RequestId": id }, "Result": payload }).to_string();
        if let Some(error) = outcome(&list(), volcengine(), 200, body.as_bytes()) {
            prop_assert!(same(error.request_id()) && matches!(error, Error::Unreadable(_)), "{}", error);
        }
        let body = json!({ "Code": 0, "Message": "", "RequestId": id, "Data": payload }).to_string();
        if let Some(error) = outcome(&presence(), zego(), 200, body.as_bytes()) {
            prop_assert!(same(error.request_id()) && matches!(error, Error::Unreadable(_)), "{}", error);
        }
        let body = json!({ "Response": { "RequestId": id, "UserList": payload } }).to_string();
        if let Some(error) = outcome(&info(), tencent(), 200, body.as_bytes()) {
            prop_assert!(same(error.request_id()) && matches!(error, Error::Unreadable(_)), "{}", error);
        }
    }
}

fn kept<C: ErrorCode>(
    error: Option<Error<C>>,
    code: &str,
    message: &str,
    id: &str,
    status: u16,
) -> Result<(), TestCaseError> {
    let Some(Error::Refused(refused)) = error else { return Err(TestCaseError::fail(format!("{error:?}"))) };
    prop_assert_eq!(refused.code.code(), code);
    prop_assert_eq!(&refused.message, message);
    prop_assert_eq!(refused.request_id.as_deref(), Some(id));
    prop_assert_eq!(refused.status.as_u16(), status);
    let shown = refused.to_string();
    prop_assert!(shown.contains(code) && shown.contains(id) && shown.contains(&status.to_string()), "{}", shown);
    Ok(())
}
