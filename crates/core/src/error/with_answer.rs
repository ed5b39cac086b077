//! Errors of calls that were answered.

use super::{
    History,
    debug::{self, debug_with_attempts},
    escape::write_escaped,
    repetition::Repetition,
};
use crate::ErrorCode;
use bytes::Bytes;
use http::StatusCode;
use std::{error::Error, fmt};

/// How much of an unreadable body is shown, in bytes.
const SHOWN: usize = 512;

/// The vendor refused a request.
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub struct Refused<C> {
    /// The action.
    pub action: &'static str,
    /// The code. Its [`code`](ErrorCode::code) is the string as sent.
    pub code: C,
    /// The numeric code, if one was sent too.
    pub number: Option<i64>,
    /// The vendor's message; may be empty.
    pub message: String,
    /// The request id, which the vendor's support asks for.
    pub request_id: Option<String>,
    /// A second id for support, where the vendor has one.
    pub log_id: Option<String>,
    /// The HTTP status. Vendors also refuse with 200.
    pub status: StatusCode,
    pub(crate) safe: bool,
    pub(crate) history: History,
}

impl<C: ErrorCode> fmt::Display for Refused<C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` was refused with ", self.action)?;
        match (self.code.code(), self.number) {
            (code, _) if code.is_empty() => f.write_str("an error that has no code")?,
            (code, number) => {
                write_escaped(f, &code)?;
                if let Some(number) = number.filter(|number| number.to_string() != code) {
                    write!(f, " ({number})")?;
                }
            }
        }
        if !self.message.is_empty() {
            f.write_str(": ")?;
            write_escaped(f, &self.message)?;
        }
        write_ids(f, self.status, self.request_id.as_deref(), self.log_id.as_deref())?;
        for part in [self.code.meaning(), self.code.advice()].into_iter().flatten() {
            write!(f, "; {part}")?;
        }
        write!(f, "{}", self.history)
    }
}

impl<C: ErrorCode> fmt::Debug for Refused<C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        debug::write(f, self, &self.history)
    }
}

impl<C: ErrorCode> Error for Refused<C> {}

/// The answer does not match the documentation.
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Unreadable {
    /// The action.
    pub action: &'static str,
    /// What is wrong.
    pub reason: String,
    /// Where in the answer, such as `Result.UserList[3].CreatedAt`.
    pub path: Option<String>,
    /// The request id, which the vendor's support asks for.
    pub request_id: Option<String>,
    /// A second id for support, where the vendor has one.
    pub log_id: Option<String>,
    /// The HTTP status.
    pub status: StatusCode,
    /// The whole body; empty if it exceeded the client's limit.
    pub body: Bytes,
    pub(crate) repetition: Repetition,
    pub(crate) history: History,
}

impl Unreadable {
    /// The first 512 bytes of the body as text: invalid UTF-8 is replaced, control characters are escaped.
    #[must_use]
    pub fn beginning(&self) -> String {
        let mut text = String::new();
        let shown = &self.body[..self.body.len().min(SHOWN)];
        // Writing to a String cannot fail.
        let _ = write_escaped(&mut text, &String::from_utf8_lossy(shown));
        if self.body.len() > SHOWN {
            text.push('…');
        }
        text
    }
}

impl fmt::Display for Unreadable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.repetition.begin(self.action, f)?;
        f.write_str("received an answer that cannot be read: ")?;
        write_escaped(f, &self.reason)?;
        if let Some(path) = &self.path {
            f.write_str(", at ")?;
            write_escaped(f, path)?;
        }
        write_ids(f, self.status, self.request_id.as_deref(), self.log_id.as_deref())?;
        if !self.repetition.safe {
            write!(f, "; {}", self.repetition.advice())?;
        }
        if !self.body.is_empty() {
            write!(f, "; it starts with: {}", self.beginning())?;
        }
        write!(f, "{}", self.history)
    }
}

debug_with_attempts!(Unreadable);

impl Error for Unreadable {}

fn write_ids(
    f: &mut fmt::Formatter<'_>,
    status: StatusCode,
    request_id: Option<&str>,
    log_id: Option<&str>,
) -> fmt::Result {
    write!(f, " (HTTP {}", status.as_u16())?;
    for (name, id) in [("request id", request_id), ("log id", log_id)] {
        if let Some(id) = id {
            write!(f, ", {name} ")?;
            write_escaped(f, id)?;
        }
    }
    f.write_str(")")
}
