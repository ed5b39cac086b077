//! Keeps the quotas of RTC vendors across several processes, counted by Redis.
//!
//! A vendor counts the calls of an account, wherever they come from. Clients whose [`Quotas`](rtc_core::Quotas) use the
//! same Redis wait for permits together:
//!
//! ```no_run
//! # use rtc_core::{ClientBuilder, Vendor};
//! # fn build<V: Vendor>(builder: ClientBuilder<V>) -> Result<(), Box<dyn std::error::Error>> {
//! let client = builder.quotas(rtc_quota_redis::connect("redis://:password@cache.internal:6379")?).build()?;
//! # Ok(())
//! # }
//! ```
//!
//! The algorithm is the local one, as a script that Redis runs atomically and by its own clock. Redis must be version 5
//! or newer, or a compatible server; a cluster is not supported. The state of a key expires on its own. A process holds
//! one slot of a key at a time, so busy processes get even shares.
//!
//! # When Redis is unavailable
//!
//! A call waits for Redis at most for [`timeout`](RedisStore::timeout). Then Redis counts as unavailable, which is
//! logged once as a warning, and [`WhenUnavailable`] decides what happens to calls. Every
//! [`retry_every`](RedisStore::retry_every), one call checks whether Redis is available again, which is logged too.
//! While some processes reach Redis and others do not, the quota may be exceeded by the share of the latter, because
//! the two groups cannot see each other's calls. When the vendor then throttles, all processes slow down.
//!
//! # TLS
//!
//! `rediss://` needs the feature `tls`, which uses rustls with ring and trusts the system's certificates. In a program
//! that compiles in other rustls providers too, install a default provider first, as rustls requires.
#![forbid(unsafe_code)]
#![deny(missing_docs)]

/// The README's examples compile.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;

mod connection;
mod local_share;
mod script;
mod settings;
mod store;

pub use settings::{UrlError, WhenUnavailable};
pub use store::{RedisStore, connect};
