//! Opening an answer: `{"Response": {…fields…, "RequestId", "Error"?}}`.

use crate::envelope::envelope_filter::{Filtered, Payload};
use bytes::Bytes;
use http::{Response, StatusCode};
use rtc_core::protocol::{
    Answer, OpenError,
    envelope::{Body, Json, keep_first, unreadable},
};
use serde::{Deserialize, de::DeserializeOwned};

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
    let mut request_id = None;
    match Body::new(response.body()).and_then(|body| reopen(response.status(), &body, &mut request_id)) {
        Ok(output) => Ok(Answer::new(output, request_id, response.status())),
        Err(error) => Err(error.with_ids(request_id, None)),
    }
}

/// A refusal is recognised by `Error` alone. The API answers with status 200 only; others come from elsewhere.
fn reopen<T: DeserializeOwned>(
    status: StatusCode,
    body: &Body<'_>,
    request_id: &mut Option<String>,
) -> Result<T, OpenError> {
    let (mut response, mut error) = (None, None);
    let read = body.members(|name, value| {
        if name == "Response" {
            keep_first(&mut response, value);
            value.members(|name, value| match name {
                "RequestId" if request_id.is_none() => *request_id = value.text(),
                "Error" => keep_first(&mut error, value),
                _ => {}
            });
        }
    });
    if let Some(error) = error {
        return Err(refused(error));
    }
    read?;
    if status != StatusCode::OK {
        return Err(unreadable("only status 200 comes from the API, and `Response.Error` is missing"));
    }
    match response {
        None => Err(unreadable("`Response` is missing")),
        Some(response) => response.decode::<Payload<T>>("Response").map(|Payload(output)| output),
    }
}

fn refused(error: Json<'_>) -> OpenError {
    let (mut code, mut message) = (None, None);
    error.members(|name, value| match name {
        "Code" => keep_first(&mut code, value),
        "Message" => keep_first(&mut message, value),
        _ => {}
    });
    OpenError::Refused {
        code: code.and_then(Json::text).filter(|code| !code.is_empty()),
        number: None,
        message: message.and_then(Json::text).or_else(|| error.text()).unwrap_or_default(),
        request_id: None,
        log_id: None,
    }
}
