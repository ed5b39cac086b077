//! One attempt of a call: credentials, a permit, a signature, the exchange.

use super::Call;
use crate::{
    Action, Answer, Cause, Error, ErrorCode, NotSentCause, Parameters, QuotaTimeout, RequestError, Retry, RuntimeError,
    SendOptions, SigningInput, TransportError, Vendor,
    client::{Client, clock::Offset, no_answer, redirect, telemetry},
    deadline::{timer, with_deadline, with_timer},
    quota, retry,
};
use bytes::Bytes;
use http::{HeaderMap, Request, Response};
use std::{borrow::Cow, time::Duration};
use time::OffsetDateTime;
use tokio::time::Instant;

/// Why an attempt did not succeed.
pub(super) enum AttemptError<C: ErrorCode> {
    /// It could not begin: the call's deadline had passed, possibly while waiting for credentials.
    Late { credentials: bool },
    /// It could not begin: no quota permit in time.
    Quota(QuotaTimeout),
    /// It failed.
    Failed(Error<C>, Hints),
}

/// What a failed attempt says about the next one.
#[derive(Clone, Copy, Default)]
pub(super) struct Hints {
    pub(super) retry_after: Option<Duration>,
    pub(super) offset: Option<Offset>,
    pub(super) renewable: bool,
}

impl<A: Action> Call<'_, A> {
    /// Makes one attempt: signed again, with its own time and random bytes.
    pub(super) async fn attempt(&mut self) -> Result<Answer<A::Output>, AttemptError<A::Code>> {
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
        let bucket = shared.quotas.bucket(self.action, &caller, Some(&self.endpoint));
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
    pub(super) fn believed_now(&self) -> OffsetDateTime {
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
}
