//! Client-side rate limiting: keeps the documented calls per second before sending.
//!
//! # Why no window exceeds the quota
//!
//! A vendor allows `N` calls in any `P`. Calls of one [key](QuotaKey) get slots `s₁ ≤ s₂ ≤ …` by GCRA, the generic cell
//! rate algorithm: the theoretical arrival time `tat` is when the next slot may begin, and a call that asks at `now`
//! gets
//!
//! ```text
//! slot = max(tat, now − τ)        tat = slot + T
//! ```
//!
//! so slots are at least `T` apart. No call leaves before its slot, nor later than `τ` after it (a call that wakes up
//! later moves its slot, see [`Gcra`](store::Gcra)): `sᵢ ≤ dᵢ ≤ sᵢ + τ` for the departures `dᵢ`. Hence between a call and the `N`th
//! after it
//!
//! ```text
//! dᵢ₊ₙ − dᵢ ≥ sᵢ₊ₙ − sᵢ − τ ≥ N·T − τ
//! ```
//!
//! With `T = 1.015·P/N` and `τ = 0.005·P` that is `1.01·P`: `N + 1` calls never fit into `P`, and 1 % of `P` is left
//! for network jitter. `τ` tolerates a late wake-up: the slots stay where they are, so lateness does not add up, and
//! 98.5 % of the documented quota is usable.
//!
//! A burst of `B` calls at once needs `τ = 0.005·P + (B − 1)·T`. The inequality also holds with `T = 1.015·P/(N − B +
//! 1)`: a burst costs a lower rate.
//!
//! # Queues
//!
//! The calls of one key wait in a queue, first come, first served. Only the first call holds a slot and sleeps; if it
//! is dropped meanwhile, its slot stays in the queue for the next call. There is no background task: a queue advances
//! because its calls are polled. Slots come from a [`QuotaStore`](store::QuotaStore): [`LocalStore`](store::LocalStore) counts the calls of this process,
//! other stores count those of several.

mod error;
mod gcra;
mod key;
mod key_queue;
mod local;
mod quota_store;
mod quotas;
mod rate_limit;
mod slot_source;
pub mod store;
mod ticket;

pub use error::QuotaTimeout;
pub use key::QuotaKey;
pub use quotas::{QuotaBucket, Quotas};
pub use rate_limit::RateLimit;
pub(crate) use ticket::saturating_add;
