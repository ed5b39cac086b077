//! The shared core of the server API clients of all RTC vendors: client, errors, limits, quotas, retries and
//! pagination.
//!
//! Applications depend on an action's crate, which re-exports most of what they need, and rarely on this one.
//!
//! This crate has four parts:
//!
//! - **The crate root, for apps.** [`Client`] checks documented limits, keeps [`Quotas`], signs, sends over a
//!   [`Transport`], retries and decodes. [`Error`] describes everything that can go wrong with a call, grouped by what
//!   the caller can do about it. [`credentials`] provides keys, [`listing`] paginates and sweeps, [`retry`] has the
//!   retry policy.
//! - **[`protocol`], for a vendor's protocol crate**: signing requests and opening answers, without any input or
//!   output.
//! - **[`quota::store`], for a quota store** that counts the calls of several processes.
//! - **`generated`, for the generated action crates.** It is hidden here, and changes with the generator.
#![forbid(unsafe_code)]
#![deny(missing_docs)]

/// The README's examples compile.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;

mod action;
#[cfg(feature = "blocking")]
pub mod blocking;
mod builder;
mod client;
mod code;
pub mod credentials;
mod deadline;
mod each;
mod endpoint;
mod error;
#[doc(hidden)]
pub mod generated;
mod limits;
pub mod listing;
mod macros;
mod object;
mod parameters;
pub mod protocol;
pub mod quota;
mod regional_endpoint;
pub mod retry;
mod secret;
#[cfg(feature = "testing")]
pub mod testing;
mod transport;
mod undocumented;
mod wire;

// For apps.
pub use action::{Action, Quota, QuotaScope};
pub use client::{AttemptEvent, AttemptOutcome, BuildError, Client, ClientBuilder, Sending};
pub use code::{ErrorCode, Retry};
pub use credentials::{CredentialsError, CredentialsProvider, Environment};
pub use deadline::RuntimeError;
pub use endpoint::{Endpoint, EndpointError};
pub use error::{
    Attempt, Error, Failure, Interrupted, LimitsBroken, NotSent, NotSentCause, Refused, Sent, TimedOut, Unreadable,
};
pub use limits::{LimitPolicy, Violation};
pub use protocol::{Answer, RequestError, Vendor};
pub use quota::{QuotaTimeout, Quotas};
pub use regional_endpoint::{IntoEndpoint, RegionalEndpoint};
pub use retry::{RetryPolicy, Stopped};
pub use secret::Secret;
pub use transport::{Cause, Exchange, SendOptions, Transport, TransportError};
pub use undocumented::Undocumented;

// For this crate's own modules; others find these in `generated` and `protocol`.
pub(crate) use action::{ActionInfo, Method};
pub(crate) use limits::{Limits, Window};
pub(crate) use parameters::Parameters;
pub(crate) use protocol::{OpenError, SigningInput};
pub(crate) use quota::QuotaKey;
