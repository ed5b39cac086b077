//! Settings in which the handles of one client may differ.

use crate::{LimitPolicy, RetryPolicy};
use std::time::Duration;

/// How long an attempt may take unless something else is set.
const ATTEMPT_TIMEOUT: Duration = Duration::from_secs(10);
/// How long a whole call may take unless something else is set.
const TIMEOUT: Duration = Duration::from_secs(30);

/// The settings of one handle of a client.
#[derive(Clone, Debug)]
pub(super) struct Settings {
    pub(super) limits: LimitPolicy,
    pub(super) retry: RetryPolicy,
    pub(super) attempt_timeout: Duration,
    pub(super) timeout: Duration,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            limits: LimitPolicy::default(),
            retry: RetryPolicy::default(),
            attempt_timeout: ATTEMPT_TIMEOUT,
            timeout: TIMEOUT,
        }
    }
}
