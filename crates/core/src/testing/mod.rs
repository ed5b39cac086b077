//! Calls without a socket, for the tests of an app.
//!
//! A [`ScriptedTransport`] gives prepared answers to the next calls and records what was asked. [`from_json`] makes an
//! answer, or a row of one, from the JSON that the vendor would send. Each vendor's crate has both in its module
//! `testing`, with its own envelope and credentials; the feature is named `testing` everywhere.

mod from_json;
mod percent;
mod recorded_call;
mod reply;
mod scripted_transport;

pub use from_json::{FromJsonError, from_json};
pub use recorded_call::RecordedCall;
pub use reply::Reply;
pub use scripted_transport::ScriptedTransport;

use crate::Vendor;
use http::StatusCode;
use serde_json::Value;

/// A vendor whose answers can be made in tests.
pub trait TestVendor: Vendor {
    /// Credentials to sign with; the real vendor does not know them.
    fn test_credentials() -> Self::Credentials;

    /// The body of a successful answer.
    fn success(payload: Value, request_id: &str) -> Value;

    /// The status and the body of a refusal.
    fn refusal(code: &str, message: &str, request_id: &str) -> (StatusCode, Value);
}
