//! Tencent TRTC: credentials, signing and envelope.
//!
//! ```no_run
//! # fn main() -> Result<(), rtc_core::BuildError> {
//! // TENCENTCLOUD_SECRET_ID and TENCENTCLOUD_SECRET_KEY; if set, TENCENTCLOUD_TOKEN and TENCENTCLOUD_REGION:
//! let client = rtc_tencent::Client::from_env()?;
//! // or
//! let client = rtc_tencent::Client::builder()
//!     .credentials(rtc_tencent::Credentials::new("AKID…", "…"))
//!     .region("ap-singapore")
//!     .build()?;
//! // or the environment, else the files of the vendor's own tools
//! let client = rtc_tencent::Client::builder()
//!     .credentials_from(rtc_tencent::credentials::default_chain())
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

/// Calls Tencent TRTC's actions.
pub type Client = rtc_core::Client<Tencent>;

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
    pub type Client = rtc_core::blocking::Client<super::Tencent>;
}

/// Tencent Cloud's protocol: `TC3-HMAC-SHA256` signatures in a header, answers in `Response`.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Tencent;

impl Vendor for Tencent {
    type Credentials = Credentials;
    const NAME: &'static str = "Tencent";
    const NONCE: bool = false;
    const HEADERS: &'static [&'static str] = &["x-tc-*"];

    fn credentials_from(environment: Environment<'_>) -> Result<Credentials, CredentialsError> {
        let variables = [credentials::SECRET_ID, credentials::SECRET_KEY];
        let token = environment.token(credentials::TOKEN, &variables)?;
        let [secret_id, secret_key] = environment.required(variables)?;
        let credentials = Credentials::new(secret_id, secret_key);
        Ok(match token {
            Some(token) => credentials.token(token),
            None => credentials,
        })
    }

    fn region_from(environment: Environment<'_>) -> Result<Option<String>, CredentialsError> {
        environment.optional("TENCENTCLOUD_REGION")
    }

    fn check_credentials(credentials: &Credentials) -> Result<(), CredentialsError> {
        credentials.check()
    }

    fn caller(credentials: &Credentials) -> Cow<'_, str> {
        credentials.secret_id().into()
    }

    /// The gateway checks the signature before the account's permissions, and both before it calls the service.
    fn has_checked_signature(code: &str) -> bool {
        let class = code.split_once('.').map_or(code, |(class, _)| class);
        matches!(
            class,
            "DryRunOperation"
                | "FailedOperation"
                | "LimitExceeded"
                | "OperationDenied"
                | "ResourceInUse"
                | "ResourceInsufficient"
                | "ResourceNotFound"
                | "ResourceUnavailable"
                | "ResourcesSoldOut"
                | "UnauthorizedOperation"
                | "UnsupportedOperation"
        )
    }

    fn request(input: SigningInput<'_, Self>) -> Result<Request<Bytes>, RequestError> {
        request::signed(input)
    }

    fn signing_secrets(
        credentials: &Credentials,
        info: &ActionInfo,
        _region: &str,
        now: OffsetDateTime,
    ) -> Vec<Zeroizing<Vec<u8>>> {
        sign::secrets(credentials, info.service, now)
    }

    fn open<T: DeserializeOwned>(response: &Response<Bytes>) -> Result<Answer<T>, OpenError> {
        envelope::open(response)
    }
}
