//! The credentials that are held, how long they are good for, and the renewal under way.

use super::super::{CredentialsError, Issued};
use futures_util::future::{FutureExt as _, Shared, WeakShared};
use std::{fmt, ops::Deref, pin::Pin, sync::Arc};
use time::{Duration, OffsetDateTime};

/// How long before their end credentials are renewed at the most.
const MAX_RENEWAL_WINDOW: Duration = Duration::minutes(5);
/// How long credentials are used that have expired when they come: this machine's clock may be wrong, and the vendor
/// decides.
const EXPIRED_GRACE: Duration = Duration::seconds(10);
/// How long nothing is asked for after a renewal failed while the old ones hold.
const RETRY_PAUSE: Duration = Duration::seconds(5);

/// Credentials to sign with. Two are the same if they came from one answer of the provider.
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

/// A renewal under way. All who wait for it drive it, so it goes on as long as one of them is left.
pub(super) type Renewal<C> = Shared<Asking<C>>;

/// The provider's answer on its way into the state.
type Asking<C> = Pin<Box<dyn Future<Output = Result<Current<C>, CredentialsError>> + Send>>;

/// What is held.
pub(super) struct State<C> {
    kept: Option<Kept<C>>,
    renewal: Option<WeakShared<Asking<C>>>,
}

/// Credentials and their span.
struct Kept<C> {
    current: Current<C>,
    /// When to renew them.
    due: Option<OffsetDateTime>,
    /// From when on they are of no use.
    end: Option<OffsetDateTime>,
}

/// What can be done with what is held.
pub(super) enum Freshness<C> {
    /// To be used as they are.
    Fresh(Current<C>),
    /// Usable, and somebody should renew them.
    Due(Current<C>),
    /// There are no usable ones.
    Expired,
}

impl<C: Send + Sync + 'static> State<C> {
    pub(super) fn freshness(&self, now: OffsetDateTime) -> Freshness<C> {
        let Some(kept) = self.kept.as_ref().filter(|kept| kept.end.is_none_or(|end| now < end)) else {
            return Freshness::Expired;
        };
        let current = kept.current.clone();
        if kept.due.is_none_or(|due| now < due) || self.under_way().is_some() {
            Freshness::Fresh(current)
        } else {
            Freshness::Due(current)
        }
    }

    pub(super) fn under_way(&self) -> Option<Renewal<C>> {
        self.renewal.as_ref()?.upgrade()
    }

    pub(super) fn start(
        &mut self,
        renewal: impl Future<Output = Result<Current<C>, CredentialsError>> + Send + 'static,
    ) -> Renewal<C> {
        let renewal: Renewal<C> = (Box::pin(renewal) as Asking<C>).shared();
        self.renewal = renewal.downgrade();
        renewal
    }

    /// Forgets these credentials, unless others have taken their place.
    pub(super) fn forget(&mut self, current: &Current<C>) {
        self.kept.take_if(|kept| Arc::ptr_eq(&kept.current.0, &current.0));
    }

    pub(super) fn keep(&mut self, issued: Issued<C>, now: OffsetDateTime) -> Current<C> {
        let (due, end) = span(issued.expires, issued.renew_after, now);
        let current = Current::new(issued.credentials);
        self.kept = Some(Kept { current: current.clone(), due, end });
        current
    }

    /// Asks for nothing for a while, if there are usable ones. Says whether there are.
    pub(super) fn postpone(&mut self, now: OffsetDateTime) -> bool {
        let Some(kept) = self.kept.as_mut().filter(|kept| kept.end.is_none_or(|end| now < end)) else {
            return false;
        };
        kept.due = now.checked_add(RETRY_PAUSE);
        true
    }
}

/// When to renew credentials got at `now`, and from when on they are of no use.
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

/// How long before the end of a life they are renewed: a tenth of it, at most [`MAX_RENEWAL_WINDOW`], and up to half of that more.
fn window(life: Duration) -> Duration {
    let shortest = (life / 10_u8).min(MAX_RENEWAL_WINDOW);
    // Without random numbers, every process renews at the same time, which does no more harm than that.
    let chance = f64::from(getrandom::u32().unwrap_or_default()) / f64::from(u32::MAX);
    shortest + shortest * (chance / 2.0)
}

impl<C> Default for State<C> {
    fn default() -> Self {
        Self { kept: None, renewal: None }
    }
}

impl<C: fmt::Debug> fmt::Debug for State<C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut shown = f.debug_struct("Renewed");
        if let Some(kept) = &self.kept {
            shown.field("credentials", &*kept.current).field("due", &kept.due).field("end", &kept.end);
        }
        shown.finish_non_exhaustive()
    }
}
