//! Volcengine RTC, Tencent RTC and ZEGO on this machine, for tests and for trying out.
//!
//! A sandbox checks what the vendors check (action, signature, time, quota, parameters, limits, spans) and answers in their
//! envelopes, with their codes, from a [`World`] of rooms, users and sessions. It reads the specs when it starts and
//! shares no code with the clients, so it is a second opinion on both. It serves on loopback addresses only.
//!
//! ```no_run
//! use rtc_sandbox::{Fault, Sandbox, Vendor, World};
//! use time::OffsetDateTime;
//!
//! # async fn test() -> Result<(), rtc_sandbox::StartError> {
//! let sandbox = Sandbox::builder().world(World::seeded(1, OffsetDateTime::now_utc())).start().await?;
//! let volcengine = sandbox.volcengine();
//! // Give these to the client that is to be tested:
//! let (endpoint, access_key, secret_key) =
//!     (volcengine.endpoint(), volcengine.credentials().id(), volcengine.credentials().secret());
//! // Have the next call reset, and the one after it refused:
//! sandbox.script(Vendor::Volcengine, [Fault::reset(), Fault::code("InternalError")]);
//! // See what arrived:
//! assert!(sandbox.log().is_empty());
//! sandbox.stop().await;
//! # Ok(())
//! # }
//! ```
//!
//! Documented quotas are kept ([`Quotas`]): one call too many is refused with the documented code. What arrived is in
//! [`Sandbox::log`], with times of arrival, signatures and nonces to assert on; how many came, were let in and refused
//! says [`Service::tally`].
//!
//! What goes wrong can be scripted ([`Sandbox::script`]) or left to a chance that comes again with its seed
//! ([`Chances`]): [`Fault`] has one function for each thing that can.
//!
//! An action whose meaning the sandbox does not know is checked all the same, and answered with the first example of
//! its spec, or with values of the right types.
//!
//! Where the vendors' pages leave something open, the sandbox does this: rows come oldest first · a span holds its
//! start and not its end · a nonce that comes twice is a wrong signature · `Total` is right · a user list without rows is `[]` (Volcengine) or `null` (Tencent) · ids
//! that are all malformed find nobody · codes without a documented HTTP status have their class's, else 400
//! (Volcengine) or 200.
#![forbid(unsafe_code)]
#![deny(missing_docs)]

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
