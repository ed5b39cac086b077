//! What the server API clients of all RTC vendors share: the client, its errors, limits, quotas, retries and pagination.
//!
//! Applications depend on the crate of an action, which re-exports most of what they need, and seldom on this one.
//!
//! This crate has four faces:
//!
//! - **The crate root, for apps.** [`Client`] checks documented limits, keeps [`Quotas`], signs, sends over a [`Transport`],
//!   retries and decodes. [`Error`] describes everything that can go wrong with a call, grouped by what the caller can do
//!   about it. [`credentials`] are where keys come from, [`listing`] is pagination and sweeps, [`retry`] the retry policy.
//! - **[`protocol`], for a vendor's protocol crate**: signing requests and opening answers, without any input or output.
//! - **[`quota::store`], for a quota store** that counts the calls of several processes.
//! - **`generated`, for the generated action crates.** It is hidden here, and changes whenever the generator does.
#![forbid(unsafe_code)]
#![deny(missing_docs)]

mod action;
#[cfg(feature = "blocking")]
pub mod blocking;
#[doc(hidden)]
pub mod builder;
mod client;
mod code;
pub mod credentials;
mod deadline;
mod endpoint;
mod error;
#[doc(hidden)]
pub mod generated;
mod limits;
pub mod listing;
mod macros;
mod parameters;
pub mod protocol;
pub mod quota;
pub mod retry;
mod transport;
mod undocumented;
#[doc(hidden)]
pub mod wire;

// For apps.
pub use action::{Action, Quota, QuotaScope};
pub use client::{BuildError, Client, ClientBuilder, Sending};
pub use code::{ErrorCode, Retry};
pub use credentials::{CredentialsError, CredentialsProvider, Environment};
pub use endpoint::{Endpoint, EndpointError};
pub use error::{
    Attempt, Error, Failure, Interrupted, LimitsBroken, NotSent, NotSentCause, Refused, Sent, TimedOut, Unreadable,
};
pub use limits::{LimitPolicy, Violation};
pub use protocol::{Answer, RequestError, Vendor};
pub use quota::{QuotaTimeout, Quotas};
pub use retry::{RetryPolicy, Stopped};
pub use transport::{Cause, Exchange, SendOptions, Transport, TransportError};
pub use undocumented::Undocumented;

// Generated crates import these from the root until the generator writes `rtc_core::generated`.
#[doc(hidden)]
pub use action::{ActionInfo, Method};
#[doc(hidden)]
pub use limits::{Limits, Window};
#[doc(hidden)]
pub use parameters::{Parameters, Parts, QueryValue};
#[doc(hidden)]
pub use protocol::{OpenError, SigningInput, query};
#[doc(hidden)]
pub use quota::QuotaKey;
