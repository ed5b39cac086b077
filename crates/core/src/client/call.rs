//! Runs one call: limits, then attempts until one succeeds or no retry is left.

use super::{Client, clock::Offset, no_answer, telemetry};
use crate::{
    Action, Answer, Attempt, Endpoint, Error, ErrorCode, NotSentCause, Parameters, QuotaTimeout, RequestError, Retry,
    SendOptions, SigningInput, Stopped, TransportError, Vendor,
    deadline::with_deadline,
    error::{History, Secrets},
    quota::{self, QuotaBucket},
    retry::{self, RetryProgress},
};
use bytes::Bytes;
use http::{HeaderMap, Request};
use std::{borrow::Cow, pin::pin, time::Duration};
use tokio::time::{Instant, sleep};
use tracing::Span;

/// The state of a running call.
pub(super) struct Call<'c, A: Action> {
    client: &'c Client<A::Vendor>,
    action: &'c A,
    endpoint: Cow<'c, Endpoint>,
    began: Instant,
    deadline: Instant,
    progress: RetryProgress<'c>,
    /// The clock offset that an answer showed, until a signature is accepted with it.
    clock_offset: Option<Offset>,
    secrets: Secrets,
    attempts: Vec<Attempt>,
    /// The quota bucket of the last attempt.
    bucket: Option<QuotaBucket>,
    /// Time spent waiting for quota permits and between attempts.
    waited: Duration,
}

/// Why an attempt did not succeed.
enum AttemptError<C: ErrorCode> {
    /// It could not begin: the call's deadline had passed, possibly while waiting for credentials.
    Late { credentials: bool },
    /// It could not begin: no quota permit in time.
    Quota(QuotaTimeout),
    /// It failed.
    Failed(Failed<C>),
}

/// An attempt that failed.
struct Failed<C: ErrorCode> {
    error: Error<C>,
    began: Instant,
    /// The wait for a quota permit.
    waited: Duration,
    hints: Hints,
}

/// What a failed attempt says about the next one.
#[derive(Clone, Copy, Default)]
struct Hints {
    retry_after: Option<Duration>,
    offset: Option<Offset>,
    renewable: bool,
}

/// The result of a call.
type Outcome<A> = Result<Answer<<A as Action>::Output>, Error<<A as Action>::Code>>;

impl<'c, A: Action> Call<'c, A> {
    pub(super) fn new(client: &'c Client<A::Vendor>, action: &'c A, endpoint: Cow<'c, Endpoint>) -> Self {
        let began = Instant::now();
        Self {
            client,
            action,
            endpoint,
            began,
            deadline: quota::saturating_add(began, client.settings.timeout),
            progress: RetryProgress::new(&client.settings.retry, &client.shared.budget),
            clock_offset: None,
            secrets: Secrets::default(),
            attempts: Vec::new(),
            bucket: None,
            waited: Duration::ZERO,
        }
    }

    /// Makes attempts until one succeeds or a retry is not worthwhile.
    pub(super) async fn run(mut self, span: &Span) -> Outcome<A> {
        let outcome = match self.client.check(self.action, self.client.shared.clock.now(None)) {
            Ok(()) => self.repeat().await,
            Err(broken) => Err(Error::Limits(Box::new(broken))),
        };
        if !span.is_disabled() {
            let made = self.attempts.len() + usize::from(outcome.is_ok());
            telemetry::ended(span, &outcome, made);
            telemetry::timed(span, self.waited, self.began.elapsed());
        }
        outcome
    }

    async fn repeat(&mut self) -> Outcome<A> {
        let mut last = None;
        loop {
            let failed = match self.attempt().await {
                Ok(answer) => {
                    self.accepted();
                    self.progress.succeeded();
                    return Ok(answer);
                }
                Err(AttemptError::Late { credentials }) => return Err(self.late(last, credentials)),
                Err(AttemptError::Quota(error)) => return Err(self.quota_timeout(last, error)),
                Err(AttemptError::Failed(failed)) => failed,
            };
            self.note(&failed);
            let Failed { error, hints, .. } = failed;
            if error.retry() == Retry::Throttle {
                // Rare futures are boxed, so that a call's own future is small.
                Box::pin(self.throttle(hints.retry_after)).await;
            }
            let wait = match self.progress.next(self.facts(&error, hints)) {
                Ok(wait) => wait,
                Err(stopped) => return Err(self.ended(error, stopped)),
            };
            if error.retry() == Retry::Resign {
                self.clock_offset = hints.offset;
                // With the corrected clock, a time limit may be broken that was not before.
                if let Err(broken) = self.client.check(self.action, self.client.shared.clock.now(self.clock_offset)) {
                    return Err(self.ended(Error::Limits(Box::new(broken)), Stopped::Final));
                }
            }
            self.log_retry(wait);
            if !wait.is_zero() {
                Box::pin(sleep(wait)).await;
                self.waited += wait;
            }
            last = Some(error);
        }
    }

    /// Makes one attempt: signed again, with its own time and random bytes.
    async fn attempt(&mut self) -> Result<Answer<A::Output>, AttemptError<A::Code>> {
        let Client { shared, settings } = self.client;
        let began = Instant::now();
        let credentials = if let Some(credentials) = shared.credentials.fixed_ones() {
            Ok(credentials)
        } else {
            let now = shared.clock.now(self.clock_offset);
            let credentials = Box::pin(shared.credentials.get(now, self.deadline));
            let credentials = with_deadline(credentials, self.deadline).await;
            credentials.ok_or(AttemptError::Late { credentials: true })?
        };
        let credentials = credentials.map_err(|error| {
            let error = no_answer::not_sent::<A>(NotSentCause::Credentials(error));
            AttemptError::Failed(Failed { error, began, waited: Duration::ZERO, hints: Hints::default() })
        })?;

        let waited = self.acquire(&credentials).await?;
        let failed = |error, hints| AttemptError::Failed(Failed { error, began, waited, hints });
        let not_sent = |cause| failed(no_answer::not_sent::<A>(cause), Hints::default());

        // Signed as late as possible: a signature is valid for a few minutes only.
        let ready = Instant::now();
        let until = quota::saturating_add(ready, settings.attempt_timeout).min(self.deadline);
        if until <= ready {
            return Err(AttemptError::Late { credentials: false });
        }
        let request = self.request(&credentials).map_err(|error| not_sent(NotSentCause::Request(error)))?;
        self.secrets.note(&request);
        let options = SendOptions::new(until - ready, shared.max_answer_bytes);
        let exchange = shared.transport.send(request, options);
        let response = with_deadline(exchange, until).await.unwrap_or(Err(TransportError::TimedOut));
        let response = response.map_err(|error| {
            let allowed = if until == self.deadline { settings.timeout } else { settings.attempt_timeout };
            failed(no_answer::from_transport::<A>(error, allowed), Hints::default())
        })?;
        A::Vendor::open(&response).map_err(|fault| {
            let mut hints = self.hints(response.headers());
            let status = response.status();
            let (fault, body) = self.secrets.taken_from(fault, response.into_body());
            let error = Error::from_open_error(fault, &A::INFO, status, body);
            hints.renewable = error.retry() == Retry::RefreshCredentials && shared.credentials.refused(&credentials);
            failed(error, hints)
        })
    }

    /// Acquires a quota permit and returns how long that took.
    async fn acquire(
        &mut self,
        credentials: &<A::Vendor as Vendor>::Credentials,
    ) -> Result<Duration, AttemptError<A::Code>> {
        let shared = &self.client.shared;
        let caller = shared.account.as_deref().map_or_else(|| A::Vendor::caller(credentials), Cow::Borrowed);
        let bucket = shared.quotas.bucket(self.action, &caller, shared.endpoint.as_ref());
        let mut waited = Duration::ZERO;
        if bucket.key().is_some() {
            waited = Box::pin(shared.quotas.acquire(&bucket, self.deadline)).await.map_err(AttemptError::Quota)?;
        }
        self.bucket = Some(bucket);
        self.waited += waited;
        telemetry::waited(waited);
        Ok(waited)
    }

    /// The signed request.
    fn request(&self, credentials: &<A::Vendor as Vendor>::Credentials) -> Result<Request<Bytes>, RequestError> {
        let shared = &self.client.shared;
        let mut parameters = Parameters::new();
        self.action.parameters(&mut parameters);
        let mut nonce = [0; 8];
        if A::Vendor::NONCE {
            getrandom::fill(&mut nonce).map_err(|error| RequestError::Random { reason: error.to_string() })?;
        }
        A::Vendor::request(SigningInput {
            info: &A::INFO,
            parameters,
            endpoint: &self.endpoint,
            region: self.action.region().or(shared.region.as_deref()).unwrap_or(A::INFO.endpoint.region()),
            credentials,
            now: shared.clock.now(self.clock_offset),
            nonce,
        })
    }

    fn hints(&self, headers: &HeaderMap) -> Hints {
        let clock = &self.client.shared.clock;
        Hints {
            retry_after: retry::retry_after(headers, clock.now(self.clock_offset)),
            offset: retry::date(headers).map(|date| clock.offset_to(date)),
            renewable: false,
        }
    }

    /// The facts of a failed attempt that decide on the next one.
    fn facts(&self, error: &Error<A::Code>, hints: Hints) -> retry::Failed {
        // A credentials provider retries by itself, and all waiting calls share its failure.
        let provider = matches!(error, Error::NotSent(error) if matches!(error.cause, NotSentCause::Credentials(_)));
        retry::Failed {
            retry: if provider { Retry::Never } else { error.retry() },
            timed_out: matches!(error, Error::TimedOut(_)),
            retry_after: hints.retry_after,
            dated: hints.offset.is_some(),
            renewable: hints.renewable,
            left: self.deadline.saturating_duration_since(Instant::now()),
        }
    }

    /// Records a failed attempt in the call's history.
    fn note(&mut self, failed: &Failed<A::Code>) {
        // A refusal for another reason than its time or rate means that the signature's time was accepted.
        if matches!(failed.error, Error::Refused(_)) && !matches!(failed.error.retry(), Retry::Resign | Retry::Throttle)
        {
            self.accepted();
        }
        let began = failed.began.saturating_duration_since(self.began);
        let took = failed.began.elapsed().saturating_sub(failed.waited);
        if let Some(mut attempt) = failed.error.attempt(began, took, failed.waited) {
            self.secrets.take_from(&mut attempt.text);
            telemetry::attempt_failed(&attempt);
            self.attempts.push(attempt);
        }
    }

    /// Logs that another attempt follows.
    fn log_retry(&self, wait: Duration) {
        if let Some(attempt) = self.attempts.last() {
            telemetry::retry(attempt, self.attempts.len(), wait);
        }
    }

    /// Keeps the learned clock offset for all calls, because a signature was accepted with it.
    fn accepted(&mut self) {
        if let Some(offset) = self.clock_offset.take() {
            self.client.shared.clock.keep(offset);
        }
    }

    /// The error of a call whose deadline passed before an attempt could begin.
    fn late(&mut self, last: Option<Error<A::Code>>, credentials: bool) -> Error<A::Code> {
        if let Some(error) = last {
            return self.ended(error, Stopped::Deadline { wait: Duration::ZERO, left: Duration::ZERO });
        }
        let timeout = self.client.settings.timeout;
        no_answer::not_sent::<A>(NotSentCause::Deadline { timeout, credentials })
    }

    /// The error of a call that got no quota permit in time.
    fn quota_timeout(&mut self, last: Option<Error<A::Code>>, error: QuotaTimeout) -> Error<A::Code> {
        match last {
            Some(last) => self.ended(last, Stopped::Quota(error)),
            None => no_answer::not_sent::<A>(NotSentCause::Quota(error)),
        }
    }

    /// Records for all calls that the vendor throttled.
    async fn throttle(&self, at_least: Option<Duration>) {
        if let Some(bucket) = &self.bucket {
            let noted = pin!(self.client.shared.quotas.throttle(bucket, at_least));
            // If the store does not answer in time, only this process slows down.
            let _ = with_deadline(noted, self.deadline).await;
        }
    }

    /// A call's error with the history of its attempts.
    fn ended(&mut self, error: Error<A::Code>, stopped: Stopped) -> Error<A::Code> {
        error.with_history(History { attempts: self.attempts.clone(), stopped })
    }
}
