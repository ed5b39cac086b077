//! What a client asks before it sends.

use super::{LocalStore, NoTurn, Pace, QuotaKey, QuotaStore, lane::Lane};
use crate::{Action, Endpoint, Quota, QuotaScope, Vendor};
use std::{
    collections::HashMap,
    fmt,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};
use tokio::time::Instant;

/// How many lanes are kept before the first look for idle ones.
const FEW: usize = 64;

/// Keeps quotas: every call waits for its turn before it is sent.
///
/// Clones share their turns, so clients that are given clones of one value are counted together. What is
/// [`set`](Self::set) after cloning holds for that clone.
///
/// Waiting needs a tokio runtime with its timer on; a call that need not wait does without.
#[derive(Clone)]
pub struct Quotas {
    /// `None`: nobody waits.
    lanes: Option<Arc<Lanes>>,
    set: Arc<HashMap<(&'static str, &'static str), Quota>>,
    burst: u32,
}

/// All lanes, and where their slots come from.
struct Lanes {
    store: Store,
    open: Mutex<Open>,
}

struct Open {
    lanes: HashMap<QuotaKey, Arc<Lane>>,
    /// At how many lanes to look for idle ones.
    sweep_at: usize,
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
    pub fn over(store: impl QuotaStore) -> Self {
        Self::of(Store::Shared(Box::new(store)))
    }

    /// Lets every call go at once, also when the vendor said that it is asked too often.
    #[must_use]
    pub fn off() -> Self {
        Self { lanes: None, set: Arc::default(), burst: 1 }
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
    pub fn counted<A: Action>(&self, action: &A, caller: &str, endpoint: Option<&Endpoint>) -> Counted {
        if self.lanes.is_none() {
            return Counted(None);
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
        let pace = quota.map_or(Pace::unlimited(), |quota| Pace::of(quota, self.burst));
        Counted(Some((key, pace)))
    }

    /// Waits for the call's turn, first come, first served, and says how long that took. Dropping the future gives the
    /// turn to the next in line.
    ///
    /// # Errors
    /// If the turn cannot come by `latest`. That is said as soon as it is known: mostly at once, later where the vendor
    /// has said meanwhile that it is asked too often.
    pub async fn turn(&self, counted: &Counted, latest: Instant) -> Result<Duration, NoTurn> {
        let (Some(lanes), Some((key, pace))) = (&self.lanes, &counted.0) else { return Ok(Duration::ZERO) };
        match lanes.lane(key, *pace, !pace.is_unlimited()) {
            Some(lane) => lane.turn((&lanes.store, key, *pace), latest).await,
            None => Ok(Duration::ZERO),
        }
    }

    /// Takes note that the vendor is asked too often, and wants no such call for `at_least`, if it said so. Nobody gets
    /// a turn for that long (an hour at the most), nor for the quota's span; then half as many do, an eighth at the
    /// least. Every ten spans without another such answer double them again.
    pub async fn slow_down(&self, counted: &Counted, at_least: Option<Duration>) {
        let (Some(lanes), Some((key, pace))) = (&self.lanes, &counted.0) else { return };
        match &lanes.store {
            Store::Local(store) => store.slow_down_now(key, *pace, at_least),
            Store::Shared(store) => store.slow_down(key, *pace, at_least).await,
        }
        if let Some(lane) = lanes.lane(key, *pace, true) {
            lane.pause(pace.pause(at_least));
        }
    }

    fn of(store: Store) -> Self {
        let open = Mutex::new(Open { lanes: HashMap::new(), sweep_at: FEW });
        Self { lanes: Some(Arc::new(Lanes { store, open })), set: Arc::default(), burst: 1 }
    }
}

impl Lanes {
    /// The lane of a key. If there is none, it is opened or not.
    fn lane(&self, key: &QuotaKey, pace: Pace, open: bool) -> Option<Arc<Lane>> {
        let mut lanes = self.open();
        if let Some(lane) = lanes.lanes.get(key) {
            return Some(Arc::clone(lane));
        }
        open.then(|| lanes.add(key, pace))
    }

    fn open(&self) -> MutexGuard<'_, Open> {
        // A panic elsewhere leaves whole lanes behind, and no half-done change.
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Open {
    /// A new lane. Now and then the idle ones go first: as often as their number doubles, so that a call pays for it
    /// next to nothing. Whoever uses a lane has a clone of it.
    fn add(&mut self, key: &QuotaKey, pace: Pace) -> Arc<Lane> {
        let now = Instant::now();
        if self.lanes.len() >= self.sweep_at {
            self.lanes.retain(|_, lane| Arc::strong_count(lane) > 1 || !lane.is_idle(now));
            self.sweep_at = FEW.max(self.lanes.len() * 2);
        }
        let lane = Arc::new(Lane::new(now, pace));
        self.lanes.insert(key.clone(), Arc::clone(&lane));
        lane
    }
}

/// What an attempt of a call is counted as.
#[derive(Clone, Debug)]
pub struct Counted(Option<(QuotaKey, Pace)>);

impl Counted {
    /// A call that is made by other means than a [`Client`](crate::Client), and uses the same quota up.
    #[must_use]
    pub const fn new(key: QuotaKey, pace: Pace) -> Self {
        Self(Some((key, pace)))
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
        Self::over(store)
    }
}

impl fmt::Debug for Quotas {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.lanes {
            None => f.write_str("Quotas(off)"),
            Some(lanes) => f
                .debug_struct("Quotas")
                .field("store", &lanes.store)
                .field("lanes", &lanes.open().lanes.len())
                .field("set", &self.set)
                .field("burst", &self.burst)
                .finish(),
        }
    }
}
