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
//! The algorithm is the local one, as a script that Redis runs atomically and by its own clock. After a refusal for too
//! many calls, all processes slow down together, as much as one process does. Redis must be version 5 or newer, or a
//! compatible server. The state of a key expires on its own. A process holds one slot of a key at a time, so busy
//! processes get even shares.
//!
//! A cluster works too: the URL names any of its nodes, and redirections are followed. All keys of one
//! [`prefix`](RedisStore::prefix) have the prefix as their hash tag, so one node has them all.
//!
//! # When Redis is new, or was restarted
//!
//! A Redis without data does not know the calls before, so the first slot of each key begins a period of its quota later:
//! after a second for a quota of 10 calls per second. The same holds after a restart, a failover and `FLUSHALL`, even if
//! the data was loaded from disk, because the last changes may be missing.
//!
//! # When Redis is unavailable
//!
//! A call waits for Redis at most for [`timeout`](RedisStore::timeout). Then Redis counts as unavailable, which is
//! logged once as a warning, and [`WhenUnavailable`] decides what happens to calls. Every
//! [`retry_every`](RedisStore::retry_every), one call checks whether Redis is available again, which is logged too. A
//! process that returns has sent calls that Redis does not know, so the next slot begins a period later. Set
//! `retry_every` to the period of the quota at most, or calls of processes that have not returned yet may exceed it.
//! While some processes reach Redis and others do not, the quota may be exceeded by the share of the latter, because
//! the two groups cannot see each other's calls. When the vendor then throttles, all processes slow down.
//!
//! A Redis that answers and refuses is not unavailable: a wrong password, a user without the permission for `EVAL`, a
//! database that does not exist, a replica, an unknown certificate authority. Calls fail with an error that says what to
//! do, whatever [`WhenUnavailable`] says, until it is corrected. These pass by themselves and count as unavailable: a
//! server that loads its data, has too many clients, no memory or no disk, and a cluster that elects a primary or moves
//! keys.
//!
//! # TLS
//!
//! `rediss://` needs the feature `tls`, which uses rustls with ring and trusts the system's certificates and those in the
//! file that `SSL_CERT_FILE` names. `connect_trusting` takes certificates of an authority of your own. In a program that
//! compiles in other rustls providers too, install a default provider first, as rustls requires.
#![forbid(unsafe_code)]
#![deny(missing_docs)]

/// The README's examples compile.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;

mod availability;
mod connection;
mod failure;
mod local_share;
mod node;
mod script;
mod server_clock;
mod settings;
mod store;

pub use settings::{UrlError, WhenUnavailable};
#[cfg(feature = "tls")]
pub use store::connect_trusting;
pub use store::{RedisStore, connect};
