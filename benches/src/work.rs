//! The individually measured operations.

use crate::{
    ACCESS_KEY, APP, SECRET_KEY, answers,
    by_hand::{Envelope, Page},
};
use bytes::Bytes;
use http::Response;
use rtc_core::{Answer, Vendor, protocol::query};
use rtc_volcengine::Volcengine;
use time::OffsetDateTime;
use volcengine_rtc_list_user_info::ListUserInfoOutput;

const QUERY: &str = "Action=GetRoomOnlineUsers&AppId=661e0000000000000000043c&RoomId=Room1&Version=2023-08-01";
const BODY: &[u8] = br#"{"CommId":"1400188366_218695_1590065777","StartTime":1590065777,"EndTime":1590065877,"SdkAppId":"1400188366","PageNumber":0,"PageSize":20}"#;

/// A request to be signed.
#[derive(Debug)]
pub enum Signing {
    /// Volcengine's: a GET with two parameters.
    Volcengine(rtc_volcengine::Credentials),
    /// Tencent's: a POST with six.
    Tencent(rtc_tencent::Credentials),
    /// ZEGO's, which is the same for all.
    Zego(rtc_zego::Credentials),
}

/// A request to Volcengine.
#[must_use]
pub fn volcengine() -> Signing {
    Signing::Volcengine(rtc_volcengine::Credentials::new(ACCESS_KEY, SECRET_KEY))
}

/// A request to Tencent.
#[must_use]
pub fn tencent() -> Signing {
    let key = "Gu5t9xGARNpq86cd98joQYCN3EXAMPLE";
    Signing::Tencent(rtc_tencent::Credentials::new("AKIDz8krbsJ5yKBZQpn74WFkmLPx3EXAMPLE", key))
}

/// A request to ZEGO.
#[must_use]
pub fn zego() -> Signing {
    Signing::Zego(rtc_zego::Credentials::new(1_234_567_890, "9193cc662a4c0ec135ec71fb57194b38"))
}

impl Signing {
    /// Signs the request, from time and parameters to the header or the query pair. Returns the length of the result.
    #[must_use]
    pub fn sign(&self) -> usize {
        let now = OffsetDateTime::UNIX_EPOCH + time::Duration::seconds(1_795_336_200);
        match self {
            Self::Volcengine(credentials) => {
                use rtc_volcengine::sign::{ToSign, content_sha256, sign, x_date};
                let (content_sha256, x_date) = (content_sha256(b""), x_date(now));
                let headers = [
                    ("host", "rtc.volcengineapi.com"),
                    ("x-content-sha256", content_sha256.as_str()),
                    ("x-date", x_date.as_str()),
                ];
                let request = ToSign {
                    method: "GET",
                    query: QUERY,
                    headers: &headers,
                    content_sha256: &content_sha256,
                    region: "cn-north-1",
                    service: "rtc",
                    x_date: &x_date,
                };
                sign(&request, credentials).authorization.len()
            }
            Self::Tencent(credentials) => {
                use rtc_tencent::sign::{ToSign, sign};
                let headers = [("content-type", "application/json"), ("host", "trtc.tencentcloudapi.com")];
                let request = ToSign { method: "POST", query: "", headers: &headers, body: BODY, service: "trtc", now };
                sign(&request, credentials).authorization.len()
            }
            Self::Zego(credentials) => {
                rtc_zego::sign::sign(credentials, "15215528852732170", now.unix_timestamp()).len()
            }
        }
    }
}

/// The parameters of a request for users in calls that sets all of them.
#[must_use]
pub fn pairs() -> Vec<(&'static str, &'static str)> {
    vec![
        ("Action", "ListUserInfo"),
        ("AppId", APP),
        ("EndTime", "2026-11-22T12:59:00+08:00"),
        ("ExcludeServerUser", "false"),
        ("PageNum", "1"),
        ("PageSize", "100"),
        ("RoomId", "Room1"),
        ("StartTime", "2026-11-22T12:00:00+08:00"),
        ("UserId", "user1,a.b@example.com,user_2-x"),
        ("Version", "2023-11-01"),
    ]
}

/// Encodes a query.
#[must_use]
pub fn query(pairs: &[(&str, &str)]) -> String {
    query::join(pairs)
}

/// A page of users in calls, as received from the transport.
#[must_use]
pub fn response() -> Response<Bytes> {
    Response::new(Bytes::from(answers::page()))
}

/// Opens the page's envelope and decodes its content into the generated types.
///
/// # Panics
/// If the page is not well-formed.
#[must_use]
pub fn decode(response: &Response<Bytes>) -> Answer<ListUserInfoOutput> {
    Volcengine::open(response).expect("the page is well-formed")
}

/// Decodes the page into plain structs of strings.
///
/// # Panics
/// If the page is not well-formed.
#[must_use]
pub fn decode_by_hand(response: &Response<Bytes>) -> Envelope<Page> {
    serde_json::from_slice(response.body()).expect("the page is well-formed")
}
