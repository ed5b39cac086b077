//! Building a client.

use super::{
    AttemptEvent, BuildError, Client, Clock, OnAttempt, OwnHeaders, Settings, Shared,
    endpoints::{Endpoints, GivenEndpoints},
};
use crate::{
    CredentialsError, CredentialsProvider, Environment, IntoEndpoint, LimitPolicy, Quotas, RetryPolicy, Transport,
    Vendor,
    credentials::{Cache, Lookup},
    retry::Budget,
};
use http::HeaderValue;
use std::{ffi::OsString, fmt, sync::Arc, time::Duration};
use time::OffsetDateTime;

/// The default timeout for connecting.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(5);
/// The default limit of an answer's size, in bytes.
const MAX_ANSWER_BYTES: usize = 16 * 1024 * 1024;
/// The default retry budget.
const RETRY_BUDGET: u32 = 100;

/// Builds a [`Client`].
///
/// # Network
///
/// Unless it is given a [transport](Self::transport) or an [HTTP client](Self::http_client), a client connects like this:
///
/// - **Proxies** are those of the environment: `HTTPS_PROXY`, or `ALL_PROXY`, in upper or lower case; `NO_PROXY` lists the
///   hosts to call directly. On Windows and macOS, the system's settings are used if there are no variables. They are read
///   when the client is built. Loopback endpoints are called directly.
/// - **Certificates** are verified against the system's store, which is also where the CA of an intercepting proxy belongs.
///   On Linux and the BSDs, `SSL_CERT_FILE` and `SSL_CERT_DIR` name another store.
/// - **Redirects** are not followed: a signature is meant for one host.
#[must_use = "a builder does nothing until it is built"]
pub struct ClientBuilder<V: Vendor> {
    credentials: Source<V>,
    endpoints: GivenEndpoints,
    plain_http: bool,
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
    user_agent: Option<String>,
    /// Names as given, and values; `None` for one that cannot be sent.
    headers: Vec<(String, Option<HeaderValue>)>,
    on_attempt: Option<OnAttempt>,
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
            endpoints: GivenEndpoints::default(),
            plain_http: false,
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
            user_agent: None,
            headers: Vec::new(),
            on_attempt: None,
        }
    }

    /// Sets the caller's credentials. Without this, the vendor's own environment variables are read when the client is
    /// built.
    pub fn credentials(mut self, credentials: V::Credentials) -> Self {
        self.credentials = Source::Given(credentials);
        self
    }

    /// Sets a provider of credentials, which are renewed before they expire: the vendor's own files, a chain of
    /// sources, or a function. See [`credentials`](crate::credentials).
    pub fn credentials_from(mut self, provider: impl CredentialsProvider<V::Credentials>) -> Self {
        self.credentials = Source::Provider(Box::new(provider));
        self
    }

    /// Sets the endpoint, instead of the action's default: one of the vendor's documented endpoints, whose region is
    /// then used too, or a URL, `https://host` or `https://host:port`; `http` for loopback addresses only, unless
    /// [`allow_plain_http`](Self::allow_plain_http) is set.
    ///
    /// A documented endpoint of one [product](crate::RegionalEndpoint::product) is used for the actions of that product only;
    /// set one for each product. Any other is used for all actions, and replaces all that were set before.
    pub fn endpoint(mut self, endpoint: impl IntoEndpoint) -> Self {
        self.endpoints.set(endpoint);
        self
    }

    /// Lets the endpoint be `http://` on another machine, such as a sandbox in another container (`http://sandbox:8080`).
    ///
    /// Everyone on the way can read and change such calls and their answers: user ids, session tokens, and signatures that
    /// stay valid for minutes. Use it for a stand-in of the vendor, in a network of your own and with credentials made up
    /// for it; never for the vendor itself.
    pub fn allow_plain_http(mut self) -> Self {
        self.plain_http = true;
        self
    }

    /// Sets the region, instead of the endpoint's.
    pub fn region(mut self, region: impl Into<String>) -> Self {
        self.region = Some(region.into());
        self
    }

    /// Sets the timeout for connecting; 5 seconds unless set. It does not apply to a custom transport or HTTP client.
    pub fn connect_timeout(mut self, timeout: Duration) -> Self {
        self.connect_timeout = timeout;
        self
    }

    /// Sets the timeout of one attempt, including the answer's last byte; 10 seconds unless set.
    pub fn attempt_timeout(mut self, timeout: Duration) -> Self {
        self.settings.attempt_timeout = timeout;
        self
    }

    /// Sets the timeout of a whole call, including all attempts and the waits between them; 30 seconds unless set.
    /// [`Client::with_timeout`] sets it for single calls.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.settings.timeout = timeout;
        self
    }

    /// Sets how many attempts a call may make, and how long it waits between them; see [`RetryPolicy`].
    /// [`Client::with_retry`] sets it for single calls.
    pub fn retry(mut self, policy: RetryPolicy) -> Self {
        self.settings.retry = policy;
        self
    }

    /// Sets the retry budget that the client shares with its clones, so that retries do not overload a failing vendor;
    /// 100 unless set. A retry costs one, a retry after a timeout two. A call that succeeds after retries refills the
    /// cost of the last one; a call that succeeds at the first attempt refills a tenth.
    pub fn retry_budget(mut self, retries: u32) -> Self {
        self.retry_budget = retries;
        self
    }

    /// Sets the maximum size of an answer, in bytes; 16 MiB unless set. No more than that is read.
    pub fn max_answer_bytes(mut self, bytes: usize) -> Self {
        self.max_answer_bytes = bytes;
        self
    }

    /// Sets what happens to a request that breaks documented limits; by default it is not sent.
    pub fn limits(mut self, policy: LimitPolicy) -> Self {
        self.settings.limits = policy;
        self
    }

    /// Sets the quotas; by default the documented calls per second, counted for this client and its clones. Pass clones
    /// of one [`Quotas`] to several clients to count them together, or [`Quotas::off`] for no quotas.
    pub fn quotas(mut self, quotas: impl Into<Quotas>) -> Self {
        self.quotas = Some(quotas.into());
        self
    }

    /// Names the account whose quota the calls use. Unless set, every access key counts as a separate account: set a
    /// name if several keys belong to one account, or keys rotate.
    pub fn account(mut self, name: impl Into<String>) -> Self {
        self.account = Some(name.into());
        self
    }

    /// Sets the clock for signatures and limits; the system's unless set. It may be wrong: when a vendor refuses a
    /// signature's time, the client signs again with the time of the answer's `Date`. It keeps that offset once the
    /// vendor answers, or refuses the call with a code that presupposes a checked signature. If a signature is refused
    /// with the offset later on, the offset is dropped, and this clock is tried first.
    ///
    /// Limits such as "at most 14 days ago" are checked by this clock, with the offset that was learned. An offset of
    /// more than a day counts only once the vendor has answered a call that was signed with it.
    pub fn clock(mut self, clock: impl Fn() -> OffsetDateTime + Send + Sync + 'static) -> Self {
        self.clock = Clock::new(clock);
        self
    }

    /// How environment variables are looked up; by default in this process's environment.
    pub fn environment(mut self, lookup: impl Fn(&str) -> Option<OsString> + Send + Sync + 'static) -> Self {
        self.environment = Arc::new(lookup);
        self
    }

    /// Adds to the `User-Agent` of each request, such as `my-app/1.2`. It begins with `rtc-clients/<version>`.
    pub fn user_agent(mut self, product: impl Into<String>) -> Self {
        self.user_agent = Some(product.into());
        self
    }

    /// Adds a header to each request, for a gateway or for tracing. It is not signed. The last value of a name counts.
    ///
    /// [`build`](Self::build) refuses the headers that the client or the vendor's protocol sets: those that are signed or
    /// authenticate, and those that describe the connection or the body. A secret is best given as a
    /// [`HeaderValue`] that is [sensitive](HeaderValue::set_sensitive): then `Debug` hides it, and errors redact it.
    pub fn header(mut self, name: impl Into<String>, value: impl TryInto<HeaderValue>) -> Self {
        let value = value.try_into().ok().filter(|value: &HeaderValue| value.to_str().is_ok());
        self.headers.push((name.into(), value));
        self
    }

    /// Calls `hook` at the end of each attempt, with the action's name, the attempt's number, how long it took and how it
    /// ended: for metrics, without `tracing`. The hook runs within the call, so it must not block. Calls that end before
    /// an attempt begins, such as those that break limits or get no permit in time, are not reported.
    pub fn on_attempt(mut self, hook: impl Fn(&AttemptEvent<'_>) + Send + Sync + 'static) -> Self {
        self.on_attempt = Some(Box::new(hook));
        self
    }

    /// Sends over a custom transport.
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

    /// Builds the client.
    ///
    /// # Errors
    /// [`BuildError`] says what is wrong or missing, and what to do: credentials and a region that are not visible ASCII
    /// are refused here, with the name of the variable, of the file and its key, or of the part.
    pub fn build(self) -> Result<Client<V>, BuildError> {
        let environment = Environment::new(&*self.environment);
        let chosen = self.region.or_else(|| self.endpoints.region());
        let (credentials, region) = match self.credentials {
            Source::Given(credentials) => (Cache::fixed(credentials)?, None),
            Source::Environment if chosen.is_some() => (Cache::fixed(V::credentials_from(environment)?)?, None),
            Source::Environment => {
                let credentials = Cache::fixed(V::credentials_from(environment)?)?;
                (credentials, V::region_from(environment).map_err(BuildError::Region)?)
            }
            Source::Provider(provider) => {
                let found = if chosen.is_none() { provider.region(environment) } else { Ok(None) };
                let region = found.map_err(BuildError::Region)?;
                (Cache::renewed(provider, Arc::clone(&self.environment), self.clock.now())?, region)
            }
        };
        let region = chosen.or(region);
        if let Some(region) = &region {
            CredentialsError::check("the region", region).map_err(BuildError::Region)?;
        }
        let headers = OwnHeaders::new(self.user_agent.as_deref(), self.headers, V::HEADERS)?;
        let endpoints = self.endpoints.parse(self.plain_http)?;
        let transport = match self.transport {
            Some(transport) => transport,
            None => default_transport(self.connect_timeout, &endpoints)?,
        };
        let shared = Shared {
            credentials,
            endpoints,
            region,
            max_answer_bytes: self.max_answer_bytes,
            clock: self.clock,
            budget: Budget::new(self.retry_budget),
            quotas: self.quotas.unwrap_or_default(),
            account: self.account,
            headers,
            on_attempt: self.on_attempt,
            transport,
        };
        Ok(Client { shared: Arc::new(shared), settings: self.settings })
    }
}

#[cfg(feature = "reqwest")]
fn default_transport(connect_timeout: Duration, endpoints: &Endpoints) -> Result<Box<dyn Transport>, BuildError> {
    let (loopback, plain) = (endpoints.has_loopback(), endpoints.has_plain_http());
    Ok(Box::new(crate::transport::reqwest_transport::ReqwestTransport::build(connect_timeout, loopback, plain)?))
}

#[cfg(not(feature = "reqwest"))]
fn default_transport(_: Duration, _: &Endpoints) -> Result<Box<dyn Transport>, BuildError> {
    Err(BuildError::NoTransport)
}

impl<V: Vendor> fmt::Debug for ClientBuilder<V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // The endpoints are not checked yet and may hold a password.
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
            .field("user_agent", &self.user_agent)
            .field("headers", &self.headers)
            .field("settings", &self.settings)
            .finish_non_exhaustive()
    }
}
