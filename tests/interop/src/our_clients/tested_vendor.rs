//! The differences between vendors.

use super::caller::Caller;
use bytes::Bytes;
use http::Request;
use rtc_core::{Vendor, credentials::Chain, protocol::ActionInfo};
use rtc_tencent::Tencent;
use rtc_volcengine::Volcengine;
use rtc_zego::Zego;
use serde_json::{Value as Json, json};
use time::OffsetDateTime;

/// A vendor's properties that the tests depend on.
pub(crate) trait TestedVendor: Vendor {
    const ID: &'static str;
    const VERSION: &'static str = "2026-01-01";
    const SERVICE: &'static str = "";
    const REGION: &'static str = "";
    /// Whether it has temporary credentials with a session token.
    const TOKENS: bool = true;
    /// Whether it accepts a query with a POST.
    const QUERY_OF_POST: bool = true;

    fn credentials(caller: &Caller) -> Self::Credentials;

    /// Where a client looks for credentials.
    fn default_chain() -> Chain<Self::Credentials>;

    fn id_of(caller: &Caller) -> String {
        caller.id.clone()
    }

    /// An empty success.
    fn nothing() -> Json;

    /// The refusal of an invalid signature, with its HTTP status.
    fn refusal() -> (u16, Json);

    /// The string that the client signed, recomputed from the request.
    fn canonical(request: &Request<Bytes>, caller: &Caller) -> String;

    /// Checks the common parts of all calls.
    fn common(info: &ActionInfo, region: &str, token: Option<&str>, report: &Json) -> Result<(), String>;

    /// The names of the vendor's own query parameters.
    fn own() -> &'static [&'static str];

    /// The received query pairs, without the vendor's own, by name.
    fn pairs(report: &Json) -> Vec<(String, String)> {
        let pair = |pair: &Json| Some((pair[0].as_str()?.to_owned(), pair[1].as_str()?.to_owned()));
        let arrived = report["pairs"].as_array().into_iter().flatten().filter_map(pair);
        let mut pairs: Vec<_> = arrived.filter(|(name, _)| !Self::own().contains(&name.as_str())).collect();
        pairs.sort_by(|one, other| one.0.cmp(&other.0));
        pairs
    }
}

fn same(what: &str, set: &str, arrived: &Json) -> Result<(), String> {
    if arrived == set { Ok(()) } else { Err(format!("the {what} is {arrived} instead of {set:?}")) }
}

fn same_token(token: Option<&str>, report: &Json) -> Result<(), String> {
    if report["token"].as_str() == token { Ok(()) } else { Err("the session token differs".to_owned()) }
}

/// The value of a pair in the query.
fn asked<'r>(report: &'r Json, name: &str) -> &'r Json {
    let pairs = report["pairs"].as_array();
    pairs.into_iter().flatten().find(|pair| pair[0] == name).map_or(&Json::Null, |pair| &pair[1])
}

fn header<'r>(request: &'r Request<Bytes>, name: &str) -> &'r str {
    request.headers().get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
}

fn signed_headers(request: &Request<Bytes>) -> Vec<(&str, &str)> {
    let names = header(request, "authorization").split("SignedHeaders=").nth(1).unwrap_or_default();
    let names = names.split(',').next().unwrap_or_default().split(';');
    names.map(|name| (name, header(request, name))).collect()
}

impl TestedVendor for Volcengine {
    const ID: &'static str = "volcengine";
    const SERVICE: &'static str = "rtc";
    const REGION: &'static str = "cn-north-1";

    fn credentials(caller: &Caller) -> Self::Credentials {
        let credentials = rtc_volcengine::Credentials::new(&caller.id, caller.secret.as_str());
        match &caller.token {
            Some(token) => credentials.session_token(token.as_str()),
            None => credentials,
        }
    }

    fn default_chain() -> Chain<Self::Credentials> {
        rtc_volcengine::credentials::default_chain()
    }

    fn nothing() -> Json {
        json!({ "ResponseMetadata": { "RequestId": "r" }, "Result": {} })
    }

    fn refusal() -> (u16, Json) {
        let error = json!({ "CodeN": 100_010, "Code": "SignatureDoesNotMatch", "Message": "" });
        (401, json!({ "ResponseMetadata": { "RequestId": "r", "Error": error } }))
    }

    fn canonical(request: &Request<Bytes>, caller: &Caller) -> String {
        let credential = header(request, "authorization");
        let mut scope = credential.split('/').skip(2);
        let to_sign = rtc_volcengine::sign::ToSign {
            method: request.method().as_str(),
            query: request.uri().query().unwrap_or_default(),
            headers: &signed_headers(request),
            content_sha256: header(request, "x-content-sha256"),
            region: scope.next().unwrap_or_default(),
            service: scope.next().unwrap_or_default(),
            x_date: header(request, "x-date"),
        };
        rtc_volcengine::sign::sign(&to_sign, &Self::credentials(caller)).canonical_request
    }

    fn own() -> &'static [&'static str] {
        &["Action", "Version"]
    }

    fn common(info: &ActionInfo, region: &str, token: Option<&str>, report: &Json) -> Result<(), String> {
        same("action", info.name, asked(report, "Action"))?;
        same("version", info.version, asked(report, "Version"))?;
        same("region", region, &report["region"])?;
        same("service", info.service, &report["service"])?;
        same_token(token, report)
    }
}

impl TestedVendor for Tencent {
    const ID: &'static str = "tencent";
    const SERVICE: &'static str = "trtc";
    const REGION: &'static str = "ap-singapore";
    const QUERY_OF_POST: bool = false;

    fn credentials(caller: &Caller) -> Self::Credentials {
        let credentials = rtc_tencent::Credentials::new(&caller.id, caller.secret.as_str());
        match &caller.token {
            Some(token) => credentials.token(token.as_str()),
            None => credentials,
        }
    }

    fn default_chain() -> Chain<Self::Credentials> {
        rtc_tencent::credentials::default_chain()
    }

    fn nothing() -> Json {
        json!({ "Response": { "RequestId": "r" } })
    }

    fn refusal() -> (u16, Json) {
        let error = json!({ "Code": "AuthFailure.SignatureFailure", "Message": "" });
        (200, json!({ "Response": { "RequestId": "r", "Error": error } }))
    }

    fn canonical(request: &Request<Bytes>, caller: &Caller) -> String {
        let now = header(request, "x-tc-timestamp").parse().ok();
        let to_sign = rtc_tencent::sign::ToSign {
            method: request.method().as_str(),
            query: request.uri().query().unwrap_or_default(),
            headers: &signed_headers(request),
            body: request.body(),
            service: Self::SERVICE,
            now: now
                .and_then(|now| OffsetDateTime::from_unix_timestamp(now).ok())
                .unwrap_or(OffsetDateTime::UNIX_EPOCH),
        };
        rtc_tencent::sign::sign(&to_sign, &Self::credentials(caller)).canonical_request
    }

    fn own() -> &'static [&'static str] {
        &[]
    }

    fn common(info: &ActionInfo, region: &str, token: Option<&str>, report: &Json) -> Result<(), String> {
        same("action", info.name, &report["action"])?;
        same("version", info.version, &report["version"])?;
        same("region", region, &report["region"])?;
        same_token(token, report)
    }
}

impl TestedVendor for Zego {
    const ID: &'static str = "zego";
    const VERSION: &'static str = "";
    const TOKENS: bool = false;

    fn credentials(caller: &Caller) -> Self::Credentials {
        rtc_zego::Credentials::new(caller.number, caller.secret.as_str())
    }

    fn default_chain() -> Chain<Self::Credentials> {
        Chain::of(rtc_core::credentials::environment::<Self>())
    }

    fn id_of(caller: &Caller) -> String {
        caller.number.to_string()
    }

    fn nothing() -> Json {
        json!({ "Code": 0, "Message": "success", "RequestId": "1", "Data": {} })
    }

    fn refusal() -> (u16, Json) {
        (200, json!({ "Code": 100_000_005, "Message": "", "RequestId": "1" }))
    }

    fn canonical(request: &Request<Bytes>, caller: &Caller) -> String {
        format!(
            "{} of {}, with the server secret between nonce and time",
            request.uri().query().unwrap_or_default(),
            caller.number
        )
    }

    fn own() -> &'static [&'static str] {
        &["Action", "AppId", "SignatureNonce", "Timestamp", "Signature", "SignatureVersion"]
    }

    fn common(info: &ActionInfo, _: &str, _: Option<&str>, report: &Json) -> Result<(), String> {
        same("action", info.name, asked(report, "Action"))
    }
}
