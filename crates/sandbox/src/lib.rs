//! Emulates the server APIs of Volcengine RTC, Tencent RTC and ZEGO on loopback, for tests and for trying out clients.
//!
//! A sandbox checks what the vendors check (action, signature, time, quota, parameters, limits, spans) and answers in
//! their envelopes, with their codes, from a [`World`] of rooms, users and sessions. It reads the specs when it starts
//! and shares no code with the clients, so it verifies both independently. It serves on loopback addresses only.
//!
//! ```no_run
//! use rtc_sandbox::{Fault, Sandbox, Vendor, World};
//! use time::OffsetDateTime;
//!
//! # async fn test() -> Result<(), rtc_sandbox::StartError> {
//! let sandbox = Sandbox::builder().world(World::seeded(1, OffsetDateTime::now_utc())).start().await?;
//! let volcengine = sandbox.volcengine();
//! // Give these to the client under test:
//! let (endpoint, access_key, secret_key) =
//!     (volcengine.endpoint(), volcengine.credentials().id(), volcengine.credentials().secret());
//! // The next call is reset, and the one after it refused:
//! sandbox.script(Vendor::Volcengine, [Fault::reset(), Fault::code("InternalError")]);
//! // Inspect what arrived:
//! assert!(sandbox.log().is_empty());
//! sandbox.stop().await;
//! # Ok(())
//! # }
//! ```
//!
//! Documented quotas are enforced ([`Quotas`]): a call that exceeds one is refused with the documented code.
//! [`Sandbox::log`] holds every request that arrived, with its time of arrival, signature and nonce; [`Service::tally`]
//! counts the calls that arrived, were accepted and were throttled.
//!
//! Faults are scripted ([`Sandbox::script`]) or drawn at random from a seed ([`Chances`]); [`Fault`] has one function
//! for each kind.
//!
//! An action without a scenario is checked like any other, and answered with the first example of its spec, or with
//! values of the documented types.
//!
//! Where the vendors' pages leave something open, the sandbox decides: rows are sorted oldest first · a window includes
//! its start and excludes its end · a repeated nonce is a wrong signature · `Total` counts all rows · a user list
//! without rows is `[]` (Volcengine) or `null` (Tencent) · ids that are all malformed match nothing · codes without a
//! documented HTTP status have their class's, else 400 (Volcengine) or 200.
#![forbid(unsafe_code)]
#![deny(missing_docs)]

/// The README's examples compile.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;

mod arguments;
mod builder;
mod clock;
mod codes;
mod credentials;
mod emulator;
mod error;
mod fault;
mod incoming;
mod log;
mod nonces;
mod port;
mod protocol;
mod quotas;
mod refusal;
mod rejection;
mod reply;
mod rng;
mod sandbox;
mod scenarios;
mod server;
mod signed_call;
mod validation;
mod vendor;
mod wire_time;
mod world;

pub use builder::SandboxBuilder;
pub use clock::Clock;
pub use credentials::Credentials;
pub use error::StartError;
pub use fault::{Chances, Fault, Target};
pub use log::{Arrival, Log, Signature};
pub use quotas::{Quotas, Tally};
pub use reply::Reply;
pub use sandbox::{Sandbox, Service};
pub use signed_call::SignedCall;
pub use vendor::Vendor;
pub use world::{CallSession, Presence, Role, User, World};
