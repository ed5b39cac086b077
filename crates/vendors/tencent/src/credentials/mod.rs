//! Credentials, and the places where the vendor's own tools store them.
//!
//! ```no_run
//! # fn main() -> Result<(), rtc_core::BuildError> {
//! use rtc_tencent::{Client, credentials};
//!
//! // The environment, else the SDKs' file, else the command line's profile.
//! let client = Client::builder().credentials_from(credentials::default_chain()).build()?;
//! # Ok(())
//! # }
//! ```

mod profile;
mod sdk_file;

pub use profile::{Profile, profile};
#[doc(no_inline)]
pub use rtc_core::credentials::{Chain, CredentialsProvider, Issued, environment, from_fn, from_sync_fn};
pub use sdk_file::{sdk_file, sdk_file_at};

use crate::Tencent;
use rtc_core::protocol::{CredentialsError, DerivedKey};
use secrecy::{ExposeSecret, SecretString};
use std::fmt;

/// Environment variable of the secret id.
pub(crate) const SECRET_ID: &str = "TENCENTCLOUD_SECRET_ID";
/// Environment variable of the secret key.
pub(crate) const SECRET_KEY: &str = "TENCENTCLOUD_SECRET_KEY";
/// Environment variable of the token of temporary credentials.
pub(crate) const TOKEN: &str = "TENCENTCLOUD_TOKEN";

/// The sources that the vendor's own tools use: the environment, the SDKs' [`sdk_file`], the command line's
/// [`profile`]. The region is the environment's, else the profile's. The files are read again every minute, so that a
/// replaced file takes effect.
#[must_use]
pub fn default_chain() -> Chain<Credentials> {
    Chain::of(environment::<Tencent>()).or(sdk_file()).or(profile())
}

/// A secret id and its key. `Debug` shows the id only, which despite its name is not secret.
#[derive(Clone)]
pub struct Credentials {
    secret_id: String,
    secret_key: SecretString,
    token: Option<SecretString>,
    signing_key: DerivedKey,
}

#[allow(clippy::missing_fields_in_debug, reason = "the derived key is secret, and no setting")]
impl fmt::Debug for Credentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Credentials")
            .field("secret_id", &self.secret_id)
            .field("secret_key", &self.secret_key)
            .field("token", &self.token)
            .finish()
    }
}

impl Credentials {
    /// Permanent credentials.
    pub fn new(secret_id: impl Into<String>, secret_key: impl Into<SecretString>) -> Self {
        Self {
            secret_id: secret_id.into(),
            secret_key: secret_key.into(),
            token: None,
            signing_key: DerivedKey::default(),
        }
    }

    /// Makes them temporary: adds the session token that belongs to them.
    #[must_use]
    pub fn token(mut self, token: impl Into<SecretString>) -> Self {
        self.token = Some(token.into());
        self
    }

    pub(crate) fn secret_id(&self) -> &str {
        &self.secret_id
    }

    pub(crate) fn secret_key(&self) -> &str {
        self.secret_key.expose_secret()
    }

    pub(crate) const fn signing_key(&self) -> &DerivedKey {
        &self.signing_key
    }

    pub(crate) fn session_token(&self) -> Option<&str> {
        self.token.as_ref().map(ExposeSecret::expose_secret)
    }

    pub(crate) fn check(&self) -> Result<(), CredentialsError> {
        CredentialsError::check("the secret id", self.secret_id())?;
        CredentialsError::check("the secret key", self.secret_key())?;
        self.session_token().map_or(Ok(()), |token| CredentialsError::check("the token", token))
    }
}
