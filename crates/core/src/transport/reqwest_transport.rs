//! The transport over reqwest.

use super::{Cause, Exchange, SendOptions, Transport, TransportError};
use crate::{BuildError, RuntimeError, deadline::with_io};
use bytes::{Bytes, BytesMut};
use http::{
    Request, Response, Uri,
    uri::{Authority, Scheme},
};
use reqwest::{Url, redirect::Policy};
use rustls::{ClientConfig, RootCertStore, crypto::CryptoProvider};
use rustls_platform_verifier::BuilderVerifierExt;
use std::{
    error::Error,
    io,
    sync::{Arc, OnceLock},
    time::Duration,
};

/// Sends over a [`reqwest::Client`].
#[derive(Debug)]
pub(crate) struct ReqwestTransport {
    client: reqwest::Client,
    /// The URL of the first request. Most requests go to one host and differ only in the query, so only the query is
    /// parsed again.
    first: OnceLock<BaseUrl>,
}

/// Scheme, host and path of a URL, as `http` has them and as reqwest does.
#[derive(Debug)]
struct BaseUrl {
    scheme: Option<Scheme>,
    authority: Option<Authority>,
    url: Url,
}

impl BaseUrl {
    fn of(uri: &Uri, mut url: Url) -> Self {
        // The query may contain a signature.
        url.set_query(None);
        Self { scheme: uri.scheme().cloned(), authority: uri.authority().cloned(), url }
    }

    fn matches(&self, uri: &Uri) -> bool {
        self.url.path() == uri.path()
            && self.authority.as_ref() == uri.authority()
            && self.scheme.as_ref() == uri.scheme()
    }
}

impl ReqwestTransport {
    pub(crate) fn new(client: reqwest::Client) -> Self {
        Self { client, first: OnceLock::new() }
    }

    /// The default transport: no redirects, certificates verified by the platform, no process-wide TLS provider.
    /// `loopback` is for calls to this machine only: they bypass any proxy.
    pub(crate) fn build(connect_timeout: Duration, loopback: bool, plain: bool) -> Result<Self, BuildError> {
        let mut builder = reqwest::Client::builder()
            .redirect(Policy::none())
            .connect_timeout(connect_timeout)
            .retry(reqwest::retry::never())
            .tcp_nodelay(true)
            .tls_backend_preconfigured(tls(plain)?);
        if loopback {
            builder = builder.no_proxy();
        }
        builder.build().map(Self::new).map_err(|error| BuildError::Transport { reason: Cause::new(error).to_string() })
    }

    /// It sets no timeout: the client drops the exchange in time, and one timer is enough.
    fn request(&self, request: Request<Bytes>) -> Result<reqwest::Request, Cause> {
        let (parts, body) = request.into_parts();
        let mut request = reqwest::Request::new(parts.method, self.url(&parts.uri)?);
        *request.headers_mut() = parts.headers;
        *request.body_mut() = Some(body.into());
        Ok(request)
    }

    fn url(&self, uri: &Uri) -> Result<Url, Cause> {
        if let Some(base) = self.first.get().filter(|base| base.matches(uri)) {
            let mut url = base.url.clone();
            url.set_query(uri.query());
            return Ok(url);
        }
        let url = Url::parse(&uri.to_string()).map_err(Cause::new)?;
        self.first.get_or_init(|| BaseUrl::of(uri, url.clone()));
        Ok(url)
    }
}

impl Transport for ReqwestTransport {
    fn send(&self, request: Request<Bytes>, options: SendOptions) -> Exchange<'_> {
        Box::pin(async move {
            let request = self.request(request).map_err(TransportError::NotSent)?;
            let response = with_io(self.client.execute(request)).await.map_err(not_sent)?.map_err(classify)?;
            collect(response, options.max_answer_bytes).await
        })
    }
}

/// Nothing is sent without a runtime that can.
fn not_sent(error: RuntimeError) -> TransportError {
    TransportError::NotSent(Cause::new(error))
}

/// Reads the body chunk by chunk, up to the limit.
async fn collect(mut response: reqwest::Response, limit: usize) -> Result<Response<Bytes>, TransportError> {
    let status = response.status();
    let too_large = || TransportError::TooLarge { status, limit };
    let announced = response.content_length().unwrap_or(0);
    if usize::try_from(announced).map_or(true, |announced| announced > limit) {
        return Err(too_large());
    }
    let first = response.chunk().await.map_err(classify)?.unwrap_or_default();
    if first.len() > limit {
        return Err(too_large());
    }
    let body = match response.chunk().await.map_err(classify)? {
        None => first,
        Some(second) => {
            let mut body = BytesMut::from(first);
            let mut next = Some(second);
            while let Some(chunk) = next {
                if body.len() + chunk.len() > limit {
                    return Err(too_large());
                }
                body.extend_from_slice(&chunk);
                next = response.chunk().await.map_err(classify)?;
            }
            body.freeze()
        }
    };
    let headers = std::mem::take(response.headers_mut());
    let mut collected = Response::new(body);
    *collected.status_mut() = status;
    *collected.headers_mut() = headers;
    Ok(collected)
}

/// Classifies an error by whether the request may have been sent. A connection timeout has sent nothing.
fn classify(error: reqwest::Error) -> TransportError {
    if error.is_connect() && is_certificate_error(&error) {
        TransportError::Untrusted(cause(error))
    } else if error.is_connect() || error.is_builder() {
        TransportError::NotSent(cause(error))
    } else if error.is_timeout() {
        TransportError::TimedOut
    } else if is_head_too_large(&error) {
        TransportError::HeadTooLarge(cause(error))
    } else {
        TransportError::Interrupted(cause(error))
    }
}

/// Whether the server has no certificate, or none that is accepted.
fn is_certificate_error(error: &reqwest::Error) -> bool {
    causes(error).any(|cause| {
        matches!(
            cause.downcast_ref(),
            Some(
                rustls::Error::InvalidCertificate(_)
                    | rustls::Error::InvalidCertRevocationList(_)
                    | rustls::Error::NoCertificatesPresented
            )
        )
    })
}

/// Whether the answer has more headers than hyper reads, or a longer head. Hyper tells servers only by type.
fn is_head_too_large(error: &reqwest::Error) -> bool {
    causes(error).any(|cause| cause.to_string().contains("message head is too large"))
}

/// The errors beneath an error, outermost first.
fn causes(error: &reqwest::Error) -> impl Iterator<Item = &(dyn Error + 'static)> {
    std::iter::successors(error.source(), |error| beneath(*error))
}

fn beneath<'e>(error: &'e (dyn Error + 'static)) -> Option<&'e (dyn Error + 'static)> {
    // The source of an I/O error is that of the error within it.
    match error.downcast_ref::<io::Error>().and_then(io::Error::get_ref) {
        Some(within) => Some(within),
        None => error.source(),
    }
}

/// The URL may contain a signature, so errors drop it.
fn cause(error: reqwest::Error) -> Cause {
    Cause::new(error.without_url())
}

/// The TLS settings with an explicit provider. A client for plain HTTP trusts no certificates, so it can be built on
/// systems without any.
fn tls(plain: bool) -> Result<ClientConfig, BuildError> {
    let failed = |error: rustls::Error| BuildError::Tls { reason: error.to_string() };
    let builder = ClientConfig::builder_with_provider(provider()?).with_safe_default_protocol_versions();
    let builder = builder.map_err(failed)?;
    Ok(if plain {
        builder.with_root_certificates(RootCertStore::empty()).with_no_client_auth()
    } else {
        builder.with_platform_verifier().map_err(failed)?.with_no_client_auth()
    })
}

#[cfg(feature = "aws-lc-rs")]
#[allow(clippy::unnecessary_wraps, reason = "without a provider there is an error to return")]
fn provider() -> Result<Arc<CryptoProvider>, BuildError> {
    Ok(Arc::new(rustls::crypto::aws_lc_rs::default_provider()))
}

#[cfg(all(feature = "ring", not(feature = "aws-lc-rs")))]
#[allow(clippy::unnecessary_wraps, reason = "without a provider there is an error to return")]
fn provider() -> Result<Arc<CryptoProvider>, BuildError> {
    Ok(Arc::new(rustls::crypto::ring::default_provider()))
}

#[cfg(not(any(feature = "ring", feature = "aws-lc-rs")))]
fn provider() -> Result<Arc<CryptoProvider>, BuildError> {
    let reason = "no TLS provider was compiled in: turn on the feature `ring` or `aws-lc-rs`".to_owned();
    Err(BuildError::Tls { reason })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Whatever was asked before.
    #[test]
    fn urls_are_as_reqwest_reads_them() {
        let transport = ReqwestTransport::build(Duration::from_secs(1), true, true).unwrap();
        for text in [
            "http://127.0.0.1:8080/?a=b%20c&d=%2B~*&sign=0123",
            "http://127.0.0.1:8080/?a='\"<>[]{}|^`",
            "http://127.0.0.1:8080/",
            "http://127.0.0.1:8080/path?a=1",
            "http://127.0.0.1:8081/?a=1",
            "https://127.0.0.1:8080/?a=1",
            "https://Rtc.Example.com:443/?a=1",
            "http://127.0.0.1:8080/?a=2",
        ] {
            let Ok(uri) = text.parse::<Uri>() else { continue };
            assert_eq!(transport.url(&uri).unwrap(), Url::parse(&uri.to_string()).unwrap(), "{text}");
        }
        assert!(!format!("{transport:?}").contains("sign"));
    }
}
