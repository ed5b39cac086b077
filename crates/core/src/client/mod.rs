//! The client: checks, signs, sends and opens.

mod builder;
mod sending;

pub use builder::{BuildError, ClientBuilder};
pub use sending::Sending;

use crate::{
    Action, Answer, Call, Endpoint, Error, Interrupted, LimitPolicy, Limits, LimitsBroken, NotSent, NotSentCause,
    Parameters, Quotas, RequestError, Retry, SendOptions, TimedOut, Transport, TransportError, Unreadable, Vendor,
    credentials::{Cache, Current},
    error::Secrets,
    quota,
};
use bytes::Bytes;
use http::Request;
use std::{borrow::Cow, fmt, sync::Arc};
use time::OffsetDateTime;
use tokio::time::Instant;

/// Calls a vendor's actions. Cheap to clone, safe to share: clones use the same connections.
///
/// A client makes one attempt per call, and a second one with new credentials if the vendor calls the first ones expired.
pub struct Client<V: Vendor> {
    shared: Arc<Shared<V>>,
    limits: LimitPolicy,
}

/// What clones of a client have in common.
struct Shared<V: Vendor> {
    credentials: Cache<V>,
    endpoint: Option<Endpoint>,
    region: Option<String>,
    options: SendOptions,
    quotas: Quotas,
    account: Option<String>,
    clock: Clock,
    transport: Box<dyn Transport>,
}

/// Tells the time.
type Clock = Box<dyn Fn() -> OffsetDateTime + Send + Sync>;

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

    /// The same client with another policy for documented limits, for a call or for good.
    #[must_use]
    pub fn with_limits(&self, policy: LimitPolicy) -> Self {
        Self { shared: Arc::clone(&self.shared), limits: policy }
    }

    /// Sends a request and returns what the action answers.
    ///
    /// # Errors
    /// Every way a call can fail; see [`Error`].
    pub async fn send<A: Action<Vendor = V>>(&self, action: &A) -> Result<A::Output, Error<A::Code>> {
        self.call(action).await.map(|answer| answer.output)
    }

    /// [`send`](Self::send) for a request that nobody keeps.
    pub fn send_owned<'c, A: Action<Vendor = V> + 'c>(&'c self, action: A) -> Sending<'c, A> {
        Sending::new(async move { self.send(&action).await })
    }

    /// Sends a request and returns the answer with its request id and HTTP status.
    ///
    /// # Errors
    /// Every way a call can fail; see [`Error`].
    pub async fn call<A: Action<Vendor = V>>(&self, action: &A) -> Result<Answer<A::Output>, Error<A::Code>> {
        let now = (self.shared.clock)();
        self.check(action, now)?;
        let credentials = self.credentials::<A>(now).await?;
        let error = match self.attempt(action, &credentials).await {
            Err(error) if error.retry() == Retry::Refreshed => error,
            ended => return ended,
        };
        if !self.shared.credentials.refused(&credentials) {
            return Err(error);
        }
        let credentials = self.credentials::<A>((self.shared.clock)()).await?;
        self.attempt(action, &credentials).await
    }

    /// The credentials to sign with.
    async fn credentials<A: Action<Vendor = V>>(
        &self,
        now: OffsetDateTime,
    ) -> Result<Current<V::Credentials>, Error<A::Code>> {
        let current = self.shared.credentials.get(now).await;
        current.map_err(|error| not_sent::<A>(NotSentCause::Credentials(error)))
    }

    /// Waits for its turn, signs, sends and opens.
    async fn attempt<A: Action<Vendor = V>>(
        &self,
        action: &A,
        credentials: &V::Credentials,
    ) -> Result<Answer<A::Output>, Error<A::Code>> {
        let options = self.turn(action, credentials).await.map_err(not_sent::<A>)?;
        // Signed as late as can be: a signature holds for a few minutes only.
        let request = self.request(action, credentials, (self.shared.clock)());
        let request = request.map_err(|error| not_sent::<A>(NotSentCause::Request(error)))?;
        let secrets = Secrets::of(&request);
        let response = self.shared.transport.send(request, options).await;
        let response = response.map_err(|error| self.unanswered::<A>(error))?;
        V::open(&response).map_err(|fault| {
            let status = response.status();
            let (fault, body) = secrets.taken_from(fault, response.into_body());
            Error::from_fault(fault, &A::INFO, status, body)
        })
    }

    /// Holds the request against the documented limits, as the policy says.
    fn check<A: Action<Vendor = V>>(&self, action: &A, now: OffsetDateTime) -> Result<(), Error<A::Code>> {
        if self.limits == LimitPolicy::Ignore {
            return Ok(());
        }
        let violations = Limits::broken_by(action, now);
        if violations.is_empty() {
            return Ok(());
        }
        let broken = LimitsBroken { action: A::INFO.name, violations };
        if self.limits == LimitPolicy::Warn {
            let texts: Vec<_> = broken.violations.iter().map(ToString::to_string).collect();
            tracing::warn!(action = A::INFO.name, violations = texts.join("; "), "sent beyond documented limits");
            return Ok(());
        }
        Err(Error::Limits(Box::new(broken)))
    }

    /// Waits for the call's turn. What is left of its time is for sending.
    async fn turn<A: Action<Vendor = V>>(
        &self,
        action: &A,
        credentials: &V::Credentials,
    ) -> Result<SendOptions, NotSentCause> {
        let Shared { account, endpoint, options, quotas, .. } = &*self.shared;
        let caller = account.as_deref().map_or_else(|| V::caller(credentials), Cow::Borrowed);
        let counted = quotas.counted(action, &caller, endpoint.as_ref());
        let latest = quota::later(Instant::now(), options.timeout);
        let waited = quotas.turn(&counted, latest).await.map_err(NotSentCause::Quota)?;
        Ok(SendOptions { timeout: options.timeout.saturating_sub(waited), ..*options })
    }

    /// The signed request.
    fn request<A: Action<Vendor = V>>(
        &self,
        action: &A,
        credentials: &V::Credentials,
        now: OffsetDateTime,
    ) -> Result<Request<Bytes>, RequestError> {
        let mut parameters = Parameters::new();
        action.parameters(&mut parameters);
        let endpoint = match &self.shared.endpoint {
            Some(endpoint) => Cow::Borrowed(endpoint),
            None => Cow::Owned(Endpoint::parse(A::INFO.endpoint)?),
        };
        let mut nonce = [0; 8];
        if V::NONCE {
            getrandom::fill(&mut nonce).map_err(|error| RequestError::Random { reason: error.to_string() })?;
        }
        V::request(Call {
            info: &A::INFO,
            parameters,
            endpoint: &endpoint,
            region: action.region().or(self.shared.region.as_deref()).unwrap_or(A::INFO.region),
            credentials,
            now,
            nonce,
        })
    }

    /// What it means for the caller that the transport has no answer.
    fn unanswered<A: Action<Vendor = V>>(&self, error: TransportError) -> Error<A::Code> {
        let (action, safe) = (A::INFO.name, A::INFO.safe);
        match error {
            error @ TransportError::NotSent(_) => {
                Error::NotSent(Box::new(NotSent { action, cause: NotSentCause::Connection(error) }))
            }
            TransportError::TimedOut => {
                Error::TimedOut(Box::new(TimedOut { action, timeout: self.shared.options.timeout, safe }))
            }
            cause @ TransportError::Interrupted(_) => Error::Interrupted(Box::new(Interrupted { action, cause, safe })),
            TransportError::TooLarge { status, limit } => Error::Unreadable(Box::new(Unreadable {
                action,
                reason: format!("it is longer than {limit} bytes; allow more with `max_answer_bytes`, or ask for less"),
                path: None,
                request_id: None,
                log_id: None,
                status,
                body: Bytes::new(),
                safe,
            })),
        }
    }
}

fn not_sent<A: Action>(cause: NotSentCause) -> Error<A::Code> {
    Error::NotSent(Box::new(NotSent { action: A::INFO.name, cause }))
}

impl<V: Vendor> Clone for Client<V> {
    fn clone(&self) -> Self {
        self.with_limits(self.limits)
    }
}

impl<V: Vendor> fmt::Debug for Client<V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client")
            .field("vendor", &V::NAME)
            .field("credentials", &self.shared.credentials)
            .field("endpoint", &self.shared.endpoint)
            .field("region", &self.shared.region)
            .field("options", &self.shared.options)
            .field("limits", &self.limits)
            .field("quotas", &self.shared.quotas)
            .field("account", &self.shared.account)
            .finish_non_exhaustive()
    }
}
