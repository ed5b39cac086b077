//! Credentials. The vendor has no credentials files: credentials come from the environment or from the caller.

#[doc(no_inline)]
pub use rtc_core::credentials::{Chain, CredentialsProvider, Issued, environment, from_fn, from_sync_fn};

use rtc_core::protocol::CredentialsError;
use secrecy::{ExposeSecret, SecretString};

/// Environment variable of the app id.
pub(crate) const APP_ID: &str = "ZEGO_APP_ID";
/// Environment variable of the server secret.
pub(crate) const SERVER_SECRET: &str = "ZEGO_SERVER_SECRET";

/// An app and its server secret. `Debug` shows the app id only.
#[derive(Clone, Debug)]
pub struct Credentials {
    app_id: u32,
    server_secret: SecretString,
    is_test: Option<bool>,
}

impl Credentials {
    /// An app's credentials, as shown in ZEGO's console.
    pub fn new(app_id: u32, server_secret: impl Into<SecretString>) -> Self {
        Self { app_id, server_secret: server_secret.into(), is_test: None }
    }

    /// Selects whether calls go to the test environment. Only projects created up to 2021-11-16 have one; leave it
    /// unset for others.
    #[must_use]
    pub const fn is_test(mut self, is_test: bool) -> Self {
        self.is_test = Some(is_test);
        self
    }

    pub(crate) const fn app_id(&self) -> u32 {
        self.app_id
    }

    pub(crate) fn server_secret(&self) -> &str {
        self.server_secret.expose_secret()
    }

    pub(crate) const fn test(&self) -> Option<bool> {
        self.is_test
    }

    pub(crate) fn check(&self) -> Result<(), CredentialsError> {
        CredentialsError::check("the server secret", self.server_secret())
    }
}
