//! Whether Redis may be used at present, and what to do while it may not.

use crate::{failure::Failure, local_share::LocalShare, settings::Settings};
use std::{
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};
use tokio::time::Instant;

/// What is known of Redis.
#[derive(Debug, Default)]
pub(crate) struct Availability(Mutex<State>);

#[derive(Debug, Default)]
struct State {
    problem: Option<Problem>,
    /// Whether Redis has ever run the script for this process.
    reached: bool,
}

/// Why Redis is not used now.
#[derive(Debug)]
struct Problem {
    since: Instant,
    /// When to try Redis again.
    retry_at: Instant,
    unavailable: Unavailable,
}

/// Why Redis is not used.
#[derive(Clone, Debug)]
pub(crate) enum Unavailable {
    /// It does not answer: this process may count for itself.
    Away {
        /// The slots that this process grants meanwhile.
        local: Arc<LocalShare>,
        /// What happened.
        reason: String,
    },
    /// A setting is wrong: calls fail until it is corrected.
    Refused {
        /// What happened and what to do.
        reason: String,
    },
}

impl Availability {
    /// Whether Redis may be used now; `true` if it was unavailable and this call tries it again.
    pub(crate) fn check(&self, settings: &Settings) -> Result<bool, Unavailable> {
        let mut state = self.state();
        let Some(problem) = &mut state.problem else { return Ok(false) };
        let now = Instant::now();
        if now < problem.retry_at {
            return Err(problem.unavailable.clone());
        }
        // This call tries Redis; the others do not until the next retry.
        problem.retry_at = next_retry(now, settings);
        Ok(true)
    }

    /// Records a failure, and logs it if it is a new one.
    pub(crate) fn unavailable(&self, settings: &Settings, failure: Failure, server: &str) -> Unavailable {
        let now = Instant::now();
        let mut state = self.state();
        let old = state.problem.take();
        let (since, is_new) = match &old {
            Some(problem) if problem.unavailable.is_like(&failure) => (problem.since, false),
            _ => (now, true),
        };
        let unavailable = match failure {
            Failure::Refused { reason } => Unavailable::Refused { reason },
            Failure::Away { reason } => {
                let local = match old.map(|problem| problem.unavailable) {
                    Some(Unavailable::Away { local, .. }) => local,
                    _ => Arc::new(LocalShare::new()),
                };
                Unavailable::Away { local, reason }
            }
        };
        let retry_at = next_retry(now, settings);
        state.problem = Some(Problem { since, retry_at, unavailable: unavailable.clone() });
        drop(state);
        if is_new {
            unavailable.log(settings, server);
        }
        unavailable
    }

    /// Records that Redis answered the call that tried it again.
    pub(crate) fn available(&self, server: &str) {
        let mut state = self.state();
        state.reached = true;
        let problem = state.problem.take();
        drop(state);
        if let Some(problem) = problem {
            let unavailable = problem.since.elapsed();
            tracing::info!(server, ?unavailable, "Redis is available again, quotas are counted together");
        }
    }

    /// Records that Redis ran the script.
    pub(crate) fn reached(&self) {
        self.state().reached = true;
    }

    /// Whether Redis has ever run the script for this process.
    pub(crate) fn was_reached(&self) -> bool {
        self.state().reached
    }

    pub(crate) fn is_unavailable(&self) -> bool {
        self.state().problem.is_some()
    }

    fn state(&self) -> MutexGuard<'_, State> {
        // The state is consistent at every point where a panic could occur.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Unavailable {
    fn is_like(&self, failure: &Failure) -> bool {
        matches!(
            (self, failure),
            (Self::Away { .. }, Failure::Away { .. }) | (Self::Refused { .. }, Failure::Refused { .. })
        )
    }

    fn log(&self, settings: &Settings, server: &str) {
        match self {
            Self::Away { reason, .. } => tracing::warn!(
                server,
                reason,
                fallback = ?settings.when_unavailable,
                "Redis is unavailable, so quotas are not counted together with other processes"
            ),
            Self::Refused { reason } => {
                tracing::error!(server, reason, "Redis cannot be used, so calls fail until this is corrected");
            }
        }
    }
}

/// When to try Redis again.
fn next_retry(now: Instant, settings: &Settings) -> Instant {
    /// An upper bound, because `Instant` arithmetic may overflow.
    const YEARS: Duration = Duration::from_secs(20 * 365 * 24 * 3600);
    now + settings.retry_every.min(YEARS)
}
