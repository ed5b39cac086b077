//! Credentials: where they come from, and how they are kept fresh.
//!
//! A client takes fixed ones with `.credentials(…)`, the environment's when it is built with neither, or a
//! [`CredentialsProvider`] with `.credentials_from(…)`:
//!
//! - [`environment`]: the vendor's own variables.
//! - The vendors' own credential files; their crates have them, and a chain of all of them in the vendor's order.
//! - [`Chain`]: the first place that has some.
//! - [`from_sync_fn`]: a place of yours that takes no waiting.
//! - [`from_fn`]: a function of yours, for short-lived ones.
//!
//! What a provider gives is kept until shortly before it expires, then renewed by one call for all. A client whose
//! credentials the vendor calls expired renews them at once.

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
