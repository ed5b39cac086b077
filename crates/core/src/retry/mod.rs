//! Trying again: whether, when, and how often.
//!
//! [`decide`] says whether another attempt is worth making, from what became of the last one. A [`RetryPolicy`] says how
//! many there may be and how long is waited between them. A client's budget keeps all its calls together from hammering
//! a vendor that fails: a retry takes from it, a success gives back.

mod budget;
mod decide;
mod headers;
mod policy;
mod progress;
mod stopped;

pub(crate) use budget::Budget;
pub use decide::{Outcome, decide};
pub(crate) use headers::{date, retry_after};
pub use policy::RetryPolicy;
pub(crate) use progress::{Failed, RetryProgress};
pub use stopped::Stopped;
