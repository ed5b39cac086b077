//! Building a client.

use super::{Client, Clock, Settings, Shared};
use crate::{
    CredentialsError, CredentialsProvider, Endpoint, EndpointError, Environment, LimitPolicy, Quotas, RetryPolicy,
    Transport, Vendor,
    credentials::{Cache, Lookup},
    retry::Budget,
};
use std::{ffi::OsString, fmt, sync::Arc, time::Duration};
use time::OffsetDateTime;

/// How long connecting may take unless something else is set.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(5);
/// How long an answer may be unless something else is set, in bytes.
const MAX_ANSWER_BYTES: usize = 16 * 1024 * 1024;
/// How many retries a client has in hand unless something else is set.
const RETRY_BUDGET: u32 = 100;

/// Builds a [`Client`].
#[must_use = "a builder does nothing until it is built"]
pub struct ClientBuilder<V: Vendor> {
    credentials: Source<V>,
    endpoint: Option<String>,
    region: Option<String>,
    connect_timeout: Duration,
    max_answer_bytes: usize,
    retry_budget: u32,
    quotas: Option<Quotas>,
    account: Option<String>,
    settings: Settings,
    clock: Clock,
    environment: Lookup,
    transport: Option<Box<dyn Transport>>,
}

/// Where a client's credentials come from.
enum Source<V: Vendor> {
    Environment,
    Given(V::Credentials),
    Provider(Box<dyn CredentialsProvider<V::Credentials>>),
}

impl<V: Vendor> ClientBuilder<V> {
    pub(super) fn new() -> Self {
        Self {
            credentials: Source::Environment,
            endpoint: None,
            region: None,
            connect_timeout: CONNECT_TIMEOUT,
            max_answer_bytes: MAX_ANSWER_BYTES,
            retry_budget: RETRY_BUDGET,
            quotas: None,
            account: None,
            settings: Settings::default(),
            clock: Clock::new(OffsetDateTime::now_utc),
            environment: Arc::new(|name| std::env::var_os(name)),
            transport: None,
        }
    }

    /// Who is calling. Without this, the vendor's own environment variables are read when the client is built.
    pub fn credentials(mut self, credentials: V::Credentials) -> Self {
        self.credentials = Source::Given(credentials);
        self
    }

    /// Gets credentials from a provider, and new ones before they expire: the vendor's own files, a chain of places, or
    /// a function of yours. See [`credentials`](crate::credentials).
    pub fn credentials_from(mut self, provider: impl CredentialsProvider<V::Credentials>) -> Self {
        self.credentials = Source::Provider(Box::new(provider));
        self
    }

    /// Where calls go instead of the action's own endpoint: `https://host` or `https://host:port`; `http` on this
    /// machine only.
    pub fn endpoint(mut self, url: impl Into<String>) -> Self {
        self.endpoint = Some(url.into());
        self
    }

    /// The region, instead of the action's default.
    pub fn region(mut self, region: impl Into<String>) -> Self {
        self.region = Some(region.into());
        self
    }

    /// How long connecting may take; 5 seconds unless set. Without effect on a transport or HTTP client of your own.
    pub fn connect_timeout(mut self, timeout: Duration) -> Self {
        self.connect_timeout = timeout;
        self
    }

    /// How long one attempt may take, the answer's last byte included; 10 seconds unless set.
    pub fn attempt_timeout(mut self, timeout: Duration) -> Self {
        self.settings.attempt_timeout = timeout;
        self
    }

    /// How long a whole call may take, with all its attempts and the waits between them; 30 seconds unless set.
    /// [`Client::with_timeout`] is for one call.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.settings.timeout = timeout;
        self
    }

    /// How many attempts a call may make, and how long it waits between them; see [`RetryPolicy`].
    /// [`Client::with_retry`] is for one call.
    pub fn retry(mut self, policy: RetryPolicy) -> Self {
        self.settings.retry = policy;
        self
    }

    /// How many retries the client and its clones have in hand together, so that a vendor that fails is not hammered;
    /// 100 unless set. A retry takes one, and one after a time-out takes two. A call that succeeds after retries gives
    /// back what the last one took; one that succeeds at once gives back a tenth.
    pub fn retry_budget(mut self, retries: u32) -> Self {
        self.retry_budget = retries;
        self
    }

    /// How long an answer may be, in bytes; 16 MiB unless set. No more than that is read.
    pub fn max_answer_bytes(mut self, bytes: usize) -> Self {
        self.max_answer_bytes = bytes;
        self
    }

    /// What happens to a request that breaks documented limits; it is not sent unless set otherwise.
    pub fn limits(mut self, policy: LimitPolicy) -> Self {
        self.settings.limits = policy;
        self
    }

    /// Whose turns calls wait for: the documented calls per second, counted for this client and its clones, unless set.
    /// Give several clients clones of one [`Quotas`] to have them counted together, or [`Quotas::off`] to wait for
    /// nothing.
    pub fn quotas(mut self, quotas: impl Into<Quotas>) -> Self {
        self.quotas = Some(quotas.into());
        self
    }

    /// A name for the account whose quota calls use up, of your own choice. Unless set, every access key is taken for an
    /// account of its own: name it where several keys belong to one account, or keys change.
    pub fn account(mut self, name: impl Into<String>) -> Self {
        self.account = Some(name.into());
        self
    }

    /// Tells the time for signatures and limits; the system's clock unless set. It may be off: when a vendor refuses a
    /// signature's time, the client signs again with the clock set by the answer, and keeps that. Until then a limit
    /// such as "at most 14 days ago" is checked by this clock alone.
    pub fn clock(mut self, clock: impl Fn() -> OffsetDateTime + Send + Sync + 'static) -> Self {
        self.clock = Clock::new(clock);
        self
    }

    /// Where environment variables are looked up; in this process's environment unless set.
    pub fn environment(mut self, lookup: impl Fn(&str) -> Option<OsString> + Send + Sync + 'static) -> Self {
        self.environment = Arc::new(lookup);
        self
    }

    /// Sends over a transport of your own.
    pub fn transport(mut self, transport: impl Transport) -> Self {
        self.transport = Some(Box::new(transport));
        self
    }

    /// Sends over a ready [`reqwest::Client`]. It must follow no redirects: a redirected call carries a signature
    /// elsewhere.
    #[cfg(feature = "reqwest")]
    pub fn http_client(self, client: reqwest::Client) -> Self {
        self.transport(crate::transport::reqwest_transport::ReqwestTransport::new(client))
    }

    /// The finished client.
    ///
    /// # Errors
    /// Says what is wrong or missing, and what to do.
    pub fn build(self) -> Result<Client<V>, BuildError> {
        let environment = Environment::new(&*self.environment);
        let (credentials, region) = match self.credentials {
            Source::Given(credentials) => (Cache::fixed(credentials)?, None),
            Source::Environment if self.region.is_some() => (Cache::fixed(V::credentials_from(environment)?)?, None),
            Source::Environment => (Cache::fixed(V::credentials_from(environment)?)?, V::region_from(environment)?),
            Source::Provider(provider) => {
                let region = if self.region.is_none() { provider.region(environment)? } else { None };
                (Cache::renewed(provider, Arc::clone(&self.environment), self.clock.now(None))?, region)
            }
        };
        let region = self.region.or(region);
        let endpoint = self.endpoint.as_deref().map(Endpoint::parse).transpose()?;
        let transport = match self.transport {
            Some(transport) => transport,
            None => default_transport(self.connect_timeout, endpoint.as_ref())?,
        };
        let shared = Shared {
            credentials,
            endpoint,
            region,
            max_answer_bytes: self.max_answer_bytes,
            clock: self.clock,
            budget: Budget::new(self.retry_budget),
            quotas: self.quotas.unwrap_or_default(),
            account: self.account,
            transport,
        };
        Ok(Client { shared: Arc::new(shared), settings: self.settings })
    }
}

#[cfg(feature = "reqwest")]
fn default_transport(connect_timeout: Duration, endpoint: Option<&Endpoint>) -> Result<Box<dyn Transport>, BuildError> {
    let loopback = endpoint.is_some_and(Endpoint::is_loopback);
    let plain = endpoint.is_some_and(|endpoint| endpoint.scheme() == "http");
    Ok(Box::new(crate::transport::reqwest_transport::ReqwestTransport::build(connect_timeout, loopback, plain)?))
}

#[cfg(not(feature = "reqwest"))]
fn default_transport(_: Duration, _: Option<&Endpoint>) -> Result<Box<dyn Transport>, BuildError> {
    Err(BuildError::NoTransport)
}

impl<V: Vendor> fmt::Debug for ClientBuilder<V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // The endpoint is not checked yet and may hold a password.
        f.debug_struct("ClientBuilder")
            .field("vendor", &V::NAME)
            .field(
                "credentials",
                match &self.credentials {
                    Source::Environment => &"from the environment" as &dyn fmt::Debug,
                    Source::Given(credentials) => credentials,
                    Source::Provider(_) => &"from a provider",
                },
            )
            .field("region", &self.region)
            .field("connect_timeout", &self.connect_timeout)
            .field("max_answer_bytes", &self.max_answer_bytes)
            .field("retry_budget", &self.retry_budget)
            .field("quotas", &self.quotas)
            .field("account", &self.account)
            .field("settings", &self.settings)
            .finish_non_exhaustive()
    }
}

/// Why a client cannot be built.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum BuildError {
    /// There are no usable credentials.
    #[error("the client has no usable credentials: {0}")]
    Credentials(#[from] CredentialsError),
    /// The endpoint is not one.
    #[error("the endpoint is not usable: {0}")]
    Endpoint(#[from] EndpointError),
    /// No transport was given and none was compiled in.
    #[error("the client has no transport: give it one with `.transport(…)`, or turn on the feature `reqwest`")]
    NoTransport,
    /// There is no thread for a blocking client.
    #[error("the system gives no thread for a blocking client: {reason}")]
    Runtime {
        /// What the system says.
        reason: String,
    },
    /// TLS could not be set up.
    #[error("TLS could not be set up: {reason}")]
    Tls {
        /// What the TLS library says.
        reason: String,
    },
    /// The transport could not be set up.
    #[error("the transport could not be set up: {reason}")]
    Transport {
        /// What reqwest says.
        reason: String,
    },
}
