//! Opening an answer: `{"Response": {…fields…, "RequestId", "Error"?}}`.

use crate::envelope::envelope_filter::Filtered;
use bytes::Bytes;
use http::{Response, StatusCode};
use rtc_core::protocol::{
    Answer, OpenError,
    envelope::{decode_at, parse_json, text, unreadable},
};
use serde::{Deserialize, de::DeserializeOwned};
use serde_json::Value;

mod envelope_filter;

#[derive(Deserialize)]
#[serde(bound = "T: DeserializeOwned")]
struct Envelope<T> {
    #[serde(rename = "Response")]
    response: Filtered<T>,
}

/// Decodes a well-formed success in one pass, and anything else in a second, lenient pass.
pub(crate) fn open<T: DeserializeOwned>(response: &Response<Bytes>) -> Result<Answer<T>, OpenError> {
    if response.status() == StatusCode::OK
        && let Ok(Envelope { response: Filtered { output, request_id: Some(request_id), error: false } }) =
            serde_json::from_slice(response.body())
    {
        return Ok(Answer::new(output, Some(request_id), response.status()));
    }
    let body = parse_json(response.body())?;
    let request_id = text(body.pointer("/Response/RequestId"));
    match reopen(response.status(), body) {
        Ok(output) => Ok(Answer::new(output, request_id, response.status())),
        Err(fault) => Err(fault.with_ids(request_id, None)),
    }
}

/// A refusal is recognised by `Error` alone. The API answers with status 200 only; others come from elsewhere.
fn reopen<T: DeserializeOwned>(status: StatusCode, mut body: Value) -> Result<T, OpenError> {
    let response = body.get_mut("Response").map(Value::take).filter(|response| !response.is_null());
    if let Some(error) = response.as_ref().and_then(|response| response.get("Error")).filter(|error| !error.is_null()) {
        return Err(refused(error));
    }
    if status != StatusCode::OK {
        return Err(unreadable("only status 200 comes from the API, and `Response.Error` is missing"));
    }
    match response {
        None => Err(unreadable("`Response` is missing")),
        Some(mut response) => {
            if let Some(fields) = response.as_object_mut() {
                fields.remove("RequestId");
                fields.remove("Error");
            }
            decode_at(&response, "Response")
        }
    }
}

fn refused(error: &Value) -> OpenError {
    let message = text(error.get("Message")).or_else(|| text(Some(error)));
    OpenError::Refused {
        code: text(error.get("Code")).filter(|code| !code.is_empty()),
        number: None,
        message: message.unwrap_or_default(),
        request_id: None,
        log_id: None,
    }
}
