//! The two kinds of quota stores a queue reserves slots from.

use super::{local::LocalStore, quota_store::QuotaStore};

/// The interface of a quota store. The local store answers at once, so it needs no boxed future per call.
#[derive(Debug)]
pub(super) enum SlotSource {
    /// Counts the calls of this process.
    Local(LocalStore),
    /// Counts the calls of several processes and answers later.
    Shared(Box<dyn QuotaStore>),
}
