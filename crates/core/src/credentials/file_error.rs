//! What is wrong with a credentials file.

use crate::error::debug_is_display;
use std::{io, path::PathBuf};

/// A credentials file that exists and is unusable.
#[derive(Clone, PartialEq, Eq, thiserror::Error)]
#[error("the credentials file `{}` {problem}", .path.display())]
#[non_exhaustive]
pub struct FileError {
    /// Where it is.
    pub path: PathBuf,
    /// What is wrong.
    pub problem: FileProblem,
}

/// What is wrong with a credentials file. It names keys and positions, never values.
#[derive(Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum FileProblem {
    /// The system denies reading it.
    #[error("cannot be read: {0}; make it readable for the user of this program, or remove it")]
    Unreadable(io::ErrorKind),
    /// It does not exist, although a variable names it.
    #[error("does not exist, and {variable} names it; create it, or unset {variable}")]
    NamedFileMissing {
        /// The environment variable.
        variable: &'static str,
    },
    /// It is a folder, a pipe or a device.
    #[error("is not a regular file; replace it with one, or remove it")]
    NotAFile,
    /// It is far larger than any credentials file.
    #[error("is longer than {limit} bytes, so it cannot be a credentials file; replace it, or remove it")]
    TooLong {
        /// The limit, in bytes.
        limit: u64,
    },
    /// It is UTF-16.
    #[error("is UTF-16; save it as UTF-8")]
    Utf16,
    /// It is not text.
    #[error("is not UTF-8 from byte {byte} on; save it as UTF-8")]
    NotUtf8 {
        /// Position of the first invalid byte, counted from 1.
        byte: usize,
    },
    /// It is not JSON.
    #[error("is not JSON from line {line}, column {column} on; correct it there, or remove it")]
    NotJson {
        /// The line, counted from 1.
        line: usize,
        /// The byte of the line, counted from 1; 0 means the end of the previous line.
        column: usize,
    },
    /// It is JSON, but not an object.
    #[error("is JSON but not an object; put its keys and values in braces, or remove it")]
    NotAnObject,
    /// A line is not valid INI.
    #[error("has a mistake in line {line}: {reason}")]
    NotIni {
        /// The line, counted from 1.
        line: usize,
        /// What is wrong there and what to do.
        reason: &'static str,
    },
    /// The value of a key is invalid.
    #[error("has `{key}`, which {reason}")]
    Unusable {
        /// The key.
        key: String,
        /// What is wrong with the value and what to do. Never the value itself.
        reason: &'static str,
    },
    /// A session token under a key that is not read.
    #[error("has {}, which is not read; rename it to `{known}` if it is the session token, or remove it",
        .key.as_ref().map_or_else(|| "a key with `token` in it".to_owned(), |key| format!("`{key}`")))]
    UnreadToken {
        /// The key; `None` if it has other words than keys of credentials have, because those could be secret.
        key: Option<String>,
        /// The key of the token that is read.
        known: String,
    },
    /// One half of the credentials is there, the other is not.
    #[error("has no `{key}`, or an empty one; add it")]
    MissingKey {
        /// The key.
        key: String,
    },
}

debug_is_display!(FileError, FileProblem);
