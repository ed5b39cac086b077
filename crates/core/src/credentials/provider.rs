//! The interface of a credentials provider.

use super::{CredentialsError, Environment};
use std::{fmt, pin::Pin, time::Duration};
use time::OffsetDateTime;

/// Provides credentials. A client calls it when it needs new ones, never concurrently.
pub trait CredentialsProvider<C>: Send + Sync + 'static {
    /// Gets credentials, waiting if necessary. `environment` is the client's; providers that need no variables ignore
    /// it.
    fn issue<'a>(&'a self, environment: Environment<'a>) -> IssueFuture<'a, C>;

    /// The same without waiting; `None` if that is impossible. A client calls this while it is built, so that a mistake
    /// shows then rather than on the first call.
    fn issue_now(&self, environment: Environment<'_>) -> Option<Result<Issued<C>, CredentialsError>> {
        let _ = environment;
        None
    }

    /// The region stored beside the credentials, if any. A client reads it while it is built, unless a region is set
    /// explicitly.
    ///
    /// # Errors
    /// If the source exists and cannot be read.
    fn region(&self, environment: Environment<'_>) -> Result<Option<String>, CredentialsError> {
        let _ = environment;
        Ok(None)
    }
}

/// The future of [`CredentialsProvider::issue`].
pub type IssueFuture<'a, C> = Pin<Box<dyn Future<Output = Result<Issued<C>, CredentialsError>> + Send + 'a>>;

/// Credentials and their lifetime.
#[derive(Clone)]
#[non_exhaustive]
pub struct Issued<C> {
    /// The caller's credentials.
    pub credentials: C,
    /// When the credentials expire; `None` if never.
    pub expires: Option<OffsetDateTime>,
    /// How long the credentials are used at most before they are requested again, because they may be replaced before
    /// they expire.
    pub renew_after: Option<Duration>,
}

impl<C> Issued<C> {
    /// Credentials that do not expire.
    pub const fn new(credentials: C) -> Self {
        Self { credentials, expires: None, renew_after: None }
    }

    /// Sets when the credentials expire. They are renewed earlier: by a tenth of their lifetime, but at most 5 minutes,
    /// plus up to half as much again as jitter, so that many processes do not renew at once.
    #[must_use]
    pub fn expires(mut self, at: OffsetDateTime) -> Self {
        self.expires = Some(at);
        self
    }

    /// Has them replaced after a while even if they have not expired.
    #[must_use]
    pub const fn renew_after(mut self, time: Duration) -> Self {
        self.renew_after = Some(time);
        self
    }
}

impl<C: fmt::Debug> fmt::Debug for Issued<C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Issued")
            .field("credentials", &self.credentials)
            .field("expires", &self.expires)
            .field("renew_after", &self.renew_after)
            .finish()
    }
}
