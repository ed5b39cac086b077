//! What a call reports to `tracing`: one span, and an event for each failed attempt and each retry.
//!
//! Names are those of OpenTelemetry's conventions for RPC and HTTP where they have one, else they begin with `rtc.`.
//! Spans and retries have level info: a retry usually recovers, so it is no alarm. A vendor's message may name a user,
//! so it has level debug. Nothing here is secret: answers are redacted before, and requests are not logged.

use crate::{ActionInfo, Answer, Attempt, Endpoint, Error, ErrorCode, Failure, Vendor, error::escaped};
use std::{borrow::Cow, time::Duration};
use tracing::{Span, field::Empty};

/// Shorter waits for a permit are not logged.
const MIN_LOGGED_WAIT: Duration = Duration::from_millis(1);

/// The span of a call; disabled without a subscriber.
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

/// Records the result of a call and the number of attempts.
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
        span.record("rtc.request_id", &*escaped(request_id));
    }
    if let Err(error) = outcome {
        span.record("otel.status_code", "ERROR");
        let last = error.attempts().last().filter(|last| last.failure == Failure::Refused && error.code().is_some());
        let code = last.and_then(|last| last.code.as_deref()).filter(|code| !code.is_empty());
        if let Some(code) = code {
            span.record("rpc.response.status_code", &*escaped(code));
        }
        let kind = code.map_or(Cow::Borrowed(error.failure().map_or("limits", Failure::as_str)), escaped);
        span.record("error.type", &*kind);
    }
}

/// Records how long a call waited, for permits and between attempts, and how long it took in total.
pub(super) fn timed(span: &Span, waited: Duration, took: Duration) {
    span.record("rtc.waited", waited.as_secs_f64());
    span.record("rtc.took", took.as_secs_f64());
}

/// Logs that an attempt waited for a quota permit, which is normal under continuous load.
pub(super) fn waited(waited: Duration) {
    if waited >= MIN_LOGGED_WAIT {
        tracing::debug!(target: "rtc_core", waited = waited.as_secs_f64(), "waited for a quota permit");
    }
}

/// Logs a failed attempt.
pub(super) fn attempt_failed(attempt: &Attempt) {
    let [code, request_id] = [&attempt.code, &attempt.request_id].map(|text| text.as_deref().map(escaped));
    tracing::debug!(
        target: "rtc_core",
        failure = attempt.failure.as_str(),
        code = code.as_deref(),
        status = attempt.status.map(|status| status.as_u16()),
        request_id = request_id.as_deref(),
        took = attempt.took.as_secs_f64(),
        text = &*escaped(&attempt.text),
        "attempt failed"
    );
}

/// Logs a retry.
pub(super) fn retry(attempt: &Attempt, failed: usize, wait: Duration) {
    let code = attempt.code.as_deref().map(escaped);
    tracing::info!(
        target: "rtc_core",
        attempts = failed,
        failure = attempt.failure.as_str(),
        code = code.as_deref(),
        status = attempt.status.map(|status| status.as_u16()),
        wait = wait.as_secs_f64(),
        "retrying"
    );
}
