//! Calls that get no permit in time.

use crate::{RuntimeError, error::debug_is_display};
use std::time::Duration;

/// Why a call got no permit to send. Nothing was sent, and no quota was used.
#[derive(Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum QuotaTimeout {
    /// The next permit comes later than the call can wait.
    #[error(
        "the quota allows it in {needed:.1?}, but it can wait {allowed:.1?} at most: allow the call more time, call less \
         often, or have the vendor raise the quota and set it"
    )]
    TooLate {
        /// How long the call would have to wait from now.
        needed: Duration,
        /// How long the call can wait from now.
        allowed: Duration,
    },
    /// The store that counts the calls of several processes is unavailable.
    #[error("its quota cannot be checked: {reason}")]
    StoreUnavailable {
        /// The store's reason, and what to do about it.
        reason: String,
    },
    /// The call has to wait, and the async runtime cannot do that.
    #[error("{0}")]
    Runtime(RuntimeError),
}

debug_is_display!(QuotaTimeout);

impl From<RuntimeError> for QuotaTimeout {
    fn from(error: RuntimeError) -> Self {
        Self::Runtime(error)
    }
}
