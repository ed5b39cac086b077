//! Answers of the vendors, to the decoder and the error parser of each action.

use crate::{Target, ahead::block_on, input::Input};
use bytes::Bytes;
use http::{Request, Response};
use rtc_core::{Action, Client, Error, ErrorCode, Exchange, LimitPolicy, SendOptions, Transport, Vendor};
use serde_json::Value as Json;
use tencent_trtc_describe_user_info::DescribeUserInfo;
use time::OffsetDateTime;
use volcengine_rtc_get_room_online_users::GetRoomOnlineUsers;
use volcengine_rtc_list_user_info::ListUserInfo;
use zego_rtc_describe_users::DescribeUsers;

pub(super) const TARGET: Target = Target {
    name: "answers",
    holds: "an answer gives a value or an error, and a code, a status and a request id that are there are not lost",
    test,
    seeds,
    words: &[
        "{",
        "}",
        "[",
        "]",
        ",",
        ":",
        "\"",
        "null",
        "true",
        "false",
        "0",
        "-1",
        "1.5",
        "\"\"",
        "\"0\"",
        "\"ResponseMetadata\":",
        "\"Result\":",
        "\"Response\":",
        "\"Data\":",
        "\"Error\":",
        "\"Code\":",
        "\"CodeN\":",
        "\"Message\":",
        "\"RequestId\":",
        "\"UserList\":",
        "\"UserStatusList\":",
        "\"LeaveAt\":",
        "\"Total\":",
        "\"2026-11-22T08:00:00+08:00\"",
        "\"unknown\"",
        "\\u0000",
        "\\ud800",
        "\\\"",
        "<html>",
        "FlowLimitExceeded",
        "RequestLimitExceeded",
        "AuthFailure.SignatureExpire",
        "100000004",
        "100018",
    ],
};

const STATUSES: [u16; 16] = [200, 200, 200, 200, 200, 201, 204, 301, 400, 401, 403, 404, 429, 500, 502, 504];

/// The answers of the specs' examples, each behind the place of its status.
fn seeds() -> Vec<Vec<u8>> {
    let model = rtc_catalog::load(&rtc_tests::specs()).unwrap();
    let examples = model.actions.iter().flat_map(|action| &action.examples);
    let seed = |example: &rtc_catalog::model::Example| {
        let status = STATUSES.iter().position(|status| *status == example.status).unwrap_or_default();
        let body = example.response.as_ref()?.to_string();
        Some([&[u8::try_from(status).unwrap()], body.as_bytes()].concat())
    };
    let page = [&[14][..], b"<html><head><title>502 Bad Gateway</title></head></html>"].concat();
    examples.filter_map(seed).chain([page, vec![0]]).collect()
}

fn test(data: &[u8]) {
    let mut input = Input::new(data);
    let status = input.choice(&STATUSES);
    let body = input.rest();
    let json = serde_json::from_slice(body).ok();
    for (_, read) in READERS {
        read(status, body, json.as_ref());
    }
}

/// Reads an answer: its status, its body, and that as JSON if it is any.
type Reader = fn(u16, &[u8], Option<&Json>);

/// A reader for each action there is, and the action's name.
const READERS: [(&str, Reader); 4] = [
    (ListUserInfo::INFO.name, |status, body, json| {
        let epoch = OffsetDateTime::UNIX_EPOCH;
        let asked = ListUserInfo::builder().app_id("app").start_time(epoch).end_time(epoch).build();
        look(&asked, rtc_volcengine::Credentials::new("AK", "secret"), status, body, &Told::by_volcengine(json));
    }),
    (GetRoomOnlineUsers::INFO.name, |status, body, json| {
        let asked = GetRoomOnlineUsers::builder().app_id("app").room_id("room").build();
        look(&asked, rtc_volcengine::Credentials::new("AK", "secret"), status, body, &Told::by_volcengine(json));
    }),
    (DescribeUserInfo::INFO.name, |status, body, json| {
        let epoch = OffsetDateTime::UNIX_EPOCH;
        let asked = DescribeUserInfo::builder().comm_id("1_room_2").sdk_app_id(1).start_time(epoch).end_time(epoch);
        look(&asked.build(), rtc_tencent::Credentials::new("AKID", "secret"), status, body, &Told::by_tencent(json));
    }),
    (DescribeUsers::INFO.name, |status, body, json| {
        let asked = DescribeUsers::builder().room_id("room").user_ids(["u"]).build();
        look(&asked, rtc_zego::Credentials::new(1, "secret"), status, body, &Told::by_zego(json));
    }),
];

/// What an answer says, read without any of the clients' code.
#[derive(Debug, Default)]
struct Told {
    refused: bool,
    code: Option<String>,
    number: Option<i64>,
    id: Option<String>,
}

impl Told {
    fn by_volcengine(json: Option<&Json>) -> Self {
        Self::by_object(json.and_then(|json| json.get("ResponseMetadata")))
    }

    fn by_tencent(json: Option<&Json>) -> Self {
        Self { number: None, ..Self::by_object(json.and_then(|json| json.get("Response"))) }
    }

    /// By the object that the request's id and the error stand in.
    fn by_object(json: Option<&Json>) -> Self {
        let at = |path: &str| json.and_then(|json| json.pointer(path)).filter(|value| !value.is_null());
        let text = |path: &str| at(path).and_then(Json::as_str).filter(|text| !text.is_empty()).map(str::to_owned);
        Self {
            refused: at("/Error").is_some(),
            code: text("/Error/Code"),
            number: at("/Error/CodeN").and_then(Json::as_i64),
            id: text("/RequestId"),
        }
    }

    fn by_zego(json: Option<&Json>) -> Self {
        let code = json.and_then(|json| json.get("Code")?.as_i64());
        let id = json.and_then(|json| json.get("RequestId")?.as_str());
        Self {
            refused: code.is_some_and(|code| code != 0),
            code: code.filter(|code| *code != 0).map(|code| code.to_string()),
            number: None,
            id: id.map(str::to_owned),
        }
    }
}

fn look<A: Action>(action: &A, credentials: <A::Vendor as Vendor>::Credentials, status: u16, body: &[u8], told: &Told) {
    let name = A::INFO.name;
    let Err(error) = outcome(action, credentials, status, body) else {
        assert!(!told.refused, "{name}: a refusal was taken for a success: {told:?}");
        return;
    };
    let shown = format!("{error}\n{error:?}");
    assert_eq!(error.status().map(|status| status.as_u16()), Some(status), "{shown}");
    // A tree of JSON keeps the last of several members of one name; the clients keep the first that says something.
    let once = |member: &str| String::from_utf8_lossy(body).matches(member).count() == 1;
    if told.id.is_some() && once("\"RequestId\"") {
        assert_eq!(error.request_id(), told.id.as_deref(), "{shown}");
    }
    match &error {
        Error::Refused(refused) => {
            let nearly_json = serde_json::from_slice::<Json>(body).is_err();
            let sure = !nearly_json && once("\"Error\"") && A::Vendor::NAME != "ZEGO";
            assert!(told.refused || !sure, "not refused: {shown}");
            if !sure {
                return;
            }
            match (&told.code, told.number) {
                // A number in the place of a code is the number of one.
                (Some(code), _) if code.parse::<f64>().is_ok() => {}
                (Some(code), _) => assert_eq!(*refused.code.code(), **code, "{shown}"),
                (None, Some(number)) => assert_eq!(refused.number, Some(number), "{shown}"),
                (None, None) => {}
            }
        }
        Error::Unreadable(_) => assert!(!told.refused, "{name}: a refusal was taken for nonsense: {told:?}\n{shown}"),
        _ => panic!("an answer ended in another error: {shown}"),
    }
}

/// Gives one answer.
struct Answers(u16, Vec<u8>);

impl Transport for Answers {
    fn send(&self, _: Request<Bytes>, _: SendOptions) -> Exchange<'_> {
        let answer = Response::builder().status(self.0).body(Bytes::from(self.1.clone())).unwrap();
        Box::pin(async move { Ok(answer) })
    }
}

fn outcome<A: Action>(
    action: &A,
    credentials: <A::Vendor as Vendor>::Credentials,
    status: u16,
    body: &[u8],
) -> Result<A::Output, Error<A::Code>> {
    let client = Client::<A::Vendor>::builder().credentials(credentials).limits(LimitPolicy::Ignore);
    let client = client.transport(Answers(status, body.to_owned())).build().unwrap();
    block_on(client.send(action))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn no_action_is_left_out() {
        let model = rtc_catalog::load(&rtc_tests::specs()).unwrap();
        let there: BTreeSet<&str> = model.actions.iter().map(|action| action.name.as_str()).collect();
        assert_eq!(there, READERS.map(|(name, _)| name).into());
    }
}
