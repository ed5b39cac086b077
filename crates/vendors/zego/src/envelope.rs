//! Opening an answer: `{"Code", "Message", "RequestId", "Data"?}`, whatever the HTTP status.

use bytes::Bytes;
use http::Response;
use rtc_core::protocol::{
    Answer, OpenError,
    envelope::{Body, Json, absent, keep_first, unreadable},
    object,
};
use serde::{Deserialize, de::DeserializeOwned};
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
    let mut request_id = None;
    match Body::new(response.body()).and_then(|body| reopen(&body, &mut request_id)) {
        Ok(data) => Ok(Answer::new(data, request_id, response.status())),
        Err(error) => Err(error.with_ids(request_id, None)),
    }
}

/// A refusal is recognised by `Code` alone; of several, the first that is not 0 counts. A success without `Data` has an
/// empty output.
fn reopen<T: DeserializeOwned>(body: &Body<'_>, request_id: &mut Option<String>) -> Result<T, OpenError> {
    let (mut success, mut failure, mut no_number) = (false, None, None);
    let (mut message, mut data) = (None, None);
    let read = body.members(|name, value| match name {
        "Code" => match value.number() {
            Some(0) => success = true,
            Some(code) => failure = failure.or(Some(code)),
            None => no_number = no_number.or(Some(value)),
        },
        "RequestId" if request_id.is_none() => *request_id = value.text(),
        "Message" => keep_first(&mut message, value),
        "Data" => keep_first(&mut data, value),
        _ => {}
    });
    if let Some(code) = failure {
        return Err(OpenError::Refused {
            code: Some(code.to_string()),
            number: Some(code),
            message: message.and_then(Json::text).unwrap_or_default(),
            request_id: None,
            log_id: None,
        });
    }
    read?;
    match no_number {
        Some(code) => Err(unreadable(format!("`Code` is no whole number: {:.64}", code.as_str()))),
        None if !success => Err(unreadable("`Code` is missing")),
        None => match data {
            Some(data) => data.decode("Data"),
            None => absent().map_or_else(|| Json::EMPTY.decode("Data"), Ok),
        },
    }
}
