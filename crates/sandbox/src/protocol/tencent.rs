//! Tencent: `TC3-HMAC-SHA256` in a header, action, version and region in headers, everything with HTTP status 200.

use super::{
    Protocol, SentSignature, UnsignedCall, VerifyContext,
    authorization::{self, Authorization},
    check_time, digest, random,
};
use crate::{Credentials, incoming::Incoming, rejection::Rejection, signed_call::SignedCall};
use rtc_catalog::model::{Action, Code, Method, Situation, percent_encode};
use serde_json::Value as Json;
use time::{OffsetDateTime, UtcOffset, format_description::BorrowedFormatItem, macros::format_description};

const ALGORITHM: &str = "TC3-HMAC-SHA256";
const DAY: &[BorrowedFormatItem<'_>] = format_description!("[year]-[month]-[day]");

pub(crate) struct Tencent;

/// The signed parts of a request.
struct Signed<'a> {
    method: &'a str,
    query: &'a str,
    /// The canonical headers: name, colon, value and line feed for each, in lower case.
    headers: &'a str,
    names: &'a str,
    body: &'a [u8],
    timestamp: i64,
    day: &'a str,
    service: &'a str,
}

impl Signed<'_> {
    fn signature(&self, secret: &str) -> String {
        let Self { method, query, headers, names, body, timestamp, day, service } = self;
        let body = digest::sha256(body);
        let request = digest::sha256(format!("{method}\n/\n{query}\n{headers}\n{names}\n{body}").as_bytes());
        let key = digest::derived(&format!("TC3{secret}"), &[day, service, "tc3_request"]);
        let to_sign = format!("{ALGORITHM}\n{timestamp}\n{day}/{service}/tc3_request\n{request}");
        digest::hex(&digest::hmac(&key, &to_sign))
    }
}

impl Protocol for Tencent {
    fn variables(&self) -> [&'static str; 2] {
        ["TENCENTCLOUD_SECRET_ID", "TENCENTCLOUD_SECRET_KEY"]
    }

    fn generate_credentials(&self) -> Credentials {
        Credentials::new(format!("AKIDsandbox{}", random()), format!("sandbox{}", random()))
    }

    fn check_credentials(&self, credentials: &Credentials) -> Result<(), &'static str> {
        authorization::check_id(credentials.id())
    }

    fn named<'i>(&self, incoming: &'i Incoming) -> Option<&'i str> {
        incoming.header("x-tc-action").filter(|name| !name.is_empty())
    }

    fn sent_signature<'i>(&self, incoming: &'i Incoming) -> SentSignature<'i> {
        let read = incoming.header("authorization").and_then(|header| Authorization::read(header, ALGORITHM));
        let seconds = incoming.header("x-tc-timestamp").and_then(|text| text.parse().ok());
        SentSignature {
            signature: read.map(|read| read.signature),
            nonce: None,
            signed_at: seconds.and_then(|seconds| OffsetDateTime::from_unix_timestamp(seconds).ok()),
        }
    }

    fn identify<'s>(&self, incoming: &Incoming, actions: &'s [Action]) -> Result<&'s Action, Rejection> {
        let name = self.named(incoming).ok_or_else(|| missing("X-TC-Action"))?;
        let version = incoming.header("x-tc-version").ok_or_else(|| missing("X-TC-Version"))?;
        if !actions.iter().any(|action| action.version == version) {
            return Err(Rejection::new(Situation::UnknownVersion, format!("there is no version `{version}`")));
        }
        let Some(action) = actions.iter().find(|action| action.name == name && action.version == version) else {
            return Err(Rejection::new(
                Situation::UnknownAction,
                format!("there is no action `{name}` of version `{version}`"),
            ));
        };
        match incoming.method.as_str() {
            "GET" | "POST" => Ok(action),
            method => Err(Rejection::new(
                Situation::UnsupportedMethod,
                format!("actions are called by GET or POST, not {method}"),
            )),
        }
    }

    fn admit(&self, incoming: &Incoming, action: &Action, context: VerifyContext<'_>) -> Result<(), Rejection> {
        let timestamp = incoming.header("x-tc-timestamp").ok_or_else(|| missing("X-TC-Timestamp"))?;
        let region = incoming.header("x-tc-region").ok_or_else(|| missing("X-TC-Region"))?;
        if !action.regions.is_empty() && !action.regions.iter().any(|known| known == region) {
            return Err(Rejection::new(
                Situation::UnsupportedRegion,
                format!("the region `{region}` does not answer this action"),
            ));
        }
        let malformed = |why: &str| Rejection::of(Situation::Malformed, "Authorization", why);
        let header = incoming.header("authorization").ok_or_else(|| malformed("is missing from the headers"))?;
        let read = Authorization::read(header, ALGORITHM).ok_or_else(|| malformed("is malformed"))?;
        let parts: Vec<_> = read.credential.split('/').collect();
        let [id, day, service, "tc3_request"] = parts[..] else {
            return Err(malformed("has a malformed `Credential`"));
        };
        if !read.signs("content-type") || !read.signs("host") {
            return Err(malformed("does not sign `Content-Type` and `Host`"));
        }
        if id != context.credentials.id() {
            return Err(Rejection::new(Situation::UnknownAccessKey, "the secret's id is unknown"));
        }
        if context.credentials.token() != incoming.header("x-tc-token").filter(|token| !token.is_empty()) {
            return Err(Rejection::new(
                Situation::BadSessionToken,
                "the session token does not belong to the secret id",
            ));
        }
        let seconds: i64 = timestamp
            .parse()
            .map_err(|_| Rejection::of(Situation::Malformed, "X-TC-Timestamp", "is not a time in Unix seconds"))?;
        check_time(OffsetDateTime::from_unix_timestamp(seconds).ok(), context)?;
        if service != context.vendor.service || day != day_of(seconds) {
            let why = "`Credential` names another day than `X-TC-Timestamp`, or another service";
            return Err(Rejection::new(Situation::BadCredentialScope, why));
        }
        check_signature(incoming, &read, seconds, context)
    }

    fn request_id(&self, number: u64, now: OffsetDateTime) -> String {
        let time = now.unix_timestamp();
        format!(
            "{:08x}-{:04x}-4{:03x}-8000-{:012x}",
            time & 0xffff_ffff,
            number >> 48,
            (number >> 36) & 0xfff,
            number & 0xf_ffff_ffff
        )
    }

    fn complete(
        &self,
        _: &mut Json,
        incoming: &Incoming,
        _: VerifyContext<'_>,
        _: Option<&Code>,
    ) -> Vec<(String, String)> {
        let trace = incoming.header("x-tc-traceid").map(|id| ("x-tc-traceid".to_owned(), id.to_owned()));
        trace.into_iter().collect()
    }

    fn sign(&self, mut unsigned: UnsignedCall<'_>, context: VerifyContext<'_>, _: &str) -> SignedCall {
        let action = unsigned.action;
        unsigned.pairs.sort();
        let query =
            unsigned.pairs.iter().map(|(name, value)| format!("{}={}", percent_encode(name), percent_encode(value)));
        let query = query.collect::<Vec<_>>().join("&");
        let (method, content_type, body) = match action.method {
            Method::Get => ("GET", "application/x-www-form-urlencoded", None),
            Method::Post => ("POST", "application/json", Some(Json::Object(unsigned.body).to_string())),
        };
        let timestamp = context.now.unix_timestamp();
        let day = day_of(timestamp);
        let (service, names) = (context.vendor.service.as_str(), "content-type;host");
        let signature = Signed {
            method,
            query: if body.is_some() { "" } else { &query },
            headers: &format!("content-type:{content_type}\nhost:{}\n", unsigned.host.to_lowercase()),
            names,
            body: body.as_deref().unwrap_or_default().as_bytes(),
            timestamp,
            day: &day,
            service,
        }
        .signature(context.credentials.secret());
        let credential = format!("{}/{day}/{service}/tc3_request", context.credentials.id());
        let mut headers = unsigned.headers;
        headers.extend(
            [
                ("content-type", content_type.to_owned()),
                ("x-tc-action", action.name.clone()),
                ("x-tc-version", action.version.clone()),
                ("x-tc-timestamp", timestamp.to_string()),
                ("x-tc-region", context.vendor.region.clone()),
                (
                    "authorization",
                    format!("{ALGORITHM} Credential={credential}, SignedHeaders={names}, Signature={signature}"),
                ),
            ]
            .map(|(name, value)| (name.to_owned(), value)),
        );
        headers.extend(context.credentials.token().map(|token| ("x-tc-token".to_owned(), token.to_owned())));
        let separator = if query.is_empty() { "" } else { "?" };
        SignedCall { method, url: format!("http://{}/{separator}{query}", unsigned.host), headers, body }
    }
}

fn missing(header: &str) -> Rejection {
    Rejection::of(Situation::MissingParameter, header, "is missing from the headers")
}

fn failure(why: &str) -> Rejection {
    Rejection::new(Situation::BadSignature, why)
}

fn day_of(timestamp: i64) -> String {
    let at = OffsetDateTime::from_unix_timestamp(timestamp).unwrap_or(OffsetDateTime::UNIX_EPOCH);
    at.to_offset(UtcOffset::UTC).format(DAY).unwrap_or_default()
}

fn check_signature(
    incoming: &Incoming,
    read: &Authorization<'_>,
    timestamp: i64,
    context: VerifyContext<'_>,
) -> Result<(), Rejection> {
    let headers = read.canonical_headers(incoming, true).ok_or_else(|| failure("a signed header was not sent"))?;
    let queries = match incoming.method.as_str() {
        "POST" => vec![String::new()],
        _ => incoming.canonical_queries().into_iter().chain([incoming.query.clone()]).collect(),
    };
    let right = queries.iter().any(|query| {
        headers.iter().any(|headers| {
            let (method, names, body) = (&incoming.method, read.signed_headers, &incoming.body);
            let (day, service) = (&day_of(timestamp), &context.vendor.service);
            Signed { method, query, headers, names, body, timestamp, day, service }
                .signature(context.credentials.secret())
                == read.signature
        })
    });
    if right { Ok(()) } else { Err(failure("the signature does not match the request and the secret key")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tencents_published_examples_are_reproduced() {
        let data: Json = serde_json::from_str(include_str!("../../tests/data/tencent.json")).unwrap();
        let vectors = data["documentation"].as_array().unwrap();
        assert_eq!(vectors.len(), 2);
        for vector in vectors {
            let text = |name: &str| vector[name].as_str().unwrap();
            let timestamp = vector["timestamp"].as_i64().unwrap();
            let signed = Signed {
                method: text("method"),
                query: "",
                headers: text("canonical_headers"),
                names: text("signed_headers"),
                body: text("body").as_bytes(),
                timestamp,
                day: &day_of(timestamp),
                service: text("service"),
            };
            assert_eq!(signed.signature(text("secret_key")), text("signature"));
        }
    }
}
