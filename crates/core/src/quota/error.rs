//! Calls that get no turn.

use std::time::Duration;

/// Why a call gets no turn. Nothing was sent, and no turn was used up.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum QuotaTimeout {
    /// Its turn comes later than the call can wait.
    #[error(
        "its turn comes in {needed:.1?}, but it can wait {allowed:.1?} at max_wait: allow the call more time, ask less \
         often, or have the vendor raise the quota and set it"
    )]
    TooLate {
        /// How long it would have to wait from now on.
        needed: Duration,
        /// How long it can wait from now on.
        allowed: Duration,
    },
    /// What counts the calls of several processes cannot be asked.
    #[error("its turn cannot be told: {reason}")]
    StoreUnavailable {
        /// What the store says, and what to do about it.
        reason: String,
    },
}
