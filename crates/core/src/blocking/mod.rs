//! The client for programs without an async runtime: the same core, and calls that return when they are done.
//!
//! A blocking client keeps one thread for its connections and uses it from as many threads as there are. It needs no
//! `tokio` in the program. In a program that has tokio, use the async [`Client`](crate::Client): an async task must not
//! block, so a blocking client refuses to be called from one.

mod iter;
mod runtime;

pub use iter::Iter;
pub use runtime::InAsyncTask;

use crate::{
    Action, Answer, BuildError, ClientBuilder, Error, LimitPolicy, NotSent, NotSentCause, RetryPolicy, Vendor,
    error::History,
};
use runtime::Background;
use std::{fmt, sync::Arc, time::Duration};

/// Calls a vendor's actions and waits for the answers. Cheap to clone, safe to share between threads: clones use the
/// same connections.
pub struct Client<V: Vendor> {
    client: crate::Client<V>,
    background: Arc<Background>,
}

impl<V: Vendor> ClientBuilder<V> {
    /// The finished client, as a blocking one.
    ///
    /// # Errors
    /// Says what is wrong or missing, and what to do.
    pub fn build_blocking(self) -> Result<Client<V>, BuildError> {
        Client::from_async(self.build()?)
    }
}

impl<V: Vendor> Client<V> {
    /// Starts a client; finish it with [`build_blocking`](ClientBuilder::build_blocking). Without further settings it
    /// takes its credentials from the environment.
    pub fn builder() -> ClientBuilder<V> {
        crate::Client::builder()
    }

    /// A client with the credentials (and the region, if there is one) that the vendor's own environment variables
    /// hold.
    ///
    /// # Errors
    /// [`BuildError`]; a missing variable is named.
    pub fn from_env() -> Result<Self, BuildError> {
        Self::builder().build_blocking()
    }

    /// A blocking client over an async one. They share what clones share.
    ///
    /// # Errors
    /// [`BuildError::Runtime`] if the system gives no thread.
    pub fn from_async(client: crate::Client<V>) -> Result<Self, BuildError> {
        Ok(Self { client, background: Arc::new(Background::start()?) })
    }

    /// The same client with another policy for documented limits, for a call or for good.
    #[must_use]
    pub fn with_limits(&self, policy: LimitPolicy) -> Self {
        self.with(self.client.with_limits(policy))
    }

    /// The same client with another policy for trying again, for a call or for good. The budget of retries stays that of
    /// the whole client.
    #[must_use]
    pub fn with_retry(&self, policy: RetryPolicy) -> Self {
        self.with(self.client.with_retry(policy))
    }

    /// The same client with another time for a whole call, waits and all attempts included.
    #[must_use]
    pub fn with_timeout(&self, timeout: Duration) -> Self {
        self.with(self.client.with_timeout(timeout))
    }

    fn with(&self, client: crate::Client<V>) -> Self {
        Self { client, background: Arc::clone(&self.background) }
    }

    /// Sends a request and returns what the action answers.
    ///
    /// # Errors
    /// Every way a call can fail; see [`Error`]. [`NotSentCause::InAsyncTask`] if this is an async task.
    pub fn send<A: Action<Vendor = V>>(&self, action: &A) -> Result<A::Output, Error<A::Code>> {
        self.call(action).map(|answer| answer.output)
    }

    /// Sends a request and returns the answer with its request id and HTTP status.
    ///
    /// # Errors
    /// Every way a call can fail; see [`Error`]. [`NotSentCause::InAsyncTask`] if this is an async task.
    pub fn call<A: Action<Vendor = V>>(&self, action: &A) -> Result<Answer<A::Output>, Error<A::Code>> {
        let answer = self.run(|client| client.call(action));
        answer.unwrap_or_else(|InAsyncTask { .. }| {
            let action = A::INFO.name;
            Err(Error::NotSent(Box::new(NotSent {
                action,
                cause: NotSentCause::InAsyncTask,
                history: History::default(),
            })))
        })
    }

    /// Runs something async with the client within, and waits until it is done.
    ///
    /// # Errors
    /// [`InAsyncTask`] if this is an async task.
    pub fn run<'c, F: Future>(
        &'c self,
        work: impl FnOnce(&'c crate::Client<V>) -> F,
    ) -> Result<F::Output, InAsyncTask> {
        self.background.run(|| work(&self.client))
    }

    /// An iterator over a stream of the client within: pages, rows, sweeps.
    ///
    /// # Errors
    /// [`InAsyncTask`] if this is an async task.
    pub fn iterate<'c, S: futures_util::Stream>(
        &'c self,
        stream: impl FnOnce(&'c crate::Client<V>) -> S,
    ) -> Result<Iter<S>, InAsyncTask> {
        let stream = self.background.run(|| std::future::ready(stream(&self.client)))?;
        Ok(Iter::new(stream, Arc::clone(&self.background)))
    }
}

impl<V: Vendor> Clone for Client<V> {
    fn clone(&self) -> Self {
        self.with(self.client.clone())
    }
}

impl<V: Vendor> fmt::Debug for Client<V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Blocking").field(&self.client).finish()
    }
}
