//! The credentials of a client: fixed, or renewed by a provider.

mod state;

use super::{CredentialsError, CredentialsProvider, Environment, Issued, Lookup};
use crate::{Vendor, deadline::with_deadline};
use state::{Current, Freshness, Renewal, State};
use std::{
    fmt,
    sync::{Arc, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard},
};
use time::OffsetDateTime;
use tokio::time::Instant;

/// The credentials of a client.
pub(crate) enum Cache<V: Vendor> {
    /// They never change.
    Fixed(Current<V::Credentials>),
    /// A provider renews them.
    Renewed(Arc<Renewed<V>>),
}

impl<V: Vendor> Cache<V> {
    /// Credentials that never change.
    ///
    /// # Errors
    /// If they can never be accepted.
    pub(crate) fn fixed(credentials: V::Credentials) -> Result<Self, CredentialsError> {
        V::check_credentials(&credentials)?;
        Ok(Self::Fixed(Current::new(credentials)))
    }

    /// Credentials of a provider. The first ones are loaded now if the provider can do so without waiting.
    ///
    /// # Errors
    /// The provider's error, or credentials that can never be accepted.
    pub(crate) fn renewed(
        provider: Box<dyn CredentialsProvider<V::Credentials>>,
        environment: Lookup,
        now: OffsetDateTime,
    ) -> Result<Self, CredentialsError> {
        let mut state = State::default();
        if let Some(issued) = provider.issue_now(Environment::new(&*environment)) {
            state.keep(checked::<V>(issued)?, now);
        }
        Ok(Self::Renewed(Arc::new(Renewed { provider, environment, state: RwLock::new(state) })))
    }

    /// The credentials, if they never change.
    pub(crate) fn fixed_ones(&self) -> Option<Current<V::Credentials>> {
        match self {
            Self::Fixed(current) => Some(current.clone()),
            Self::Renewed(_) => None,
        }
    }

    /// The credentials to sign with at `now`. Waits for a renewal if there are no usable ones. If there are, the call
    /// that renews them waits at most half the time until `latest`, then continues with the old ones.
    ///
    /// # Errors
    /// If there are no usable ones and the renewal fails. The next call tries again.
    pub(crate) async fn get(
        &self,
        now: OffsetDateTime,
        latest: Instant,
    ) -> Result<Current<V::Credentials>, CredentialsError> {
        let renewed = match self {
            Self::Fixed(current) => return Ok(current.clone()),
            Self::Renewed(renewed) => renewed,
        };
        match renewed.decide(now) {
            Decision::Use(current) => Ok(current),
            Decision::Renew(mut renewal, old) => {
                let began = Instant::now();
                let half = latest.saturating_duration_since(began) / 2;
                let in_time = with_deadline(&mut renewal, began + half).await.ok().flatten();
                let later = now.saturating_add(began.elapsed().try_into().unwrap_or_default());
                match in_time {
                    Some(answer) => answer.or(Ok(old)),
                    None if renewed.postpone(later, &"the provider did not answer in time") => Ok(old),
                    None => renewal.await,
                }
            }
            Decision::Wait(renewal) => renewal.await,
        }
    }

    /// Records that the vendor reported these as expired. Returns whether a renewal may provide others.
    pub(crate) fn refused(&self, current: &Current<V::Credentials>) -> bool {
        let Self::Renewed(renewed) = self else { return false };
        renewed.write().forget(current);
        true
    }
}

/// Checks the provider's result for credentials that can never be accepted.
fn checked<V: Vendor>(
    issued: Result<Issued<V::Credentials>, CredentialsError>,
) -> Result<Issued<V::Credentials>, CredentialsError> {
    let issued = issued?;
    V::check_credentials(&issued.credentials)?;
    Ok(issued)
}

/// Credentials of a provider, with the state of their renewal.
pub(crate) struct Renewed<V: Vendor> {
    provider: Box<dyn CredentialsProvider<V::Credentials>>,
    environment: Lookup,
    state: RwLock<State<V::Credentials>>,
}

/// How a call gets its credentials.
enum Decision<C> {
    /// It uses the stored ones.
    Use(Current<C>),
    /// It renews them for all calls, and uses the old ones if that fails.
    Renew(Renewal<C>, Current<C>),
    /// It waits for the renewal.
    Wait(Renewal<C>),
}

impl<V: Vendor> Renewed<V> {
    fn decide(self: &Arc<Self>, now: OffsetDateTime) -> Decision<V::Credentials> {
        if let Freshness::Fresh(current) = self.read().freshness(now) {
            return Decision::Use(current);
        }
        let mut state = self.write();
        match state.freshness(now) {
            Freshness::Fresh(current) => Decision::Use(current),
            Freshness::Due(old) => Decision::Renew(state.start(Arc::clone(self).renewal(now)), old),
            Freshness::Expired => match state.in_progress() {
                Some(renewal) => Decision::Wait(renewal),
                None => Decision::Wait(state.start(Arc::clone(self).renewal(now))),
            },
        }
    }

    /// Calls the provider and stores its result.
    async fn renewal(self: Arc<Self>, now: OffsetDateTime) -> Result<Current<V::Credentials>, CredentialsError> {
        let issued = self.provider.issue(Environment::new(&*self.environment)).await;
        match checked::<V>(issued) {
            Ok(issued) => {
                if issued.expires.is_some_and(|end| end <= now) {
                    tracing::warn!(
                        vendor = V::NAME,
                        "the new credentials have already expired according to this machine's clock"
                    );
                }
                Ok(self.write().keep(issued, now))
            }
            Err(error) => {
                self.postpone(now, &error);
                Err(error)
            }
        }
    }

    /// Delays the next renewal and logs a warning, if the old credentials are still usable. Returns whether they are.
    fn postpone(&self, now: OffsetDateTime, error: &dyn fmt::Display) -> bool {
        let holds = self.write().postpone(now);
        if holds {
            tracing::warn!(vendor = V::NAME, %error, "credentials not renewed, continuing with the old ones");
        }
        holds
    }

    // A panic cannot leave the state half-written, so a poisoned lock is still usable.
    fn read(&self) -> RwLockReadGuard<'_, State<V::Credentials>> {
        self.state.read().unwrap_or_else(PoisonError::into_inner)
    }

    fn write(&self) -> RwLockWriteGuard<'_, State<V::Credentials>> {
        self.state.write().unwrap_or_else(PoisonError::into_inner)
    }
}

impl<V: Vendor> fmt::Debug for Cache<V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Fixed(current) => (**current).fmt(f),
            Self::Renewed(renewed) => renewed.read().fmt(f),
        }
    }
}
