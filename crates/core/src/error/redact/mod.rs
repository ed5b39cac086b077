//! Redacting a request's secrets from the answers that echo them, in whatever encoding.

mod decode;
mod search;

use crate::protocol::{OpenError, message::Hidden};
use bytes::Bytes;
use http::{HeaderValue, Request};
use search::Patterns;
use secrecy::zeroize::Zeroizing;

/// Shorter texts are no secrets and would match by chance.
const SHORTEST: usize = 8;

/// The same for parameters that are secret, which a person may have chosen. The search relies on four bytes.
const SHORTEST_PARAMETER: usize = 4;

/// The secrets of a call: values of headers, parts of the URL, and what the signatures are made from. A proxy may echo a
/// whole request, and the answer to a later attempt may echo an earlier one, so the secrets of all attempts are kept.
#[derive(Default)]
pub(crate) struct Secrets {
    headers: Vec<HeaderValue>,
    texts: Vec<String>,
    parameters: Vec<Zeroizing<String>>,
    keys: Vec<Zeroizing<Vec<u8>>>,
}

impl Secrets {
    /// Records the secrets of a request.
    pub(crate) fn note(&mut self, request: &Request<Bytes>) {
        let secret = |value: &&HeaderValue| value.is_sensitive() && value.len() >= SHORTEST;
        self.headers.extend(request.headers().values().filter(secret).cloned());
        let hidden = request.extensions().get::<Hidden>().into_iter().flat_map(|hidden| &hidden.0);
        self.texts.extend(hidden.filter(|text| text.len() >= SHORTEST).cloned());
    }

    /// Records secrets among the parameters, once for all attempts.
    pub(crate) fn note_parameters(&mut self, parameters: Vec<Zeroizing<String>>) {
        if self.parameters.is_empty() {
            self.parameters.extend(parameters.into_iter().filter(|text| text.len() >= SHORTEST_PARAMETER));
        }
    }

    /// Records secrets that no request contains: those that its signature is made from.
    pub(crate) fn note_keys(&mut self, keys: impl IntoIterator<Item = Zeroizing<Vec<u8>>>) {
        self.keys.extend(keys.into_iter().filter(|key| key.len() >= SHORTEST));
    }

    /// The error and the body it was found in, with secrets redacted.
    pub(crate) fn taken_from(&self, mut fault: OpenError, body: Bytes) -> (OpenError, Bytes) {
        let patterns = self.patterns();
        let take_from = |text: &mut String| {
            if let Some(redacted) = patterns.redact(text.as_bytes()) {
                *text = String::from_utf8_lossy(&redacted).into_owned();
            }
        };
        match &mut fault {
            OpenError::Refused { code, message, request_id, log_id, .. } => {
                take_from(message);
                [code, request_id, log_id].into_iter().flatten().for_each(take_from);
            }
            OpenError::Unreadable { reason, path, request_id, log_id } => {
                take_from(reason);
                [path, request_id, log_id].into_iter().flatten().for_each(take_from);
            }
        }
        let body = patterns.redact(&body).map_or(body, Bytes::from);
        (fault, body)
    }

    /// Redacts secrets in a text.
    pub(crate) fn take_from(&self, text: &mut String) {
        if let Some(redacted) = self.patterns().redact(text.as_bytes()) {
            *text = String::from_utf8_lossy(&redacted).into_owned();
        }
    }

    fn patterns(&self) -> Patterns {
        let headers = self.headers.iter().map(HeaderValue::as_bytes);
        // The signature is the last part of an `Authorization`.
        let signatures = headers.clone().filter_map(|value| value.rsplit(|byte| *byte == b'=').next());
        let signatures = signatures.filter(|text| text.len() >= SHORTEST);
        let texts = self.texts.iter().map(String::as_bytes);
        let parameters = self.parameters.iter().map(|text| text.as_bytes());
        let keys = self.keys.iter().map(|key| key.as_slice());
        Patterns::new(headers.chain(signatures).chain(texts).chain(keys)).with_parameters(parameters)
    }
}
