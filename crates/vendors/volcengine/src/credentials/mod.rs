//! Credentials, and the places where the vendor's own tools store them.
//!
//! ```no_run
//! # fn main() -> Result<(), rtc_core::BuildError> {
//! use rtc_volcengine::{Client, credentials};
//!
//! // The environment, else ~/.volcengine/config.json, else ~/.volc/credentials, else ~/.volc/config.
//! let client = Client::builder().credentials_from(credentials::default_chain()).build()?;
//! # Ok(())
//! # }
//! ```

mod cli_config;
mod files;
pub(crate) mod variables;

pub use cli_config::{CliConfig, cli_config};
pub use files::{config_file, config_file_at, credentials_file, credentials_file_at};
#[doc(no_inline)]
pub use rtc_core::credentials::{Chain, CredentialsProvider, Issued, environment, from_fn, from_sync_fn};

use crate::Volcengine;
use rtc_core::protocol::{CredentialsError, DerivedKey, credentials::file};
use secrecy::{ExposeSecret, SecretString};
use std::fmt;

/// The sources that the vendor's own tools use: the environment, then those of its SDKs of today, [`cli_config`], then
/// those of its older SDKs, [`credentials_file`] and [`config_file`]. The files are read again every minute, so that a
/// replaced file takes effect.
#[must_use]
pub fn default_chain() -> Chain<Credentials> {
    Chain::of(environment::<Volcengine>()).or(cli_config()).or(credentials_file()).or(config_file())
}

/// Credentials of a file, which may be replaced.
fn issued((access_key, secret_key): (&str, &str), token: Option<&str>) -> Issued<Credentials> {
    let credentials = Credentials::new(access_key, secret_key);
    let credentials = match token {
        Some(token) => credentials.session_token(token),
        None => credentials,
    };
    Issued::new(credentials).renew_after(file::RENEW_AFTER)
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
