//! What a call tells `tracing`: one span, and an event for each attempt that failed and each retry.
//!
//! Names are those of OpenTelemetry's conventions for RPC and HTTP where they have one, else they begin with `rtc.`.
//! Spans and retries are of level info: a retry heals what it tells of, so it is a number in a log and no alarm. The
//! words of a vendor may name a user, so they are of level debug. Nothing here is secret: answers come here redacted,
//! and requests not at all.

use crate::{ActionInfo, Answer, Attempt, Endpoint, Error, ErrorCode, Failure, Vendor};
use std::time::Duration;
use tracing::{Span, field::Empty};

/// A shorter wait for a turn is none.
const MIN_LOGGED_WAIT: Duration = Duration::from_millis(1);

/// The span of a call; disabled unless somebody listens.
pub(super) fn call<V: Vendor>(info: &ActionInfo, endpoint: &Endpoint) -> Span {
    let method = || match info.service {
        "" => info.name.to_owned(),
        service => [service, info.name].join("/"),
    };
    tracing::info_span!(
        target: "rtc_core",
        "rtc.call",
        "otel.name" = method(),
        "otel.kind" = "client",
        "otel.status_code" = Empty,
        "rpc.system.name" = V::NAME.to_ascii_lowercase(),
        "rpc.method" = method(),
        "rpc.response.status_code" = Empty,
        "server.address" = endpoint.name(),
        "server.port" = endpoint.port(),
        "http.request.method" = info.method.as_str(),
        "http.request.resend_count" = Empty,
        "http.response.status_code" = Empty,
        "error.type" = Empty,
        "rtc.attempts" = Empty,
        "rtc.request_id" = Empty,
        "rtc.waited" = Empty,
        "rtc.took" = Empty,
    )
}

/// Notes what a call ended with after so many attempts.
pub(super) fn ended<T, C: ErrorCode>(span: &Span, outcome: &Result<Answer<T>, Error<C>>, attempts: usize) {
    span.record("rtc.attempts", attempts);
    if attempts > 1 {
        span.record("http.request.resend_count", attempts - 1);
    }
    let (status, request_id) = match outcome {
        Ok(answer) => (Some(answer.status), answer.request_id.as_deref()),
        Err(error) => (error.status(), error.attempts().last().and_then(|last| last.request_id.as_deref())),
    };
    if let Some(status) = status {
        span.record("http.response.status_code", status.as_u16());
    }
    if let Some(request_id) = request_id {
        span.record("rtc.request_id", request_id);
    }
    if let Err(error) = outcome {
        span.record("otel.status_code", "ERROR");
        let last = error.attempts().last().filter(|last| last.failure == Failure::Refused && error.code().is_some());
        let code = last.and_then(|last| last.code.as_deref()).filter(|code| !code.is_empty());
        if let Some(code) = code {
            span.record("rpc.response.status_code", code);
        }
        span.record("error.type", code.unwrap_or(error.failure().map_or("limits", Failure::as_str)));
    }
}

/// Notes how long a call waited, for its turns and between attempts, and how long it took in all.
pub(super) fn timed(span: &Span, waited: Duration, took: Duration) {
    span.record("rtc.waited", waited.as_secs_f64());
    span.record("rtc.took", took.as_secs_f64());
}

/// Tells that an attempt waited for its turn. That is the normal course of things for who asks all the time.
pub(super) fn waited(waited: Duration) {
    if waited >= MIN_LOGGED_WAIT {
        tracing::debug!(target: "rtc_core", waited = waited.as_secs_f64(), "waited for its turn");
    }
}

/// Tells of an attempt that failed.
pub(super) fn attempt_failed(attempt: &Attempt) {
    tracing::debug!(
        target: "rtc_core",
        failure = attempt.failure.as_str(),
        code = attempt.code,
        status = attempt.status.map(|status| status.as_u16()),
        request_id = attempt.request_id,
        took = attempt.took.as_secs_f64(),
        text = attempt.text,
        "an attempt failed"
    );
}

/// Tells that a call tries again.
pub(super) fn retry(attempt: &Attempt, failed: usize, wait: Duration) {
    tracing::info!(
        target: "rtc_core",
        attempts = failed,
        failure = attempt.failure.as_str(),
        code = attempt.code,
        status = attempt.status.map(|status| status.as_u16()),
        wait = wait.as_secs_f64(),
        "trying again"
    );
}
