//! A vendor's protocol: how requests are signed and answers opened, without input or output.

use crate::{ActionInfo, CredentialsError, Endpoint, Environment, Parameters, error::debug_is_display};
use bytes::Bytes;
use http::{Request, Response, StatusCode};
use secrecy::zeroize::Zeroizing;
use serde::de::DeserializeOwned;
use std::{borrow::Cow, fmt};
use time::OffsetDateTime;

/// A vendor's protocol. It reads no clock, draws no random numbers and does no input or output: everything is passed
/// in.
pub trait Vendor: Send + Sync + Sized + 'static {
    /// The credentials that requests are signed with. Their `Debug` shows no secret.
    type Credentials: Clone + fmt::Debug + Send + Sync + 'static;
    /// The vendor's display name.
    const NAME: &'static str;
    /// Whether requests contain random bytes. Drawing them is a system call, so vendors that need none set this to
    /// `false`.
    const NONCE: bool = true;
    /// The headers that requests of this protocol have, in lower case. A name that ends with `*` stands for all that begin
    /// so. Callers cannot set them, signed or not.
    const HEADERS: &'static [&'static str] = &[];

    /// Reads credentials from the variables that the vendor's own tools use.
    ///
    /// # Errors
    /// An error that names the missing or invalid variables, never a value.
    fn credentials_from(environment: Environment<'_>) -> Result<Self::Credentials, CredentialsError>;

    /// The region that the vendor's own tools would take from the environment, if any.
    ///
    /// # Errors
    /// If the variable is not UTF-8.
    fn region_from(environment: Environment<'_>) -> Result<Option<String>, CredentialsError> {
        let _ = environment;
        Ok(None)
    }

    /// Checks for credentials that can never be accepted, such as an empty key.
    ///
    /// # Errors
    /// An error that names the part and what is wrong with it, never its value.
    fn check_credentials(credentials: &Self::Credentials) -> Result<(), CredentialsError>;

    /// The public part of the credentials that identifies the caller: the id of a key, or of an app. Quotas are counted
    /// by it, and it may appear in logs.
    fn caller(credentials: &Self::Credentials) -> Cow<'_, str>;

    /// Whether the vendor refuses a call with this code only after it has checked the signature, and with it the time of
    /// signing. `false` for every code unless that is known: gateways and proxies refuse calls before.
    #[must_use]
    fn has_checked_signature(code: &str) -> bool {
        let _ = code;
        false
    }

    /// Reads the credentials from this process's environment.
    ///
    /// # Errors
    /// As [`credentials_from`](Self::credentials_from).
    fn credentials_from_env() -> Result<Self::Credentials, CredentialsError> {
        Self::credentials_from(Environment::new(&|name| std::env::var_os(name)))
    }

    /// Builds the signed request of a call.
    ///
    /// # Errors
    /// If some part of the request cannot be sent.
    fn request(input: SigningInput<'_, Self>) -> Result<Request<Bytes>, RequestError>;

    /// The secrets that a signature is made from, although no request contains them: the secret key, and keys derived
    /// from it for the action, region and day. Errors redact them from answers.
    fn signing_secrets(
        credentials: &Self::Credentials,
        info: &ActionInfo,
        region: &str,
        now: OffsetDateTime,
    ) -> Vec<Zeroizing<Vec<u8>>> {
        let _ = (credentials, info, region, now);
        Vec::new()
    }

    /// Opens an answer.
    ///
    /// # Errors
    /// If the vendor refused the call, or the answer cannot be read.
    fn open<T: DeserializeOwned>(response: &Response<Bytes>) -> Result<Answer<T>, OpenError>;
}

/// Everything a signed request is made from.
#[derive(Debug)]
pub struct SigningInput<'a, V: Vendor> {
    /// The documented facts of the action.
    pub info: &'a ActionInfo,
    /// The parameters of the request.
    pub parameters: Parameters,
    /// The endpoint to call.
    pub endpoint: &'a Endpoint,
    /// The region, empty where the vendor has none.
    pub region: &'a str,
    /// The caller's credentials.
    pub credentials: &'a V::Credentials,
    /// When.
    pub now: OffsetDateTime,
    /// Random bytes, fresh for every attempt; zeros where [`Vendor::NONCE`] is false.
    pub nonce: [u8; 8],
}

/// A successful answer.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Answer<T> {
    /// The decoded output of the action.
    pub output: T,
    /// The request id, which the vendor's support asks for.
    pub request_id: Option<String>,
    /// The HTTP status.
    pub status: StatusCode,
}

impl<T> Answer<T> {
    /// Creates an answer.
    #[must_use]
    pub const fn new(output: T, request_id: Option<String>, status: StatusCode) -> Self {
        Self { output, request_id, status }
    }
}

/// Why an answer is not a success.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OpenError {
    /// The vendor refused the call.
    Refused {
        /// The error code, if one was sent.
        code: Option<String>,
        /// The numeric code, if one was sent.
        number: Option<i64>,
        /// The vendor's message; may be empty.
        message: String,
        /// The request id, which the vendor's support asks for.
        request_id: Option<String>,
        /// A second id for support, where the vendor has one.
        log_id: Option<String>,
    },
    /// The answer cannot be read.
    Unreadable {
        /// What is wrong.
        reason: String,
        /// Where in the answer, such as `Result.UserList[3].CreatedAt`.
        path: Option<String>,
        /// The request id, which the vendor's support asks for.
        request_id: Option<String>,
        /// A second id for support, where the vendor has one.
        log_id: Option<String>,
    },
}

/// Why a request cannot be built. No variant contains a parameter's value.
#[derive(Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum RequestError {
    /// The body could not be written as JSON.
    #[error("the body cannot be written as JSON: {reason}")]
    Body {
        /// The error of serde.
        reason: String,
    },
    /// A header contains characters that headers cannot contain.
    #[error("the header `{name}` cannot be sent: it may hold visible ASCII characters only, and no line break")]
    Header {
        /// The header's name.
        name: String,
    },
    /// The action has a query, which the vendor does not accept in a `POST`.
    #[error("the parameter `{name}` cannot be sent: the vendor accepts no query in a POST; put it into the body")]
    Query {
        /// The first parameter of the query.
        name: String,
    },
    /// The URL is too long, or malformed in another way.
    #[error("the URL cannot be sent: the query is {length} bytes long; ask for less in one call")]
    Url {
        /// Length of the encoded query in bytes.
        length: usize,
    },
    /// The action's default endpoint is invalid.
    #[error("the action's default endpoint is invalid: {0}; set another one with `.endpoint(url)`")]
    Endpoint(crate::EndpointError),
    /// The system provided no random numbers.
    #[error("the system provided no random numbers: {reason}; try again")]
    Random {
        /// The error of the system.
        reason: String,
    },
}

// Not as a source: the `Display` includes it.
impl From<crate::EndpointError> for RequestError {
    fn from(error: crate::EndpointError) -> Self {
        Self::Endpoint(error)
    }
}

debug_is_display!(RequestError);
