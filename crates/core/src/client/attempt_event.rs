//! What a client reports of each attempt, for metrics.

use crate::Attempt;
use http::StatusCode;
use std::time::Duration;

/// An attempt that has ended; see [`ClientBuilder::on_attempt`](crate::ClientBuilder::on_attempt). It holds no secret.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct AttemptEvent<'a> {
    /// The vendor's display name.
    pub vendor: &'static str,
    /// The action's name on the wire.
    pub action: &'static str,
    /// Which attempt of its call this is, counted from 1.
    pub number: u32,
    /// How long it waited for a quota permit.
    pub waited: Duration,
    /// How long it took otherwise: credentials, signing, sending, and the answer's last byte.
    pub took: Duration,
    /// How it ended.
    pub outcome: AttemptOutcome<'a>,
}

/// How an attempt ended.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub enum AttemptOutcome<'a> {
    /// The vendor answered, and the answer was decoded.
    Answered {
        /// The HTTP status.
        status: StatusCode,
    },
    /// It failed; [`Attempt::failure`] groups failures, and [`Failure::as_str`](crate::Failure::as_str) names them.
    Failed(&'a Attempt),
}

/// A client's hook.
pub(super) type OnAttempt = Box<dyn Fn(&AttemptEvent<'_>) + Send + Sync>;
