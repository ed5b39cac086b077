//! The vendors' protocols: how a call names its action and is signed, and what its envelope holds.
//!
//! None of it is shared with the clients: the sandbox is a second opinion on what they send.

mod authorization;
mod digest;
mod tencent;
mod volcengine;
mod zego;

pub(crate) use tencent::Tencent;
pub(crate) use volcengine::Volcengine;
pub(crate) use zego::Zego;

use crate::{Credentials, incoming::Incoming, rejection::Rejection, signed_call::SignedCall};
use rtc_catalog::model::{self, Action, Code, Method, Situation, Span};
use serde_json::{Map, Value as Json};
use std::hash::{BuildHasher, Hasher, RandomState};
use time::OffsetDateTime;

/// What a call is checked against.
#[derive(Clone, Copy, Debug)]
pub(crate) struct VerifyContext<'s> {
    pub(crate) vendor: &'s model::Vendor,
    pub(crate) credentials: &'s Credentials,
    pub(crate) now: OffsetDateTime,
}

/// The signature of a call as it was sent, unchecked.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct SentSignature<'i> {
    pub(crate) signature: Option<&'i str>,
    pub(crate) nonce: Option<&'i str>,
    pub(crate) signed_at: Option<OffsetDateTime>,
}

/// A call that is to be signed.
#[derive(Clone, Debug)]
pub(crate) struct UnsignedCall<'s> {
    pub(crate) action: &'s Action,
    pub(crate) host: &'s str,
    /// The action's own parameters, decoded.
    pub(crate) pairs: Vec<(String, String)>,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: Map<String, Json>,
}

/// A vendor's own rules.
pub(crate) trait Protocol: Send + Sync {
    /// The environment variables from which clients take id and secret.
    fn variables(&self) -> [&'static str; 2];

    /// New random credentials that are as long as the vendor's own and recognizable as a sandbox's.
    fn generate_credentials(&self) -> Credentials;

    /// Whether a client could sign with these credentials. The error says what to give instead.
    fn check_credentials(&self, credentials: &Credentials) -> Result<(), &'static str>;

    /// The action's name in the call.
    fn named<'i>(&self, incoming: &'i Incoming) -> Option<&'i str>;

    /// What the call proves itself with.
    fn sent_signature<'i>(&self, incoming: &'i Incoming) -> SentSignature<'i>;

    /// The action that is called, by name, version and method.
    fn identify<'s>(&self, incoming: &Incoming, actions: &'s [Action]) -> Result<&'s Action, Rejection>;

    /// The parameters that all calls have, and the signature.
    fn admit(&self, incoming: &Incoming, action: &Action, context: VerifyContext<'_>) -> Result<(), Rejection>;

    /// The id of the `number`-th answer, in the vendor's form.
    fn request_id(&self, number: u64, now: OffsetDateTime) -> String;

    /// Adds to an envelope what the spec does not name, and gives the headers to send with it.
    fn complete(
        &self,
        envelope: &mut Json,
        incoming: &Incoming,
        context: VerifyContext<'_>,
        code: Option<&Code>,
    ) -> Vec<(String, String)>;

    /// A call as a client would send it.
    fn sign(&self, unsigned: UnsignedCall<'_>, context: VerifyContext<'_>, nonce: &str) -> SignedCall;
}

/// Checks that a call signed at that time is valid now. Where no limit is documented, it always is.
fn check_time(signed_at: Option<OffsetDateTime>, context: VerifyContext<'_>) -> Result<(), Rejection> {
    let valid = context.vendor.signature_valid;
    let in_time = |at: OffsetDateTime| valid.is_none_or(|Span(valid)| (at - context.now).unsigned_abs() <= valid);
    if signed_at.is_some_and(in_time) {
        return Ok(());
    }
    let limit =
        valid.map_or_else(|| "no time".to_owned(), |valid| format!("more than {valid} from the vendor's clock"));
    Err(Rejection::new(Situation::ExpiredSignature, format!("the time of signing is {limit}")))
}

/// 16 random hex characters. They tell sandboxes apart, so they need not be hard to guess.
fn random() -> String {
    format!("{:016x}", RandomState::new().build_hasher().finish())
}

fn method_of(action: &Action) -> &'static str {
    match action.method {
        Method::Get => "GET",
        Method::Post => "POST",
    }
}
