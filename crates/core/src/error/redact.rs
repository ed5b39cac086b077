//! Redacting a request's secrets from the answers that echo them.

use crate::protocol::{OpenError, message::Hidden};
use bytes::Bytes;
use http::{HeaderValue, Request};

/// What replaces a secret.
const REDACTED: &str = "[redacted]";
/// Shorter texts are no secrets and would match by chance.
const SHORTEST: usize = 8;

/// The secrets of a call's requests: values of headers, and parts of the URL. A proxy may echo a whole request, and the
/// answer to a later attempt may echo an earlier one, so the secrets of all attempts are kept.
#[derive(Default)]
pub(crate) struct Secrets {
    headers: Vec<HeaderValue>,
    texts: Vec<String>,
}

impl Secrets {
    /// Records the secrets of a request.
    pub(crate) fn note(&mut self, request: &Request<Bytes>) {
        let secret = |value: &&HeaderValue| value.is_sensitive() && value.len() >= SHORTEST;
        self.headers.extend(request.headers().values().filter(secret).cloned());
        let hidden = request.extensions().get::<Hidden>().into_iter().flat_map(|hidden| &hidden.0);
        self.texts.extend(hidden.filter(|text| text.len() >= SHORTEST).cloned());
    }

    /// The error and the body it was found in, with secrets redacted.
    pub(crate) fn taken_from(&self, mut fault: OpenError, body: Bytes) -> (OpenError, Bytes) {
        match &mut fault {
            OpenError::Refused { code, message, request_id, log_id, .. } => {
                self.take_from(message);
                [code, request_id, log_id].into_iter().flatten().for_each(|text| self.take_from(text));
            }
            OpenError::Unreadable { reason, path, request_id, log_id } => {
                self.take_from(reason);
                [path, request_id, log_id].into_iter().flatten().for_each(|text| self.take_from(text));
            }
        }
        (fault, self.taken_from_body(body))
    }

    /// Redacts secrets in a text.
    pub(crate) fn take_from(&self, text: &mut String) {
        for secret in self.texts() {
            if text.contains(secret) {
                *text = text.replace(secret, REDACTED);
            }
        }
    }

    fn taken_from_body(&self, body: Bytes) -> Bytes {
        let found = |secret: &str| body.windows(secret.len()).any(|window| window == secret.as_bytes());
        if !self.texts().any(found) {
            return body;
        }
        let mut text = String::from_utf8_lossy(&body).into_owned();
        self.take_from(&mut text);
        text.into()
    }

    fn texts(&self) -> impl Iterator<Item = &str> {
        let headers = || self.headers.iter().filter_map(|value| value.to_str().ok());
        // The signature is the last part of an `Authorization`.
        let signatures = headers().filter_map(|value| Some(value.rsplit_once('=')?.1));
        headers().chain(signatures.filter(|text| text.len() >= SHORTEST)).chain(self.texts.iter().map(String::as_str))
    }
}
