//! What the server API clients of all RTC vendors share.
//!
//! - [`Action`]: what is sent, what comes back and what is documented about it. One generated crate holds one action.
//! - [`Vendor`]: how a vendor's requests are signed and its answers opened, without any input or output.
//! - [`Client`]: checks documented [`Limits`], keeps [`Quotas`], signs, sends over a [`Transport`] and opens the answer.
//! - [`Error`]: everything that can become of a call, by what the caller can do about it.
//!
//! Applications depend on the crate of an action and the crate of its vendor, seldom on this one.
#![forbid(unsafe_code)]
#![deny(missing_docs)]

mod action;
#[cfg(feature = "blocking")]
pub mod blocking;
pub mod builder;
mod client;
mod code;
pub mod credentials;
mod deadline;
mod endpoint;
pub mod envelope;
mod error;
pub mod hex;
mod limits;
pub mod listing;
mod macros;
pub mod message;
mod parameters;
pub mod query;
pub mod quota;
pub mod retry;
mod transport;
mod undocumented;
mod vendor;
pub mod wire;

pub use action::{Action, ActionInfo, Method, Quota, QuotaScope};
pub use client::{BuildError, Client, ClientBuilder, Sending};
pub use code::{ErrorCode, Retry};
pub use credentials::{CredentialsError, CredentialsProvider, Environment};
pub use endpoint::{Endpoint, EndpointError};
pub use error::{
    Attempt, Error, Failure, Interrupted, LimitsBroken, NotSent, NotSentCause, Refused, Sent, TimedOut, Unreadable,
};
pub use limits::{LimitPolicy, Limits, Violation, Window};
pub use parameters::{Parameters, Parts, QueryValue};
pub use quota::{QuotaKey, QuotaTimeout, Quotas};
pub use retry::{RetryPolicy, Stopped};
pub use transport::{Cause, Exchange, SendOptions, Transport, TransportError};
pub use undocumented::Undocumented;
pub use vendor::{Answer, OpenError, RequestError, SigningInput, Vendor};
