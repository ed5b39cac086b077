//! A transport that forwards every call to the verifying server, whatever its host.

use super::caller::Tampering;
use bytes::Bytes;
use http::{Request, Response, StatusCode, Uri};
use rtc_core::{Cause, Exchange, SendOptions, Transport, TransportError};
use serde_json::Value as Json;
use std::sync::{Arc, Mutex, PoisonError};

/// Forwards to the server, and answers like the vendor depending on the server's report.
pub(crate) struct Forward {
    http: reqwest::Client,
    port: u16,
    case: String,
    tampering: Option<Tampering>,
    answer: String,
    refusal: (StatusCode, String),
    captured: CaptureSlot,
}

/// A request as it left the client, and the server's report of it.
#[derive(Debug)]
pub(crate) struct Captured {
    pub(crate) request: Request<Bytes>,
    pub(crate) report: Json,
}

/// Holds the latest request.
#[derive(Clone, Debug, Default)]
pub(crate) struct CaptureSlot(Arc<Mutex<Option<Captured>>>);

impl CaptureSlot {
    pub(crate) fn take(&self) -> Option<Captured> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).take()
    }

    fn put(&self, captured: Captured) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(captured);
    }
}

/// The client that reaches the verifying server.
pub(crate) fn http_client() -> Result<reqwest::Client, String> {
    // reqwest requires a crypto provider even without TLS. Installing fails only if there is one already.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let http = reqwest::Client::builder().no_proxy().redirect(reqwest::redirect::Policy::none()).build();
    http.map_err(|error| format!("no HTTP client: {error}"))
}

impl Forward {
    pub(crate) fn new(
        http: &reqwest::Client,
        port: u16,
        case: &Json,
        tampering: Option<Tampering>,
        answer: &Json,
        refusal: &(u16, Json),
    ) -> (Self, CaptureSlot) {
        let captured = CaptureSlot::default();
        let forward = Self {
            http: http.clone(),
            port,
            case: case.to_string(),
            tampering,
            answer: answer.to_string(),
            refusal: (StatusCode::from_u16(refusal.0).unwrap_or_default(), refusal.1.to_string()),
            captured: captured.clone(),
        };
        (forward, captured)
    }

    async fn report(&self, request: Request<Bytes>) -> Result<Json, Cause> {
        let response = self.http.execute(request.try_into().map_err(Cause::new)?).await.map_err(Cause::new)?;
        serde_json::from_slice(&response.bytes().await.map_err(Cause::new)?).map_err(Cause::new)
    }

    /// The forwarded request, changed if the case tampers with it.
    fn redirected(&self, request: &Request<Bytes>) -> Result<Request<Bytes>, Cause> {
        let mut query = request.uri().query().unwrap_or_default().to_owned();
        let mut redirected = request.clone();
        if self.tampering == Some(Tampering::Wire) {
            match query.find("Nonce=").map(|at| at + "Nonce=".len()).or_else(|| query.find('=').map(|at| at + 1)) {
                Some(value) => query.insert(value, 'x'),
                None if request.body().is_empty() => query.push_str("x=x"),
                None => *redirected.body_mut() = [request.body().as_ref(), b" "].concat().into(),
            }
        }
        let uri = format!("http://127.0.0.1:{}/?{query}", self.port);
        *redirected.uri_mut() = Uri::try_from(uri).map_err(Cause::new)?;
        let case = self.case.parse().map_err(|error: http::header::InvalidHeaderValue| Cause::new(error))?;
        redirected.headers_mut().insert("x-interop-case", case);
        Ok(redirected)
    }
}

impl Transport for Forward {
    fn send(&self, request: Request<Bytes>, _: SendOptions) -> Exchange<'_> {
        Box::pin(async move {
            let redirected = self.redirected(&request).map_err(TransportError::NotSent)?;
            let report = self.report(redirected).await.map_err(TransportError::Interrupted)?;
            let right = report["right"] == Json::Bool(true);
            self.captured.put(Captured { request, report });
            let (status, body) = if right { (StatusCode::OK, &self.answer) } else { (self.refusal.0, &self.refusal.1) };
            let mut response = Response::new(Bytes::from(body.clone()));
            *response.status_mut() = status;
            Ok(response)
        })
    }
}
