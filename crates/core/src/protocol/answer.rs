//! A successful answer with what came beside it, as something to keep.

use super::Answer;
use http::StatusCode;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};

/// The form in which an answer is kept.
#[derive(Serialize, Deserialize)]
#[serde(rename = "Answer")]
struct Kept<T> {
    output: T,
    request_id: Option<String>,
    status: u16,
}

impl<T: Serialize> Serialize for Answer<T> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let Self { output, request_id, status } = self;
        Kept { output, request_id: request_id.clone(), status: status.as_u16() }.serialize(to)
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Answer<T> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let Kept { output, request_id, status } = Kept::deserialize(from)?;
        let status = StatusCode::from_u16(status).map_err(D::Error::custom)?;
        Ok(Self { output, request_id, status })
    }
}
