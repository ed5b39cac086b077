//! An action of a vendor's API: what is sent, what comes back, and what is documented about it.

use crate::{ErrorCode, Limits, Parameters, QuotaKey, Vendor};
use serde::de::DeserializeOwned;
use std::time::Duration;

/// One call that a vendor's API offers, with its parameters. The value is the request.
pub trait Action: Send + Sync {
    /// Whose protocol signs the request and opens the answer.
    type Vendor: Vendor;
    /// What a successful answer holds.
    type Output: DeserializeOwned + Send;
    /// The codes the action may be refused with.
    type Code: ErrorCode;
    /// What is the same for every call.
    const INFO: ActionInfo;

    /// Notes every documented limit that this request breaks. Asked before sending, never when decoding.
    fn check(&self, limits: &mut Limits);

    /// Writes the parameters under their wire names.
    fn parameters(&self, to: &mut Parameters);

    /// The region this one call goes to, where that is a parameter of the action. `None` leaves it to the client, and
    /// a client without a region to [`ActionInfo::region`].
    fn region(&self) -> Option<&str> {
        None
    }

    /// Adds the values that the action's quota is counted by, where that is not by account: those of the app, or of the
    /// room.
    fn counted_by(&self, key: &mut QuotaKey) {
        let _ = key;
    }
}

/// The documented facts of an action that are the same for every call.
#[derive(Clone, Copy, Debug)]
pub struct ActionInfo {
    /// Name on the wire.
    pub name: &'static str,
    /// Version on the wire; empty where the vendor has none.
    pub version: &'static str,
    /// HTTP method.
    pub method: Method,
    /// What the request is signed for; empty where the vendor's signature names no service.
    pub service: &'static str,
    /// URL that calls go to unless the client was given another.
    pub endpoint: &'static str,
    /// Region unless the request or the client names one; empty where the vendor has none.
    pub region: &'static str,
    /// URL of the vendor's page.
    pub page: &'static str,
    /// Asking twice changes nothing.
    pub safe: bool,
    /// How often the vendor lets it be called; `None` where the page does not say.
    pub quota: Option<Quota>,
}

/// The HTTP methods that actions use.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Method {
    /// Everything in the query.
    Get,
    /// Parameters in a JSON body.
    Post,
}

impl Method {
    /// The method's name as sent.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Post => "POST",
        }
    }
}

impl From<Method> for http::Method {
    fn from(method: Method) -> Self {
        match method {
            Method::Get => Self::GET,
            Method::Post => Self::POST,
        }
    }
}

/// Calls per span that a vendor allows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Quota {
    /// How many calls.
    pub calls: u32,
    /// In which span.
    pub per: Duration,
    /// Which calls are counted together.
    pub scope: QuotaScope,
}

/// Which calls a [`Quota`] counts together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum QuotaScope {
    /// The calls of this action with one account's credentials, over all its apps.
    Account,
    /// The calls of this action for one app, over all its rooms.
    App,
    /// The calls of this action for one room.
    Room,
}
