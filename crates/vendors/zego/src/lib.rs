//! ZEGO's server API: credentials, signing and envelope.
//!
//! ```no_run
//! # fn main() -> Result<(), rtc_core::BuildError> {
//! // ZEGO_APP_ID and ZEGO_SERVER_SECRET:
//! let client = rtc_zego::Client::from_env()?;
//! // or
//! let client = rtc_zego::Client::builder()
//!     .credentials(rtc_zego::Credentials::new(1_234_567_890, "…"))
//!     .build()?;
//! # Ok(())
//! # }
//! ```
#![forbid(unsafe_code)]
#![deny(missing_docs)]

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

/// Calls ZEGO's actions.
pub type Client = rtc_core::Client<Zego>;

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
    pub type Client = rtc_core::blocking::Client<super::Zego>;
}

/// ZEGO's protocol: MD5 signatures in the query, answers in `Code`, `Message` and `Data`.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Zego;

impl Vendor for Zego {
    type Credentials = Credentials;
    const NAME: &'static str = "ZEGO";

    fn credentials_from(environment: Environment<'_>) -> Result<Credentials, CredentialsError> {
        let [app_id, server_secret] = environment.required([credentials::APP_ID, credentials::SERVER_SECRET])?;
        let app_id = app_id.parse().map_err(|_| CredentialsError::Unusable {
            part: credentials::APP_ID,
            reason: "is not a number from 0 to 4294967295; copy it again from the vendor's console",
        })?;
        Ok(Credentials::new(app_id, server_secret))
    }

    fn check_credentials(credentials: &Credentials) -> Result<(), CredentialsError> {
        credentials.check()
    }

    fn caller(credentials: &Credentials) -> Cow<'_, str> {
        credentials.app_id().to_string().into()
    }

    /// The gateway, whose codes have nine digits, checks the signature. Codes below 100, and those of limits, do not tell
    /// where they come from.
    fn has_checked_signature(code: &str) -> bool {
        code.parse().is_ok_and(|code: u32| (100..100_000_000).contains(&code) && !matches!(code, 206 | 207))
    }

    fn request(input: SigningInput<'_, Self>) -> Result<Request<Bytes>, RequestError> {
        request::signed(input)
    }

    fn signing_secrets(
        credentials: &Credentials,
        _info: &ActionInfo,
        _region: &str,
        _now: OffsetDateTime,
    ) -> Vec<Zeroizing<Vec<u8>>> {
        vec![Zeroizing::new(credentials.server_secret().as_bytes().to_vec())]
    }

    fn open<T: DeserializeOwned>(response: &Response<Bytes>) -> Result<Answer<T>, OpenError> {
        envelope::open(response)
    }
}
