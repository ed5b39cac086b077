//! Taking back what an answer repeats of a request's secrets.

use crate::protocol::{OpenError, message::Hidden};
use bytes::Bytes;
use http::{HeaderValue, Request};

/// What stands in a secret's place.
const REDACTED: &str = "[redacted]";
/// Anything shorter is no secret and would be found by chance.
const SHORTEST: usize = 8;

/// What of a request nobody may see: values of headers, and texts of the URL. A proxy may answer with the whole request it got.
/// Those of all a call's attempts are kept: what answers the second may repeat the first.
#[derive(Default)]
pub(crate) struct Secrets {
    headers: Vec<HeaderValue>,
    texts: Vec<String>,
}

impl Secrets {
    /// Notes those of a request.
    pub(crate) fn note(&mut self, request: &Request<Bytes>) {
        let secret = |value: &&HeaderValue| value.is_sensitive() && value.len() >= SHORTEST;
        self.headers.extend(request.headers().values().filter(secret).cloned());
        let hidden = request.extensions().get::<Hidden>().into_iter().flat_map(|hidden| &hidden.0);
        self.texts.extend(hidden.filter(|text| text.len() >= SHORTEST).cloned());
    }

    /// The fault and the body it was found in, without the secrets.
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

    /// Takes them out of a text.
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
        let headers = self.headers.iter().filter_map(|value| value.to_str().ok());
        headers.chain(self.texts.iter().map(String::as_str))
    }
}
