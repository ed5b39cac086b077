//! ZEGO: an MD5 in the query, which protects neither action nor parameters; codes are numbers.

use super::{Protocol, SentSignature, UnsignedCall, VendorBehaviour, VerifyContext, digest, method_of, near};
use crate::{incoming::Incoming, refusal::Refusal, signed_call::SignedCall};
use rtc_catalog::model::{Action, Code, percent_encode};
use serde_json::Value as Json;
use time::OffsetDateTime;

const SIGNATURE_VERSION: &str = "2.0";
/// How many seconds a signature is good for.
const SIGNATURE_LIFETIME: i64 = 600;

// The gateway's codes.
const WRONG_HOST: &str = "100000000";
const MALFORMED_APP_ID: &str = "100000001";
const MISSING_TIMESTAMP: &str = "100000002";
const MALFORMED_TIMESTAMP: &str = "100000003";
const SIGNATURE_EXPIRED: &str = "100000004";
const WRONG_SIGNATURE: &str = "100000005";
const MISSING_ACTION: &str = "100000006";
const UNSUPPORTED_ACTION: &str = "100000007";
const MISSING_NONCE: &str = "100000008";
const MISSING_SIGNATURE: &str = "100000009";
const NO_SERVER_SECRET: &str = "100000010";
const MISSING_SIGNATURE_VERSION: &str = "100000013";
const UNSUPPORTED_SIGNATURE_VERSION: &str = "100000014";

pub(super) struct Zego;

impl Protocol for Zego {
    fn variables(&self) -> [&'static str; 2] {
        ["ZEGO_APP_ID", "ZEGO_SERVER_SECRET"]
    }

    fn behaviour(&self) -> VendorBehaviour {
        VendorBehaviour {
            clamps_page_size: false,
            ignores_malformed_items: false,
            refuses_unknown: false,
            general: "2",
        }
    }

    fn named<'i>(&self, incoming: &'i Incoming) -> Option<&'i str> {
        incoming.asked("Action")
    }

    fn sent_signature<'i>(&self, incoming: &'i Incoming) -> SentSignature<'i> {
        let seconds = incoming.asked("Timestamp").and_then(|text| text.parse().ok());
        SentSignature {
            signature: incoming.asked("Signature"),
            nonce: incoming.asked("SignatureNonce"),
            signed_at: seconds.and_then(|seconds| OffsetDateTime::from_unix_timestamp(seconds).ok()),
        }
    }

    fn once(&self) -> Option<(i64, Refusal)> {
        // No code is documented. A signature is to be made anew for each request, so this one is wrong.
        Some((
            SIGNATURE_LIFETIME,
            Refusal::new(WRONG_SIGNATURE, "the nonce came before: a signature is good for one request"),
        ))
    }

    fn identify<'s>(&self, incoming: &Incoming, actions: &'s [Action]) -> Result<&'s Action, Refusal> {
        let name = incoming.asked("Action").ok_or_else(|| Refusal::new(MISSING_ACTION, "action is empty"))?;
        let known = actions.iter().find(|action| action.name == name);
        let action =
            known.ok_or_else(|| Refusal::new(UNSUPPORTED_ACTION, format!("action `{name}` is not supported")))?;
        let method = method_of(action);
        if incoming.method != method {
            return Err(Refusal::new(UNSUPPORTED_ACTION, format!("action `{name}` is supported by {method} only")));
        }
        Ok(action)
    }

    fn admit(&self, incoming: &Incoming, _: &Action, context: VerifyContext<'_>) -> Result<(), Refusal> {
        if incoming.header("host").is_none_or(str::is_empty) {
            return Err(Refusal::new(WRONG_HOST, "the header `Host` is empty"));
        }
        let asked =
            |name: &str, code| incoming.asked(name).ok_or_else(|| Refusal::new(code, format!("`{name}` is empty")));
        let app_id = asked("AppId", MALFORMED_APP_ID)?;
        app_id
            .parse::<u32>()
            .map_err(|_| Refusal::new(MALFORMED_APP_ID, "`AppId` is not a whole number of 32 bits"))?;
        let timestamp = asked("Timestamp", MISSING_TIMESTAMP)?;
        let seconds: i64 =
            timestamp.parse().map_err(|_| Refusal::new(MALFORMED_TIMESTAMP, "`Timestamp` is not in Unix seconds"))?;
        let nonce = asked("SignatureNonce", MISSING_NONCE)?;
        let version = asked("SignatureVersion", MISSING_SIGNATURE_VERSION)?;
        if version != SIGNATURE_VERSION {
            return Err(Refusal::new(
                UNSUPPORTED_SIGNATURE_VERSION,
                format!("`SignatureVersion` is not {SIGNATURE_VERSION}"),
            ));
        }
        let signature = asked("Signature", MISSING_SIGNATURE)?;
        if app_id != context.credentials.id() {
            return Err(Refusal::new(NO_SERVER_SECRET, "there is no such app"));
        }
        if !OffsetDateTime::from_unix_timestamp(seconds).is_ok_and(|at| near(at, context.now, SIGNATURE_LIFETIME)) {
            return Err(Refusal::new(
                SIGNATURE_EXPIRED,
                format!("`Timestamp` is more than {SIGNATURE_LIFETIME} seconds off"),
            ));
        }
        if signature == sign(app_id, nonce, context.credentials.secret(), timestamp) {
            Ok(())
        } else {
            Err(Refusal::new(WRONG_SIGNATURE, "the signature is wrong"))
        }
    }

    fn request_id(&self, number: u64, _: OffsetDateTime) -> String {
        // Beyond what a double can hold, as the vendor's own.
        format!("{}", 7_000_000_000_000_000_001 + (number & 0xffff_ffff_ffff))
    }

    fn complete(&self, _: &mut Json, _: &Incoming, _: VerifyContext<'_>, _: Option<&Code>) -> Vec<(String, String)> {
        Vec::new()
    }

    fn sign(&self, unsigned: UnsignedCall<'_>, context: VerifyContext<'_>, nonce: &str) -> SignedCall {
        let action = unsigned.action;
        let (id, timestamp) = (context.credentials.id(), context.now.unix_timestamp().to_string());
        let signature = sign(id, nonce, context.credentials.secret(), &timestamp);
        let common = [
            ("Action", action.name.as_str()),
            ("AppId", id),
            ("SignatureNonce", nonce),
            ("Timestamp", &timestamp),
            ("Signature", &signature),
            ("SignatureVersion", SIGNATURE_VERSION),
        ];
        let own = unsigned.pairs.iter().map(|(name, value)| (name.as_str(), value.as_str()));
        let query = common
            .into_iter()
            .chain(own)
            .map(|(name, value)| format!("{}={}", percent_encode(name), percent_encode(value)));
        let query = query.collect::<Vec<_>>().join("&");
        let body = action.has_body().then(|| Json::Object(unsigned.body).to_string());
        let mut headers = unsigned.headers;
        headers.extend(body.is_some().then(|| ("content-type".to_owned(), "application/json".to_owned())));
        SignedCall { method: method_of(action), url: format!("http://{}/?{query}", unsigned.host), headers, body }
    }
}

fn sign(app_id: &str, nonce: &str, secret: &str, timestamp: &str) -> String {
    digest::md5(&format!("{app_id}{nonce}{secret}{timestamp}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_vendors_worked_example_is_reproduced() {
        let data: Json = serde_json::from_str(include_str!("../../tests/data/zego.json")).unwrap();
        for vector in data["vectors"].as_array().unwrap() {
            let text = |name: &str| vector[name].as_str().map_or_else(|| vector[name].to_string(), str::to_owned);
            let signature = sign(&text("AppId"), &text("SignatureNonce"), &text("ServerSecret"), &text("Timestamp"));
            assert_eq!(signature, text("Signature"));
        }
    }
}
