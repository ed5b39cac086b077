//! Runs one call: limits, then attempts until one succeeds or no retry is left.

mod attempt;

use super::{
    AttemptEvent, AttemptOutcome, Client,
    clock::{Clock, Offset},
    no_answer, telemetry,
};
use crate::{
    Action, Answer, Attempt, Endpoint, Error, ErrorCode, NotSentCause, QuotaTimeout, Retry, Stopped, Vendor,
    deadline::{timer, with_deadline},
    error::{History, Secrets},
    quota::{self, Permit, QuotaBucket},
    retry::{self, NextClock, RetryProgress},
};
use attempt::{AttemptError, Hints};
use std::{borrow::Cow, pin::pin, time::Duration};
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
