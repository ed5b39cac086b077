//! What arrived.

use crate::Vendor;
use serde_json::Value as Json;
use std::{
    collections::VecDeque,
    sync::{Mutex, PoisonError},
};
use time::OffsetDateTime;

/// How many arrivals are kept.
const KEPT: usize = 100_000;

/// A request that arrived, without its secrets and signatures.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Arrival {
    /// Whom it was for.
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
    /// The HTTP status of the answer.
    pub status: u16,
    /// The code it was refused with.
    pub code: Option<String>,
}

/// The latest arrivals, oldest first.
#[derive(Debug, Default)]
pub(crate) struct Log(Mutex<VecDeque<Arrival>>);

impl Log {
    pub(crate) fn note(&self, arrival: Arrival) {
        let mut arrivals = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if arrivals.len() == KEPT {
            arrivals.pop_front();
        }
        arrivals.push_back(arrival);
    }

    pub(crate) fn read(&self) -> Vec<Arrival> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).iter().cloned().collect()
    }

    pub(crate) fn clear(&self) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clear();
    }
}
