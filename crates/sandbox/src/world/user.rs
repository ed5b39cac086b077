//! A user of a room.

use std::sync::Arc;
use time::OffsetDateTime;

/// A user of a room and the user's sessions. Device properties apply to the sessions added after them.
#[derive(Clone, Debug, Default)]
pub struct User {
    device: Arc<Device>,
    sessions: Vec<Session>,
}

/// A user's role. Only ZEGO reports it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Role {
    /// Publishes.
    Host,
    /// Watches and listens.
    #[default]
    Audience,
    /// Records or moderates.
    Administrator,
}

#[derive(Clone, Debug)]
pub(crate) struct Device {
    pub(crate) model: String,
    pub(crate) os: String,
    pub(crate) access: String,
    pub(crate) sdk: String,
    pub(crate) ip: String,
    pub(crate) role: Role,
    pub(crate) visible: bool,
    pub(crate) published: bool,
}

impl Default for Device {
    fn default() -> Self {
        Self {
            model: String::new(),
            os: "unknown".to_owned(),
            access: "unknown".to_owned(),
            sdk: "3.58.1".to_owned(),
            ip: "192.0.2.1".to_owned(),
            role: Role::default(),
            visible: true,
            published: false,
        }
    }
}

/// One stay of a user.
#[derive(Clone, Debug)]
pub(crate) struct Session {
    pub(crate) join: OffsetDateTime,
    pub(crate) leave: Option<OffsetDateTime>,
    /// The device properties, shared by the sessions between two changes.
    pub(crate) device: Arc<Device>,
}

impl User {
    /// Sets the device model.
    pub fn device(&mut self, model: impl Into<String>) -> &mut Self {
        self.changed().model = model.into();
        self
    }

    /// Sets the platform in Volcengine's spelling: `ios`, `web`. Volcengine treats a user on `linux` as a server.
    pub fn os(&mut self, os: impl Into<String>) -> &mut Self {
        self.changed().os = os.into();
        self
    }

    /// Sets the network in Volcengine's spelling: `wifi`, `5g`.
    pub fn access(&mut self, access: impl Into<String>) -> &mut Self {
        self.changed().access = access.into();
        self
    }

    /// Sets the version of the SDK.
    pub fn sdk(&mut self, version: impl Into<String>) -> &mut Self {
        self.changed().sdk = version.into();
        self
    }

    /// Sets the device's IP address.
    pub fn ip(&mut self, address: impl Into<String>) -> &mut Self {
        self.changed().ip = address.into();
        self
    }

    /// Sets the role.
    pub fn role(&mut self, role: Role) -> &mut Self {
        self.changed().role = role;
        self
    }

    /// Sets whether other users see this one; visible by default.
    pub fn visible(&mut self, visible: bool) -> &mut Self {
        self.changed().visible = visible;
        self
    }

    /// Sets whether the user publishes a stream; not by default.
    pub fn published(&mut self, published: bool) -> &mut Self {
        self.changed().published = published;
        self
    }

    /// Adds a stay from `join` to `leave`; `None` means that the user never leaves. It may be in the future, and
    /// becomes visible when the sandbox's clock reaches it. A `leave` before `join` counts as one at `join`.
    pub fn session(&mut self, join: OffsetDateTime, leave: impl Into<Option<OffsetDateTime>>) -> &mut Self {
        let leave = leave.into().map(|leave| leave.max(join));
        self.sessions.push(Session { join, leave, device: Arc::clone(&self.device) });
        self
    }

    fn changed(&mut self) -> &mut Device {
        Arc::make_mut(&mut self.device)
    }

    pub(crate) fn sessions(&self) -> &[Session] {
        &self.sessions
    }
}
