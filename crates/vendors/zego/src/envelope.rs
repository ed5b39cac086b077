//! Opening an answer: `{"Code", "Message", "RequestId", "Data"?}`, whatever the HTTP status.

use bytes::Bytes;
use http::Response;
use rtc_core::protocol::{
    Answer, OpenError,
    envelope::{decode_at, number, parse_json, text, unreadable},
    object,
};
use serde::{Deserialize, de::DeserializeOwned};
use serde_json::Value;
use std::borrow::Cow;

#[derive(Deserialize)]
#[serde(bound = "T: DeserializeOwned")]
struct Envelope<'a, T> {
    #[serde(rename = "Code")]
    code: i64,
    #[serde(borrow, rename = "RequestId")]
    request_id: Cow<'a, str>,
    #[serde(rename = "Data", deserialize_with = "object")]
    data: T,
}

/// Decodes a well-formed success in one pass, and anything else in a second, lenient pass.
pub(crate) fn open<T: DeserializeOwned>(response: &Response<Bytes>) -> Result<Answer<T>, OpenError> {
    if let Ok(Envelope { code: 0, request_id, data }) = serde_json::from_slice::<Envelope<'_, T>>(response.body()) {
        return Ok(Answer::new(data, Some(request_id.into_owned()), response.status()));
    }
    let body = parse_json(response.body())?;
    let request_id = text(body.get("RequestId"));
    match reopen(&body) {
        Ok(data) => Ok(Answer::new(data, request_id, response.status())),
        Err(fault) => Err(fault.with_ids(request_id, None)),
    }
}

/// A refusal is recognised by `Code` alone. A success without `Data` has an empty output.
fn reopen<T: DeserializeOwned>(body: &Value) -> Result<T, OpenError> {
    match number(body.get("Code")) {
        None => Err(unreadable("`Code` is missing")),
        Some(0) => match body.get("Data") {
            None | Some(Value::Null) => decode_at(&Value::Object(serde_json::Map::new()), "Data"),
            Some(data) => decode_at(data, "Data"),
        },
        Some(code) => Err(OpenError::Refused {
            code: Some(code.to_string()),
            number: Some(code),
            message: text(body.get("Message")).unwrap_or_default(),
            request_id: None,
            log_id: None,
        }),
    }
}
