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

/// A received request, without its secrets and signatures.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Arrival {
    /// The vendor that received it.
    pub vendor: Vendor,
    /// The action it names.
    pub action: Option<String>,
    /// The HTTP method.
    pub method: String,
    /// The decoded query: names mapped to a text, or to a list of texts if the name occurs more than once. The
    /// signature is omitted.
    pub query: Json,
    /// The body as JSON; null if it is not JSON.
    pub body: Json,
    /// When it arrived, by the sandbox's clock.
    pub at: OffsetDateTime,
    /// When it arrived, by the machine's monotonic clock, which the quotas use.
    pub arrived: Instant,
    /// The number of its connection, counted from 1 per vendor.
    pub connection: u64,
    /// The signing time that it states.
    pub signed_at: Option<OffsetDateTime>,
    /// Its signature, which can be compared but not read.
    pub signature: Option<Signature>,
    /// Its nonce, if the vendor's calls have one.
    pub nonce: Option<String>,
    /// The HTTP status of the answer, also if a fault withheld it; 0 if the call was not executed.
    pub status: u16,
    /// The error code, if it was refused.
    pub code: Option<String>,
    /// Whether it was refused for exceeding the quota.
    pub throttled: bool,
    /// The injected fault.
    pub fault: Option<Arc<Fault>>,
}

/// An opaque signature: it can only be compared with others.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Signature([u8; 16]);

impl Signature {
    /// Keeps a hash of the signature.
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

/// A snapshot of the log, oldest first, which dereferences to a slice.
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

    /// The calls that were refused for exceeding the quota.
    #[must_use]
    pub fn throttled(&self) -> Self {
        self.only(|arrival| arrival.throttled)
    }

    /// The calls that satisfy `wanted`.
    #[must_use]
    pub fn only(&self, mut wanted: impl FnMut(&Arrival) -> bool) -> Self {
        Self(self.0.iter().filter(|arrival| wanted(arrival)).cloned().collect())
    }

    /// The maximum number of calls that arrived within any span of this length, including its start but not its end.
    #[must_use]
    pub fn busiest(&self, per: Duration) -> usize {
        let mut times: Vec<Instant> = self.0.iter().map(|arrival| arrival.arrived).collect();
        times.sort_unstable();
        let within = |(at, from): (usize, &Instant)| times[at..].partition_point(|time| *time - *from < per);
        times.iter().enumerate().map(within).max().unwrap_or(0)
    }

    /// The nonces that one vendor received more than once, each once.
    #[must_use]
    pub fn repeated_nonces(&self) -> Vec<String> {
        let mut seen = HashSet::new();
        let nonces = self.0.iter().filter_map(|arrival| Some((arrival.vendor, arrival.nonce.as_deref()?)));
        let repeated: BTreeSet<_> = nonces.filter(|nonce| !seen.insert(*nonce)).collect();
        repeated.into_iter().map(|(_, nonce)| nonce.to_owned()).collect()
    }

    /// The calls whose signature was received before. Where a vendor's signatures have no nonce, equal calls that are
    /// signed within the same second legitimately have equal signatures.
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

/// A ring buffer of the latest requests, oldest first.
#[derive(Debug)]
pub(crate) struct LogBuffer {
    capacity: usize,
    arrivals: Mutex<VecDeque<Arc<Arrival>>>,
}

impl LogBuffer {
    /// Creates one with a capacity of `capacity` requests.
    pub(crate) fn new(capacity: usize) -> Self {
        Self { capacity, arrivals: Mutex::default() }
    }

    pub(crate) fn note(&self, arrival: Arrival) {
        let mut arrivals = self.arrivals.lock().unwrap_or_else(PoisonError::into_inner);
        arrivals.push_back(Arc::new(arrival));
        if arrivals.len() > self.capacity {
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
