//! Credentials that a sandbox accepts.

use std::fmt;

/// Credentials that an emulated vendor accepts. `Debug` shows the id only.
#[derive(Clone, PartialEq, Eq)]
pub struct Credentials {
    id: String,
    secret: String,
    token: Option<String>,
}

impl Credentials {
    /// Creates credentials of an id and its secret: access key and secret key (Volcengine), secret id and secret key
    /// (Tencent), app id in decimal and server secret (ZEGO).
    pub fn new(id: impl Into<String>, secret: impl Into<String>) -> Self {
        Self { id: id.into(), secret: secret.into(), token: None }
    }

    /// Makes them temporary: calls without this session token are refused. ZEGO has no session tokens.
    #[must_use]
    pub fn session_token(mut self, token: impl Into<String>) -> Self {
        self.token = Some(token.into());
        self
    }

    /// The access key, the secret id or the app id.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.id
    }

    /// The secret key or the server secret.
    #[must_use]
    pub fn secret(&self) -> &str {
        &self.secret
    }

    /// The session token of temporary credentials.
    #[must_use]
    pub fn token(&self) -> Option<&str> {
        self.token.as_deref()
    }
}

impl fmt::Debug for Credentials {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        to.debug_struct("Credentials").field("id", &self.id).finish_non_exhaustive()
    }
}
