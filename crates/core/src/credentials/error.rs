//! Why there are no usable credentials.

use super::file_error::{FileError, FileProblem};
use crate::error::debug_is_display;
use std::{
    fmt,
    path::{Path, PathBuf},
};

/// Why there are no usable credentials. It names sources, never values.
#[derive(Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum CredentialsError {
    /// Environment variables are not set, or empty.
    #[error("{} not set in the environment; set {}, or give the client credentials", these(.variables), pronoun(.variables))]
    Missing {
        /// Their names.
        variables: Vec<&'static str>,
    },
    /// One part of the credentials is invalid.
    #[error("{part} {reason}")]
    Unusable {
        /// The environment variable or the part.
        part: &'static str,
        /// What is wrong with it and what to do. Never its value.
        reason: &'static str,
    },
    /// A credentials file does not exist.
    #[error("there is no file `{}`; create it, or give the client credentials", .path.display())]
    NoFile {
        /// Where it would be.
        path: PathBuf,
    },
    /// A credentials file contains no credentials.
    #[error("the file `{}` contains no credentials; add some, or give the client credentials", .path.display())]
    NoneInFile {
        /// Where it is.
        path: PathBuf,
    },
    /// A file in the user's home directory, whose path is unknown.
    #[error(
        "`~/{file}` cannot be looked for: {variable} is not set in the environment; set it, or give the client credentials"
    )]
    NoHome {
        /// The file, relative to the home directory.
        file: String,
        /// The variable that names the home directory.
        variable: &'static str,
    },
    /// None of several sources has credentials.
    #[error("none found; looked in {}; add some to one of these, or give the client credentials", places(.sources))]
    NoneFound {
        /// The error of each source.
        sources: Vec<CredentialsError>,
    },
    /// A credentials file that exists and is unusable.
    #[error(transparent)]
    File(Box<FileError>),
    /// A function that provides credentials failed.
    #[error("the function that provides credentials failed: {reason}")]
    Callback {
        /// The function's error.
        reason: String,
    },
}

debug_is_display!(CredentialsError);

impl CredentialsError {
    /// Checks a part that must not be empty, surrounded by white space or contain control characters.
    ///
    /// # Errors
    /// [`CredentialsError::Unusable`].
    pub fn check(part: &'static str, value: &str) -> Result<(), Self> {
        find_flaw(value).map_or(Ok(()), |reason| Err(Self::Unusable { part, reason }))
    }

    /// Whether credentials are missing, as opposed to broken: a [`Chain`](super::Chain) then asks the next provider.
    #[must_use]
    pub const fn is_missing(&self) -> bool {
        matches!(
            self,
            Self::Missing { .. }
                | Self::NoFile { .. }
                | Self::NoneInFile { .. }
                | Self::NoHome { .. }
                | Self::NoneFound { .. }
        )
    }

    /// Whether the error may be transient.
    pub(crate) const fn may_pass(&self) -> bool {
        matches!(self, Self::Callback { .. })
    }
}

impl FileProblem {
    /// The error of a file that has this problem.
    #[must_use]
    pub fn at(self, path: &Path) -> CredentialsError {
        CredentialsError::File(Box::new(FileError { path: path.to_owned(), problem: self }))
    }
}

/// What is wrong with a part of credentials, if anything is.
pub(super) fn find_flaw(value: &str) -> Option<&'static str> {
    if value.is_empty() {
        Some("is empty; give the one the vendor's console shows")
    } else if value.trim() != value {
        Some("has white space at its start or end; was a line break copied with it?")
    } else if value.chars().any(char::is_control) {
        Some("holds a control character; copy it again from the vendor's console")
    } else {
        None
    }
}

fn these(variables: &[&str]) -> String {
    let verb = if variables.len() == 1 { "is" } else { "are" };
    format!("{} {verb}", variables.join(" and "))
}

fn pronoun(variables: &[&str]) -> &'static str {
    if variables.len() == 1 { "it" } else { "them" }
}

fn places(sources: &[CredentialsError]) -> impl fmt::Display {
    let mut places = Vec::with_capacity(sources.len());
    for error in sources {
        places.push(match error {
            CredentialsError::Missing { variables } => format!("the environment ({} not set)", these(variables)),
            CredentialsError::NoFile { path } => format!("`{}` (no such file)", path.display()),
            CredentialsError::NoneInFile { path } => format!("`{}` (without any)", path.display()),
            CredentialsError::NoHome { file, variable } => format!("`~/{file}` ({variable} is not set)"),
            other => other.to_string(),
        });
    }
    places.join(", ")
}
