//! Calls without a socket, for the tests of an app: prepared answers in the vendor's envelope, and what was asked.

#[doc(no_inline)]
pub use rtc_core::testing::{FromJsonError, RecordedCall, Reply, TestVendor, from_json};

use crate::{Credentials, Volcengine};
use http::StatusCode;
use serde_json::{Value, json};

/// Gives prepared answers to calls of the vendor's actions, and records what was asked.
pub type ScriptedTransport = rtc_core::testing::ScriptedTransport<Volcengine>;

impl TestVendor for Volcengine {
    fn test_credentials() -> Credentials {
        Credentials::new("AKLTtest", "test-secret-key")
    }

    fn success(payload: Value, request_id: &str) -> Value {
        json!({ "ResponseMetadata": { "RequestId": request_id }, "Result": payload })
    }

    fn refusal(code: &str, message: &str, request_id: &str) -> (StatusCode, Value) {
        let error = json!({ "Code": code, "Message": message });
        (StatusCode::BAD_REQUEST, json!({ "ResponseMetadata": { "RequestId": request_id, "Error": error } }))
    }
}
