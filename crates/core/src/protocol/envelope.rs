//! Helpers for opening envelopes: the lenient second pass over an answer that strict decoding rejected.

use crate::{OpenError, wire::object};
use serde::de::DeserializeOwned;
use serde_json::Value;
use serde_path_to_error::{Deserializer, Track};

/// Maximum length of a kept serde error, in characters.
const LONGEST: usize = 1024;

/// Parses the body as JSON of any shape.
///
/// # Errors
/// [`OpenError::Unreadable`] if the body is empty or not JSON.
pub fn parse_json(body: &[u8]) -> Result<Value, OpenError> {
    if body.is_empty() {
        return Err(unreadable("the body is empty"));
    }
    serde_json::from_slice(body).map_err(|error| unreadable(format!("the body is not JSON: {error}")))
}

/// Decodes a part of an answer into `T`. `at` is the path of that part, used as the prefix of the path in an error.
///
/// # Errors
/// [`OpenError::Unreadable`] with the path of the first value that does not fit.
pub fn decode_at<T: DeserializeOwned>(value: &Value, at: &str) -> Result<T, OpenError> {
    let mut track = Track::new();
    object(Deserializer::new(value, &mut track)).map_err(|error: serde_json::Error| {
        let path = track.path().to_string();
        let path = match path.as_str() {
            "." => at.to_owned(),
            path if path.starts_with('[') => format!("{at}{path}"),
            path => format!("{at}.{path}"),
        };
        // Serde quotes an invalid value in full, however long it is.
        let reason = error.to_string().chars().take(LONGEST).collect();
        OpenError::Unreadable { reason, path: Some(path), request_id: None, log_id: None }
    })
}

/// A string, or a number or boolean as a string. `None` for an absent value, `null`, lists and objects.
#[must_use]
pub fn text(value: Option<&Value>) -> Option<String> {
    match value? {
        Value::String(text) => Some(text.clone()),
        value @ (Value::Number(_) | Value::Bool(_)) => Some(value.to_string()),
        Value::Null | Value::Array(_) | Value::Object(_) => None,
    }
}

/// An integer, or a string that contains one.
#[must_use]
pub fn number(value: Option<&Value>) -> Option<i64> {
    match value? {
        Value::Number(number) => number.as_i64(),
        Value::String(text) => text.parse().ok(),
        _ => None,
    }
}

/// An [`OpenError::Unreadable`] with a reason and nothing else.
pub fn unreadable(reason: impl Into<String>) -> OpenError {
    OpenError::Unreadable { reason: reason.into(), path: None, request_id: None, log_id: None }
}

impl OpenError {
    /// Adds the ids that the error does not have yet.
    #[must_use]
    pub fn with_ids(mut self, request: Option<String>, log: Option<String>) -> Self {
        let (Self::Refused { request_id, log_id, .. } | Self::Unreadable { request_id, log_id, .. }) = &mut self;
        if request_id.is_none() {
            *request_id = request;
        }
        if log_id.is_none() {
            *log_id = log;
        }
        self
    }
}
