//! The log of requests that arrived.

use crate::{Fault, Vendor};
use serde_json::Value as Json;
use std::{
    collections::{BTreeSet, HashSet, VecDeque},
    fmt,
    ops::Deref,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};
use time::OffsetDateTime;
use tokio::time::Instant;

/// A request that arrived, without its secrets and signatures.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Arrival {
    /// The vendor that received it.
    pub vendor: Vendor,
    /// The action it named.
    pub action: Option<String>,
    /// The HTTP method.
    pub method: String,
    /// The query, decoded: name to text, or to a list of texts where the name stands more than once. A signature is
    /// left out.
    pub query: Json,
    /// The body as JSON; null if it is none.
    pub body: Json,
    /// The sandbox's time.
    pub at: OffsetDateTime,
    /// When it arrived by the machine's monotonic clock, which is what the quotas go by.
    pub arrived: Instant,
    /// Over which of the vendor's connections it came; they are counted from 1.
    pub connection: u64,
    /// When it says that it was signed.
    pub signed_at: Option<OffsetDateTime>,
    /// Its signature: to be compared, never to be seen.
    pub signature: Option<Signature>,
    /// Its nonce, where the vendor's calls have one.
    pub nonce: Option<String>,
    /// The HTTP status of the answer, also of one that a fault kept back; 0 if the call was not carried out.
    pub status: u16,
    /// The code it was refused with.
    pub code: Option<String>,
    /// Whether it was refused because it exceeded the quota.
    pub throttled: bool,
    /// The injected fault.
    pub fault: Option<Arc<Fault>>,
}

/// A signature of which nothing can be told but whether it is the same as another.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Signature([u8; 16]);

impl Signature {
    /// Of the text of a signature nothing but a hash is kept.
    pub(crate) fn new(text: &str) -> Self {
        use sha2::{Digest, Sha256};
        let mut hash = [0; 16];
        hash.copy_from_slice(&Sha256::digest(text.as_bytes())[..16]);
        Self(hash)
    }
}

impl fmt::Debug for Signature {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        to.write_str("Signature(..)")
    }
}

/// What arrived, oldest first: a copy that does not grow. It is read like a slice.
#[derive(Clone, Debug, Default)]
pub struct Log(Vec<Arc<Arrival>>);

impl Log {
    /// The calls of an action.
    #[must_use]
    pub fn of(&self, action: &str) -> Self {
        self.only(|arrival| arrival.action.as_deref() == Some(action))
    }

    /// The calls of a vendor.
    #[must_use]
    pub fn of_vendor(&self, vendor: Vendor) -> Self {
        self.only(|arrival| arrival.vendor == vendor)
    }

    /// The calls that were refused because they were too many.
    #[must_use]
    pub fn throttled(&self) -> Self {
        self.only(|arrival| arrival.throttled)
    }

    /// The calls that satisfy `wanted`.
    #[must_use]
    pub fn only(&self, mut wanted: impl FnMut(&Arrival) -> bool) -> Self {
        Self(self.0.iter().filter(|arrival| wanted(arrival)).cloned().collect())
    }

    /// The most calls that arrived within any span of that length, which holds its start and not its end.
    #[must_use]
    pub fn busiest(&self, per: Duration) -> usize {
        let mut times: Vec<Instant> = self.0.iter().map(|arrival| arrival.arrived).collect();
        times.sort_unstable();
        let within = |(at, from): (usize, &Instant)| times[at..].partition_point(|time| *time - *from < per);
        times.iter().enumerate().map(within).max().unwrap_or(0)
    }

    /// The nonces that came more than once to one vendor, each once.
    #[must_use]
    pub fn repeated_nonces(&self) -> Vec<String> {
        let mut seen = HashSet::new();
        let nonces = self.0.iter().filter_map(|arrival| Some((arrival.vendor, arrival.nonce.as_deref()?)));
        let repeated: BTreeSet<_> = nonces.filter(|nonce| !seen.insert(*nonce)).collect();
        repeated.into_iter().map(|(_, nonce)| nonce.to_owned()).collect()
    }

    /// The calls whose signature came before. Where a vendor's signatures have no nonce, calls that are alike and
    /// signed within the same second have the same signature, and rightly so.
    #[must_use]
    pub fn repeated_signatures(&self) -> Self {
        let mut seen = HashSet::new();
        self.only(|arrival| arrival.signature.is_some_and(|signature| !seen.insert((arrival.vendor, signature))))
    }
}

impl Deref for Log {
    type Target = [Arc<Arrival>];

    fn deref(&self) -> &Self::Target {
        &self.0
    }
}

impl IntoIterator for Log {
    type Item = Arc<Arrival>;
    type IntoIter = std::vec::IntoIter<Arc<Arrival>>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

impl<'l> IntoIterator for &'l Log {
    type Item = &'l Arc<Arrival>;
    type IntoIter = std::slice::Iter<'l, Arc<Arrival>>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.iter()
    }
}

/// Keeps the latest arrivals, oldest first.
#[derive(Debug)]
pub(crate) struct LogBuffer {
    most: usize,
    arrivals: Mutex<VecDeque<Arc<Arrival>>>,
}

impl LogBuffer {
    /// One that keeps so many.
    pub(crate) fn new(most: usize) -> Self {
        Self { most, arrivals: Mutex::default() }
    }

    pub(crate) fn note(&self, arrival: Arrival) {
        let mut arrivals = self.arrivals.lock().unwrap_or_else(PoisonError::into_inner);
        arrivals.push_back(Arc::new(arrival));
        if arrivals.len() > self.most {
            arrivals.pop_front();
        }
    }

    pub(crate) fn read(&self) -> Log {
        Log(self.arrivals.lock().unwrap_or_else(PoisonError::into_inner).iter().cloned().collect())
    }

    pub(crate) fn clear(&self) {
        self.arrivals.lock().unwrap_or_else(PoisonError::into_inner).clear();
    }
}
