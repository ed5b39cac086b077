//! Client-side rate limiting: keeps the documented calls per second before sending.
//!
//! A vendor allows `N` calls in any `P`, and counts them as they arrive. How long a request takes to arrive is unknown
//! and varies, so `N` calls sent in any `P` are too many as soon as an earlier one is late.
//!
//! # Calls of one process
//!
//! A call may have arrived at any time between its departure `d` and its answer `r`. It counts from `d` until `r + P`, and
//! a call leaves only while fewer than `N` others count. Then no `P` holds `N + 1` arrivals: suppose one did, and look at
//! the call of these that left last. It left before the `P` was over, and all `N` others arrived, and so were answered or
//! to be answered, after the `P` had begun. Hence all `N` counted when it left, which is not possible.
//!
//! That holds for any delay, and costs only what it must: one slow call takes one of `N` places for as long as it is
//! slow. With `J` of jitter at most, and answers that come back evenly, calls leave at least at `P / (P + J)` of the
//! quota. Three refinements keep this so in practice:
//!
//! - The shortest round trips of the last 128 calls show what the network takes at least, there and back. A call cannot
//!   arrive that close to its answer, so it counts for that much less. An allowance that shrinks with the number of calls
//!   seen is left for still shorter round trips.
//! - Without an answer, a call counts until `d + P + 0.5 s`: later than that, it is taken for lost. Where answers usually
//!   take longer than `P`, they come too late to tell; then a call counts until `d + P` and the spread of recent round
//!   trips.
//! - `P` is taken as 0.1 % longer than documented, because clocks run at different speeds.
//!
//! Within this, calls are spread evenly by GCRA, with an interval of `T = P/N`.
//!
//! # Calls of several processes, and calls that are not answered
//!
//! Calls of one [key](QuotaKey) get slots `s₁ ≤ s₂ ≤ …` by GCRA, the generic cell rate algorithm: the theoretical arrival
//! time `tat` is when the next slot may begin, and a call that asks at `now` gets
//!
//! ```text
//! slot = max(tat, now − τ)        tat = slot + T
//! ```
//!
//! so slots are at least `T` apart. No call leaves before its slot, nor later than `τ` after it (a call that wakes up
//! later moves its slot, see [`Gcra`](store::Gcra)): `sᵢ ≤ dᵢ ≤ sᵢ + τ` for the departures `dᵢ`. Hence between a call and
//! the `N`th after it
//!
//! ```text
//! dᵢ₊ₙ − dᵢ ≥ sᵢ₊ₙ − sᵢ − τ ≥ N·T − τ
//! ```
//!
//! With `T = (1.005·P + S)/N` and `τ = 0.005·P` that is `P + S`: `N + 1` calls never arrive within `P` if none arrives
//! more than the slack `S` later than another. `τ` tolerates a late wake-up: the slots stay where they are, so lateness
//! does not add up. A client over a shared store measures `S`: the spread of its recent round trips, at least 1 % and at
//! most 0.5 s ([`RateLimit::with_slack`]); 20 % or 200 ms until it has seen some. For [`Quotas::acquire`], which hears of
//! no answer, `S` is 1 % of `P`, and 98.5 % of the documented quota is usable.
//!
//! A burst of `B` calls at once needs `τ = 0.005·P + (B − 1)·T`. The inequality also holds with `T = (1.005·P + S)/(N −
//! B + 1)`: a burst costs a lower rate.
//!
//! # Quotas of a day
//!
//! A quota over more than a minute [only counts](crate::Quota::is_counted): calls may come as fast as they like until it
//! is used up, and then fail at once with the time that they would have to wait. In one process, that is the rule
//! above without spreading. A store that several processes share allows up to half of the calls at once, which is GCRA
//! with a burst of `N/2`. A process that is started again has forgotten its earlier calls.
//!
//! # Several quotas
//!
//! A call waits for a permit of each of its quotas, one after the other: first that of its room, then of its app, then of
//! the account, so that calls that wait for a busy room are in nobody else's way. Meanwhile it counts against the quotas
//! it has a permit of, as if it had left, and it leaves once it has all. Over a shared store, the slots of all but the
//! last quota have an interval that allows for that wait: it is longer by a fifth of the period, and so long a slot can be
//! used. A call that waits longer moves its slot.
//!
//! # When the vendor throttles
//!
//! Others may use the same quota. After a single throttled call, calls pause for two intervals and then go an eighth
//! slower, for a period of the quota at most; if more are throttled, they go slower quickly. See
//! [`Gcra::throttle`](store::Gcra::throttle).
//!
//! # Queues
//!
//! The calls of one key wait in a queue, first come, first served. Only the first call holds a slot and sleeps; if it
//! is dropped meanwhile, its slot stays in the queue for the next call. There is no background task: a queue advances
//! because its calls are polled. Slots come from a [`QuotaStore`](store::QuotaStore):
//! [`LocalStore`](store::LocalStore) counts the calls of this process, other stores count those of several.

mod arrivals;
mod bucket;
mod error;
mod gcra;
mod key;
mod key_queue;
mod local;
mod permit;
mod places;
mod queues;
mod quota_store;
mod quotas;
mod rate_limit;
mod reservation;
mod round_trips;
mod slot_source;
pub mod store;
mod ticket;

pub use bucket::QuotaBucket;
pub use error::QuotaTimeout;
pub use key::QuotaKey;
pub(crate) use permit::Permit;
pub use quotas::Quotas;
pub use rate_limit::RateLimit;
pub(crate) use ticket::saturating_add;
