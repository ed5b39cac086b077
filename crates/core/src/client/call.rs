//! Runs one call: limits, then attempts until one succeeds or no retry is left.

use super::{
    AttemptEvent, AttemptOutcome, Client,
    clock::{Clock, Offset},
    no_answer, redirect, telemetry,
};
use crate::{
    Action, Answer, Attempt, Cause, Endpoint, Error, ErrorCode, NotSentCause, Parameters, QuotaTimeout, RequestError,
    Retry, RuntimeError, SendOptions, SigningInput, Stopped, TransportError, Vendor,
    deadline::{timer, with_deadline, with_timer},
    error::{History, Secrets},
    quota::{self, Permit, QuotaBucket},
    retry::{self, NextClock, RetryProgress},
};
use bytes::Bytes;
use http::{HeaderMap, Request, Response};
use std::{borrow::Cow, pin::pin, time::Duration};
use time::OffsetDateTime;
use tokio::time::Instant;
use tracing::Span;

/// The state of a running call.
pub(super) struct Call<'c, A: Action> {
    client: &'c Client<A::Vendor>,
    action: &'c A,
    endpoint: Cow<'c, Endpoint>,
    began: Instant,
    deadline: Instant,
    progress: RetryProgress<'c>,
    /// The clock offset of this call's own: shown by an answer and not proven yet, or none.
    own_offset: Option<Offset>,
    /// The clock offset of the last signature.
    signed_with: Offset,
    secrets: Secrets,
    attempts: Vec<Attempt>,
    /// When the last attempt began.
    attempt_began: Instant,
    /// The quota bucket and the permit of the last attempt.
    permit: Option<(QuotaBucket, Permit)>,
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
    Failed(Error<C>, Hints),
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
            own_offset: None,
            signed_with: Offset::NONE,
            secrets: Secrets::default(),
            attempts: Vec::new(),
            attempt_began: began,
            permit: None,
            waited: Duration::ZERO,
        }
    }

    /// Makes attempts until one succeeds or a retry is not worthwhile.
    pub(super) async fn run(mut self, span: &Span) -> Outcome<A> {
        let outcome = match self.client.check(self.action, self.client.shared.clock.now()) {
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
            let (error, hints) = match self.attempt().await {
                Ok(answer) => {
                    self.succeeded(&answer);
                    return Ok(answer);
                }
                Err(AttemptError::Late { credentials }) => return Err(self.late(last, credentials)),
                Err(AttemptError::Quota(error)) => return Err(self.quota_timeout(last, error)),
                Err(AttemptError::Failed(error, hints)) => (error, hints),
            };
            self.note(&error);
            if error.retry() == Retry::Throttle {
                // Rare futures are boxed, so that a call's own future is small.
                Box::pin(self.throttle(hints.retry_after)).await;
            }
            let next_clock = self.next_clock(&error, hints);
            let wait = match self.progress.next(self.facts(&error, hints, next_clock)) {
                Ok(wait) => wait,
                Err(stopped) => return Err(self.ended(error, stopped)),
            };
            if error.retry() == Retry::Resign
                && let Err(broken) = self.set_clock(next_clock, hints)
            {
                return Err(self.ended(broken, Stopped::Final));
            }
            self.log_retry(wait);
            if !wait.is_zero() {
                match timer(quota::saturating_add(Instant::now(), wait)) {
                    Ok(timer) => Box::pin(timer).await,
                    Err(runtime) => return Err(self.ended(error, Stopped::Runtime(runtime))),
                }
                self.waited += wait;
            }
            last = Some(error);
        }
    }

    /// Makes one attempt: signed again, with its own time and random bytes.
    async fn attempt(&mut self) -> Result<Answer<A::Output>, AttemptError<A::Code>> {
        let Client { shared, settings } = self.client;
        let not_sent = |cause| AttemptError::Failed(no_answer::not_sent::<A>(cause), Hints::default());
        self.attempt_began = Instant::now();
        self.permit = None;
        let credentials = if let Some(credentials) = shared.credentials.fixed_ones() {
            Ok(credentials)
        } else {
            let credentials = Box::pin(shared.credentials.get(self.believed_now(), self.deadline));
            with_deadline(credentials, self.deadline)
                .await
                .map_err(|error| not_sent(NotSentCause::Runtime(error)))?
                .ok_or(AttemptError::Late { credentials: true })?
        };
        let credentials = credentials.map_err(|error| not_sent(NotSentCause::Credentials(error)))?;

        self.acquire(&credentials).await?;

        // Signed as late as possible: a signature is valid for a few minutes only.
        let ready = Instant::now();
        let until = quota::saturating_add(ready, settings.attempt_timeout).min(self.deadline);
        if until <= ready {
            self.was_not_sent();
            return Err(AttemptError::Late { credentials: false });
        }
        let request = self.request(&credentials).map_err(|error| {
            self.was_not_sent();
            not_sent(NotSentCause::Request(error))
        })?;
        self.secrets.note(&request);
        let options = SendOptions::new(until - ready, shared.max_answer_bytes);
        // Boxed, so that a call's own future is small.
        let response = Box::pin(self.exchange(request, options, until)).await?;
        A::Vendor::open(&response).map_err(|fault| {
            let mut hints = self.hints(response.headers());
            let status = response.status();
            let fault = redirect::explain(fault, &response);
            let (region, now) = (self.region(), shared.clock.with(self.signed_with));
            self.secrets.note_keys(A::Vendor::signing_secrets(&credentials, &A::INFO, region, now));
            let (fault, body) = self.secrets.taken_from(fault, response.into_body());
            let error = Error::from_open_error(fault, self.action, status, body);
            hints.renewable = error.retry() == Retry::RefreshCredentials && shared.credentials.refused(&credentials);
            AttemptError::Failed(error, hints)
        })
    }

    /// Sends the request and waits for the answer until `until`.
    async fn exchange(
        &self,
        request: Request<Bytes>,
        options: SendOptions,
        until: Instant,
    ) -> Result<Response<Bytes>, AttemptError<A::Code>> {
        let Client { shared, settings } = self.client;
        let failed = |error| AttemptError::Failed(error, Hints::default());
        let timer = timer(until);
        if let Err(error @ RuntimeError::NoTimers) = timer {
            self.was_not_sent();
            return Err(failed(no_answer::not_sent::<A>(NotSentCause::Runtime(error))));
        }
        let response = with_timer(shared.transport.send(request, options), timer).await;
        let response = match response {
            Ok(response) => response.unwrap_or(Err(TransportError::TimedOut)),
            // The transport may have sent it.
            Err(error) => Err(TransportError::Interrupted(Cause::new(error))),
        };
        if let Some((_, permit)) = &self.permit {
            match &response {
                Ok(_) | Err(TransportError::TooLarge { .. }) => permit.answered(),
                Err(TransportError::NotSent(_)) => permit.not_sent(),
                Err(_) => {}
            }
        }
        response.map_err(|error| {
            if let Some(error) = error.runtime() {
                return failed(no_answer::not_sent::<A>(NotSentCause::Runtime(error)));
            }
            let allowed = if until == self.deadline { settings.timeout } else { settings.attempt_timeout };
            failed(no_answer::from_transport(error, self.action, allowed))
        })
    }

    /// Acquires a quota permit.
    async fn acquire(&mut self, credentials: &<A::Vendor as Vendor>::Credentials) -> Result<(), AttemptError<A::Code>> {
        let shared = &self.client.shared;
        let caller = shared.account.as_deref().map_or_else(|| A::Vendor::caller(credentials), Cow::Borrowed);
        let bucket = shared.quotas.bucket(self.action, &caller, shared.endpoint.as_ref());
        let permit = Box::pin(shared.quotas.permit(&bucket, self.deadline, true)).await.map_err(AttemptError::Quota)?;
        self.waited += permit.waited();
        telemetry::waited(permit.waited());
        self.permit = Some((bucket, permit));
        Ok(())
    }

    /// Gives the permit's place to another call.
    fn was_not_sent(&self) {
        if let Some((_, permit)) = &self.permit {
            permit.not_sent();
        }
    }

    /// The time for everything but a signature.
    fn believed_now(&self) -> OffsetDateTime {
        let clock = &self.client.shared.clock;
        clock.with(self.own_offset.filter(|own| own.is_plausible()).unwrap_or_else(|| clock.learned()))
    }

    /// The signed request, with the client's own headers.
    fn request(&mut self, credentials: &<A::Vendor as Vendor>::Credentials) -> Result<Request<Bytes>, RequestError> {
        let shared = &self.client.shared;
        let mut parameters = Parameters::new();
        self.action.parameters(&mut parameters);
        self.secrets.note_parameters(parameters.take_secrets());
        let mut nonce = [0; 8];
        if A::Vendor::NONCE {
            getrandom::fill(&mut nonce).map_err(|error| RequestError::Random { reason: error.to_string() })?;
        }
        self.signed_with = self.own_offset.unwrap_or_else(|| shared.clock.learned());
        let mut request = A::Vendor::request(SigningInput {
            info: &A::INFO,
            parameters,
            endpoint: &self.endpoint,
            region: self.region(),
            credentials,
            now: shared.clock.with(self.signed_with),
            nonce,
        })?;
        shared.headers.add_to(request.headers_mut());
        Ok(request)
    }

    /// The region of the call: the action's own, else the client's, else the default endpoint's.
    fn region(&self) -> &str {
        self.action.region().or(self.client.shared.region.as_deref()).unwrap_or(A::INFO.endpoint.region())
    }

    fn hints(&self, headers: &HeaderMap) -> Hints {
        let clock = &self.client.shared.clock;
        Hints {
            retry_after: retry::retry_after(headers, self.believed_now()),
            offset: retry::date(headers).map(|date| clock.offset_to(date)),
            renewable: false,
        }
    }

    /// The facts of a failed attempt that decide on the next one.
    fn facts(&self, error: &Error<A::Code>, hints: Hints, clock: NextClock) -> retry::Failed {
        // A credentials provider retries by itself, and all waiting calls share its failure.
        let provider = matches!(error, Error::NotSent(error) if matches!(error.cause, NotSentCause::Credentials(_)));
        retry::Failed {
            retry: if provider { Retry::Never } else { error.retry() },
            timed_out: matches!(error, Error::TimedOut(_)),
            retry_after: hints.retry_after,
            clock,
            renewable: hints.renewable,
            left: self.deadline.saturating_duration_since(Instant::now()),
        }
    }

    /// The clock to sign by next, if the signature's time was refused. An offset that was learned before is dropped then.
    fn next_clock(&self, error: &Error<A::Code>, hints: Hints) -> NextClock {
        if error.retry() == Retry::Resign && self.own_offset.is_none() && self.signed_with != Offset::NONE {
            self.clock().forget(self.signed_with);
            return NextClock::Local;
        }
        hints.offset.map_or(NextClock::None, |_| NextClock::Dated)
    }

    /// Sets the clock of the next signature.
    fn set_clock(&mut self, next: NextClock, hints: Hints) -> Result<(), Error<A::Code>> {
        self.own_offset = if next == NextClock::Local { Some(Offset::NONE) } else { hints.offset };
        // With the corrected clock, a time limit may be broken that was not before.
        self.client.check(self.action, self.believed_now()).map_err(|broken| Error::Limits(Box::new(broken)))
    }

    /// Records an answer.
    fn succeeded(&mut self, answer: &Answer<A::Output>) {
        if let Some(offset) = self.own_offset {
            self.clock().keep(offset);
        }
        self.progress.succeeded();
        self.report(AttemptOutcome::Answered { status: answer.status });
    }

    /// Records a failed attempt in the call's history.
    fn note(&mut self, error: &Error<A::Code>) {
        if let Some(offset) = self.own_offset.filter(|own| own.is_plausible())
            && let (Error::Refused(_), Some(code)) = (error, error.code())
            && A::Vendor::has_checked_signature(&code.code())
        {
            self.clock().keep(offset);
        }
        let began = self.attempt_began.saturating_duration_since(self.began);
        if let Some(mut attempt) = error.attempt(began, self.attempt_took(), self.attempt_waited()) {
            self.secrets.take_from(&mut attempt.text);
            telemetry::attempt_failed(&attempt);
            self.report(AttemptOutcome::Failed(&attempt));
            self.attempts.push(attempt);
        }
    }

    /// Reports an attempt to the client's hook.
    fn report(&self, outcome: AttemptOutcome<'_>) {
        if let Some(hook) = &self.client.shared.on_attempt {
            hook(&AttemptEvent {
                vendor: A::Vendor::NAME,
                action: A::INFO.name,
                number: u32::try_from(self.attempts.len() + 1).unwrap_or(u32::MAX),
                waited: self.attempt_waited(),
                took: self.attempt_took(),
                outcome,
            });
        }
    }

    /// How long the last attempt waited for a permit.
    fn attempt_waited(&self) -> Duration {
        self.permit.as_ref().map_or(Duration::ZERO, |(_, permit)| permit.waited())
    }

    /// How long the last attempt took, without that.
    fn attempt_took(&self) -> Duration {
        self.attempt_began.elapsed().saturating_sub(self.attempt_waited())
    }

    fn clock(&self) -> &'c Clock {
        &self.client.shared.clock
    }

    /// Logs that another attempt follows.
    fn log_retry(&self, wait: Duration) {
        if let Some(attempt) = self.attempts.last() {
            telemetry::retry(attempt, self.attempts.len(), wait);
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
        match (last, error) {
            (Some(last), QuotaTimeout::Runtime(error)) => self.ended(last, Stopped::Runtime(error)),
            (Some(last), error) => self.ended(last, Stopped::Quota(error)),
            (None, QuotaTimeout::Runtime(error)) => no_answer::not_sent::<A>(NotSentCause::Runtime(error)),
            (None, error) => no_answer::not_sent::<A>(NotSentCause::Quota(error)),
        }
    }

    /// Records for all calls that the vendor throttled. They pause no longer than the policy lets a call wait.
    async fn throttle(&self, asked: Option<Duration>) {
        if let Some((bucket, permit)) = &self.permit {
            let at_least = asked.map(|asked| asked.min(self.client.settings.retry.most_retry_after()));
            let noted = pin!(self.client.shared.quotas.throttle_call(bucket, Some(permit), at_least));
            // If the store does not answer in time, only this process slows down.
            let _ = with_deadline(noted, self.deadline).await;
        }
    }

    /// A call's error with the history of its attempts.
    fn ended(&mut self, error: Error<A::Code>, stopped: Stopped) -> Error<A::Code> {
        error.with_history(History { attempts: self.attempts.clone(), stopped })
    }
}
