//! The settings of a store.

use std::{fmt, num::NonZeroU32, sync::Arc, time::Duration};

/// What happens to calls while Redis does not answer. A Redis that refuses to count, for example because of a wrong
/// password, is a mistake in the settings: then calls fail, whatever is chosen here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum WhenUnavailable {
    /// Each process counts locally and keeps an even share of the quota.
    LocalShare {
        /// The number of processes to share among. `None`: as many as were active in Redis during the 30 seconds before
        /// the outage, or two if Redis was never reached.
        processes: Option<NonZeroU32>,
    },
    /// Calls fail, and nothing is sent.
    Fail,
    /// Calls are sent at once, without a quota.
    Unlimited,
}

impl WhenUnavailable {
    /// Whether calls are sent meanwhile.
    pub(crate) const fn sends(self) -> bool {
        !matches!(self, Self::Fail)
    }
}

/// An even share among the active processes.
impl Default for WhenUnavailable {
    fn default() -> Self {
        Self::LocalShare { processes: None }
    }
}

/// A URL of Redis is invalid. The message does not quote the URL, which may contain a password.
#[derive(Clone, PartialEq, Eq, thiserror::Error)]
#[error("this is not a valid URL of a Redis server: {reason}; write `redis://[user:password@]host[:port][/database]`")]
#[non_exhaustive]
pub struct UrlError {
    /// What is wrong with it.
    pub reason: &'static str,
}

impl fmt::Debug for UrlError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

#[derive(Clone, Debug)]
pub(crate) struct Settings {
    pub(crate) prefix: Arc<str>,
    pub(crate) timeout: Duration,
    pub(crate) retry_every: Duration,
    pub(crate) when_unavailable: WhenUnavailable,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            prefix: Arc::from("rtc-quota"),
            timeout: Duration::from_millis(100),
            retry_every: Duration::from_secs(1),
            when_unavailable: WhenUnavailable::default(),
        }
    }
}
