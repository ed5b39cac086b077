//! The caller of a call: credentials, endpoint, time and tampering.

use crate::texts::{id, secret};
use proptest::{option, prelude::*};

/// The caller of a call.
#[derive(Clone, Debug)]
pub(crate) struct Caller {
    pub(crate) id: String,
    /// The numeric id, for vendors that use numbers.
    pub(crate) number: u32,
    pub(crate) secret: String,
    pub(crate) token: Option<String>,
    pub(crate) region: Option<String>,
    /// The endpoint, or `None` for the action's own. Calls are forwarded to the verifying server in any case.
    pub(crate) endpoint: Option<&'static str>,
    /// The client's clock, in Unix seconds.
    pub(crate) at: i64,
    pub(crate) tampering: Option<Tampering>,
}

/// What is wrong with a call's signature.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Tampering {
    /// The server has another secret.
    Secret,
    /// The request was changed after signing.
    Wire,
}

/// Endpoints with ports that appear in `Host`, and default ports that do not.
const ENDPOINTS: [&str; 6] = [
    "http://127.0.0.1:8080",
    "http://127.0.0.1:80",
    "http://localhost:9",
    "http://[::1]:65535",
    "https://RTC.example.com:443",
    "https://rtc.example.com:8443",
];

pub(crate) fn any() -> impl Strategy<Value = Caller> {
    let endpoint = option::of(prop::sample::select(&ENDPOINTS[..]));
    let tampering = prop_oneof![
        3 => Just(None),
        1 => prop_oneof![Just(Tampering::Secret), Just(Tampering::Wire)].prop_map(Some),
    ];
    let region = option::of("[a-z][a-z0-9._-]{0,20}");
    // From 1970 to 2100.
    let drawn = (id(), any_number(), secret(), option::of(secret()), region, endpoint, 0_i64..4_102_444_800, tampering);
    drawn.prop_map(|(id, number, secret, token, region, endpoint, at, tampering)| Caller {
        id,
        number,
        secret,
        token,
        region,
        endpoint,
        at,
        tampering,
    })
}

/// A caller that does not tamper.
pub(crate) fn honest() -> impl Strategy<Value = Caller> {
    any().prop_map(|caller| Caller { tampering: None, ..caller })
}

fn any_number() -> impl Strategy<Value = u32> {
    1..=u32::MAX
}
