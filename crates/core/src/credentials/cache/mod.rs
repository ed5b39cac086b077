//! What a client holds: fixed credentials, or ones that are renewed.

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

    /// Credentials of a provider. They are got here if that takes no waiting.
    ///
    /// # Errors
    /// What the provider says; credentials that can never be accepted.
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

    /// The credentials to sign with at `now`; waits for new ones if there are no usable ones. While there are, whoever
    /// renews them gives that half the time until `latest`, so that a call is left the other half.
    ///
    /// # Errors
    /// If there are no usable ones and none can be got. The next call tries again.
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
                let in_time = with_deadline(&mut renewal, began + half).await;
                let later = now.saturating_add(began.elapsed().try_into().unwrap_or_default());
                match in_time {
                    Some(answer) => answer.or(Ok(old)),
                    None if renewed.postpone(later, &"they do not come") => Ok(old),
                    None => renewal.await,
                }
            }
            Decision::Wait(renewal) => renewal.await,
        }
    }

    /// Takes note that the vendor calls these expired. Says whether asking again can give others.
    pub(crate) fn refused(&self, current: &Current<V::Credentials>) -> bool {
        let Self::Renewed(renewed) = self else { return false };
        renewed.write().forget(current);
        true
    }
}

/// What a provider said, if the credentials can be accepted at all.
fn checked<V: Vendor>(
    issued: Result<Issued<V::Credentials>, CredentialsError>,
) -> Result<Issued<V::Credentials>, CredentialsError> {
    let issued = issued?;
    V::check_credentials(&issued.credentials)?;
    Ok(issued)
}

/// Credentials of a provider.
pub(crate) struct Renewed<V: Vendor> {
    provider: Box<dyn CredentialsProvider<V::Credentials>>,
    environment: Lookup,
    state: RwLock<State<V::Credentials>>,
}

/// What a call does about its credentials.
enum Decision<C> {
    /// It uses these.
    Use(Current<C>),
    /// It renews them for all, and uses these if that fails.
    Renew(Renewal<C>, Current<C>),
    /// It waits for new ones.
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
            Freshness::Expired => match state.under_way() {
                Some(renewal) => Decision::Wait(renewal),
                None => Decision::Wait(state.start(Arc::clone(self).renewal(now))),
            },
        }
    }

    /// Asks the provider and keeps what it gives.
    async fn renewal(self: Arc<Self>, now: OffsetDateTime) -> Result<Current<V::Credentials>, CredentialsError> {
        let issued = self.provider.issue(Environment::new(&*self.environment)).await;
        match checked::<V>(issued) {
            Ok(issued) => {
                if issued.expires.is_some_and(|end| end <= now) {
                    tracing::warn!(
                        vendor = V::NAME,
                        "the new credentials have expired already, by this machine's clock"
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

    /// Asks for nothing for a while and says so, if the old ones hold. Says whether they do.
    fn postpone(&self, now: OffsetDateTime, error: &dyn fmt::Display) -> bool {
        let holds = self.write().postpone(now);
        if holds {
            tracing::warn!(vendor = V::NAME, %error, "credentials not renewed, going on with the old ones");
        }
        holds
    }

    // A panic cannot leave the state half-written, so a poisoned lock is as good as any.
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
