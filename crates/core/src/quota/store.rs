//! What a quota store needs: the trait to implement, and the rate limiting algorithm to follow.
//!
//! A store implements [`QuotaStore`] and grants [`Slot`]s by the rule of [`Gcra`]. [`LocalStore`] is the store of a single
//! process; a shared store can fall back on it during an outage.

pub use super::{
    gcra::{Gcra, Slot},
    key::QuotaKey,
    local::LocalStore,
    quota_store::{QuotaStore, Reservation, ReserveFuture, StoreError, ThrottleFuture},
    rate_limit::RateLimit,
};
