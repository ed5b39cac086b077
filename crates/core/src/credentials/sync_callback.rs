//! Credentials from a synchronous function.

use super::{CredentialsError, CredentialsProvider, Environment, IssueFuture, Issued};
use std::{fmt, future::ready};

/// A provider that calls a synchronous function, for a file or another source that does not wait. The function receives
/// the client's environment, and is called when the client is built and each time new credentials are needed.
pub const fn from_sync_fn<F>(function: F) -> FromSyncFn<F> {
    FromSyncFn(function)
}

/// See [`from_sync_fn`].
pub struct FromSyncFn<F>(F);

impl<C, F> CredentialsProvider<C> for FromSyncFn<F>
where
    C: Send + 'static,
    F: Fn(Environment<'_>) -> Result<Issued<C>, CredentialsError> + Send + Sync + 'static,
{
    fn issue<'a>(&'a self, environment: Environment<'a>) -> IssueFuture<'a, C> {
        Box::pin(ready((self.0)(environment)))
    }

    fn issue_now(&self, environment: Environment<'_>) -> Option<Result<Issued<C>, CredentialsError>> {
        Some((self.0)(environment))
    }
}

impl<F> fmt::Debug for FromSyncFn<F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("FromSyncFn(…)")
    }
}
