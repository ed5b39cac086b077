//! Credentials: where they are read from, and why they may not do.

use std::{ffi::OsString, fmt};

/// Why there are no usable credentials.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum CredentialsError {
    /// Environment variables that are not set, or empty.
    #[error("{} not set in the environment; set {}, or give the client credentials", these(.variables), pronoun(.variables))]
    Missing {
        /// Their names.
        variables: Vec<&'static str>,
    },
    /// One part of the credentials cannot be right.
    #[error("{part} {reason}")]
    Unusable {
        /// The environment variable or the part.
        part: &'static str,
        /// What is wrong with it and what to do. Never its value.
        reason: &'static str,
    },
}

impl CredentialsError {
    /// Checks a part that may not be empty and may have no white space around it or control characters within.
    ///
    /// # Errors
    /// [`CredentialsError::Unusable`].
    pub fn check(part: &'static str, value: &str) -> Result<(), Self> {
        let reason = if value.is_empty() {
            "is empty; give the one the vendor's console shows"
        } else if value.trim() != value {
            "has white space at its start or end; was a line break copied with it?"
        } else if value.chars().any(char::is_control) {
            "holds a control character; copy it again from the vendor's console"
        } else {
            return Ok(());
        };
        Err(Self::Unusable { part, reason })
    }
}

fn these(variables: &[&str]) -> String {
    let verb = if variables.len() == 1 { "is" } else { "are" };
    format!("{} {verb}", variables.join(" and "))
}

fn pronoun(variables: &[&str]) -> &'static str {
    if variables.len() == 1 { "it" } else { "them" }
}

/// Environment variables, or a stand-in for them.
#[derive(Clone, Copy)]
pub struct Environment<'a>(&'a dyn Fn(&str) -> Option<OsString>);

impl<'a> Environment<'a> {
    /// Variables that `lookup` finds.
    pub fn new(lookup: &'a dyn Fn(&str) -> Option<OsString>) -> Self {
        Self(lookup)
    }

    /// The values of variables that must all be set. An empty one counts as not set.
    ///
    /// # Errors
    /// Names all that are missing, or one that is not UTF-8.
    pub fn required<const N: usize>(self, names: [&'static str; N]) -> Result<[String; N], CredentialsError> {
        let mut values = [const { String::new() }; N];
        let mut missing = Vec::new();
        for (value, name) in values.iter_mut().zip(names) {
            match self.optional(name)? {
                Some(found) => *value = found,
                None => missing.push(name),
            }
        }
        if missing.is_empty() { Ok(values) } else { Err(CredentialsError::Missing { variables: missing }) }
    }

    /// The value of a variable that need not be set. An empty one counts as not set.
    ///
    /// # Errors
    /// If the value is not UTF-8.
    pub fn optional(self, name: &'static str) -> Result<Option<String>, CredentialsError> {
        let value = (self.0)(name).filter(|value| !value.is_empty());
        value.map(OsString::into_string).transpose().map_err(|_| CredentialsError::Unusable {
            part: name,
            reason: "is not UTF-8; copy it again from the vendor's console",
        })
    }
}

impl fmt::Debug for Environment<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Environment(…)")
    }
}
