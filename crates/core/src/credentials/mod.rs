//! Credentials: where they come from, and how they are renewed.
//!
//! A client takes fixed credentials with `.credentials(…)`, by default those of the environment, or a
//! [`CredentialsProvider`] with `.credentials_from(…)`:
//!
//! - [`environment`]: the vendor's own variables.
//! - The vendors' own credential files; their crates have them, and a chain of all of them in the vendor's order.
//! - [`Chain`]: the first source that has credentials.
//! - [`from_sync_fn`]: a synchronous function of your own, for sources that do not wait, such as a file.
//! - [`from_fn`]: an async function of your own, for short-lived credentials.
//!
//! Credentials of a provider are cached until shortly before they expire, then renewed by one call on behalf of all. If
//! the vendor reports them as expired, the client renews them immediately.

mod async_callback;
mod cache;
mod chain;
mod environment;
mod error;
pub mod file;
mod file_error;
mod provider;
mod sync_callback;

pub use async_callback::{FromFn, from_fn};
pub(crate) use cache::Cache;
pub use chain::Chain;
pub(crate) use environment::Lookup;
pub use environment::{Environment, FromEnvironment, environment};
pub use error::CredentialsError;
pub use provider::{CredentialsProvider, IssueFuture, Issued};
pub use sync_callback::{FromSyncFn, from_sync_fn};
