//! One vendor's stand-in: a request in, an answer out.

use crate::{
    Clock, Credentials, Vendor,
    answers::{self, No, Question},
    arguments::Arguments,
    codes,
    incoming::Incoming,
    log::{Arrival, Log},
    protocol::{Door, Refusal},
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

/// An answer as it goes out.
#[derive(Clone, Debug)]
pub(crate) struct Answered {
    pub(crate) status: u16,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: Vec<u8>,
    code: Option<String>,
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
    pub(crate) log: Arc<Log>,
    /// What is answered to the next calls instead: the place for whatever a script does to a call.
    pub(crate) replies: Mutex<VecDeque<Reply>>,
    /// Counts answers and nonces.
    pub(crate) counter: AtomicU64,
}

impl Serving {
    pub(crate) fn answer(&self, incoming: &Incoming) -> Answered {
        let now = self.clock.now();
        let scripted = self.replies.lock().unwrap_or_else(PoisonError::into_inner).pop_front();
        let answered = match scripted.map(|Reply(kind)| kind) {
            Some(Kind::Raw { status, headers, body }) => Answered { status, headers, body, code: None },
            Some(Kind::Code(code)) => self.refused(incoming, &Refusal::new(code, "answered as it was scripted"), now),
            None => match self.payload(incoming, now) {
                Ok(payload) => self.envelope(incoming, payload, None, now),
                Err(refusal) => self.refused(incoming, &refusal, now),
            },
        };
        self.note(incoming, &answered, now);
        answered
    }

    /// Checks a call in the order in which the vendors do, and works out what is answered.
    fn payload(&self, incoming: &Incoming, now: OffsetDateTime) -> Result<Option<Json>, Refusal> {
        let protocol = self.vendor.protocol();
        let action = protocol.identify(incoming, &self.actions)?;
        protocol.admit(incoming, action, Door { now, ..self.door() })?;
        let habits = protocol.habits();
        let refused = |fault| codes::refusal(action, &fault, habits);
        let mut arguments = Arguments::read(action, incoming, habits).map_err(refused)?;
        rules::check(action, &mut arguments, habits, now).map_err(refused)?;
        let caller = self.credentials.id();
        let question = Question { vendor: self.vendor, action, arguments: &arguments, world: &self.world, caller, now };
        answers::answer(&question).map_err(|no| match no {
            No::Fault(fault) => refused(fault),
            No::Refusal(refusal) => refusal,
        })
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
        headers.push(("content-type".to_owned(), "application/json; charset=utf-8".to_owned()));
        let status = refusal.map_or(200, |refusal| self.status(incoming, &refusal.code));
        Answered {
            status,
            headers,
            body: envelope.to_string().into_bytes(),
            code: refusal.map(|refusal| refusal.code.clone()),
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

    fn note(&self, incoming: &Incoming, answered: &Answered, now: OffsetDateTime) {
        self.log.note(Arrival {
            vendor: self.vendor,
            action: self.vendor.protocol().named(incoming).map(str::to_owned),
            method: incoming.method.clone(),
            query: incoming.query_as_json(),
            body: serde_json::from_slice(&incoming.body).unwrap_or(Json::Null),
            at: now,
            status: answered.status,
            code: answered.code.clone(),
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
