//! Calls without a socket, for the tests of an app: prepared answers in the vendor's envelope, and what was asked.

#[doc(no_inline)]
pub use rtc_core::testing::{FromJsonError, RecordedCall, Reply, TestVendor, from_json};

use crate::{Credentials, Tencent};
use http::StatusCode;
use serde_json::{Value, json};

/// Gives prepared answers to calls of the vendor's actions, and records what was asked.
pub type ScriptedTransport = rtc_core::testing::ScriptedTransport<Tencent>;

impl TestVendor for Tencent {
    fn test_credentials() -> Credentials {
        Credentials::new("AKIDtest", "test-secret-key")
    }

    fn success(mut payload: Value, request_id: &str) -> Value {
        if let Some(fields) = payload.as_object_mut() {
            fields.insert("RequestId".to_owned(), request_id.into());
        }
        json!({ "Response": payload })
    }

    fn refusal(code: &str, message: &str, request_id: &str) -> (StatusCode, Value) {
        let error = json!({ "Code": code, "Message": message });
        (StatusCode::OK, json!({ "Response": { "Error": error, "RequestId": request_id } }))
    }
}
