//! The documented calls per second, kept before sending.
//!
//! # Why no window ever holds one call too many
//!
//! A vendor allows `N` calls in any `P`. Calls of one [key](QuotaKey) get slots `s₁ ≤ s₂ ≤ …` by GCRA, the generic cell
//! rate algorithm: the theoretical arrival time `tat` is where the next slot may begin, and a call that asks at `now`
//! gets
//!
//! ```text
//! slot = max(tat, now − τ)        tat = slot + T
//! ```
//!
//! so slots are at least `T` apart. Nobody leaves before its slot, nor later than `τ` after it (whoever wakes up later
//! moves its slot, see [`Gcra`]): `sᵢ ≤ dᵢ ≤ sᵢ + τ` for the departures `dᵢ`. Hence between a call and the `N`th after
//! it
//!
//! ```text
//! dᵢ₊ₙ − dᵢ ≥ sᵢ₊ₙ − sᵢ − τ ≥ N·T − τ
//! ```
//!
//! With `T = 1.015·P/N` and `τ = 0.005·P` that is `1.01·P`: `N + 1` calls never fit into `P`, and 1 % of `P` is left for
//! what the network does to the time between two calls. `τ` forgives a late wake-up: the slots stay where they are, so
//! lateness does not add up, and 98.5 % of what is documented gets used.
//!
//! A burst of `B` calls at once needs `τ = 0.005·P + (B − 1)·T`. The same sum holds with `T = 1.015·P/(N − B + 1)`: a
//! burst is paid for with a lower rate.
//!
//! # Who waits where
//!
//! The calls of one key stand in a lane, first come, first served. Only the first of them has a slot and sleeps; if it
//! is dropped meanwhile, its slot stays in the lane for the next. There is no task behind it: a lane moves because those
//! who stand in it are polled. Where slots come from is the [`QuotaStore`]'s business: [`LocalStore`] counts this
//! process, another may count many.

mod error;
mod gcra;
mod key;
mod key_queue;
mod local;
mod quotas;
mod rate_limit;
mod store;
mod ticket;

pub use error::QuotaTimeout;
pub use gcra::{Gcra, Slot};
pub use key::QuotaKey;
pub use local::LocalStore;
pub use quotas::{QuotaBucket, Quotas};
pub use rate_limit::RateLimit;
pub use store::{QuotaStore, Reservation, ReserveFuture, StoreError, ThrottleFuture};
pub(crate) use ticket::saturating_add;
