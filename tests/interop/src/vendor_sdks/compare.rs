//! Compares the sandbox's result with the vendor's rules.

use super::{
    call_kinds::{Case, Tampering},
    target::Target,
};
use rtc_catalog::model::{Action, Situation};
use rtc_sandbox::{Arrival, Vendor};
use serde_json::{Map, Value as Json};

/// Checks how the sandbox handled a call.
pub(crate) fn check(target: &Target<'_>, case: &Case, arrival: &Arrival) -> Result<(), String> {
    let code = arrival.code.as_deref();
    if let Some(tampering) = case.tampering {
        let right = refusal_of(target.vendor, tampering);
        return if code == Some(right) { Ok(()) } else { Err(format!("tampered, but not refused with {right}")) };
    }
    match code {
        Some(code) if case.generated.valid || is_about_signing(target.action, code) => {
            return Err(format!("refused with {code}"));
        }
        _ => {}
    }
    let parameters = &case.generated.parameters;
    if target.method == "POST" {
        let same = arrival.body.as_object() == Some(parameters);
        return if same { Ok(()) } else { Err("the received body differs".to_owned()) };
    }
    let expected = if target.vendor == Vendor::Tencent { numbered(parameters) } else { parameters.clone() };
    let arrived = arrival.query.as_object().map_or(0, Map::len);
    let common = common(target.vendor);
    if arrived != expected.len() + common {
        return Err(format!("{arrived} parameters arrived instead of {}", expected.len() + common));
    }
    match expected.iter().find(|(name, value)| texts(value) != texts_as(value, &arrival.query[name.as_str()])) {
        Some((name, _)) => Err(format!("the received parameter {name:?} differs")),
        None => Ok(()),
    }
}

/// Number of the vendor's own parameters in a GET's query; the log omits the signature.
fn common(vendor: Vendor) -> usize {
    match vendor {
        Vendor::Volcengine => 2, // Action, Version
        Vendor::Tencent => 0,
        Vendor::Zego => 5, // Action, AppId, SignatureNonce, Timestamp, SignatureVersion
    }
}

fn refusal_of(vendor: Vendor, tampering: Tampering) -> &'static str {
    match (vendor, tampering) {
        (Vendor::Volcengine, Tampering::Token) => "InvalidSecretToken",
        (Vendor::Volcengine, _) => "SignatureDoesNotMatch",
        (Vendor::Tencent, Tampering::Token) => "AuthFailure.TokenFailure",
        (Vendor::Tencent, _) => "AuthFailure.SignatureFailure",
        (Vendor::Zego, _) => "100000005",
    }
}

/// Whether a code means that the call was not accepted as one of this caller and action. Unknown codes count as such.
fn is_about_signing(action: &Action, code: &str) -> bool {
    use Situation as S;
    let about = [
        S::MissingSignature,
        S::BadSignature,
        S::ExpiredSignature,
        S::BadCredentialScope,
        S::UnknownAccessKey,
        S::BadSessionToken,
        S::ExpiredSessionToken,
        S::UnknownAction,
        S::UnknownVersion,
        S::UnknownService,
        S::UnsupportedMethod,
    ];
    let known = action.codes.iter().find(|known| known.wire == code);
    known.is_none_or(|known| known.means.iter().any(|situation| about.contains(situation)))
}

/// Lists in the query notation of Tencent's SDK: one parameter per item, numbered from 0.
fn numbered(parameters: &Map<String, Json>) -> Map<String, Json> {
    let mut written = Map::new();
    for (name, value) in parameters {
        match value {
            Json::Array(items) => {
                written.extend(items.iter().enumerate().map(|(at, item)| (format!("{name}.{at}"), item.clone())));
            }
            value => {
                written.insert(name.clone(), value.clone());
            }
        }
    }
    written
}

/// The texts of a value in a query.
fn texts(value: &Json) -> Vec<String> {
    match value {
        Json::Array(items) => items.iter().flat_map(texts).collect(),
        Json::String(text) => vec![text.clone()],
        other => vec![other.to_string()],
    }
}

/// The [`texts`] of the received value, normalised to `given`: Python writes `True`.
fn texts_as(given: &Json, arrived: &Json) -> Vec<String> {
    let arrived = if arrived.is_null() { Vec::new() } else { texts(arrived) };
    if given.is_boolean() { arrived.iter().map(|text| text.to_lowercase()).collect() } else { arrived }
}
