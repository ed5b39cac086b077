//! Opening an answer: `{"ResponseMetadata": {"RequestId", "Error"?}, "Result"?}`.

use bytes::Bytes;
use http::{Response, StatusCode};
use rtc_core::protocol::{
    Answer, OpenError,
    envelope::{Body, Json, absent, keep_first, unreadable},
    object,
};
use serde::{
    Deserialize,
    de::{DeserializeOwned, IgnoredAny},
};
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
    let mut request_id = None;
    match Body::new(response.body()).and_then(|body| reopen(response.status(), &body, &mut request_id)) {
        Ok(result) => Ok(Answer::new(result, request_id, response.status())),
        Err(error) => Err(error.with_ids(request_id, log_id)),
    }
}

/// Any `Error` is a refusal, whatever the status. Without one, a success needs a success status and a `Result`.
fn reopen<T: DeserializeOwned>(
    status: StatusCode,
    body: &Body<'_>,
    request_id: &mut Option<String>,
) -> Result<T, OpenError> {
    let (mut metadata, mut error, mut result) = (false, None, None);
    let read = body.members(|name, value| match name {
        "ResponseMetadata" => {
            metadata = true;
            value.members(|name, value| match name {
                "RequestId" if request_id.is_none() => *request_id = value.text(),
                "Error" => keep_first(&mut error, value),
                _ => {}
            });
        }
        "Result" => keep_first(&mut result, value),
        _ => {}
    });
    if let Some(error) = error {
        return Err(refused(error));
    }
    read?;
    if !status.is_success() {
        return Err(unreadable("the status is an error but `ResponseMetadata.Error` is missing"));
    }
    if !metadata {
        return Err(unreadable("`ResponseMetadata` is missing"));
    }
    match result {
        None => absent().ok_or_else(|| unreadable("there is neither `ResponseMetadata.Error` nor `Result`")),
        Some(result) => result.decode("Result"),
    }
}

/// A number in the place of the code is the code's number, which `CodeN` holds otherwise.
fn refused(error: Json<'_>) -> OpenError {
    let (mut code, mut number, mut message) = (None, None, None);
    error.members(|name, value| match name {
        "Code" => keep_first(&mut code, value),
        "CodeN" => keep_first(&mut number, value),
        "Message" => keep_first(&mut message, value),
        _ => {}
    });
    let number_as_code = code.and_then(Json::number);
    OpenError::Refused {
        code: code.filter(|_| number_as_code.is_none()).and_then(Json::text).filter(|code| !code.is_empty()),
        number: number.and_then(Json::number).or(number_as_code),
        message: message.and_then(Json::text).or_else(|| error.text()).unwrap_or_default(),
        request_id: None,
        log_id: None,
    }
}
