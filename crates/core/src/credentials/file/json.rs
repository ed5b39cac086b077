//! A JSON object of credentials.

use super::{FileProblem, unread_token, usable};
use crate::CredentialsError;
use serde_json::{Map, Value};
use std::{
    fmt,
    path::{Path, PathBuf},
};
use time::OffsetDateTime;

/// What is wrong with a value that is not a text.
const NOT_A_TEXT: &str = "is not a text; put it in double quotes";

/// A JSON object in a file. Its `Debug` shows the path only.
pub struct Json {
    path: PathBuf,
    object: Map<String, Value>,
}

impl Json {
    /// Reads a file.
    ///
    /// # Errors
    /// [`CredentialsError::NoFile`] if there is none, [`CredentialsError::File`] if it cannot be read or is no JSON
    /// object.
    pub fn read(path: &Path) -> Result<Self, CredentialsError> {
        Self::parse(path, &super::read(path)?)
    }

    /// Parses the text of a file. An empty file is an empty object.
    ///
    /// # Errors
    /// [`CredentialsError::File`] if it is not a JSON object.
    pub fn parse(path: &Path, text: &str) -> Result<Self, CredentialsError> {
        let object = if text.trim().is_empty() {
            Map::new()
        } else {
            // serde_json's own message is omitted: it may quote the file.
            let value = serde_json::from_str(text)
                .map_err(|error| FileProblem::NotJson { line: error.line(), column: error.column() }.at(path))?;
            let Value::Object(object) = value else {
                return Err(FileProblem::NotAnObject.at(path));
            };
            object
        };
        Ok(Self { path: path.to_owned(), object })
    }

    /// Where it is.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Whether the object has the key.
    #[must_use]
    pub fn has(&self, key: &str) -> bool {
        self.object.contains_key(key)
    }

    /// A part of credentials, or a region. `None` if it is missing, `null` or empty.
    ///
    /// # Errors
    /// [`CredentialsError::File`] if it is something else, or not visible ASCII.
    pub fn text(&self, key: &str) -> Result<Option<&str>, CredentialsError> {
        match self.object.get(key) {
            None | Some(Value::Null) => Ok(None),
            Some(Value::String(text)) => usable(&self.path, key, text),
            Some(_) => Err(self.unusable(key, NOT_A_TEXT)),
        }
    }

    /// A time in Unix seconds. `None` if it is missing or `null`.
    ///
    /// # Errors
    /// [`CredentialsError::File`] if it is something else.
    pub fn unix_seconds(&self, key: &str) -> Result<Option<OffsetDateTime>, CredentialsError> {
        let seconds = match self.object.get(key) {
            None | Some(Value::Null) => return Ok(None),
            Some(value) => value.as_i64(),
        };
        let time = seconds.and_then(|seconds| OffsetDateTime::from_unix_timestamp(seconds).ok());
        time.map(Some).ok_or_else(|| self.unusable(key, "is not a time in Unix seconds; give one, or remove it"))
    }

    /// A Unix time in seconds, milliseconds, microseconds or nanoseconds: which it is shows in its size, as in the vendors'
    /// own readers. `None` if it is missing, `null` or 0.
    ///
    /// # Errors
    /// [`CredentialsError::File`] if it is something else.
    pub fn unix_time(&self, key: &str) -> Result<Option<OffsetDateTime>, CredentialsError> {
        /// From which size on a number counts how many parts of a second.
        const THOUSANDS: [(i64, i64); 3] =
            [(1_000_000_000_000_000_000, 1_000_000_000), (1_000_000_000_000_000, 1_000_000), (1_000_000_000_000, 1000)];
        let number = match self.object.get(key) {
            None | Some(Value::Null) => return Ok(None),
            Some(value) => value.as_i64(),
        };
        if number == Some(0) {
            return Ok(None);
        }
        let seconds = number.filter(|number| *number > 0).map(|number| {
            THOUSANDS.iter().find(|(from, _)| number >= *from).map_or(number, |(_, parts)| number / parts)
        });
        let time = seconds.and_then(|seconds| OffsetDateTime::from_unix_timestamp(seconds).ok());
        time.map(Some).ok_or_else(|| self.unusable(key, "is not a Unix time; give one, or remove it"))
    }

    /// An object within. `None` if it is missing or `null`.
    ///
    /// # Errors
    /// [`CredentialsError::File`] if it is something else.
    pub fn object(&self, key: &str) -> Result<Option<Self>, CredentialsError> {
        match self.object.get(key) {
            None | Some(Value::Null) => Ok(None),
            Some(Value::Object(object)) => Ok(Some(Self { path: self.path.clone(), object: object.clone() })),
            Some(_) => Err(self.unusable(key, "is not an object; put it in braces")),
        }
    }

    /// A text of any characters, such as the name of a profile. `None` if it is missing, `null` or empty.
    ///
    /// # Errors
    /// [`CredentialsError::File`] if it is something else.
    pub fn name(&self, key: &str) -> Result<Option<&str>, CredentialsError> {
        match self.object.get(key) {
            None | Some(Value::Null) => Ok(None),
            Some(Value::String(text)) => Ok(Some(text.as_str()).filter(|text| !text.is_empty())),
            Some(_) => Err(self.unusable(key, NOT_A_TEXT)),
        }
    }

    /// Checks that no key looks like a session token except `known`, the key that is read.
    ///
    /// # Errors
    /// [`CredentialsError::File`] names the key: its token would be left out.
    pub fn check_tokens(&self, known: &str) -> Result<(), CredentialsError> {
        let is_filled = |value: &Value| value.as_str().is_some_and(|text| !text.is_empty());
        let filled = self.object.iter().filter(|(_, value)| is_filled(value));
        unread_token(&self.path, filled.map(|(key, _)| key.as_str()), known)
    }

    fn unusable(&self, key: &str, reason: &'static str) -> CredentialsError {
        FileProblem::Unusable { key: key.to_owned(), reason }.at(&self.path)
    }
}

impl fmt::Debug for Json {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Json({})", self.path.display())
    }
}
