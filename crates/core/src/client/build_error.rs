//! Errors of building a client.

use crate::{CredentialsError, EndpointError, error::debug_is_display};

/// Why a client cannot be built.
#[derive(Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum BuildError {
    /// There are no usable credentials.
    #[error("the client has no usable credentials: {0}")]
    Credentials(CredentialsError),
    /// The region cannot be sent.
    #[error("the client has no usable region: {0}")]
    Region(CredentialsError),
    /// The endpoint is not one.
    #[error("the endpoint is not usable: {0}")]
    Endpoint(EndpointError),
    /// A header that was given to the client cannot be sent, or is not the caller's to set.
    #[error("the header `{name}` cannot be set: {reason}")]
    Header {
        /// The header's name.
        name: String,
        /// What is wrong, and what to do.
        reason: &'static str,
    },
    /// No transport was given and none was compiled in.
    #[error("the client has no transport: give it one with `.transport(…)`, or turn on the feature `reqwest`")]
    NoTransport,
    /// The system provides no thread for a blocking client.
    #[error("the system provides no thread for a blocking client: {reason}")]
    Runtime {
        /// The error of the system.
        reason: String,
    },
    /// TLS could not be set up.
    #[error("TLS could not be set up: {reason}")]
    Tls {
        /// What the TLS library says.
        reason: String,
    },
    /// The transport could not be set up.
    #[error("the transport could not be set up: {reason}")]
    Transport {
        /// What reqwest says.
        reason: String,
    },
}

// Not as sources: the `Display` includes them.
impl From<CredentialsError> for BuildError {
    fn from(error: CredentialsError) -> Self {
        Self::Credentials(error)
    }
}

impl From<EndpointError> for BuildError {
    fn from(error: EndpointError) -> Self {
        Self::Endpoint(error)
    }
}

debug_is_display!(BuildError);
