//! The quotas of a client: which apply to a call, and the permits to send one.

use super::{
    bucket::QuotaBucket,
    error::QuotaTimeout,
    key::QuotaKey,
    local::LocalStore,
    permit::{Counted, Permit},
    places::Places,
    queues::Queues,
    quota_store::QuotaStore,
    rate_limit::RateLimit,
    slot_source::SlotSource,
};
use crate::{Action, Endpoint, Quota, QuotaScope, Vendor};
use std::{cmp::Reverse, collections::HashMap, fmt, sync::Arc, time::Duration};
use tokio::time::Instant;

/// Keeps quotas: every call acquires a permit before it is sent.
///
/// Clones share their counts, so clients that are given clones of one value are counted together. A quota that is
/// [`set`](Self::set) after cloning applies to that clone only.
///
/// Waiting needs a tokio runtime with its timer enabled; a call that need not wait works without one.
#[derive(Clone)]
pub struct Quotas {
    /// `None`: no call waits.
    queues: Option<Arc<Queues>>,
    set: Arc<HashMap<ActionName, Vec<Quota>>>,
    burst: u32,
}

/// Vendor, action and version.
type ActionName = (&'static str, &'static str, &'static str);

impl Quotas {
    /// Keeps the documented quotas, counting the calls of all clients that share this value.
    #[must_use]
    pub fn new() -> Self {
        Self::of(SlotSource::Local(LocalStore::new()))
    }

    /// Keeps the documented quotas, counted by `store`, for example for several processes together.
    #[must_use]
    pub fn with_store(store: impl QuotaStore) -> Self {
        Self::of(SlotSource::Shared(Box::new(store)))
    }

    /// Keeps no quotas: no call waits, not even after the vendor throttled.
    #[must_use]
    pub fn off() -> Self {
        Self { queues: None, set: Arc::default(), burst: 1 }
    }

    /// Replaces the documented quotas of an action by one: vendors raise quotas on request. It counts all calls, those of
    /// an app or a room by the parameters of the documented quota with the same scope; without one, all of the account
    /// together. A single documented quota of that scope that counts some calls only is replaced by one that counts the
    /// same calls.
    ///
    /// ```
    /// # use rtc_core::{Action, Quota, QuotaScope, quota::Quotas};
    /// # use std::time::Duration;
    /// # fn set<ListUserInfo: Action>() -> Quotas {
    /// Quotas::new().set::<ListUserInfo>(Quota { calls: 50, per: Duration::from_secs(1), scope: QuotaScope::Account })
    /// # }
    /// ```
    #[must_use]
    pub fn set<A: Action>(self, quota: Quota) -> Self {
        self.set_all::<A>([quota])
    }

    /// Replaces the documented quotas of an action by several, which all apply. If they have the scopes of the documented
    /// ones in the same order, each counts the calls that its counterpart counts; otherwise each counts all calls.
    #[must_use]
    pub fn set_all<A: Action>(mut self, quotas: impl Into<Vec<Quota>>) -> Self {
        Arc::make_mut(&mut self.set).insert(name::<A>(), quotas.into());
        self
    }

    /// Allows up to `calls` calls at once after an idle time, and never more than a quota's calls; 1 unless set.
    ///
    /// With a store that several processes share, and for [`acquire`](Self::acquire), a burst costs sustained rate: with
    /// a quota of `N` calls and a burst of `B`, `N − B + 1` calls are sent per period under continuous load.
    #[must_use]
    pub fn burst(mut self, calls: u32) -> Self {
        self.burst = calls;
        self
    }

    /// The quotas of an action: those that were [`set`](Self::set), otherwise the documented ones.
    #[must_use]
    pub fn quotas<A: Action>(&self) -> &[Quota] {
        self.set.get(&name::<A>()).map_or(A::INFO.quotas, Vec::as_slice)
    }

    /// The bucket a call counts against. `caller` is the account's name, or the caller's own id; see
    /// [`Vendor::caller`].
    ///
    /// Calls to a loopback endpoint are counted separately per address: it is not the vendor.
    pub fn bucket<A: Action>(&self, action: &A, caller: &str, endpoint: Option<&Endpoint>) -> QuotaBucket {
        if self.queues.is_none() {
            return QuotaBucket::default();
        }
        let mut common = QuotaKey::new(A::Vendor::NAME, A::INFO.name, A::INFO.version);
        common.value(caller);
        if let Some(endpoint) = endpoint.filter(|endpoint| endpoint.is_loopback()) {
            common.value(endpoint.authority());
        }
        let rate_limit = |quota: Quota| RateLimit::from_quota(quota, self.burst);
        let quotas = self.quotas::<A>();
        if let [quota] = *quotas {
            let counts = self.count_by(action, 0, quota, &mut common);
            return QuotaBucket::new(common, if counts { rate_limit(quota) } else { RateLimit::unlimited() });
        }
        let mut counted = Vec::with_capacity(quotas.len());
        for (at, quota) in quotas.iter().enumerate() {
            let mut key = common.clone();
            key.quota(at);
            if self.count_by(action, at, *quota, &mut key) {
                counted.push((*quota, key, rate_limit(*quota)));
            }
        }
        if counted.is_empty() { QuotaBucket::new(common, RateLimit::unlimited()) } else { self.bucket_of(counted) }
    }

    /// Adds what a quota counts a call by to the key. Returns whether it counts the call.
    fn count_by<A: Action>(&self, action: &A, at: usize, quota: Quota, key: &mut QuotaKey) -> bool {
        if !self.set.contains_key(&name::<A>()) {
            return action.counted_by(at, key);
        }
        let (set, documented) = (self.quotas::<A>(), A::INFO.quotas);
        if set.iter().map(|quota| quota.scope).eq(documented.iter().map(|quota| quota.scope)) {
            return action.counted_by(at, key);
        }
        // What identifies an app or a room is known from a documented quota of that scope only. Otherwise all calls of the
        // account are counted together.
        let same_scope = documented.iter().position(|documented| documented.scope == quota.scope);
        if let Some(same_scope) = same_scope.filter(|_| quota.scope != QuotaScope::Account) {
            action.counted_by(same_scope, key);
        }
        true
    }

    /// A bucket of several quotas. A call waits for the narrowest one first: calls that wait for a room delay calls of the
    /// same room only. Over a shared store, a slot may have begun a while before the call leaves.
    fn bucket_of(&self, mut counted: Vec<(Quota, QuotaKey, RateLimit)>) -> QuotaBucket {
        let shared = self.queues.as_ref().is_some_and(|queues| queues.is_shared());
        counted.sort_by_key(|(quota, ..)| {
            let width = match quota.scope {
                QuotaScope::Room => 0,
                QuotaScope::App => 1,
                QuotaScope::Account => 2,
            };
            (width, Reverse(quota.per))
        });
        let last = counted.len() - 1;
        let limits = counted.into_iter().enumerate().map(|(at, (quota, key, rate_limit))| {
            let waits = shared && at < last && !quota.is_counted();
            (key, if waits { rate_limit.waiting_for_others() } else { rate_limit })
        });
        QuotaBucket::several(limits)
    }

    /// Waits for a permit, first come, first served, and returns how long that took. Dropping the future passes the
    /// permit to the next call.
    ///
    /// This is for calls that bypass a [`Client`](crate::Client). When they are answered is unknown, so they are sent at
    /// 98.5 % of the quota, and 1 % of its period is left for calls that arrive late.
    ///
    /// # Errors
    /// [`QuotaTimeout`] if no permit is available by `latest`. It is returned as soon as that is known: usually at
    /// once, later if the vendor throttles meanwhile.
    pub async fn acquire(&self, bucket: &QuotaBucket, latest: Instant) -> Result<Duration, QuotaTimeout> {
        self.permit(bucket, latest, false).await.map(|permit| permit.waited())
    }

    /// Waits for a permit like [`acquire`](Self::acquire). `answers` says whether the end of the call will be reported to
    /// the permit.
    pub(crate) async fn permit(
        &self,
        bucket: &QuotaBucket,
        latest: Instant,
        answers: bool,
    ) -> Result<Permit, QuotaTimeout> {
        let Some(queues) = &self.queues else { return Ok(Permit::unlimited()) };
        let start = Instant::now();
        if bucket.is_of_several() {
            let mut places = Places::new();
            for limit in bucket.limits() {
                if let Some((queue, context)) = queues.queue_for(limit, answers) {
                    places.take(queue, context, latest).await?;
                }
            }
            return places.leave(start, latest).await;
        }
        let Some((queue, context)) = bucket.limits().next().and_then(|limit| queues.queue_for(limit, answers)) else {
            return Ok(Permit::unlimited());
        };
        let grant = queue.acquire(context, latest).await?;
        Ok(Permit::new(start, Counted::new(queue, grant, context.rate_limit)))
    }

    /// Records that the vendor throttled, and the pause it asked for, if any.
    ///
    /// No call gets a permit for a few intervals, nor for the pause that the vendor asked for (an hour at most). Then
    /// calls go slower: by an eighth of the interval after a single throttled call, and up to eight times slower if more
    /// follow. The slowdown is halved after every period of the quota without throttling, of five seconds if that is
    /// shorter; see [`Gcra::throttle`](super::store::Gcra::throttle). Which of several quotas the call exceeded is unknown,
    /// so all of them slow down.
    pub async fn throttle(&self, bucket: &QuotaBucket, at_least: Option<Duration>) {
        self.throttle_call(bucket, None, at_least).await;
    }

    /// [`throttle`](Self::throttle) after the call with this permit. Calls that left before the vendor throttled last are
    /// throttled for the same reason, so they slow nothing down once more.
    pub(crate) async fn throttle_call(
        &self,
        bucket: &QuotaBucket,
        permit: Option<&Permit>,
        at_least: Option<Duration>,
    ) {
        let Some(queues) = &self.queues else { return };
        for limit in bucket.limits() {
            queues.throttle(limit, permit.and_then(Permit::left_at), at_least).await;
        }
    }

    fn of(store: SlotSource) -> Self {
        Self { queues: Some(Arc::new(Queues::new(store))), set: Arc::default(), burst: 1 }
    }
}

/// What identifies an action.
const fn name<A: Action>() -> ActionName {
    (A::Vendor::NAME, A::INFO.name, A::INFO.version)
}

/// Counts calls in this process.
impl Default for Quotas {
    fn default() -> Self {
        Self::new()
    }
}

impl<S: QuotaStore> From<S> for Quotas {
    fn from(store: S) -> Self {
        Self::with_store(store)
    }
}

impl fmt::Debug for Quotas {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.queues {
            None => f.write_str("Quotas(off)"),
            Some(queues) => f
                .debug_struct("Quotas")
                .field("store", queues.store())
                .field("queues", &queues.count())
                .field("set", &self.set)
                .field("burst", &self.burst)
                .finish(),
        }
    }
}
