//! Environment variables.

use super::{CredentialsError, CredentialsProvider, IssueFuture, Issued};
use crate::Vendor;
use std::{ffi::OsString, fmt, future::ready, marker::PhantomData, path::PathBuf, sync::Arc};

/// Looks up environment variables.
pub(crate) type Lookup = Arc<dyn Fn(&str) -> Option<OsString> + Send + Sync>;

/// The variable with the user's home directory.
const HOME: &str = if cfg!(windows) { "USERPROFILE" } else { "HOME" };

/// Environment variables, or a substitute in tests.
#[derive(Clone, Copy)]
pub struct Environment<'a>(&'a (dyn Fn(&str) -> Option<OsString> + Sync));

impl<'a> Environment<'a> {
    /// Variables that `lookup` finds.
    pub fn new(lookup: &'a (dyn Fn(&str) -> Option<OsString> + Sync)) -> Self {
        Self(lookup)
    }

    /// The values of variables that must all be set. An empty one counts as not set.
    ///
    /// # Errors
    /// An error that names all missing variables, or one whose value cannot be a part of credentials.
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

    /// The value of a variable that need not be set: a part of credentials, or a region. An empty one counts as not set.
    ///
    /// # Errors
    /// If the value is not visible ASCII, or in quotes; see [`CredentialsError::check`].
    pub fn optional(self, name: &'static str) -> Result<Option<String>, CredentialsError> {
        let value = self.text(name)?;
        value.as_deref().map_or(Ok(()), |value| CredentialsError::check(name, value))?;
        Ok(value)
    }

    /// The value of a variable with any text, such as the name of a profile. An empty one counts as not set.
    ///
    /// # Errors
    /// If the value is not UTF-8.
    pub fn text(self, name: &'static str) -> Result<Option<String>, CredentialsError> {
        let value = (self.0)(name).filter(|value| !value.is_empty());
        value.map(OsString::into_string).transpose().map_err(|_| CredentialsError::Unusable {
            part: name,
            reason: "is not UTF-8; copy it again from the vendor's console",
        })
    }

    /// The value of the variable of a session token that belongs to the credentials in `variables`. An empty one counts as
    /// not set.
    ///
    /// # Errors
    /// If its value cannot be a token, or if it is set and one of `variables` is not: without it, these or other
    /// credentials would be used without their token.
    pub fn token(self, name: &'static str, variables: &[&'static str]) -> Result<Option<String>, CredentialsError> {
        let Some(token) = self.optional(name)? else { return Ok(None) };
        let missing: Vec<_> = variables.iter().copied().filter(|variable| !self.is_set(variable)).collect();
        if missing.is_empty() {
            Ok(Some(token))
        } else {
            Err(CredentialsError::TokenAlone { token: name, variables: missing })
        }
    }

    /// Whether a variable is set and not empty.
    #[must_use]
    pub fn is_set(self, name: &str) -> bool {
        (self.0)(name).is_some_and(|value| !value.is_empty())
    }

    /// The path that a variable holds. An empty one counts as not set.
    #[must_use]
    pub fn path(self, name: &str) -> Option<PathBuf> {
        (self.0)(name).filter(|value| !value.is_empty()).map(PathBuf::from)
    }

    /// Where a file of the user's home is; `file` has `/` between its parts.
    ///
    /// # Errors
    /// [`CredentialsError::NoHome`] if `HOME` (on Windows, `USERPROFILE`) is not set.
    pub fn in_home(self, file: &str) -> Result<PathBuf, CredentialsError> {
        let home = self.path(HOME).ok_or_else(|| CredentialsError::NoHome { file: file.to_owned(), variable: HOME })?;
        Ok(file.split('/').fold(home, |path, part| path.join(part)))
    }
}

impl fmt::Debug for Environment<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Environment(…)")
    }
}

/// The credentials in the vendor's own environment variables, which are read again on every request for credentials.
#[must_use]
pub const fn environment<V: Vendor>() -> FromEnvironment<V> {
    FromEnvironment(PhantomData)
}

/// See [`environment`].
pub struct FromEnvironment<V>(PhantomData<fn() -> V>);

impl<V: Vendor> CredentialsProvider<V::Credentials> for FromEnvironment<V> {
    fn issue<'a>(&'a self, environment: Environment<'a>) -> IssueFuture<'a, V::Credentials> {
        Box::pin(ready(V::credentials_from(environment).map(Issued::new)))
    }

    fn issue_now(&self, environment: Environment<'_>) -> Option<Result<Issued<V::Credentials>, CredentialsError>> {
        Some(V::credentials_from(environment).map(Issued::new))
    }

    fn region(&self, environment: Environment<'_>) -> Result<Option<String>, CredentialsError> {
        V::region_from(environment)
    }
}

impl<V: Vendor> fmt::Debug for FromEnvironment<V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "FromEnvironment({})", V::NAME)
    }
}
