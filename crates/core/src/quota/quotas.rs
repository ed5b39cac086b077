//! What a client asks before it sends.

use super::{LocalStore, QuotaKey, QuotaStore, QuotaTimeout, RateLimit, key_queue::KeyQueue};
use crate::{Action, Endpoint, Quota, QuotaScope, Vendor};
use std::{
    collections::HashMap,
    fmt,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};
use tokio::time::Instant;

/// How many lanes are kept before the first look for idle ones.
const FIRST_PRUNE_AT: usize = 64;

/// Keeps quotas: every call waits for its turn before it is sent.
///
/// Clones share their turns, so clients that are given clones of one value are counted together. What is
/// [`set`](Self::set) after cloning holds for that clone.
///
/// Waiting needs a tokio runtime with its timer on; a call that need not wait does without.
#[derive(Clone)]
pub struct Quotas {
    /// `None`: nobody waits.
    queues: Option<Arc<Queues>>,
    set: Arc<HashMap<(&'static str, &'static str), Quota>>,
    burst: u32,
}

/// All lanes, and where their slots come from.
struct Queues {
    store: Store,
    open: Mutex<Open>,
}

struct Open {
    queues: HashMap<QuotaKey, Arc<KeyQueue>>,
    /// At how many lanes to look for idle ones.
    prune_at: usize,
}

/// Where slots come from.
#[derive(Debug)]
pub(super) enum Store {
    Local(LocalStore),
    Shared(Box<dyn QuotaStore>),
}

impl Quotas {
    /// Keeps what is documented, counting the calls of whoever is given this value or a clone of it.
    #[must_use]
    pub fn new() -> Self {
        Self::of(Store::Local(LocalStore::new()))
    }

    /// Keeps what is documented, counting where the store counts, as for several processes together.
    #[must_use]
    pub fn with_store(store: impl QuotaStore) -> Self {
        Self::of(Store::Shared(Box::new(store)))
    }

    /// Lets every call go at once, also when the vendor said that it is asked too often.
    #[must_use]
    pub fn off() -> Self {
        Self { queues: None, set: Arc::default(), burst: 1 }
    }

    /// Keeps another quota for an action than the documented one: vendors raise theirs on request.
    ///
    /// ```
    /// # use rtc_core::{Action, Quota, QuotaScope, quota::Quotas};
    /// # use std::time::Duration;
    /// # fn set<ListUserInfo: Action>() -> Quotas {
    /// Quotas::new().set::<ListUserInfo>(Quota { calls: 50, per: Duration::from_secs(1), scope: QuotaScope::Account })
    /// # }
    /// ```
    #[must_use]
    pub fn set<A: Action>(mut self, quota: Quota) -> Self {
        Arc::make_mut(&mut self.set).insert((A::Vendor::NAME, A::INFO.name), quota);
        self
    }

    /// Lets that many calls go at once after a rest, and never more than a quota's calls; 1 unless set. A burst is paid
    /// for: with a quota of `N` calls and a burst of `B`, `N − B + 1` calls go in the quota's span when there is no rest.
    #[must_use]
    pub fn burst(mut self, calls: u32) -> Self {
        self.burst = calls;
        self
    }

    /// How often an action may be asked: as was [`set`](Self::set), else as is documented.
    #[must_use]
    pub fn quota<A: Action>(&self) -> Option<Quota> {
        self.set.get(&(A::Vendor::NAME, A::INFO.name)).copied().or(A::INFO.quota)
    }

    /// What a call is counted as. `caller` is the account's name, or the caller's own id; see [`Vendor::caller`].
    ///
    /// A stand-in on this machine is no vendor, so its address keeps its calls apart.
    pub fn bucket<A: Action>(&self, action: &A, caller: &str, endpoint: Option<&Endpoint>) -> QuotaBucket {
        if self.queues.is_none() {
            return QuotaBucket(None);
        }
        let quota = self.quota::<A>();
        let mut key = QuotaKey::new(A::Vendor::NAME, A::INFO.name, A::INFO.version);
        key.value(caller);
        if let Some(endpoint) = endpoint.filter(|endpoint| endpoint.is_loopback()) {
            key.value(endpoint.authority());
        }
        if quota.is_some_and(|quota| quota.scope != QuotaScope::Account) {
            action.counted_by(&mut key);
        }
        let rate_limit = quota.map_or(RateLimit::unlimited(), |quota| RateLimit::from_quota(quota, self.burst));
        QuotaBucket(Some((key, rate_limit)))
    }

    /// Waits for the call's turn, first come, first served, and says how long that took. Dropping the future gives the
    /// turn to the next in line.
    ///
    /// # Errors
    /// If the turn cannot come by `latest`. That is said as soon as it is known: mostly at once, later where the vendor
    /// has said meanwhile that it is asked too often.
    pub async fn acquire(&self, bucket: &QuotaBucket, latest: Instant) -> Result<Duration, QuotaTimeout> {
        let (Some(queues), Some((key, rate_limit))) = (&self.queues, &bucket.0) else { return Ok(Duration::ZERO) };
        match queues.key_queue(key, *rate_limit, !rate_limit.is_unlimited()) {
            Some(key_queue) => key_queue.acquire((&queues.store, key, *rate_limit), latest).await,
            None => Ok(Duration::ZERO),
        }
    }

    /// Takes note that the vendor is asked too often, and wants no such call for `at_least`, if it said so. Nobody gets
    /// a turn for that long (an hour at the most), nor for the quota's span; then half as many do, an eighth at the
    /// least. Every ten spans without another such answer double them again.
    pub async fn throttle(&self, bucket: &QuotaBucket, at_least: Option<Duration>) {
        let (Some(queues), Some((key, rate_limit))) = (&self.queues, &bucket.0) else { return };
        match &queues.store {
            Store::Local(store) => store.throttle_now(key, *rate_limit, at_least),
            Store::Shared(store) => store.throttle(key, *rate_limit, at_least).await,
        }
        if let Some(key_queue) = queues.key_queue(key, *rate_limit, true) {
            key_queue.pause(rate_limit.pause(at_least));
        }
    }

    fn of(store: Store) -> Self {
        let open = Mutex::new(Open { queues: HashMap::new(), prune_at: FIRST_PRUNE_AT });
        Self { queues: Some(Arc::new(Queues { store, open })), set: Arc::default(), burst: 1 }
    }
}

impl Queues {
    /// The lane of a key. If there is none, it is opened or not.
    fn key_queue(&self, key: &QuotaKey, rate_limit: RateLimit, open: bool) -> Option<Arc<KeyQueue>> {
        let mut queues = self.open();
        if let Some(key_queue) = queues.queues.get(key) {
            return Some(Arc::clone(key_queue));
        }
        open.then(|| queues.add(key, rate_limit))
    }

    fn open(&self) -> MutexGuard<'_, Open> {
        // A panic elsewhere leaves whole lanes behind, and no half-done change.
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Open {
    /// A new lane. Now and then the idle ones go first: as often as their number doubles, so that a call pays for it
    /// next to nothing. Whoever uses a lane has a clone of it.
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

/// What an attempt of a call is counted as.
#[derive(Clone, Debug)]
pub struct QuotaBucket(Option<(QuotaKey, RateLimit)>);

impl QuotaBucket {
    /// A call that is made by other means than a [`Client`](crate::Client), and uses the same quota up.
    #[must_use]
    pub const fn new(key: QuotaKey, rate_limit: RateLimit) -> Self {
        Self(Some((key, rate_limit)))
    }

    /// The key; `None` if nothing is counted.
    #[must_use]
    pub fn key(&self) -> Option<&QuotaKey> {
        self.0.as_ref().map(|(key, _)| key)
    }
}

/// Calls are counted in this process.
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
