//! A signed call, ready to be sent.

use crate::{
    answers,
    protocol::{Door, Draft},
    serving::Serving,
};
use rtc_spec::model::{Action, Place, encode_query, fits};
use serde_json::{Map, Value as Json};
use std::fmt;
use time::OffsetDateTime;

/// A signed call, ready to be sent. Its signature is good for some minutes of the sandbox's time, so its `Display`, a
/// `curl` command, can be pasted into a shell meanwhile.
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct SignedCall {
    /// The HTTP method.
    pub method: &'static str,
    /// The URL with the encoded query.
    pub url: String,
    /// The headers but `Host`, in lower case.
    pub headers: Vec<(String, String)>,
    /// The body.
    pub body: Option<String>,
}

impl fmt::Display for SignedCall {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        // `-g` keeps curl from reading brackets as ranges.
        write!(to, "curl -sSg {}", quoted(&self.url))?;
        for (name, value) in &self.headers {
            write!(to, " \\\n  -H {}", quoted(&format!("{name}: {value}")))?;
        }
        self.body.as_ref().map_or(Ok(()), |body| write!(to, " \\\n  --data-binary {}", quoted(body)))
    }
}

impl fmt::Debug for SignedCall {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        to.debug_struct("SignedCall").field("method", &self.method).finish_non_exhaustive()
    }
}

fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', r"'\''"))
}

/// A call of an action with parameters by the names that the page gives them.
pub(crate) fn signed(
    serving: &Serving,
    action: &Action,
    parameters: &Map<String, Json>,
    now: OffsetDateTime,
) -> SignedCall {
    let mut draft =
        Draft { action, host: &serving.host, pairs: pairs(action, parameters), headers: Vec::new(), body: Map::new() };
    for parameter in &action.parameters {
        let Some(value) = parameters.get(&parameter.wire) else { continue };
        match parameter.place {
            Place::Query => {}
            Place::Body => drop(draft.body.insert(parameter.key.clone(), value.clone())),
            Place::Header => draft.headers.push((parameter.key.to_ascii_lowercase(), text(value))),
        }
    }
    let door = Door { now, ..serving.door() };
    serving.vendor.protocol().sign(draft, door, &serving.nonce())
}

/// A call that shows something of the sandbox's world.
pub(crate) fn sample(serving: &Serving, action: &Action, now: OffsetDateTime) -> SignedCall {
    let mut parameters = answers::sample(serving.vendor, action, &serving.world, now);
    // What an invented world calls an app may be no app's id to every vendor.
    parameters.retain(|wire, value| {
        action.parameter(wire).is_none_or(|parameter| fits(action, &parameter.kind, value, "", true).is_ok())
    });
    signed(serving, action, &parameters, now)
}

/// The query, decoded.
fn pairs(action: &Action, parameters: &Map<String, Json>) -> Vec<(String, String)> {
    let query = encode_query(action, parameters);
    crate::incoming::decode_query(&query)
}

fn text(value: &Json) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}
