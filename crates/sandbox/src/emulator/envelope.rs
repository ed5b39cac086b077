//! Answers in the vendor's envelope.

use super::Emulator;
use crate::{
    clock::http_date,
    fault::{Date, Fault, RetryAfter},
    incoming::Incoming,
    refusal::Refusal,
};
use rtc_catalog::model::Code;
use serde_json::{Value as Json, json};
use std::sync::atomic::Ordering;
use time::OffsetDateTime;

/// An answer ready to be sent.
#[derive(Clone, Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: Body,
    pub(super) code: Option<String>,
    pub(super) throttled: bool,
}

/// A body before it is serialised.
#[derive(Clone, Debug)]
pub(crate) enum Body {
    Json(Json),
    Raw(Vec<u8>),
}

impl Answer {
    pub(crate) fn raw(status: u16, headers: Vec<(String, String)>, body: Vec<u8>) -> Self {
        Self { status, headers, body: Body::Raw(body), code: None, throttled: false }
    }

    pub(crate) fn bytes(self) -> Vec<u8> {
        match self.body {
            Body::Json(envelope) => envelope.to_string().into_bytes(),
            Body::Raw(bytes) => bytes,
        }
    }

    /// Adds the headers `Date` and `Retry-After`, unless the answer already has them.
    pub(super) fn date(&mut self, fault: &Fault, now: OffsetDateTime) {
        let has = |headers: &[(String, String)], wanted: &str| {
            headers.iter().any(|(name, _)| name.eq_ignore_ascii_case(wanted))
        };
        let date = match fault.date {
            None => Some(now),
            Some(Date::Off(by)) => Some(now + by),
            Some(Date::Missing) => None,
        };
        if let Some(date) = date.filter(|_| !has(&self.headers, "date")) {
            self.headers.push(("date".to_owned(), http_date(date)));
        }
        if let Some(after) = fault.retry_after {
            let value = match after {
                RetryAfter::Seconds(wait) => (wait.as_secs() + u64::from(wait.subsec_nanos() > 0)).to_string(),
                RetryAfter::Date(wait) => http_date(now + wait),
            };
            self.headers.push(("retry-after".to_owned(), value));
        }
    }
}

impl Emulator {
    pub(super) fn refused(&self, incoming: &Incoming, refusal: &Refusal, now: OffsetDateTime) -> Answer {
        self.envelope(incoming, None, Some(refusal), now)
    }

    /// Builds the envelope with a payload or a refusal at their documented places.
    pub(super) fn envelope(
        &self,
        incoming: &Incoming,
        payload: Option<Json>,
        refusal: Option<&Refusal>,
        now: OffsetDateTime,
    ) -> Answer {
        let protocol = self.vendor.protocol();
        let places = &self.model.envelope;
        let mut envelope = json!({});
        if let Some(payload) = payload {
            put(&mut envelope, &places.payload, payload);
        }
        put(
            &mut envelope,
            &places.request_id,
            protocol.request_id(self.counter.fetch_add(1, Ordering::Relaxed), now).into(),
        );
        let documented = refusal.and_then(|refusal| self.documented(incoming, &refusal.code));
        match (refusal, places.success) {
            (None, None) => {}
            (None, Some(success)) => {
                put(&mut envelope, &places.code, success.into());
                put(&mut envelope, &places.message, "success".into());
            }
            (Some(refusal), success) => {
                // Where a success has a code too, codes are numeric.
                let number = || refusal.code.parse::<i64>().unwrap_or(1).into();
                let code = success.map_or_else(|| Json::from(refusal.code.as_str()), |_| number());
                put(&mut envelope, &places.code, code);
                put(&mut envelope, &places.message, refusal.message.as_str().into());
            }
        }
        let mut headers = protocol.complete(&mut envelope, incoming, self.context(), documented);
        // Without a charset: Tencent's SDK for Python takes a refusal for a success if there is one.
        headers.push(("content-type".to_owned(), "application/json".to_owned()));
        let status = refusal.map_or(200, |refusal| self.status(incoming, &refusal.code));
        Answer {
            status,
            headers,
            body: Body::Json(envelope),
            code: refusal.map(|refusal| refusal.code.clone()),
            throttled: false,
        }
    }

    /// The HTTP status of a code: the documented one, else that of its class. Where the vendor documents statuses for
    /// some codes, the others count as client errors.
    fn status(&self, incoming: &Incoming, code: &str) -> u16 {
        let of = |code: &str| self.documented(incoming, code).and_then(|code| code.status);
        let class = code.split('.').next().unwrap_or(code);
        let any = self.model.groups.iter().flat_map(|(_, codes)| codes).any(|code| code.status.is_some());
        of(code).or_else(|| of(class)).unwrap_or(if any { 400 } else { 200 })
    }

    /// The documentation of a code: the called action's, else the vendor's.
    fn documented(&self, incoming: &Incoming, code: &str) -> Option<&Code> {
        let of_action = self.called(incoming).into_iter().flat_map(|action| &action.codes);
        let of_vendor = self.model.groups.iter().flat_map(|(_, codes)| codes);
        of_action.chain(of_vendor).find(|known| known.wire == code)
    }
}

/// Sets the value at a dotted path. Values on the path that are not objects are replaced.
fn put(envelope: &mut Json, path: &str, value: Json) {
    let mut place = envelope;
    for key in path.split('.') {
        if !place.is_object() {
            *place = json!({});
        }
        place = &mut place[key];
    }
    *place = value;
}
