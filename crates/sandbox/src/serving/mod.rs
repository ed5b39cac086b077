//! One vendor's stand-in: a request in, an answer out.

mod envelope;
mod samples;

pub(crate) use envelope::{Answered, Body};
pub(crate) use samples::{sample, signed};

use crate::{
    Clock, Credentials, Vendor,
    answers::{self, No, Question},
    arguments::Arguments,
    codes,
    fault::{self, Beginning, Ending, Fault, Script, Twist},
    incoming::Incoming,
    log::{Arrival, Journal, Signature},
    nonces::Nonces,
    port::Port,
    protocol::Door,
    quotas::{self, Gate, Tally},
    refusal::Refusal,
    reply::{Kind, Meaning, Reply},
    rules,
    world::Index,
};
use rtc_catalog::model::{self, Action};
use serde_json::Value as Json;
use std::{
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};
use time::OffsetDateTime;
use tokio::time::Instant;

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
    pub(crate) port: Arc<Port>,
    /// Counts connections.
    pub(crate) connections: AtomicU64,
    /// How many of them are open.
    pub(crate) open: AtomicU64,
    /// What happens to the next calls.
    pub(crate) script: Mutex<Script>,
    /// Counts answers and nonces.
    pub(crate) counter: AtomicU64,
}

/// What becomes of a call.
#[derive(Clone, Debug)]
pub(crate) struct Course {
    pub(crate) answered: Answered,
    /// How much later it is answered.
    pub(crate) latency: Option<Duration>,
    /// What keeps the answer from ending well.
    pub(crate) ending: Option<Ending>,
}

impl Serving {
    /// A connection is there. It gives its number.
    pub(crate) fn connected(&self) -> u64 {
        self.open.fetch_add(1, Ordering::Relaxed);
        self.connections.fetch_add(1, Ordering::Relaxed) + 1
    }

    /// A connection is gone.
    pub(crate) fn disconnected(&self) {
        self.open.fetch_sub(1, Ordering::Relaxed);
    }

    fn script(&self) -> MutexGuard<'_, Script> {
        self.script.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Looks at the script or changes it, and does what is due without waiting for a call.
    pub(crate) fn with_script<T>(&self, change: impl FnOnce(&mut Script) -> T) -> T {
        let mut script = self.script();
        let result = change(&mut script);
        let away = script.away();
        drop(script);
        if let Some(away) = away {
            self.port.close_for(away);
        }
        result
    }

    /// A request begins on some connection.
    pub(crate) fn begin(&self) -> Beginning {
        let beginning = self.with_script(Script::begin);
        if let Beginning::Away(away) = beginning {
            self.port.close_for(away);
        }
        beginning
    }

    /// Answers a request for which chance has `drawn`.
    pub(crate) fn answer(&self, incoming: &Incoming, drawn: Option<Fault>, connection: u64) -> Course {
        let name = self.vendor.protocol().named(incoming);
        let fault = self.with_script(|script| script.take(name, drawn));
        let (now, skew) = (self.clock.now(), fault.clock_off.unwrap_or_default());
        let (mut answered, arrived) = if fault.unread || fault.away.is_some() {
            (Answered::raw(0, Vec::new(), Vec::new()), self.count(incoming, false).0)
        } else if let Some(Reply(kind)) = &fault.reply {
            (self.replied(incoming, kind, now), self.count(incoming, false).0)
        } else {
            let admitted = self.admit(incoming, now + skew);
            let (arrived, within) = self.count(incoming, admitted.is_ok());
            let answered = match admitted {
                Ok(action) if within => self.own(action, incoming, &fault.twists, now),
                Ok(action) => self.throttled(incoming, action, now),
                Err(refusal) => self.refused(incoming, &refusal, now),
            };
            (answered, arrived)
        };
        if fault.twists.contains(&Twist::UnknownFields)
            && let Body::Json(envelope) = &mut answered.body
        {
            fault::widen(envelope, &self.model.envelope.payload);
        }
        answered.date(&fault, now + skew);
        self.note(incoming, &answered, &fault, (connection, now, arrived));
        let mut ending = fault.ending;
        if fault.unread || fault.away.is_some() {
            ending = Some(Ending::Reset);
        }
        if let Some(away) = fault.away {
            self.port.close_for(away);
        }
        Course { answered, latency: fault.latency.map(|(latency, _)| latency), ending }
    }

    /// What is answered in the place of the sandbox's own.
    fn replied(&self, incoming: &Incoming, kind: &Kind, now: OffsetDateTime) -> Answered {
        let named = self.vendor.protocol().named(incoming).and_then(|name| self.action(name));
        match kind {
            Kind::Raw { status, headers, body } => Answered::raw(*status, headers.clone(), body.clone()),
            Kind::Code(code) => self.refused(incoming, &Refusal::new(code, "answered as it was scripted"), now),
            Kind::Meaning(meaning) => match named.and_then(|action| codes::meaning(action, *meaning)) {
                Some(code) => self.refused(incoming, &Refusal::new(&code.wire, code.doc.as_str()), now),
                None => Answered::raw(meaning.status(), Vec::new(), b"no code is documented for it\n".to_vec()),
            },
        }
    }

    fn own(&self, action: &Action, incoming: &Incoming, twists: &[Twist], now: OffsetDateTime) -> Answered {
        match self.payload(action, incoming, now) {
            Ok(mut payload) => {
                if let Some(payload) = &mut payload {
                    for how in twists {
                        fault::twist(action, payload, *how);
                    }
                }
                self.envelope(incoming, payload, None, now)
            }
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
        let caller = quotas::caller(&self.actions[at], self.credentials.id(), incoming);
        let mut gate = self.gates[at].lock().unwrap_or_else(PoisonError::into_inner);
        // Looked at under the lock, so that times of arrival never go back.
        let now = Instant::now();
        gate.arrive(&caller, now);
        (now, !asks || gate.admit(&caller, now))
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
        let answered = match codes::meaning(action, Meaning::Throttled) {
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

    fn note(
        &self,
        incoming: &Incoming,
        answered: &Answered,
        fault: &Fault,
        (connection, at, arrived): (u64, OffsetDateTime, Instant),
    ) {
        let protocol = self.vendor.protocol();
        let proof = protocol.proof(incoming);
        self.log.note(Arrival {
            vendor: self.vendor,
            action: protocol.named(incoming).map(str::to_owned),
            method: incoming.method.clone(),
            query: incoming.query_as_json(),
            body: serde_json::from_slice(&incoming.body).unwrap_or(Json::Null),
            at,
            arrived,
            connection,
            signed_at: proof.signed_at,
            signature: proof.signature.map(Signature::new),
            nonce: proof.nonce.map(str::to_owned),
            status: answered.status,
            code: answered.code.clone(),
            throttled: answered.throttled,
            fault: (!fault.is_none()).then(|| Arc::new(fault.clone())),
        });
    }
}
