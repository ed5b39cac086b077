//! One emulated vendor: takes requests and returns answers.

mod envelope;
mod samples;

pub(crate) use envelope::{Answer, Body};
pub(crate) use samples::{sample, signed};

use crate::{
    Clock, Credentials, Vendor,
    arguments::Arguments,
    codes::{self, Codes},
    fault::{self, Fault, Interruption, Mutation, RequestStart, Script},
    incoming::Incoming,
    log::{Arrival, LogBuffer, Signature},
    nonces::Nonces,
    port::Port,
    protocol::VerifyContext,
    quotas::{Caller, QuotaMeter, Tally},
    refusal::Refusal,
    rejection::Rejection,
    reply::{self, Kind, Reply},
    scenarios::{self, CheckedCall},
    validation,
    world::LiveWorld,
};
use rtc_catalog::model::{self, Action, Situation, Span};
use serde_json::Value as Json;
use std::{
    ptr,
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};
use time::OffsetDateTime;
use tokio::time::Instant;

/// One emulated vendor.
#[derive(Debug)]
pub(crate) struct Emulator {
    pub(crate) vendor: Vendor,
    /// Host and port.
    pub(crate) host: String,
    pub(crate) model: Arc<model::Vendor>,
    pub(crate) actions: Vec<Action>,
    pub(crate) credentials: Credentials,
    pub(crate) clock: Clock,
    pub(crate) world: Arc<LiveWorld>,
    pub(crate) log: Arc<LogBuffer>,
    /// One meter per action, in the order of the actions.
    pub(crate) meters: Vec<Mutex<QuotaMeter>>,
    /// Whether repeated nonces are refused.
    pub(crate) once: bool,
    pub(crate) nonces: Nonces,
    pub(crate) port: Arc<Port>,
    /// Number of connections accepted so far.
    pub(crate) connections: AtomicU64,
    /// Number of open connections.
    pub(crate) open: AtomicU64,
    /// The faults of the next calls.
    pub(crate) script: Mutex<Script>,
    /// Counts answers and nonces.
    pub(crate) counter: AtomicU64,
}

/// An answer and how it is delivered.
#[derive(Clone, Debug)]
pub(crate) struct Delivery {
    pub(crate) answered: Answer,
    /// The delay before the answer is sent.
    pub(crate) latency: Option<Duration>,
    /// How the answer is interrupted.
    pub(crate) interruption: Option<Interruption>,
}

impl Emulator {
    /// Registers a connection. Returns its number.
    pub(crate) fn connected(&self) -> u64 {
        self.open.fetch_add(1, Ordering::Relaxed);
        self.connections.fetch_add(1, Ordering::Relaxed) + 1
    }

    /// Unregisters a connection.
    pub(crate) fn disconnected(&self) {
        self.open.fetch_sub(1, Ordering::Relaxed);
    }

    fn script(&self) -> MutexGuard<'_, Script> {
        self.script.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Inspects or changes the script, then starts outages that are due without waiting for a call.
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

    /// Called when a request begins on a connection.
    pub(crate) fn begin(&self) -> RequestStart {
        let request_start = self.with_script(Script::begin);
        if let RequestStart::Away(away) = request_start {
            self.port.close_for(away);
        }
        request_start
    }

    /// Answers a request. `drawn` is the random fault of its call.
    pub(crate) fn answer(&self, incoming: &Incoming, drawn: Option<Fault>, connection: u64) -> Delivery {
        let name = self.vendor.protocol().named(incoming);
        let fault = self.with_script(|script| script.take(name, drawn));
        let (now, skew) = (self.clock.now(), fault.clock_off.unwrap_or_default());
        let (mut answered, arrived) = if fault.unread || fault.away.is_some() {
            (Answer::raw(0, Vec::new(), Vec::new()), self.count(incoming, false).0)
        } else if let Some(Reply(kind)) = &fault.reply {
            (self.replied(incoming, kind, now), self.count(incoming, false).0)
        } else {
            let admitted = self.admit(incoming, now + skew);
            let (arrived, within) = self.count(incoming, admitted.is_ok());
            let answered = match (admitted, within) {
                (Ok(action), Ok(())) => self.own(action, incoming, &fault.mutations, now),
                (Ok(action), Err(quota)) => self.throttled(incoming, action, quota, now),
                (Err(rejection), _) => self.rejected(incoming, &rejection, now),
            };
            (answered, arrived)
        };
        if fault.mutations.contains(&Mutation::UnknownFields)
            && let Body::Json(envelope) = &mut answered.body
        {
            fault::add_unknown_fields(envelope, &self.model.envelope.payload);
        }
        answered.date(&fault, now + skew);
        self.note(incoming, &answered, &fault, (connection, now, arrived));
        let mut interruption = fault.interruption;
        if fault.unread || fault.away.is_some() {
            interruption = Some(Interruption::Reset);
        }
        if let Some(away) = fault.away {
            self.port.close_for(away);
        }
        Delivery { answered, latency: fault.latency.map(|(latency, _)| latency), interruption }
    }

    /// The answer of a fault that replaces the sandbox's own.
    fn replied(&self, incoming: &Incoming, kind: &Kind, now: OffsetDateTime) -> Answer {
        match kind {
            Kind::Raw { status, headers, body } => Answer::raw(*status, headers.clone(), body.clone()),
            Kind::Code(code) => self.refused(incoming, &Refusal::new(code, "scripted refusal"), now),
            Kind::Situation(situation) => match self.documented_code(incoming, *situation) {
                Some(code) => self.refused(incoming, &Refusal::new(&code.wire, code.doc.as_str()), now),
                None => {
                    Answer::raw(reply::status_of(*situation), Vec::new(), b"no code is documented for it\n".to_vec())
                }
            },
        }
    }

    fn own(&self, action: &Action, incoming: &Incoming, mutations: &[Mutation], now: OffsetDateTime) -> Answer {
        match self.payload(action, incoming, now) {
            Ok(mut payload) => {
                if let Some(payload) = &mut payload {
                    for how in mutations {
                        fault::mutate(action, payload, *how);
                    }
                }
                self.envelope(incoming, payload, None, now)
            }
            Err(rejection) => self.rejected(incoming, &rejection, now),
        }
    }

    /// Finds the called action and verifies the signature and the nonce.
    fn admit(&self, incoming: &Incoming, now: OffsetDateTime) -> Result<&Action, Rejection> {
        let protocol = self.vendor.protocol();
        let action = protocol.identify(incoming, &self.actions)?;
        protocol.admit(incoming, action, VerifyContext { now, ..self.context() })?;
        let valid = self.model.signature_valid.map(|Span(valid)| valid);
        match protocol.sent_signature(incoming).nonce {
            Some(nonce) if self.once && !self.nonces.is_new(nonce, now, valid) => {
                // No vendor documents a code for it. Every request needs a new signature, so this one is invalid.
                Err(Rejection::new(Situation::BadSignature, "the nonce was used before: sign every request anew"))
            }
            _ => Ok(action),
        }
    }

    /// Counts a call. Returns its arrival time and the position of the quota that it exceeds, if it does. Without `asks`,
    /// the call counts as arrived but not against the quotas.
    fn count(&self, incoming: &Incoming, asks: bool) -> (Instant, Result<(), usize>) {
        let called = self.called(incoming);
        let Some(at) = self.actions.iter().position(|action| called.is_some_and(|called| ptr::eq(action, called)))
        else {
            return (Instant::now(), Ok(()));
        };
        let caller = Caller { action: &self.actions[at], credentials: self.credentials.id(), incoming };
        let mut meter = self.meters[at].lock().unwrap_or_else(PoisonError::into_inner);
        // Read under the lock, so that arrival times never go back.
        let now = Instant::now();
        meter.arrive(|quota| caller.key(quota), now);
        (now, if asks { meter.admit(|quota| caller.key(quota), now) } else { Ok(()) })
    }

    /// The counts of the calls of an action in all its versions.
    pub(crate) fn tally(&self, name: &str) -> Option<Tally> {
        let named = self.actions.iter().zip(&self.meters).filter(|(action, _)| action.name == name);
        let tallies = named.map(|(_, meter)| meter.lock().unwrap_or_else(PoisonError::into_inner).tally());
        tallies.reduce(|all, next| all.and(&next))
    }

    /// Checks the parameters and builds the payload.
    fn payload(&self, action: &Action, incoming: &Incoming, now: OffsetDateTime) -> Result<Option<Json>, Rejection> {
        let mut arguments = Arguments::read(action, incoming)?;
        validation::check(action, &mut arguments, now)?;
        let caller = self.credentials.id();
        let call = CheckedCall { action, arguments: &arguments, world: &self.world, caller, now };
        scenarios::answer(self.vendor, &call)
    }

    /// The refusal with the documented code of a rejection.
    fn rejected(&self, incoming: &Incoming, rejection: &Rejection, now: OffsetDateTime) -> Answer {
        let refusal = Codes::new(&self.model, self.called(incoming)).refusal(rejection);
        self.refused(incoming, &refusal, now)
    }

    /// The documented code of a situation of the called action.
    fn documented_code(&self, incoming: &Incoming, situation: Situation) -> Option<&model::Code> {
        let action = self.called(incoming)?;
        let situation = if situation == Situation::Throttled { codes::throttled(action, 0) } else { situation };
        Codes::new(&self.model, Some(action)).find(situation, None)
    }

    /// The action that the request names, in its version if that is known.
    fn called(&self, incoming: &Incoming) -> Option<&Action> {
        let protocol = self.vendor.protocol();
        let exact = protocol.identify(incoming, &self.actions).ok();
        exact.or_else(|| protocol.named(incoming).and_then(|name| self.action(name)))
    }

    /// The documented refusal of a call that exceeds the quota at that position; without one, the usual answer of proxies.
    fn throttled(&self, incoming: &Incoming, action: &Action, quota: usize, now: OffsetDateTime) -> Answer {
        let why = format!("`{}` is called more often than its quota allows", action.name);
        let code = Codes::new(&self.model, Some(action)).find(codes::throttled(action, quota), None);
        let answered = match code {
            Some(code) => self.refused(incoming, &Refusal::new(&code.wire, why), now),
            None => Answer::raw(429, Vec::new(), why.into_bytes()),
        };
        Answer { throttled: true, ..answered }
    }

    /// The context that calls are verified in.
    pub(crate) fn context(&self) -> VerifyContext<'_> {
        VerifyContext { vendor: &self.model, credentials: &self.credentials, now: self.clock.now() }
    }

    /// 16 hex characters, unique within this sandbox.
    pub(crate) fn nonce(&self) -> String {
        format!("{:016x}", self.counter.fetch_add(1, Ordering::Relaxed))
    }

    pub(crate) fn action(&self, name: &str) -> Option<&Action> {
        self.actions.iter().find(|action| action.name == name)
    }

    fn note(
        &self,
        incoming: &Incoming,
        answered: &Answer,
        fault: &Fault,
        (connection, at, arrived): (u64, OffsetDateTime, Instant),
    ) {
        let protocol = self.vendor.protocol();
        let sent_signature = protocol.sent_signature(incoming);
        self.log.note(Arrival {
            vendor: self.vendor,
            action: protocol.named(incoming).map(str::to_owned),
            method: incoming.method.clone(),
            query: incoming.query_as_json(),
            body: serde_json::from_slice(&incoming.body).unwrap_or(Json::Null),
            at,
            arrived,
            connection,
            signed_at: sent_signature.signed_at,
            signature: sent_signature.signature.map(Signature::new),
            nonce: sent_signature.nonce.map(str::to_owned),
            status: answered.status,
            code: answered.code.clone(),
            throttled: answered.throttled,
            fault: (!fault.is_none()).then(|| Arc::new(fault.clone())),
        });
    }
}
