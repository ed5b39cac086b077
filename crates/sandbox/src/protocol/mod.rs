//! The vendors' protocols: how a call names its action and is signed, and what its envelope contains.
//!
//! No code is shared with the clients, so that the sandbox verifies them independently.

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

/// The context that a call is verified in.
#[derive(Clone, Copy, Debug)]
pub(crate) struct VerifyContext<'s> {
    pub(crate) vendor: &'s model::Vendor,
    pub(crate) credentials: &'s Credentials,
    pub(crate) now: OffsetDateTime,
}

/// The signature of a call as sent, not verified.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct SentSignature<'i> {
    pub(crate) signature: Option<&'i str>,
    pub(crate) nonce: Option<&'i str>,
    pub(crate) signed_at: Option<OffsetDateTime>,
}

/// A call to be signed.
#[derive(Clone, Debug)]
pub(crate) struct UnsignedCall<'s> {
    pub(crate) action: &'s Action,
    pub(crate) host: &'s str,
    /// The action's parameters, decoded.
    pub(crate) pairs: Vec<(String, String)>,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: Map<String, Json>,
}

/// The protocol of one vendor.
pub(crate) trait Protocol: Send + Sync {
    /// The environment variables from which clients read id and secret.
    fn variables(&self) -> [&'static str; 2];

    /// Generates random credentials of the vendor's length, recognisable as a sandbox's.
    fn generate_credentials(&self) -> Credentials;

    /// Checks that a client can sign with these credentials. The error says what to use instead.
    fn check_credentials(&self, credentials: &Credentials) -> Result<(), &'static str>;

    /// The name of the action that the call names.
    fn named<'i>(&self, incoming: &'i Incoming) -> Option<&'i str>;

    /// Extracts the signature.
    fn sent_signature<'i>(&self, incoming: &'i Incoming) -> SentSignature<'i>;

    /// Finds the called action by name, version and method.
    fn identify<'s>(&self, incoming: &Incoming, actions: &'s [Action]) -> Result<&'s Action, Rejection>;

    /// Verifies the common parameters and the signature.
    fn admit(&self, incoming: &Incoming, action: &Action, context: VerifyContext<'_>) -> Result<(), Rejection>;

    /// The request id of the `number`-th answer, in the vendor's format.
    fn request_id(&self, number: u64, now: OffsetDateTime) -> String;

    /// Completes an envelope with fields that the spec does not describe. Returns the headers to send with it.
    fn complete(
        &self,
        envelope: &mut Json,
        incoming: &Incoming,
        context: VerifyContext<'_>,
        code: Option<&Code>,
    ) -> Vec<(String, String)>;

    /// Builds and signs a call like a client.
    fn sign(&self, unsigned: UnsignedCall<'_>, context: VerifyContext<'_>, nonce: &str) -> SignedCall;
}

/// Checks that the signing time is valid now. Without a documented limit, it always is.
fn check_time(signed_at: Option<OffsetDateTime>, context: VerifyContext<'_>) -> Result<(), Rejection> {
    let valid = context.vendor.signature_valid;
    let in_time = |at: OffsetDateTime| valid.is_none_or(|Span(valid)| (at - context.now).unsigned_abs() <= valid);
    if signed_at.is_some_and(in_time) {
        return Ok(());
    }
    let limit = valid
        .map_or_else(|| "not a valid time".to_owned(), |valid| format!("more than {valid} from the vendor's clock"));
    Err(Rejection::new(Situation::ExpiredSignature, format!("the time of signing is {limit}")))
}

/// 16 random hex characters. They distinguish sandboxes, so they need not be hard to guess.
fn random() -> String {
    format!("{:016x}", RandomState::new().build_hasher().finish())
}

fn method_of(action: &Action) -> &'static str {
    match action.method {
        Method::Get => "GET",
        Method::Post => "POST",
    }
}
