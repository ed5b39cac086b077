//! Credentials from an async function.

use super::{CredentialsError, CredentialsProvider, Environment, IssueFuture, Issued};
use std::fmt;

/// A provider that calls an async function, for short-lived credentials: on the first call, before they expire, and
/// when the vendor reports them as expired.
///
/// The function's error text appears in errors and logs, so it must contain no secret. A call waits for the function at
/// most until its own deadline. While the old credentials are still usable, it waits half of that at most, then
/// continues with them.
///
/// ```
/// use rtc_core::credentials::{Issued, from_fn};
/// # struct Key;
/// # async fn ask_the_token_service() -> std::io::Result<(Key, time::OffsetDateTime)> {
/// #     Ok((Key, time::OffsetDateTime::UNIX_EPOCH))
/// # }
///
/// let provider = from_fn(|| async {
///     let (key, expires) = ask_the_token_service().await?;
///     Ok::<_, std::io::Error>(Issued::new(key).expires(expires))
/// });
/// # let _ = provider;
/// ```
pub const fn from_fn<F>(function: F) -> FromFn<F> {
    FromFn(function)
}

/// See [`from_fn`].
pub struct FromFn<F>(F);

impl<C, E, F, Answer> CredentialsProvider<C> for FromFn<F>
where
    C: 'static,
    E: fmt::Display,
    F: Fn() -> Answer + Send + Sync + 'static,
    Answer: Future<Output = Result<Issued<C>, E>> + Send + 'static,
{
    fn issue<'a>(&'a self, _: Environment<'a>) -> IssueFuture<'a, C> {
        let answer = (self.0)();
        Box::pin(async { answer.await.map_err(|error| CredentialsError::Callback { reason: error.to_string() }) })
    }
}

impl<F> fmt::Debug for FromFn<F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("FromFn(…)")
    }
}
