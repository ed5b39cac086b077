//! Credentials, and the places where the vendor's own tools store them.
//!
//! ```no_run
//! # fn main() -> Result<(), rtc_core::BuildError> {
//! use rtc_volcengine::{Client, credentials};
//!
//! // The environment, else ~/.volc/credentials, else ~/.volc/config.
//! let client = Client::builder().credentials_from(credentials::default_chain()).build()?;
//! # Ok(())
//! # }
//! ```

mod files;

pub use files::{config_file, config_file_at, credentials_file, credentials_file_at};
#[doc(no_inline)]
pub use rtc_core::credentials::{Chain, CredentialsProvider, Issued, environment, from_fn, from_sync_fn};

use crate::Volcengine;
use rtc_core::protocol::{CredentialsError, DerivedKey};
use secrecy::{ExposeSecret, SecretString};
use std::fmt;

/// Environment variable of the access key.
pub(crate) const ACCESS_KEY: &str = "VOLC_ACCESSKEY";
/// Environment variable of the secret key.
pub(crate) const SECRET_KEY: &str = "VOLC_SECRETKEY";

/// The sources that the vendor's own tools use, in their order: the environment, [`credentials_file`],
/// [`config_file`]. The files are read again every minute, so that a replaced file takes effect.
#[must_use]
pub fn default_chain() -> Chain<Credentials> {
    Chain::of(environment::<Volcengine>()).or(credentials_file()).or(config_file())
}

/// An access key and its secret. `Debug` shows the access key only.
#[derive(Clone)]
pub struct Credentials {
    access_key: String,
    secret_key: SecretString,
    session_token: Option<SecretString>,
    signing_key: DerivedKey,
}

#[allow(clippy::missing_fields_in_debug, reason = "the derived key is secret, and no setting")]
impl fmt::Debug for Credentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Credentials")
            .field("access_key", &self.access_key)
            .field("secret_key", &self.secret_key)
            .field("session_token", &self.session_token)
            .finish()
    }
}

impl Credentials {
    /// Permanent credentials. The secret key is used as it is: it looks like base64, but must not be decoded.
    pub fn new(access_key: impl Into<String>, secret_key: impl Into<SecretString>) -> Self {
        Self {
            access_key: access_key.into(),
            secret_key: secret_key.into(),
            session_token: None,
            signing_key: DerivedKey::default(),
        }
    }

    /// Makes them temporary: adds the session token that belongs to them.
    #[must_use]
    pub fn session_token(mut self, token: impl Into<SecretString>) -> Self {
        self.session_token = Some(token.into());
        self
    }

    pub(crate) fn access_key(&self) -> &str {
        &self.access_key
    }

    pub(crate) fn secret_key(&self) -> &str {
        self.secret_key.expose_secret()
    }

    pub(crate) const fn signing_key(&self) -> &DerivedKey {
        &self.signing_key
    }

    pub(crate) fn token(&self) -> Option<&str> {
        self.session_token.as_ref().map(ExposeSecret::expose_secret)
    }

    pub(crate) fn check(&self) -> Result<(), CredentialsError> {
        CredentialsError::check("the access key", self.access_key())?;
        CredentialsError::check("the secret key", self.secret_key())?;
        self.token().map_or(Ok(()), |token| CredentialsError::check("the session token", token))
    }
}
