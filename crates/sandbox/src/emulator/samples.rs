//! Calls as a client would send them.

use super::Emulator;
use crate::{
    incoming::decode_query,
    protocol::{UnsignedCall, VerifyContext},
    scenarios,
    signed_call::SignedCall,
};
use rtc_catalog::model::{Action, ParameterLocation, encode_query, fits};
use serde_json::{Map, Value as Json};
use time::OffsetDateTime;

/// A call of an action with parameters by their documented names.
pub(crate) fn signed(
    emulator: &Emulator,
    action: &Action,
    parameters: &Map<String, Json>,
    now: OffsetDateTime,
) -> SignedCall {
    let mut unsigned = UnsignedCall {
        action,
        host: &emulator.host,
        pairs: pairs(action, parameters),
        headers: Vec::new(),
        body: Map::new(),
    };
    for parameter in &action.parameters {
        let Some(value) = parameters.get(&parameter.wire) else { continue };
        match parameter.location {
            ParameterLocation::Query => {}
            ParameterLocation::Body => drop(unsigned.body.insert(parameter.key.clone(), value.clone())),
            ParameterLocation::Header => unsigned.headers.push((parameter.key.to_ascii_lowercase(), text(value))),
        }
    }
    let context = VerifyContext { now, ..emulator.context() };
    emulator.vendor.protocol().sign(unsigned, context, &emulator.nonce())
}

/// A call whose answer contains something of the sandbox's world.
pub(crate) fn sample(emulator: &Emulator, action: &Action, now: OffsetDateTime) -> SignedCall {
    let mut parameters = scenarios::sample(emulator.vendor, action, &emulator.world, now);
    // The ids of an arbitrary world may be invalid for some vendors.
    parameters.retain(|wire, value| {
        action.parameter(wire).is_none_or(|parameter| fits(action, &parameter.kind, value, "", true).is_ok())
    });
    signed(emulator, action, &parameters, now)
}

/// The query, decoded.
fn pairs(action: &Action, parameters: &Map<String, Json>) -> Vec<(String, String)> {
    let query = encode_query(action, parameters);
    decode_query(&query)
}

fn text(value: &Json) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}
