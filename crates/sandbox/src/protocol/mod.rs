//! What is a vendor's own: how a call names its action and proves who is calling, and what its envelope holds.
//!
//! None of it is shared with the clients: the sandbox is a second opinion on what they send.

mod authorization;
mod digest;
mod tencent;
mod volcengine;
mod zego;

use crate::{Credentials, Vendor, incoming::Incoming, refusal::Refusal, signed_call::SignedCall};
use rtc_catalog::model::{self, Action, Code, Method};
use serde_json::{Map, Value as Json};
use time::OffsetDateTime;

/// What a call is checked against.
#[derive(Clone, Copy, Debug)]
pub(crate) struct VerifyContext<'s> {
    pub(crate) vendor: &'s model::Vendor,
    pub(crate) credentials: &'s Credentials,
    pub(crate) now: OffsetDateTime,
}

/// What a call proves itself with, as it was sent. Nothing of it has been checked.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct SentSignature<'i> {
    pub(crate) signature: Option<&'i str>,
    pub(crate) nonce: Option<&'i str>,
    pub(crate) signed_at: Option<OffsetDateTime>,
}

/// What a vendor does beyond what the format of the specs can say.
#[derive(Clone, Copy, Debug)]
pub(crate) struct VendorBehaviour {
    /// Takes the largest page where a larger one is asked for, without a word.
    pub(crate) clamps_page_size: bool,
    /// Drops malformed items of a list that is one text, without a word.
    pub(crate) ignores_malformed_items: bool,
    /// Refuses parameters that it does not know.
    pub(crate) refuses_unknown: bool,
    /// The code where no documented one fits.
    pub(crate) general: &'static str,
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

    fn behaviour(&self) -> VendorBehaviour;

    /// The action's name in the call.
    fn named<'i>(&self, incoming: &'i Incoming) -> Option<&'i str>;

    /// What the call proves itself with.
    fn sent_signature<'i>(&self, incoming: &'i Incoming) -> SentSignature<'i>;

    /// For how many seconds before and after its time of signing a call is good, and the refusal for a nonce that came
    /// before. None where calls have no nonce.
    fn once(&self) -> Option<(i64, Refusal)> {
        None
    }

    /// The action that is called, by name, version and method.
    fn identify<'s>(&self, incoming: &Incoming, actions: &'s [Action]) -> Result<&'s Action, Refusal>;

    /// The parameters that all calls have, and the signature.
    fn admit(&self, incoming: &Incoming, action: &Action, context: VerifyContext<'_>) -> Result<(), Refusal>;

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

impl Vendor {
    pub(crate) fn protocol(self) -> &'static dyn Protocol {
        match self {
            Self::Volcengine => &volcengine::Volcengine,
            Self::Tencent => &tencent::Tencent,
            Self::Zego => &zego::Zego,
        }
    }
}

/// Whether two times are at most `most` seconds apart.
fn near(one: OffsetDateTime, other: OffsetDateTime, most: i64) -> bool {
    (one - other).abs() <= time::Duration::seconds(most)
}

fn method_of(action: &Action) -> &'static str {
    match action.method {
        Method::Get => "GET",
        Method::Post => "POST",
    }
}
