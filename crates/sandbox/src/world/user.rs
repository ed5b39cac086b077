//! A user of a room.

use std::sync::Arc;
use time::OffsetDateTime;

/// A user of a room, and all sessions so far. What is said of the device holds for the sessions that come after it.
#[derive(Clone, Debug, Default)]
pub struct User {
    device: Arc<Device>,
    sessions: Vec<Session>,
}

/// What a user may do. It is ZEGO's alone.
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

/// One stay, from an entry to the next leaving.
#[derive(Clone, Debug)]
pub(crate) struct Session {
    pub(crate) join: OffsetDateTime,
    pub(crate) leave: Option<OffsetDateTime>,
    /// Shared by the sessions between two changes.
    pub(crate) device: Arc<Device>,
}

impl User {
    /// The device's model.
    pub fn device(&mut self, model: impl Into<String>) -> &mut Self {
        self.changed().model = model.into();
        self
    }

    /// The platform, as Volcengine writes it: `ios`, `web`. A user on `linux` is a server to Volcengine.
    pub fn os(&mut self, os: impl Into<String>) -> &mut Self {
        self.changed().os = os.into();
        self
    }

    /// The network, as Volcengine writes it: `wifi`, `5g`.
    pub fn access(&mut self, access: impl Into<String>) -> &mut Self {
        self.changed().access = access.into();
        self
    }

    /// The version of the SDK.
    pub fn sdk(&mut self, version: impl Into<String>) -> &mut Self {
        self.changed().sdk = version.into();
        self
    }

    /// The device's IP address.
    pub fn ip(&mut self, address: impl Into<String>) -> &mut Self {
        self.changed().ip = address.into();
        self
    }

    /// The role.
    pub fn role(&mut self, role: Role) -> &mut Self {
        self.changed().role = role;
        self
    }

    /// Whether other users see this one; they do unless told otherwise.
    pub fn visible(&mut self, visible: bool) -> &mut Self {
        self.changed().visible = visible;
        self
    }

    /// Whether the user publishes a stream; not unless told otherwise.
    pub fn published(&mut self, published: bool) -> &mut Self {
        self.changed().published = published;
        self
    }

    /// A stay from `join` to `leave`, or for good if that is none. It may lie in the future: it is seen when the
    /// sandbox's clock gets there. A `leave` before `join` counts as one at once.
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
