//! What can be chosen.

use std::{num::NonZeroU32, sync::Arc, time::Duration};

/// What becomes of calls while Redis cannot be asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum WhenUnavailable {
    /// Every process keeps an even share of the quota by itself.
    LocalShare {
        /// Among how many processes. `None`: as many as Redis has seen within half a minute before, or two if it was
        /// never reached.
        processes: Option<NonZeroU32>,
    },
    /// They fail, with nothing sent.
    Fail,
    /// They go at once.
    Unlimited,
}

/// An even share among the processes that were there.
impl Default for WhenUnavailable {
    fn default() -> Self {
        Self::LocalShare { processes: None }
    }
}

/// Why a URL does not lead to Redis. It repeats nothing of the URL, which may hold a password.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("this is no URL of a Redis server: {reason}; write `redis://[user:password@]host[:port][/database]`")]
#[non_exhaustive]
pub struct UrlError {
    /// What is wrong with it.
    pub reason: &'static str,
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
