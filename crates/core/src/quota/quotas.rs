//! The quotas of a client: settings, and the queues of all keys.

use super::{
    error::QuotaTimeout,
    key::QuotaKey,
    key_queue::{KeyQueue, QueueContext},
    local::LocalStore,
    permit::{Counted, Permit, Places},
    quota_store::QuotaStore,
    rate_limit::{RateLimit, asked_pause},
    slot_source::SlotSource,
};
use crate::{Action, Endpoint, Quota, QuotaScope, Vendor};
use std::{
    cmp::Reverse,
    collections::HashMap,
    fmt,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};
use tokio::time::Instant;

/// How many queues are kept before idle ones are first pruned.
const FIRST_PRUNE_AT: usize = 64;

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

/// The queues of all keys, and the source of their slots.
struct Queues {
    store: SlotSource,
    open: Mutex<Open>,
}

struct Open {
    queues: HashMap<QuotaKey, Arc<KeyQueue>>,
    /// The number of queues at which idle ones are pruned.
    prune_at: usize,
}

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
    /// together.
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

    /// Replaces the documented quotas of an action by several, which all apply.
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
        // A quota that was set is counted like the documented one of its scope. If there is none, what identifies an app or
        // a room is unknown, and all calls of the account are counted together.
        let same_scope = A::INFO.quotas.iter().position(|documented| documented.scope == quota.scope);
        if let Some(same_scope) = same_scope.filter(|_| quota.scope != QuotaScope::Account) {
            action.counted_by(same_scope, key);
        }
        true
    }

    /// A bucket of several quotas. A call waits for the narrowest one first: calls that wait for a room delay calls of the
    /// same room only. Over a shared store, a slot may have begun a while before the call leaves.
    fn bucket_of(&self, mut counted: Vec<(Quota, QuotaKey, RateLimit)>) -> QuotaBucket {
        let shared = self.queues.as_ref().is_some_and(|queues| matches!(queues.store, SlotSource::Shared(_)));
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
        let mut limits = limits.collect::<Vec<_>>().into_iter();
        QuotaBucket { first: limits.next(), further: Some(limits.collect()) }
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
        if bucket.further.is_some() {
            let mut places = Places::new();
            for limit in bucket.limits() {
                if let Some((queue, context)) = queues.queue_for(limit, answers) {
                    places.take(queue, context, latest).await?;
                }
            }
            return places.leave(start, latest).await;
        }
        let Some((queue, context)) = bucket.first.as_ref().and_then(|limit| queues.queue_for(limit, answers)) else {
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
        let open = Mutex::new(Open { queues: HashMap::new(), prune_at: FIRST_PRUNE_AT });
        Self { queues: Some(Arc::new(Queues { store, open })), set: Arc::default(), burst: 1 }
    }
}

/// What identifies an action.
const fn name<A: Action>() -> ActionName {
    (A::Vendor::NAME, A::INFO.name, A::INFO.version)
}

impl Queues {
    /// The queue of a call, and how it waits there. `None` if it need not.
    fn queue_for<'a>(
        &'a self,
        (key, rate_limit): &'a (QuotaKey, RateLimit),
        answers: bool,
    ) -> Option<(Arc<KeyQueue>, QueueContext<'a>)> {
        let queue = self.key_queue(key, *rate_limit, !rate_limit.is_unlimited())?;
        Some((queue, QueueContext { store: &self.store, key, rate_limit: *rate_limit, answers }))
    }

    /// Records that the vendor throttled a call that left at that time.
    async fn throttle(
        &self,
        (key, rate_limit): &(QuotaKey, RateLimit),
        left_at: Option<Instant>,
        at_least: Option<Duration>,
    ) {
        let Some(queue) = self.key_queue(key, *rate_limit, true) else { return };
        let asked = asked_pause(at_least);
        let known = left_at.is_some_and(|left| queue.throttled_since(left));
        if known && asked.is_zero() {
            return;
        }
        let pause = match &self.store {
            SlotSource::Local(store) => store.throttle_now(key, *rate_limit, at_least),
            SlotSource::Shared(store) => {
                store.throttle(key, *rate_limit, at_least).await;
                // How long the pause is beyond that, the store says when the next slot is reserved.
                asked
            }
        };
        queue.pause(pause);
    }

    /// The queue of a key. If there is none, one is created if `open` is set.
    fn key_queue(&self, key: &QuotaKey, rate_limit: RateLimit, open: bool) -> Option<Arc<KeyQueue>> {
        let mut queues = self.open();
        if let Some(key_queue) = queues.queues.get(key) {
            return Some(Arc::clone(key_queue));
        }
        open.then(|| queues.add(key, rate_limit))
    }

    fn open(&self) -> MutexGuard<'_, Open> {
        // The state is consistent at every point where a panic could occur.
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Open {
    /// Adds a queue. Idle queues are pruned first whenever their number has doubled, so the amortised cost is constant.
    /// A queue in use has a second reference.
    fn add(&mut self, key: &QuotaKey, rate_limit: RateLimit) -> Arc<KeyQueue> {
        let now = Instant::now();
        if self.queues.len() >= self.prune_at {
            self.queues.retain(|_, key_queue| Arc::strong_count(key_queue) > 1 || !key_queue.is_idle(now));
            self.prune_at = FIRST_PRUNE_AT.max(self.queues.len() * 2);
        }
        let key_queue = Arc::new(KeyQueue::new(now, rate_limit));
        self.queues.insert(key.clone(), Arc::clone(&key_queue));
        key_queue
    }
}

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

    fn limits(&self) -> impl Iterator<Item = &(QuotaKey, RateLimit)> {
        self.first.iter().chain(self.further.as_deref().unwrap_or_default())
    }
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
                .field("store", &queues.store)
                .field("queues", &queues.open().queues.len())
                .field("set", &self.set)
                .field("burst", &self.burst)
                .finish(),
        }
    }
}
