//! What one call counts against.

use super::{key::QuotaKey, rate_limit::RateLimit};

/// The keys and rate limits that a call counts against, one for each quota. The default is a call that is not counted.
#[derive(Clone, Debug, Default)]
pub struct QuotaBucket {
    first: Option<(QuotaKey, RateLimit)>,
    /// Those beside the first; few actions have any.
    further: Option<Box<[(QuotaKey, RateLimit)]>>,
}

impl QuotaBucket {
    /// A bucket for calls that bypass a [`Client`](crate::Client) and use the same quota.
    #[must_use]
    pub const fn new(key: QuotaKey, rate_limit: RateLimit) -> Self {
        Self { first: Some((key, rate_limit)), further: None }
    }

    /// The keys that the call counts under.
    pub fn keys(&self) -> impl Iterator<Item = &QuotaKey> {
        self.limits().map(|(key, _)| key)
    }

    /// Of several limits; the first is the narrowest.
    pub(super) fn several(limits: impl IntoIterator<Item = (QuotaKey, RateLimit)>) -> Self {
        let mut limits = limits.into_iter();
        Self { first: limits.next(), further: Some(limits.collect()) }
    }

    /// Whether the call counts against more than one quota, or might.
    pub(super) const fn is_of_several(&self) -> bool {
        self.further.is_some()
    }

    pub(super) fn limits(&self) -> impl Iterator<Item = &(QuotaKey, RateLimit)> {
        self.first.iter().chain(self.further.as_deref().unwrap_or_default())
    }
}
