//! Retries: whether, when, and how often.
//!
//! [`decide`] classifies the outcome of an attempt. A [`RetryPolicy`] sets how many attempts a call may make and the
//! backoff between them. A client's retry budget keeps all its calls together from overloading a failing vendor: a
//! retry takes from it, a success refills it.

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
pub(crate) use progress::{Failed, NextClock, RetryProgress};
pub use stopped::Stopped;
