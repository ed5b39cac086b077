//! Calls with an answer that is not a success.

use super::{History, escape::write_escaped};
use crate::ErrorCode;
use bytes::Bytes;
use http::StatusCode;
use std::{error::Error, fmt};

/// How much of an unreadable body is shown, in bytes.
const SHOWN: usize = 512;

/// The vendor refused a request.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Refused<C> {
    /// The action.
    pub action: &'static str,
    /// The code. Its [`code`](ErrorCode::code) is the text as it was sent.
    pub code: C,
    /// The code's number, where one was sent beside it.
    pub number: Option<i64>,
    /// The vendor's words; may be empty.
    pub message: String,
    /// The id that the vendor's support asks for.
    pub request_id: Option<String>,
    /// A second such id, where the vendor has one.
    pub log_id: Option<String>,
    /// The HTTP status. Vendors refuse with 200 too.
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
        for said in [self.code.meaning(), self.code.advice()].into_iter().flatten() {
            write!(f, "; {said}")?;
        }
        write!(f, "{}", self.history)
    }
}

impl<C: ErrorCode> Error for Refused<C> {}

/// An answer came that is not what is documented.
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Unreadable {
    /// The action.
    pub action: &'static str,
    /// What is wrong with it.
    pub reason: String,
    /// Where in it: `Result.UserList[3].CreatedAt`.
    pub path: Option<String>,
    /// The id that the vendor's support asks for.
    pub request_id: Option<String>,
    /// A second such id, where the vendor has one.
    pub log_id: Option<String>,
    /// The HTTP status.
    pub status: StatusCode,
    /// The whole body, up to the client's cap; empty where it was over that.
    pub body: Bytes,
    pub(crate) safe: bool,
    pub(crate) history: History,
}

impl Unreadable {
    /// The first 512 bytes of the body as text: what is not UTF-8 is replaced, control characters are escaped.
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
        write!(f, "`{}` has an answer that cannot be read: ", self.action)?;
        write_escaped(f, &self.reason)?;
        if let Some(path) = &self.path {
            f.write_str(", at ")?;
            write_escaped(f, path)?;
        }
        write_ids(f, self.status, self.request_id.as_deref(), self.log_id.as_deref())?;
        if !self.body.is_empty() {
            write!(f, "; it begins: {}", self.beginning())?;
        }
        write!(f, "{}", self.history)
    }
}

impl fmt::Debug for Unreadable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Unreadable")
            .field("action", &self.action)
            .field("reason", &self.reason)
            .field("path", &self.path)
            .field("request_id", &self.request_id)
            .field("log_id", &self.log_id)
            .field("status", &self.status)
            .field("body", &format_args!("{} bytes: {}", self.body.len(), self.beginning()))
            .field("history", &self.history)
            .finish_non_exhaustive()
    }
}

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
