//! Volcengine RTC: credentials, signing and envelope.
//!
//! ```no_run
//! # fn main() -> Result<(), rtc_core::BuildError> {
//! // VOLCENGINE_ACCESS_KEY, VOLCENGINE_SECRET_KEY and, if set, VOLCENGINE_SESSION_TOKEN; else VOLC_ACCESSKEY,
//! // VOLC_SECRETKEY and VOLC_SESSIONTOKEN:
//! let client = rtc_volcengine::Client::from_env()?;
//! // or
//! let client = rtc_volcengine::Client::builder()
//!     .credentials(rtc_volcengine::Credentials::new("AKLT…", "…"))
//!     .build()?;
//! // or the environment, else the files of the vendor's own tools
//! let client = rtc_volcengine::Client::builder()
//!     .credentials_from(rtc_volcengine::credentials::default_chain())
//!     .build()?;
//! # Ok(())
//! # }
//! ```
#![forbid(unsafe_code)]
#![deny(missing_docs)]

#[cfg(not(any(feature = "aws-lc-rs", feature = "ring", feature = "rustcrypto")))]
compile_error!("requests are signed with SHA-256: turn on the feature `ring`, `aws-lc-rs` or `rustcrypto`");

/// The README's examples compile.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;

pub mod credentials;
mod envelope;
mod request;
pub mod sign;
#[cfg(feature = "testing")]
pub mod testing;

pub use credentials::Credentials;
#[doc(no_inline)]
pub use rtc_core::{
    Attempt, AttemptEvent, AttemptOutcome, BuildError, CredentialsError, Error, ErrorCode, Failure, LimitPolicy, Quota,
    QuotaScope, QuotaTimeout, Quotas, Retry, RetryPolicy, Secret, Sent, Stopped, listing,
};

use bytes::Bytes;
use http::{Request, Response};
use rtc_core::protocol::{ActionInfo, Answer, Environment, OpenError, RequestError, SigningInput, Vendor};
use secrecy::zeroize::Zeroizing;
use serde::de::DeserializeOwned;
use std::borrow::Cow;
use time::OffsetDateTime;

/// Calls Volcengine RTC's actions.
pub type Client = rtc_core::Client<Volcengine>;

/// What a transport of your own is made of, with the crates whose types it uses.
pub mod transport {
    #[doc(no_inline)]
    pub use bytes::{self, Bytes};
    #[doc(no_inline)]
    pub use http::{self, Request, Response};
    #[doc(no_inline)]
    pub use rtc_core::{Cause, Exchange, SendOptions, Transport, TransportError};
}

/// For programs without an async runtime.
#[cfg(feature = "blocking")]
pub mod blocking {
    #[doc(no_inline)]
    pub use rtc_core::blocking::{InAsyncTask, Iter};

    /// Calls the vendor's actions and blocks until the answers arrive.
    pub type Client = rtc_core::blocking::Client<super::Volcengine>;
}

/// Volcengine's protocol: `HMAC-SHA256` signatures in a header, answers in `ResponseMetadata` and `Result`.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Volcengine;

impl Vendor for Volcengine {
    type Credentials = Credentials;
    const NAME: &'static str = "Volcengine";
    const NONCE: bool = false;
    const HEADERS: &'static [&'static str] = &["x-date", "x-content-sha256", "x-security-token"];

    fn credentials_from(environment: Environment<'_>) -> Result<Credentials, CredentialsError> {
        credentials::variables::read(environment)
    }

    fn check_credentials(credentials: &Credentials) -> Result<(), CredentialsError> {
        credentials.check()
    }

    fn caller(credentials: &Credentials) -> Cow<'_, str> {
        credentials.access_key().into()
    }

    /// The gateway checks the signature before the account's permissions, and both before it calls the service, whose
    /// codes name the parameter.
    fn has_checked_signature(code: &str) -> bool {
        let of_service = code.starts_with("InvalidParameter.") || code.starts_with("MissingParameter.");
        of_service || matches!(code, "AccessDenied" | "LackPolicy" | "LackProjectPolicy")
    }

    fn request(input: SigningInput<'_, Self>) -> Result<Request<Bytes>, RequestError> {
        request::signed(input)
    }

    fn signing_secrets(
        credentials: &Credentials,
        info: &ActionInfo,
        region: &str,
        now: OffsetDateTime,
    ) -> Vec<Zeroizing<Vec<u8>>> {
        sign::secrets(credentials, region, info.service, now)
    }

    fn open<T: DeserializeOwned>(response: &Response<Bytes>) -> Result<Answer<T>, OpenError> {
        envelope::open(response)
    }
}
