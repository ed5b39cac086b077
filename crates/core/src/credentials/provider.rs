//! What gives credentials.

use super::{CredentialsError, Environment};
use std::{fmt, pin::Pin, time::Duration};
use time::OffsetDateTime;

/// Gives credentials, as often as it is asked for some. A client asks when it needs new ones, never twice at a time.
pub trait CredentialsProvider<C>: Send + Sync + 'static {
    /// Gets credentials, waiting for them if need be. `environment` is the client's; who needs no variables ignores it.
    fn issue<'a>(&'a self, environment: Environment<'a>) -> IssueFuture<'a, C>;

    /// The same without waiting; `None` unless it can be done without. A client asks for this while it is built, so
    /// that a mistake shows then rather than on the first call.
    fn issue_now(&self, environment: Environment<'_>) -> Option<Result<Issued<C>, CredentialsError>> {
        let _ = environment;
        None
    }

    /// The region that stands beside the credentials, if any. A client asks for it while it is built, unless it was
    /// given one.
    ///
    /// # Errors
    /// If the place is there and cannot be read.
    fn region(&self, environment: Environment<'_>) -> Result<Option<String>, CredentialsError> {
        let _ = environment;
        Ok(None)
    }
}

/// Credentials on their way.
pub type IssueFuture<'a, C> = Pin<Box<dyn Future<Output = Result<Issued<C>, CredentialsError>> + Send + 'a>>;

/// Credentials, and how long they are good for.
#[derive(Clone)]
#[non_exhaustive]
pub struct Issued<C> {
    /// Who is calling.
    pub credentials: C,
    /// When the vendor stops taking them; `None` if it never does.
    pub expires: Option<OffsetDateTime>,
    /// After how long to ask again in any case, because they may be replaced before they expire.
    pub renew_after: Option<Duration>,
}

impl<C> Issued<C> {
    /// Credentials without an end.
    pub const fn new(credentials: C) -> Self {
        Self { credentials, expires: None, renew_after: None }
    }

    /// Says when the vendor stops taking them. They are replaced a while before: a tenth of their life, but no more
    /// than 5 minutes, and up to half as much again by chance, so that many processes do not ask at once.
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
