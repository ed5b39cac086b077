//! The stored credentials, their lifetime, and the renewal in progress.

use super::super::{CredentialsError, Issued};
use futures_util::future::{FutureExt as _, Shared, WeakShared};
use std::{fmt, ops::Deref, pin::Pin, sync::Arc};
use time::{Duration, OffsetDateTime};

/// Maximum time before expiry at which credentials are renewed, before jitter.
const MAX_RENEWAL_WINDOW: Duration = Duration::minutes(5);
/// How long credentials are used that have already expired when they arrive: this machine's clock may be wrong, so the
/// vendor decides.
const EXPIRED_GRACE: Duration = Duration::seconds(10);
/// Pause after a failed renewal while the old credentials are still usable.
const RETRY_PAUSE: Duration = Duration::seconds(5);

/// Credentials to sign with. Two are the same if they come from the same result of the provider.
#[derive(Debug)]
pub(crate) struct Current<C>(Arc<C>);

impl<C> Current<C> {
    pub(super) fn new(credentials: C) -> Self {
        Self(Arc::new(credentials))
    }
}

impl<C> Clone for Current<C> {
    fn clone(&self) -> Self {
        Self(Arc::clone(&self.0))
    }
}

impl<C> Deref for Current<C> {
    type Target = C;

    fn deref(&self) -> &C {
        &self.0
    }
}

/// A renewal in progress. Every call that waits for it polls it, so it continues as long as one of them remains.
pub(super) type Renewal<C> = Shared<RenewalFuture<C>>;

/// The future of a renewal, which also stores the result.
type RenewalFuture<C> = Pin<Box<dyn Future<Output = Result<Current<C>, CredentialsError>> + Send>>;

/// The stored credentials and the renewal in progress, if any.
pub(super) struct State<C> {
    stored: Option<Stored<C>>,
    renewal: Option<WeakShared<RenewalFuture<C>>>,
}

/// Credentials and their lifetime.
struct Stored<C> {
    current: Current<C>,
    /// When to renew them.
    due: Option<OffsetDateTime>,
    /// From when on they are unusable.
    end: Option<OffsetDateTime>,
}

/// How usable the stored credentials are.
pub(super) enum Freshness<C> {
    /// Usable, and no renewal is due.
    Fresh(Current<C>),
    /// Usable, and the caller should renew them.
    Due(Current<C>),
    /// There are no usable ones.
    Expired,
}

impl<C: Send + Sync + 'static> State<C> {
    pub(super) fn freshness(&self, now: OffsetDateTime) -> Freshness<C> {
        let Some(stored) = self.stored.as_ref().filter(|stored| stored.end.is_none_or(|end| now < end)) else {
            return Freshness::Expired;
        };
        let current = stored.current.clone();
        if stored.due.is_none_or(|due| now < due) || self.in_progress().is_some() {
            Freshness::Fresh(current)
        } else {
            Freshness::Due(current)
        }
    }

    pub(super) fn in_progress(&self) -> Option<Renewal<C>> {
        self.renewal.as_ref()?.upgrade()
    }

    pub(super) fn start(
        &mut self,
        renewal: impl Future<Output = Result<Current<C>, CredentialsError>> + Send + 'static,
    ) -> Renewal<C> {
        let renewal: Renewal<C> = (Box::pin(renewal) as RenewalFuture<C>).shared();
        self.renewal = renewal.downgrade();
        renewal
    }

    /// Removes these credentials, unless they have been replaced.
    pub(super) fn forget(&mut self, current: &Current<C>) {
        self.stored.take_if(|stored| Arc::ptr_eq(&stored.current.0, &current.0));
    }

    pub(super) fn keep(&mut self, issued: Issued<C>, now: OffsetDateTime) -> Current<C> {
        let (due, end) = span(issued.expires, issued.renew_after, now);
        let current = Current::new(issued.credentials);
        self.stored = Some(Stored { current: current.clone(), due, end });
        current
    }

    /// Delays the next renewal if the credentials are still usable. Returns whether they are.
    pub(super) fn postpone(&mut self, now: OffsetDateTime) -> bool {
        let Some(stored) = self.stored.as_mut().filter(|stored| stored.end.is_none_or(|end| now < end)) else {
            return false;
        };
        stored.due = now.checked_add(RETRY_PAUSE);
        true
    }
}

/// When to renew credentials received at `now`, and from when on they are unusable.
fn span(
    expires: Option<OffsetDateTime>,
    renew_after: Option<std::time::Duration>,
    now: OffsetDateTime,
) -> (Option<OffsetDateTime>, Option<OffsetDateTime>) {
    let end = expires.map(|end| if end <= now { now.checked_add(EXPIRED_GRACE).unwrap_or(end) } else { end });
    let before = end.map(|end| end - window(end - now));
    let after = renew_after.and_then(|time| now.checked_add(time.try_into().ok()?));
    (before.into_iter().chain(after).min(), end)
}

/// How long before expiry to renew: a tenth of the lifetime, at most [`MAX_RENEWAL_WINDOW`], plus up to half as much
/// again as jitter.
fn window(life: Duration) -> Duration {
    let shortest = (life / 10_u8).min(MAX_RENEWAL_WINDOW);
    // Without random numbers, processes may renew at the same time, which is harmless.
    let chance = f64::from(getrandom::u32().unwrap_or_default()) / f64::from(u32::MAX);
    shortest + shortest * (chance / 2.0)
}

impl<C> Default for State<C> {
    fn default() -> Self {
        Self { stored: None, renewal: None }
    }
}

impl<C: fmt::Debug> fmt::Debug for State<C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut shown = f.debug_struct("Renewed");
        if let Some(stored) = &self.stored {
            shown.field("credentials", &*stored.current).field("due", &stored.due).field("end", &stored.end);
        }
        shown.finish_non_exhaustive()
    }
}
