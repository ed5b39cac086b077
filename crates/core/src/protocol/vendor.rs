//! A vendor's protocol: how a request is signed and an answer opened, without any input or output of its own.

use crate::{ActionInfo, CredentialsError, Endpoint, Environment, Parameters};
use bytes::Bytes;
use http::{Request, Response, StatusCode};
use serde::de::DeserializeOwned;
use std::{borrow::Cow, fmt};
use time::OffsetDateTime;

/// A vendor's protocol. It reads no clock, draws no random numbers and does no input or output: everything comes in.
pub trait Vendor: Send + Sync + Sized + 'static {
    /// What proves who is calling. Its `Debug` shows no secret.
    type Credentials: Clone + fmt::Debug + Send + Sync + 'static;
    /// The vendor's name, for people.
    const NAME: &'static str;
    /// Whether its requests hold random bytes. Drawing them is a system call, so a vendor without any says so.
    const NONCE: bool = true;

    /// Reads credentials from the variables that the vendor's own tools use.
    ///
    /// # Errors
    /// Names the variables that are missing or cannot be right, never a value.
    fn credentials_from(environment: Environment<'_>) -> Result<Self::Credentials, CredentialsError>;

    /// The region that the vendor's own tools would take from the environment, if any.
    ///
    /// # Errors
    /// If the variable is not UTF-8.
    fn region_from(environment: Environment<'_>) -> Result<Option<String>, CredentialsError> {
        let _ = environment;
        Ok(None)
    }

    /// Says what is wrong with credentials that can never be accepted, such as an empty key.
    ///
    /// # Errors
    /// Names the part and what is wrong with it, never its value.
    fn check_credentials(credentials: &Self::Credentials) -> Result<(), CredentialsError>;

    /// The public part of the credentials that says who is calling: the id of a key, or of an app. Quotas are counted by
    /// it, and it may be shown.
    fn caller(credentials: &Self::Credentials) -> Cow<'_, str>;

    /// Reads the credentials from this process's environment.
    ///
    /// # Errors
    /// As [`credentials_from`](Self::credentials_from).
    fn credentials_from_env() -> Result<Self::Credentials, CredentialsError> {
        Self::credentials_from(Environment::new(&|name| std::env::var_os(name)))
    }

    /// The signed request of a call.
    ///
    /// # Errors
    /// If something in it cannot be sent.
    fn request(input: SigningInput<'_, Self>) -> Result<Request<Bytes>, RequestError>;

    /// Opens an answer.
    ///
    /// # Errors
    /// If the vendor refused the call, or the answer cannot be read.
    fn open<T: DeserializeOwned>(response: &Response<Bytes>) -> Result<Answer<T>, OpenError>;
}

/// Everything that a signed request is made of.
#[derive(Debug)]
pub struct SigningInput<'a, V: Vendor> {
    /// The action's facts.
    pub info: &'a ActionInfo,
    /// Its parameters.
    pub parameters: Parameters,
    /// Where the call goes.
    pub endpoint: &'a Endpoint,
    /// The region, empty where the vendor has none.
    pub region: &'a str,
    /// Who is calling.
    pub credentials: &'a V::Credentials,
    /// When.
    pub now: OffsetDateTime,
    /// Random bytes that no other call has; zeros where [`Vendor::NONCE`] is false.
    pub nonce: [u8; 8],
}

/// A successful answer.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Answer<T> {
    /// What the action answers.
    pub output: T,
    /// The id that the vendor's support asks for.
    pub request_id: Option<String>,
    /// The HTTP status.
    pub status: StatusCode,
}

impl<T> Answer<T> {
    /// Puts an answer together.
    #[must_use]
    pub const fn new(output: T, request_id: Option<String>, status: StatusCode) -> Self {
        Self { output, request_id, status }
    }
}

/// Why an answer is not a successful one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OpenError {
    /// The vendor refused the call.
    Refused {
        /// The error code, where one was sent.
        code: Option<String>,
        /// The code's number, where one was sent.
        number: Option<i64>,
        /// The vendor's words; may be empty.
        message: String,
        /// The id that the vendor's support asks for.
        request_id: Option<String>,
        /// A second such id, where the vendor has one.
        log_id: Option<String>,
    },
    /// The answer cannot be read.
    Unreadable {
        /// What is wrong with it.
        reason: String,
        /// Where in it: `Result.UserList[3].CreatedAt`.
        path: Option<String>,
        /// The id that the vendor's support asks for.
        request_id: Option<String>,
        /// A second such id, where the vendor has one.
        log_id: Option<String>,
    },
}

/// Why a request cannot be made. None of these repeats a value.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum RequestError {
    /// The body could not be written as JSON.
    #[error("the body cannot be written as JSON: {reason}")]
    Body {
        /// What serde says.
        reason: String,
    },
    /// A header holds what no header can.
    #[error("the header `{name}` cannot be sent: it may hold visible ASCII characters only, and no line break")]
    Header {
        /// Its name.
        name: String,
    },
    /// The vendor takes no query in a `POST`, and the action has one.
    #[error("the parameter `{name}` cannot be sent: the vendor takes no query in a POST; put it into the body")]
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
    /// The action's default endpoint is not one.
    #[error("the action's own endpoint is not usable: {0}; give the client another with `.endpoint(url)`")]
    Endpoint(#[from] crate::EndpointError),
    /// The system gave no random numbers.
    #[error("the system gave no random numbers: {reason}; try again")]
    Random {
        /// What the system says.
        reason: String,
    },
}
