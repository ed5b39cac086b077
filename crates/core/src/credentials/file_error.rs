//! What is wrong with a credentials file.

use std::{io, path::PathBuf};

/// A credentials file that is there and of no use.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the credentials file `{}` {problem}", .path.display())]
#[non_exhaustive]
pub struct FileError {
    /// Where it is.
    pub path: PathBuf,
    /// What is wrong with it.
    pub problem: FileProblem,
}

/// What is wrong with a credentials file. It names keys and positions, never values.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum FileProblem {
    /// The system does not let it be read.
    #[error("cannot be read: {0}; let the user read it who runs this program, or remove it")]
    Unreadable(io::ErrorKind),
    /// It is not there, and a variable names it.
    #[error("is not there, and {variable} names it; make it, or unset {variable}")]
    NamedFileMissing {
        /// The environment variable.
        variable: &'static str,
    },
    /// It is a folder, a pipe or a device.
    #[error("is no file; put a file in its place, or remove it")]
    NotAFile,
    /// It is far longer than credentials are.
    #[error("is longer than {limit} bytes, so it holds something else; put credentials in its place, or remove it")]
    TooLong {
        /// How long it may be, in bytes.
        limit: u64,
    },
    /// It is UTF-16.
    #[error("is UTF-16; save it as UTF-8")]
    Utf16,
    /// It is no text.
    #[error("is not UTF-8 from byte {byte} on; save it as UTF-8")]
    NotUtf8 {
        /// Where that begins, in bytes, counted from 1.
        byte: usize,
    },
    /// It is not JSON.
    #[error("is not JSON from line {line}, column {column} on; correct it there, or remove it")]
    NotJson {
        /// The line, counted from 1.
        line: usize,
        /// The byte of the line, counted from 1; 0 stands for the end of the line before.
        column: usize,
    },
    /// It is JSON, and no object.
    #[error("is JSON without an object; put its keys and values in braces, or remove it")]
    NotAnObject,
    /// A line is none of an INI file.
    #[error("has a mistake in line {line}: {reason}")]
    NotIni {
        /// The line, counted from 1.
        line: usize,
        /// What is wrong there and what to do.
        reason: &'static str,
    },
    /// Something stands under a key that cannot be right.
    #[error("has `{key}`, which {reason}")]
    Unusable {
        /// The key.
        key: String,
        /// What is wrong with what stands there, and what to do. Never the value.
        reason: &'static str,
    },
    /// One half of the credentials is there, the other is not.
    #[error("has no `{key}`, or an empty one; add it")]
    MissingKey {
        /// The key.
        key: String,
    },
}
