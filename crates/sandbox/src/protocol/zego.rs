//! ZEGO: an MD5 in the query, which protects neither action nor parameters; codes are numbers.

use super::{Protocol, SentSignature, UnsignedCall, VerifyContext, check_time, digest, method_of, random};
use crate::{Credentials, World, incoming::Incoming, rejection::Rejection, signed_call::SignedCall};
use rtc_catalog::model::{Action, Code, Situation, percent_encode};
use serde_json::Value as Json;
use time::OffsetDateTime;

const SIGNATURE_VERSION: &str = "2.0";

pub(crate) struct Zego;

impl Protocol for Zego {
    fn variables(&self) -> [&'static str; 2] {
        ["ZEGO_APP_ID", "ZEGO_SERVER_SECRET"]
    }

    /// The id is the app of a seeded world.
    fn generate_credentials(&self) -> Credentials {
        Credentials::new(World::APP, format!("{}{}", random(), random()))
    }

    fn check_credentials(&self, credentials: &Credentials) -> Result<(), &'static str> {
        if credentials.id().parse::<u32>().is_err() {
            return Err("the id must be the app id, an integer of 32 bits");
        }
        if credentials.token().is_some() {
            return Err("remove the session token, ZEGO has none");
        }
        Ok(())
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

    fn identify<'s>(&self, incoming: &Incoming, actions: &'s [Action]) -> Result<&'s Action, Rejection> {
        let name = required(incoming, "Action")?;
        let known = actions.iter().find(|action| action.name == name);
        let action = known
            .ok_or_else(|| Rejection::new(Situation::UnknownAction, format!("action `{name}` is not supported")))?;
        let method = method_of(action);
        if incoming.method != method {
            let why = format!("action `{name}` is supported by {method} only");
            return Err(Rejection::new(Situation::UnsupportedMethod, why));
        }
        Ok(action)
    }

    fn admit(&self, incoming: &Incoming, _: &Action, context: VerifyContext<'_>) -> Result<(), Rejection> {
        if incoming.header("host").is_none_or(str::is_empty) {
            return Err(Rejection::of(Situation::MissingParameter, "Host", "is empty"));
        }
        let app_id = required(incoming, "AppId")?;
        app_id
            .parse::<u32>()
            .map_err(|_| Rejection::of(Situation::Malformed, "AppId", "is not an integer of 32 bits"))?;
        let timestamp = required(incoming, "Timestamp")?;
        let seconds: i64 = timestamp
            .parse()
            .map_err(|_| Rejection::of(Situation::Malformed, "Timestamp", "is not a time in Unix seconds"))?;
        let nonce = required(incoming, "SignatureNonce")?;
        let version = required(incoming, "SignatureVersion")?;
        if version != SIGNATURE_VERSION {
            let why = format!("is not {SIGNATURE_VERSION}");
            return Err(Rejection::of(Situation::InvalidValue, "SignatureVersion", why));
        }
        let signature = required(incoming, "Signature")?;
        if app_id != context.credentials.id() {
            return Err(Rejection::new(Situation::UnknownAccessKey, "the app does not exist"));
        }
        check_time(OffsetDateTime::from_unix_timestamp(seconds).ok(), context)?;
        if signature == sign(app_id, nonce, context.credentials.secret(), timestamp) {
            Ok(())
        } else {
            Err(Rejection::new(Situation::BadSignature, "the signature is wrong"))
        }
    }

    fn request_id(&self, number: u64, _: OffsetDateTime) -> String {
        // Larger than a double can represent exactly, like the vendor's own ids.
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

/// A common parameter, which must not be empty.
fn required<'i>(incoming: &'i Incoming, name: &str) -> Result<&'i str, Rejection> {
    incoming.asked(name).ok_or_else(|| Rejection::of(Situation::MissingParameter, name, "is empty"))
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
