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
//! # Calls that change something
//!
//! A call of one vendor changes the world for all of them. The same calls at the same times of the sandbox's clock change
//! the same world in the same way.
//!
//! - A user who is removed leaves now, and a room that is closed has lost all its users. A room exists while somebody is
//!   in it; when somebody enters it again, that is another call.
//! - A ban prevents the sessions of the [`World`] that would start while it is in force. A prevented session does not
//!   happen later either.
//! - A recording takes 2 seconds to start and has a file for each stream of a user who publishes ([`User::published`]), or
//!   one file for all of them. It ends when a call stops it, or by its own limits. A file is uploaded 10 seconds after its
//!   end.
//! - Usage is the time that users spend in rooms: that of users who publish counts as the smallest class of video, that of
//!   all others as audio.
//! - Values that the world does not know, such as qualities and numbers of events, are those of the specs' examples.
//!
//! [`Sandbox::world`] stays as it was given. Only rooms that calls have changed are kept a second time, and of bans and
//! recordings the latest 10,000 each; older ones are forgotten.
//!
//! # Other actions and open questions
//!
//! An action without a scenario is checked like any other, and answered with the first example of its spec, or with
//! values of the documented types.
//!
//! Where the vendors' pages leave something open, the sandbox decides: rows are sorted oldest first · a window includes
//! its start and excludes its end · a repeated nonce is a wrong signature · `Total` counts all rows, unless the
//! spec says otherwise · removing users is refused if none of them is in the room and a code means that; otherwise absent
//! users are ignored · a ban without a room is of all rooms, and one without a user is of everybody · a user list
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
