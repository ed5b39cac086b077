//! One vendor's stand-in: a request in, an answer out.

use crate::{
    Clock, Credentials, Vendor,
    answers::{self, No, Question},
    arguments::Arguments,
    clock, codes,
    incoming::Incoming,
    log::{Arrival, Journal, Signature},
    nonces::Nonces,
    protocol::{Door, Refusal},
    quotas::{self, Gate, Tally},
    reply::{Kind, Reply},
    rules,
    world::Index,
};
use rtc_spec::model::{self, Action, Code};
use serde_json::{Value as Json, json};
use std::{
    collections::VecDeque,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
};
use time::OffsetDateTime;
use tokio::time::Instant;

/// An answer as it goes out.
#[derive(Clone, Debug)]
pub(crate) struct Answered {
    pub(crate) status: u16,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: Vec<u8>,
    code: Option<String>,
    throttled: bool,
}

impl Answered {
    fn raw(status: u16, headers: Vec<(String, String)>, body: Vec<u8>) -> Self {
        Self { status, headers, body, code: None, throttled: false }
    }
}

/// One vendor's stand-in.
#[derive(Debug)]
pub(crate) struct Serving {
    pub(crate) vendor: Vendor,
    /// Host and port.
    pub(crate) host: String,
    pub(crate) model: Arc<model::Vendor>,
    pub(crate) actions: Vec<Action>,
    pub(crate) credentials: Credentials,
    pub(crate) clock: Clock,
    pub(crate) world: Arc<Index>,
    pub(crate) log: Arc<Journal>,
    /// One for each action, in their order.
    pub(crate) gates: Vec<Mutex<Gate>>,
    /// Whether a nonce is good once only.
    pub(crate) once: bool,
    pub(crate) nonces: Nonces,
    /// What is answered to the next calls instead: the place for whatever a script does to a call.
    pub(crate) replies: Mutex<VecDeque<Reply>>,
    /// Counts answers and nonces.
    pub(crate) counter: AtomicU64,
}

impl Serving {
    pub(crate) fn answer(&self, incoming: &Incoming) -> Answered {
        let now = self.clock.now();
        let scripted = self.replies.lock().unwrap_or_else(PoisonError::into_inner).pop_front();
        let (answered, arrived) = if let Some(Reply(kind)) = scripted {
            (self.scripted(incoming, kind, now), self.count(incoming, false).0)
        } else {
            let admitted = self.admit(incoming, now);
            let (arrived, within) = self.count(incoming, admitted.is_ok());
            let answered = match admitted {
                Ok(action) if within => self.own(action, incoming, now),
                Ok(action) => self.throttled(incoming, action, now),
                Err(refusal) => self.refused(incoming, &refusal, now),
            };
            (answered, arrived)
        };
        self.note(incoming, &answered, now, arrived);
        answered
    }

    fn scripted(&self, incoming: &Incoming, kind: Kind, now: OffsetDateTime) -> Answered {
        match kind {
            Kind::Raw { status, headers, body } => Answered::raw(status, headers, body),
            Kind::Code(code) => self.refused(incoming, &Refusal::new(code, "answered as it was scripted"), now),
        }
    }

    fn own(&self, action: &Action, incoming: &Incoming, now: OffsetDateTime) -> Answered {
        match self.payload(action, incoming, now) {
            Ok(payload) => self.envelope(incoming, payload, None, now),
            Err(refusal) => self.refused(incoming, &refusal, now),
        }
    }

    /// The action that is called, if whoever calls it may.
    fn admit(&self, incoming: &Incoming, now: OffsetDateTime) -> Result<&Action, Refusal> {
        let protocol = self.vendor.protocol();
        let action = protocol.identify(incoming, &self.actions)?;
        protocol.admit(incoming, action, Door { now, ..self.door() })?;
        match (protocol.once(), protocol.proof(incoming).nonce) {
            (Some((good_for, refusal)), Some(nonce)) if self.once && !self.nonces.is_new(nonce, now, good_for) => {
                Err(refusal)
            }
            _ => Ok(action),
        }
    }

    /// Counts a call, and says when it arrived and whether it is within the quota. One that does not ask for a turn
    /// counts as arrived, not against the quota.
    fn count(&self, incoming: &Incoming, asks: bool) -> (Instant, bool) {
        let name = self.vendor.protocol().named(incoming);
        let Some(at) = self.actions.iter().position(|action| Some(action.name.as_str()) == name) else {
            return (Instant::now(), true);
        };
        let caller = self.caller(&self.actions[at], incoming);
        let mut gate = self.gates[at].lock().unwrap_or_else(PoisonError::into_inner);
        // Looked at under the lock, so that times of arrival never go back.
        let now = Instant::now();
        gate.arrive(&caller, now);
        (now, !asks || gate.admit(&caller, now))
    }

    /// With whose calls this one is counted together.
    fn caller(&self, action: &Action, incoming: &Incoming) -> String {
        let mut caller = self.credentials.id().to_owned();
        let names = quotas::counted_by(action);
        if !names.is_empty() {
            let body: Json = serde_json::from_slice(&incoming.body).unwrap_or_default();
            for name in names {
                let value = incoming.asked(&name).map_or_else(|| body[&name].to_string(), str::to_owned);
                caller.push('\n');
                caller.push_str(&value);
            }
        }
        caller
    }

    /// What has become of an action's calls.
    pub(crate) fn tally(&self, name: &str) -> Option<Tally> {
        let at = self.actions.iter().position(|action| action.name == name)?;
        Some(self.gates[at].lock().unwrap_or_else(PoisonError::into_inner).tally())
    }

    /// Checks what is asked, and works out what is answered.
    fn payload(&self, action: &Action, incoming: &Incoming, now: OffsetDateTime) -> Result<Option<Json>, Refusal> {
        let habits = self.vendor.protocol().habits();
        let refused = |mistake| codes::refusal(action, &mistake, habits);
        let mut arguments = Arguments::read(action, incoming, habits).map_err(refused)?;
        rules::check(action, &mut arguments, habits, now).map_err(refused)?;
        let caller = self.credentials.id();
        let question = Question { vendor: self.vendor, action, arguments: &arguments, world: &self.world, caller, now };
        answers::answer(&question).map_err(|no| match no {
            No::Mistake(mistake) => refused(mistake),
            No::Refusal(refusal) => refusal,
        })
    }

    /// The documented refusal for one call too many; where there is none, what proxies answer.
    fn throttled(&self, incoming: &Incoming, action: &Action, now: OffsetDateTime) -> Answered {
        let why = format!("`{}` is called more often than its quota allows", action.name);
        let answered = match codes::throttled(action) {
            Some(code) => self.refused(incoming, &Refusal::new(&code.wire, why), now),
            None => Answered::raw(429, Vec::new(), why.into_bytes()),
        };
        Answered { throttled: true, ..answered }
    }

    /// What calls are checked against.
    pub(crate) fn door(&self) -> Door<'_> {
        Door { vendor: &self.model, credentials: &self.credentials, now: self.clock.now() }
    }

    /// 16 hex characters, never the same twice.
    pub(crate) fn nonce(&self) -> String {
        format!("{:016x}", self.counter.fetch_add(1, Ordering::Relaxed))
    }

    pub(crate) fn action(&self, name: &str) -> Option<&Action> {
        self.actions.iter().find(|action| action.name == name)
    }

    fn refused(&self, incoming: &Incoming, refusal: &Refusal, now: OffsetDateTime) -> Answered {
        self.envelope(incoming, None, Some(refusal), now)
    }

    /// The envelope with a payload or a refusal in it, where the spec says that they stand.
    fn envelope(
        &self,
        incoming: &Incoming,
        payload: Option<Json>,
        refusal: Option<&Refusal>,
        now: OffsetDateTime,
    ) -> Answered {
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
                // Where a success has a code too, codes are numbers.
                let number = || refusal.code.parse::<i64>().unwrap_or(1).into();
                let code = success.map_or_else(|| Json::from(refusal.code.as_str()), |_| number());
                put(&mut envelope, &places.code, code);
                put(&mut envelope, &places.message, refusal.message.as_str().into());
            }
        }
        let mut headers = protocol.complete(&mut envelope, incoming, self.door(), documented);
        headers.push(("date".to_owned(), clock::http_date(now)));
        headers.push(("content-type".to_owned(), "application/json; charset=utf-8".to_owned()));
        let status = refusal.map_or(200, |refusal| self.status(incoming, &refusal.code));
        Answered {
            status,
            headers,
            body: envelope.to_string().into_bytes(),
            code: refusal.map(|refusal| refusal.code.clone()),
            throttled: false,
        }
    }

    /// The HTTP status of a code: the documented one, or that of its class. Where the vendor answers some code with a
    /// status of its own, the others are the client's fault.
    fn status(&self, incoming: &Incoming, code: &str) -> u16 {
        let of = |code: &str| self.documented(incoming, code).and_then(|code| code.status);
        let class = code.split('.').next().unwrap_or(code);
        let any = self.model.groups.iter().flat_map(|(_, codes)| codes).any(|code| code.status.is_some());
        of(code).or_else(|| of(class)).unwrap_or(if any { 400 } else { 200 })
    }

    /// What is documented of a code: by the action that is called, else by the vendor for any.
    fn documented(&self, incoming: &Incoming, code: &str) -> Option<&Code> {
        let action = self.vendor.protocol().named(incoming).and_then(|name| self.action(name));
        let of_action = action.into_iter().flat_map(|action| &action.codes);
        let of_vendor = self.model.groups.iter().flat_map(|(_, codes)| codes);
        of_action.chain(of_vendor).find(|known| known.wire == code)
    }

    fn note(&self, incoming: &Incoming, answered: &Answered, now: OffsetDateTime, arrived: Instant) {
        let proof = self.vendor.protocol().proof(incoming);
        self.log.note(Arrival {
            vendor: self.vendor,
            action: self.vendor.protocol().named(incoming).map(str::to_owned),
            method: incoming.method.clone(),
            query: incoming.query_as_json(),
            body: serde_json::from_slice(&incoming.body).unwrap_or(Json::Null),
            at: now,
            arrived,
            signed_at: proof.signed_at,
            signature: proof.signature.map(Signature::new),
            nonce: proof.nonce.map(str::to_owned),
            status: answered.status,
            code: answered.code.clone(),
            throttled: answered.throttled,
        });
    }
}

/// Puts a value at a path of keys with dots between. What stands on the way and is no object is replaced.
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
