//! Opening an answer: `{"ResponseMetadata": {"RequestId", "Error"?}, "Result"?}`.

use bytes::Bytes;
use http::Response;
use rtc_core::protocol::{
    Answer, OpenError,
    envelope::{decode_at, number, parse_json, text, unreadable},
    object,
};
use serde::{
    Deserialize,
    de::{DeserializeOwned, IgnoredAny},
};
use serde_json::Value;
use std::borrow::Cow;

/// The response header with a second id, which the vendor's support asks for in addition to the request id.
const LOG_ID: &str = "x-tt-logid";

#[derive(Deserialize)]
#[serde(bound = "T: DeserializeOwned")]
struct Envelope<'a, T> {
    #[serde(borrow, rename = "ResponseMetadata", deserialize_with = "object")]
    metadata: Metadata<'a>,
    #[serde(rename = "Result", deserialize_with = "object")]
    result: T,
}

#[derive(Deserialize)]
struct Metadata<'a> {
    #[serde(borrow, rename = "RequestId")]
    request_id: Cow<'a, str>,
    #[serde(rename = "Error", default)]
    error: Option<IgnoredAny>,
}

/// Decodes a well-formed success in one pass, and anything else in a second, lenient pass.
pub(crate) fn open<T: DeserializeOwned>(response: &Response<Bytes>) -> Result<Answer<T>, OpenError> {
    if response.status().is_success()
        && let Ok(Envelope { metadata: Metadata { request_id, error: None }, result }) =
            serde_json::from_slice::<Envelope<'_, T>>(response.body())
    {
        return Ok(Answer::new(result, Some(request_id.into_owned()), response.status()));
    }
    let log_id = response.headers().get(LOG_ID).and_then(|id| id.to_str().ok()).map(str::to_owned);
    let body = parse_json(response.body()).map_err(|fault| fault.with_ids(None, log_id.clone()))?;
    let request_id = text(body.pointer("/ResponseMetadata/RequestId"));
    match reopen(response, &body) {
        Ok(result) => Ok(Answer::new(result, request_id, response.status())),
        Err(fault) => Err(fault.with_ids(request_id, log_id)),
    }
}

/// Any `Error` is a refusal, whatever the status. Without one, a success needs a success status and a `Result`.
fn reopen<T: DeserializeOwned>(response: &Response<Bytes>, body: &Value) -> Result<T, OpenError> {
    let metadata = body.get("ResponseMetadata");
    if let Some(error) = metadata.and_then(|metadata| metadata.get("Error")).filter(|error| !error.is_null()) {
        return Err(refused(error));
    }
    if !response.status().is_success() {
        return Err(unreadable("the status is an error but `ResponseMetadata.Error` is missing"));
    }
    if metadata.is_none() {
        return Err(unreadable("`ResponseMetadata` is missing"));
    }
    match body.get("Result") {
        None | Some(Value::Null) => Err(unreadable("there is neither `ResponseMetadata.Error` nor `Result`")),
        Some(result) => decode_at(result, "Result"),
    }
}

fn refused(error: &Value) -> OpenError {
    let message = text(error.get("Message")).or_else(|| text(Some(error)));
    OpenError::Refused {
        code: text(error.get("Code")).filter(|code| !code.is_empty()),
        number: number(error.get("CodeN")),
        message: message.unwrap_or_default(),
        request_id: None,
        log_id: None,
    }
}
