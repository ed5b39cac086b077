//! Answers and rows from JSON.

use crate::{error::debug_is_display, wire::object};
use serde::de::DeserializeOwned;
use serde_json::Value;
use serde_path_to_error::{Deserializer, Track};
use std::{
    any::type_name,
    error::Error,
    fmt::{self, Display},
};

/// Makes an answer, or a row or another object of one, from JSON in the vendor's names and forms, without the vendor's
/// envelope; a `Vec` of rows from a list of them. Takes a text or a `serde_json::Value`. Fields
/// that are optional may be missing, others are ignored, just as in an answer of the vendor.
///
/// ```
/// use rtc_core::testing::from_json;
///
/// #[derive(Debug, serde::Deserialize)]
/// struct User {
///     #[serde(rename = "UserId")]
///     user_id: String,
/// }
///
/// let user: User = from_json(r#"{"UserId": "a"}"#)?;
/// assert_eq!(user.user_id, "a");
/// let error = from_json::<User>(r#"{"UserId": 1.5}"#).unwrap_err();
/// assert!(error.to_string().contains("UserId"), "{error}");
/// # Ok::<(), rtc_core::testing::FromJsonError>(())
/// ```
///
/// # Errors
/// [`FromJsonError`] names the type and the first value that does not fit.
pub fn from_json<T: DeserializeOwned>(json: impl Display) -> Result<T, FromJsonError> {
    let failed = |reason: String, path: Option<String>| FromJsonError { kind: short::<T>(), reason, path };
    let value: Value =
        serde_json::from_str(&json.to_string()).map_err(|error| failed(format!("it is not JSON: {error}"), None))?;
    if let Value::Array(_) = &value {
        return serde_path_to_error::deserialize(&value)
            .map_err(|error| failed(error.inner().to_string(), Some(error.path().to_string())));
    }
    let mut track = Track::new();
    object(Deserializer::new(&value, &mut track)).map_err(|error: serde_json::Error| {
        let path = track.path().to_string();
        failed(error.to_string(), Some(path).filter(|path| path != "."))
    })
}

/// The last part of a type's name.
fn short<T>() -> &'static str {
    let name = type_name::<T>();
    name.rsplit("::").next().unwrap_or(name)
}

/// Why JSON is not an answer or a row.
#[derive(Clone, PartialEq, Eq)]
pub struct FromJsonError {
    kind: &'static str,
    reason: String,
    path: Option<String>,
}

impl Display for FromJsonError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "this JSON is no `{}`: {}", self.kind, self.reason)?;
        match &self.path {
            Some(path) => write!(f, ", at {path}"),
            None => Ok(()),
        }
    }
}

impl Error for FromJsonError {}

debug_is_display!(FromJsonError);
