//! An action of a vendor's API: its request, its answer and its documented facts.

use crate::{ErrorCode, Limits, Parameters, QuotaKey, RegionalEndpoint, Vendor, Window};
use serde::de::DeserializeOwned;
use std::time::Duration;

/// One call that a vendor's API offers, with its parameters. The value is the request.
pub trait Action: Send + Sync {
    /// The vendor whose protocol signs the request and opens the answer.
    type Vendor: Vendor;
    /// The decoded content of a successful answer.
    type Output: DeserializeOwned + Send;
    /// The error codes of a refused call.
    type Code: ErrorCode;
    /// The documented facts that are the same for every call.
    const INFO: ActionInfo;

    /// Records every documented limit that this request breaks. Called before sending, never when decoding.
    fn check(&self, limits: &mut Limits);

    /// Writes the parameters under their wire names.
    fn parameters(&self, to: &mut Parameters);

    /// The region of this call, where that is a parameter of the action. `None` selects the client's region, or else
    /// the one of [`ActionInfo::endpoint`].
    fn region(&self) -> Option<&str> {
        None
    }

    /// Whether the vendor executes this request once even if it is sent twice, although the action is not
    /// [safe](ActionInfo::safe): it contains an id of the caller's by which the vendor recognises it.
    fn is_idempotent(&self) -> bool {
        false
    }

    /// Adds the values by which the quota at this position of [`ActionInfo::quotas`] counts calls, if that is not by
    /// account: those of the app, or of the room. Returns whether the quota counts this call at all; some count only
    /// calls that set a certain parameter.
    fn counted_by(&self, quota: usize, key: &mut QuotaKey) -> bool {
        let _ = (quota, key);
        true
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
    /// The service name in the signature; empty where the vendor's signature has none.
    pub service: &'static str,
    /// The default endpoint and its region.
    pub endpoint: RegionalEndpoint,
    /// URL of the vendor's documentation page.
    pub page: &'static str,
    /// Whether the action is safe to repeat: calling it twice has no further effect.
    pub safe: bool,
    /// The vendor's action that shows whether a call was executed, where that is unknown and the action is not safe to
    /// repeat.
    pub verify_with: Option<&'static str>,
    /// The documented quotas, which all apply; empty if there are none.
    pub quotas: &'static [Quota],
    /// The documented limits of the time span; `None` if the action takes none.
    pub window: Option<Window>,
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

impl Quota {
    /// The longest span over which calls are spread evenly.
    const LONGEST_PACED: Duration = Duration::from_secs(60);

    /// Whether calls are only counted. Calls are spread evenly over a span of up to a minute; within a longer one, as a
    /// day, they may come as fast as other quotas allow, until the quota is used up.
    #[must_use]
    pub fn is_counted(&self) -> bool {
        self.per > Self::LONGEST_PACED
    }
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
