//! Calls that get no permit in time.

use crate::{RuntimeError, error::debug_is_display};
use std::time::Duration;

/// Why a call got no permit to send. Nothing was sent, and no quota was used.
#[derive(Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum QuotaTimeout {
    /// The next permit comes later than the call can wait.
    #[error(
        "the quota allows it in {}, but it can wait {} at most: allow the call more time, call less often, or have the \
         vendor raise the quota and set it",
        words(*.needed),
        words(*.allowed)
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

/// A wait in words: to a tenth of a unit below a minute, else in days, hours and minutes.
fn words(wait: Duration) -> String {
    if wait < Duration::from_secs(60) {
        return format!("{wait:.1?}");
    }
    let minutes = wait.as_secs().div_ceil(60);
    let parts = [(minutes / 1_440, "d"), (minutes / 60 % 24, "h"), (minutes % 60, "min")];
    let parts = parts.into_iter().filter(|(count, _)| *count > 0).map(|(count, unit)| format!("{count} {unit}"));
    parts.collect::<Vec<_>>().join(" ")
}

impl From<RuntimeError> for QuotaTimeout {
    fn from(error: RuntimeError) -> Self {
        Self::Runtime(error)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_read_as_words() {
        let words = [150, 59_940, 60_000, 86_485_300].map(|wait| words(Duration::from_millis(wait)));
        assert_eq!(words, ["150.0ms", "59.9s", "1 min", "1 d 2 min"]);
    }
}
