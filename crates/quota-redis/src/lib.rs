//! Keeps the quotas of RTC vendors over several processes, counted by Redis.
//!
//! A vendor counts the calls of an account, wherever they come from. Clients whose [`Quotas`](rtc_core::Quotas) lie over
//! one Redis wait for their turns together:
//!
//! ```no_run
//! # use rtc_core::{ClientBuilder, Vendor};
//! # fn build<V: Vendor>(builder: ClientBuilder<V>) -> Result<(), Box<dyn std::error::Error>> {
//! let client = builder.quotas(rtc_quota_redis::connect("redis://:password@cache.internal:6379")?).build()?;
//! # Ok(())
//! # }
//! ```
//!
//! The rule is the local one, as one script that Redis (5 or newer, or a server that speaks like it; not a cluster) runs
//! at once and by its own clock. What a key needs is forgotten by itself. A process has one slot of a key at a time, so
//! processes that have much to ask get even shares.
//!
//! # When Redis is away
//!
//! A call waits for Redis no longer than [`timeout`](RedisStore::timeout). Then Redis counts as away, which is said in a
//! warning, once; [`WhenUnavailable`] says what becomes of calls; and one of them looks every
//! [`retry_every`](RedisStore::retry_every) whether it is back, which is said too. While some processes reach Redis and
//! others do not, the quota may be exceeded by the latters' share: they cannot know of each other. A vendor that says
//! "too often" then slows everybody down.
//!
//! # TLS
//!
//! `rediss://` needs the feature `tls`, which brings rustls with ring and trusts the system's certificates. In a program
//! that has other providers of rustls compiled in too, install one of them first, as rustls asks for.
#![forbid(unsafe_code)]
#![deny(missing_docs)]

mod connection;
mod local_share;
mod script;
mod settings;
mod store;

pub use settings::{UrlError, WhenUnavailable};
pub use store::{RedisStore, connect};
