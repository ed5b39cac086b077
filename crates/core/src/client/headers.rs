//! The headers that a client adds to each request.

use super::BuildError;
use http::{HeaderMap, HeaderName, HeaderValue, header};

/// Begins every `User-Agent`.
const PRODUCT: &str = concat!("rtc-clients/", env!("CARGO_PKG_VERSION"));

/// Headers that describe the connection, the body or the caller's identity. Those of a vendor's protocol come in
/// addition; see [`Vendor::HEADERS`](crate::Vendor::HEADERS).
const RESERVED: [&str; 18] = [
    "accept-encoding",
    "authorization",
    "connection",
    "content-encoding",
    "content-length",
    "content-type",
    "date",
    "expect",
    "host",
    "keep-alive",
    "proxy-authorization",
    "proxy-connection",
    "range",
    "te",
    "trailer",
    "transfer-encoding",
    "upgrade",
    "user-agent",
];

/// The headers that a client adds to each request, `User-Agent` among them.
#[derive(Debug)]
pub(super) struct OwnHeaders(HeaderMap);

impl OwnHeaders {
    /// Checks headers. `protocol` are the names that the vendor's protocol sets; one that ends with `*` stands for all
    /// names that begin so.
    pub(super) fn new(
        caller: Option<&str>,
        headers: Vec<(String, Option<HeaderValue>)>,
        protocol: &[&str],
    ) -> Result<Self, BuildError> {
        let mut checked = HeaderMap::with_capacity(headers.len() + 1);
        let user_agent = match caller.map(str::trim) {
            None | Some("") => HeaderValue::from_static(PRODUCT),
            Some(caller) => HeaderValue::from_str(&format!("{PRODUCT} {caller}"))
                .ok()
                .filter(|value| value.to_str().is_ok())
                .ok_or_else(|| error("user-agent", UNSENDABLE))?,
        };
        checked.insert(header::USER_AGENT, user_agent);
        for (name, value) in headers {
            let parsed =
                HeaderName::from_bytes(name.as_bytes()).map_err(|_| error(&name, "this is no header's name"))?;
            let mut reserved = RESERVED.iter().chain(protocol);
            if reserved.any(|pattern| matches(pattern, parsed.as_str())) {
                let reason = if parsed == header::USER_AGENT {
                    "add to it with `.user_agent(…)`"
                } else {
                    "the client sets it itself, or leaves it out, for every request; leave it to the client"
                };
                return Err(error(&name, reason));
            }
            checked.insert(parsed, value.ok_or_else(|| error(&name, UNSENDABLE))?);
        }
        Ok(Self(checked))
    }

    /// Adds the headers that the request does not have: what is signed stays as it is.
    pub(super) fn add_to(&self, request: &mut HeaderMap) {
        for (name, value) in &self.0 {
            request.entry(name).or_insert_with(|| value.clone());
        }
    }
}

const UNSENDABLE: &str = "its value may hold visible ASCII characters only, and no line break";

fn error(name: &str, reason: &'static str) -> BuildError {
    BuildError::Header { name: name.escape_debug().take(64).collect(), reason }
}

/// Whether a name in lower case fits a pattern.
fn matches(pattern: &str, name: &str) -> bool {
    match pattern.strip_suffix('*') {
        Some(beginning) => name.starts_with(beginning),
        None => pattern == name,
    }
}
