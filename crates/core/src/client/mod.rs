//! The client: checks limits, keeps quotas, signs, sends, decodes and retries.

mod attempt_event;
mod build_error;
mod builder;
mod call;
mod clock;
mod endpoints;
mod headers;
mod no_answer;
mod redirect;
mod sending;
mod settings;
mod telemetry;

pub use attempt_event::{AttemptEvent, AttemptOutcome};
pub use build_error::BuildError;
pub use builder::ClientBuilder;
pub use sending::Sending;

use crate::{
    Action, Answer, Endpoint, EndpointError, Error, LimitPolicy, Limits, LimitsBroken, NotSentCause, Quota, Quotas,
    RegionalEndpoint, RequestError, RetryPolicy, Transport, Vendor, credentials::Cache, error::History, retry::Budget,
};
use attempt_event::OnAttempt;
use call::Call;
use clock::Clock;
use endpoints::Endpoints;
use headers::OwnHeaders;
use settings::Settings;
use std::{borrow::Cow, fmt, sync::Arc, time::Duration};
use time::OffsetDateTime;
use tracing::Instrument;

/// Calls a vendor's actions. Cheap to clone, safe to share: clones share connections, the retry budget, quotas and the
/// vendor's clock.
///
/// Waiting, for an answer or between attempts, needs tokio's timer, and the default transport tokio's input and output:
/// call from within a tokio runtime that has both ([`RuntimeError`](crate::RuntimeError) otherwise). A call's future can
/// be dropped at any time; that stops the call.
pub struct Client<V: Vendor> {
    shared: Arc<Shared<V>>,
    settings: Settings,
}

/// What clones of a client share.
struct Shared<V: Vendor> {
    credentials: Cache<V>,
    endpoints: Endpoints,
    region: Option<String>,
    max_answer_bytes: usize,
    clock: Clock,
    budget: Budget,
    quotas: Quotas,
    account: Option<String>,
    headers: OwnHeaders,
    on_attempt: Option<OnAttempt>,
    transport: Box<dyn Transport>,
}

impl<V: Vendor> Client<V> {
    /// Starts a client. Without further settings it takes its credentials from the environment.
    pub fn builder() -> ClientBuilder<V> {
        ClientBuilder::new()
    }

    /// A client with the credentials (and the region, if there is one) that the vendor's own environment variables
    /// hold.
    ///
    /// # Errors
    /// [`BuildError`]; a missing variable is named.
    pub fn from_env() -> Result<Self, BuildError> {
        Self::builder().build()
    }

    /// A handle of this client with another policy for documented limits.
    #[must_use]
    pub fn with_limits(&self, policy: LimitPolicy) -> Self {
        Self { settings: Settings { limits: policy, ..self.settings.clone() }, ..self.clone() }
    }

    /// A handle of this client with another retry policy. The retry budget remains that of the whole client.
    #[must_use]
    pub fn with_retry(&self, policy: RetryPolicy) -> Self {
        Self { settings: Settings { retry: policy, ..self.settings.clone() }, ..self.clone() }
    }

    /// A handle of this client with another timeout for whole calls, including waits and all attempts.
    #[must_use]
    pub fn with_timeout(&self, timeout: Duration) -> Self {
        Self { settings: Settings { timeout, ..self.settings.clone() }, ..self.clone() }
    }

    /// The quotas of an action.
    pub(crate) fn quotas<A: Action<Vendor = V>>(&self) -> &[Quota] {
        self.shared.quotas.quotas::<A>()
    }

    /// The current time, as far as it is known.
    pub(crate) fn now(&self) -> OffsetDateTime {
        self.shared.clock.now()
    }

    /// Sends a request and returns what the action answers.
    ///
    /// # Errors
    /// Every way a call can fail; see [`Error`].
    pub async fn send<A: Action<Vendor = V>>(&self, action: &A) -> Result<A::Output, Error<A::Code>> {
        self.call(action).await.map(|answer| answer.output)
    }

    /// [`send`](Self::send) that takes the request by value.
    pub fn send_owned<'c, A: Action<Vendor = V> + 'c>(&'c self, action: A) -> Sending<'c, A> {
        Sending::new(async move { self.send(&action).await })
    }

    /// Sends a request and returns the answer with its request id and HTTP status.
    ///
    /// # Errors
    /// Every way a call can fail; see [`Error`].
    pub async fn call<A: Action<Vendor = V>>(&self, action: &A) -> Result<Answer<A::Output>, Error<A::Code>> {
        let endpoint = self
            .endpoint(A::INFO.endpoint)
            .map_err(|error| no_answer::not_sent::<A>(NotSentCause::Request(RequestError::Endpoint(error))))?;
        let span = telemetry::call::<V>(&A::INFO, &endpoint);
        let call = Call::new(self, action, endpoint);
        if span.is_disabled() {
            return call.run(&span).await;
        }
        // The future of a call that nobody traces is smaller without room for this.
        Box::pin(call.run(&span).instrument(span.clone())).await
    }

    /// The endpoint of calls: the client's, else the action's default.
    fn endpoint(&self, own: RegionalEndpoint) -> Result<Cow<'_, Endpoint>, EndpointError> {
        match self.shared.endpoints.of(own) {
            Some(endpoint) => Ok(Cow::Borrowed(endpoint)),
            None => Endpoint::parse(own.url()).map(Cow::Owned),
        }
    }

    /// Checks the request against the documented limits, as the policy says.
    fn check<A: Action<Vendor = V>>(&self, action: &A, now: OffsetDateTime) -> Result<(), LimitsBroken> {
        let policy = self.settings.limits;
        if policy == LimitPolicy::Ignore {
            return Ok(());
        }
        let violations = Limits::broken_by(action, now);
        if violations.is_empty() {
            return Ok(());
        }
        if policy == LimitPolicy::Warn {
            let texts: Vec<_> = violations.iter().map(ToString::to_string).collect();
            tracing::warn!(
                action = A::INFO.name,
                violations = texts.join("; "),
                "sent a request that breaks documented limits"
            );
            return Ok(());
        }
        Err(LimitsBroken { action: A::INFO.name, violations, history: History::default() })
    }
}

impl<V: Vendor> Clone for Client<V> {
    fn clone(&self) -> Self {
        Self { shared: Arc::clone(&self.shared), settings: self.settings.clone() }
    }
}

impl<V: Vendor> fmt::Debug for Client<V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client")
            .field("vendor", &V::NAME)
            .field("credentials", &self.shared.credentials)
            .field("endpoints", &self.shared.endpoints)
            .field("region", &self.shared.region)
            .field("max_answer_bytes", &self.shared.max_answer_bytes)
            .field("quotas", &self.shared.quotas)
            .field("account", &self.shared.account)
            .field("headers", &self.shared.headers)
            .field("settings", &self.settings)
            .finish_non_exhaustive()
    }
}
