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
    /// A session token without the credentials that it belongs to.
    #[error(
        "{token} is set, but not {}, which it belongs to; set what is missing, or unset {token}",
        variables.join(" and ")
    )]
    TokenAlone {
        /// The environment variable with the token.
        token: &'static str,
        /// The variables that are not set, or empty.
        variables: Vec<&'static str>,
    },
    /// A function that provides credentials failed.
    #[error("the function that provides credentials failed: {reason}")]
    Callback {
        /// The function's error.
        reason: String,
    },
}

debug_is_display!(CredentialsError);

impl CredentialsError {
    /// Checks a part of the credentials, or a region: it must be visible ASCII characters, not in quotes.
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

/// What is wrong with a part of credentials, if anything is. All parts are visible ASCII; anything else was added on the
/// way, and would fail later as a wrong signature or as a header that cannot be sent.
pub(super) fn find_flaw(value: &str) -> Option<&'static str> {
    const QUOTES: [char; 7] = ['"', '\'', '`', '\u{201c}', '\u{201d}', '\u{2018}', '\u{2019}'];
    let invisible = |letter: char| {
        // Zero-width blanks and joiners, marks of direction, byte order marks, variation selectors, tags.
        matches!(letter, '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}'
            | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
            | '\u{3164}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{ffa0}' | '\u{fff0}'..='\u{fffb}'
            | '\u{e0000}'..='\u{e0fff}')
    };
    if value.is_empty() {
        Some("is empty; give the one the vendor's console shows")
    } else if value.trim() != value {
        Some("has white space at its start or end; was a line break copied with it?")
    } else if value.starts_with('\u{feff}') {
        Some("begins with a byte order mark; save the file that it comes from as UTF-8 without one")
    } else if value.chars().any(invisible) {
        Some("holds an invisible character, such as a zero-width blank; type it again, or copy it as plain text")
    } else if value.chars().any(char::is_control) {
        Some("holds a control character; copy it again from the vendor's console")
    } else if value.starts_with(QUOTES) || value.ends_with(QUOTES) {
        Some("is in quotes, which `docker --env-file` and some other tools keep; remove them")
    } else if value.contains(char::is_whitespace) {
        Some("holds white space; copy it again from the vendor's console")
    } else if !value.is_ascii() {
        Some("holds a character that is not ASCII; copy it again from the vendor's console")
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
