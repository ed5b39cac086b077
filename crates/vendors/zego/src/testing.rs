//! Calls without a socket, for the tests of an app: prepared answers in the vendor's envelope, and what was asked.

#[doc(no_inline)]
pub use rtc_core::testing::{FromJsonError, RecordedCall, Reply, TestVendor, from_json};

use crate::{Credentials, Zego};
use http::StatusCode;
use serde_json::{Value, json};

/// Gives prepared answers to calls of the vendor's actions, and records what was asked.
pub type ScriptedTransport = rtc_core::testing::ScriptedTransport<Zego>;

impl TestVendor for Zego {
    fn test_credentials() -> Credentials {
        Credentials::new(1, "test-server-secret-of-32-letters")
    }

    fn success(payload: Value, request_id: &str) -> Value {
        json!({ "Code": 0, "Message": "success", "RequestId": request_id, "Data": payload })
    }

    fn refusal(code: &str, message: &str, request_id: &str) -> (StatusCode, Value) {
        let code: Value = code.parse::<i64>().map_or_else(|_| code.into(), Value::from);
        (StatusCode::OK, json!({ "Code": code, "Message": message, "RequestId": request_id }))
    }
}
