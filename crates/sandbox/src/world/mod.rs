//! The world: apps, rooms, users and their sessions.

mod bans;
mod busy;
mod index;
mod live;
mod recordings;
mod seed;
mod timeline;
mod usage;
mod user;

pub use user::{Role, User};

pub(crate) use bans::{BanTarget, Privileges};
pub(crate) use index::Participant;
pub(crate) use live::{LiveWorld, WorldState};
pub(crate) use recordings::{EndReason, RecordedFile, Recording, RecordingOptions, RecordingPhase};
pub(crate) use usage::Usage;
pub(crate) use user::Session;

use std::{
    collections::{BTreeMap, BTreeSet},
    ops::Range,
};
use time::OffsetDateTime;

/// Apps, rooms, users and their sessions over time. All three vendors answer from the same world.
///
/// ```
/// use rtc_sandbox::World;
/// use time::{Duration, OffsetDateTime};
///
/// let now = OffsetDateTime::now_utc();
/// let mut world = World::new();
/// world
///     .user("1400188366", "lobby", "ann")
///     .device("iPhone 15").os("ios").access("wifi")
///     .session(now - Duration::hours(2), now - Duration::hours(1))
///     .device("").os("web")
///     .session(now - Duration::minutes(10), None);
/// assert_eq!(world.calls().len(), 2);
/// ```
#[derive(Clone, Debug, Default)]
pub struct World {
    apps: BTreeSet<String>,
    users: BTreeMap<(String, String, String), User>,
}

/// One call in a room: from the first entry until the room is empty.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct CallSession {
    /// The app's id.
    pub app: String,
    /// The room's id.
    pub room: String,
    /// The call id in Volcengine's format.
    pub call_id: String,
    /// The call id in Tencent's format: `app_room_seconds`.
    pub comm_id: String,
    /// When the first user entered.
    pub began: OffsetDateTime,
    /// When the last user left; `None` if somebody never leaves.
    pub ended: Option<OffsetDateTime>,
    /// The ids of all participants, sorted.
    pub users: Vec<String>,
}

/// One stay of a user in a room.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Presence<'w> {
    /// The app's id.
    pub app: &'w str,
    /// The room's id.
    pub room: &'w str,
    /// The user's id.
    pub user: &'w str,
    /// When the user entered.
    pub join: OffsetDateTime,
    /// When the user left; `None` if the user never leaves.
    pub leave: Option<OffsetDateTime>,
}

impl World {
    /// The app id of a generated world, and ZEGO's app id unless the credentials have another.
    pub const APP: &str = "1400188366";

    /// Creates an empty world. In an empty world every app exists; otherwise only the apps that were added.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Generates dozens of rooms of [`World::APP`] with hundreds of sessions over the 14 days before `now`; some rooms
    /// are occupied at `now`. Equal seeds and times generate equal worlds.
    #[must_use]
    pub fn seeded(seed: u64, now: OffsetDateTime) -> Self {
        seed::world(seed, now)
    }

    /// Generates a large world for [`World::APP`]: calls in many rooms with `rows` rows as Volcengine counts them (one
    /// for each user of each call), spread evenly over the span. All users leave before its end, many after hours, so
    /// any window contains users who joined before it or left after it. The span should be at least some minutes long.
    /// Equal arguments generate equal worlds.
    ///
    /// A million rows take about half a gigabyte.
    #[must_use]
    pub fn busy(seed: u64, span: Range<OffsetDateTime>, rows: usize) -> Self {
        busy::rooms(seed, &span, rows)
    }

    /// Generates one call of [`World::APP`] in the room `arena` that lasts for the whole span, in which `rows` users
    /// come and go: `rows` rows for Tencent and for Volcengine.
    #[must_use]
    pub fn one_call(seed: u64, span: Range<OffsetDateTime>, rows: usize) -> Self {
        busy::arena(seed, &span, rows)
    }

    /// Adds an app without rooms.
    pub fn app(&mut self, app: impl Into<String>) -> &mut Self {
        self.apps.insert(app.into());
        self
    }

    /// Adds a user to a room, without sessions, or returns the existing one. Tencent and ZEGO need app ids that are
    /// decimal numbers.
    pub fn user(&mut self, app: impl Into<String>, room: impl Into<String>, user: impl Into<String>) -> &mut User {
        let app = app.into();
        self.apps.insert(app.clone());
        self.users.entry((app, room.into(), user.into())).or_default()
    }

    /// All sessions, by app, room, user and order of insertion.
    pub fn sessions(&self) -> impl Iterator<Item = Presence<'_>> {
        self.users.iter().flat_map(|((app, room, user), of)| {
            let presence =
                move |session: &Session| Presence { app, room, user, join: session.join, leave: session.leave };
            of.sessions().iter().map(presence)
        })
    }

    /// All calls, oldest first.
    #[must_use]
    pub fn calls(&self) -> Vec<CallSession> {
        index::calls(self)
    }
}
