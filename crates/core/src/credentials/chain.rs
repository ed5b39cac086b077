//! A chain of credentials providers.

use super::{CredentialsError, CredentialsProvider, Environment, IssueFuture, Issued};
use std::fmt;

/// An ordered list of providers. The first one that has credentials is used; one that has none is skipped; a broken one
/// is an error, and later ones are not tried.
pub struct Chain<C>(Vec<Box<dyn CredentialsProvider<C>>>);

impl<C: 'static> Chain<C> {
    /// A chain with one provider.
    pub fn of(provider: impl CredentialsProvider<C>) -> Self {
        Self(vec![Box::new(provider)])
    }

    /// Appends a provider, which is tried when those before it have no credentials.
    #[must_use]
    pub fn or(mut self, provider: impl CredentialsProvider<C>) -> Self {
        self.0.push(Box::new(provider));
        self
    }
}

impl<C: Send + 'static> CredentialsProvider<C> for Chain<C> {
    fn issue<'a>(&'a self, environment: Environment<'a>) -> IssueFuture<'a, C> {
        Box::pin(async move {
            let mut sources = EmptySources::default();
            for provider in &self.0 {
                if let Some(end) = sources.further(provider.issue(environment).await) {
                    return end;
                }
            }
            Err(sources.nowhere())
        })
    }

    fn issue_now(&self, environment: Environment<'_>) -> Option<Result<Issued<C>, CredentialsError>> {
        let mut sources = EmptySources::default();
        for provider in &self.0 {
            if let Some(end) = sources.further(provider.issue_now(environment)?) {
                return Some(end);
            }
        }
        Some(Err(sources.nowhere()))
    }

    fn region(&self, environment: Environment<'_>) -> Result<Option<String>, CredentialsError> {
        for provider in &self.0 {
            if let Some(region) = provider.region(environment)? {
                return Ok(Some(region));
            }
        }
        Ok(None)
    }
}

/// The providers without credentials.
#[derive(Default)]
struct EmptySources(Vec<CredentialsError>);

impl EmptySources {
    /// Records a provider without credentials; any other result ends the search.
    fn further<C>(
        &mut self,
        found: Result<Issued<C>, CredentialsError>,
    ) -> Option<Result<Issued<C>, CredentialsError>> {
        match found {
            Err(CredentialsError::NoneFound { sources }) => self.0.extend(sources),
            Err(error) if error.is_missing() => self.0.push(error),
            end => return Some(end),
        }
        None
    }

    fn nowhere(self) -> CredentialsError {
        CredentialsError::NoneFound { sources: self.0 }
    }
}

impl<C> fmt::Debug for Chain<C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Chain({})", self.0.len())
    }
}
