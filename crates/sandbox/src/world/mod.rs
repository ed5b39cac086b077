//! The world: apps, rooms, users and their sessions.

mod busy;
mod index;
mod seed;
mod timeline;
mod user;

pub use user::{Role, User};

pub(crate) use index::{Index, Participant};
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

/// One life of a room: from the first one who enters until nobody is left.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct CallSession {
    /// The app's id.
    pub app: String,
    /// The room's id.
    pub room: String,
    /// The call's id as Volcengine has it.
    pub call_id: String,
    /// The call's id as Tencent has it: `app_room_seconds`.
    pub comm_id: String,
    /// When the first one entered.
    pub began: OffsetDateTime,
    /// When the last one left; none if somebody never leaves.
    pub ended: Option<OffsetDateTime>,
    /// Who took part, sorted.
    pub users: Vec<String>,
}

/// One stay of a user in a room, from an entry to the next leaving.
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
    /// When the user left; none if that never happens.
    pub leave: Option<OffsetDateTime>,
}

impl World {
    /// The app of a seeded world, and ZEGO's unless the credentials name another.
    pub const APP: &str = "1400188366";

    /// A world with nobody in it. In such a one every app exists; in any other, only those that were named.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Some dozens of rooms of [`World::APP`] with hundreds of sessions over the 14 days before `now`; in some of them
    /// somebody is right now. The same seed and time make the same world.
    #[must_use]
    pub fn seeded(seed: u64, now: OffsetDateTime) -> Self {
        seed::world(seed, now)
    }

    /// A large one for [`World::APP`]: people in calls of many rooms, `rows` rows as Volcengine counts them (one for each
    /// user of each call), spread evenly over the span. All have left before its end, many after hours, so any window
    /// has people who came before it or left after it. The span should be some minutes long at least. The same
    /// arguments make the same world.
    ///
    /// A million rows take about half a gigabyte.
    #[must_use]
    pub fn busy(seed: u64, span: Range<OffsetDateTime>, rows: usize) -> Self {
        busy::rooms(seed, &span, rows)
    }

    /// One call of [`World::APP`] in the room `arena` that lasts for the whole span, in which `rows` users come and go:
    /// as many rows for Tencent, and for Volcengine too.
    #[must_use]
    pub fn one_call(seed: u64, span: Range<OffsetDateTime>, rows: usize) -> Self {
        busy::arena(seed, &span, rows)
    }

    /// Adds an app, which may stay without rooms.
    pub fn app(&mut self, app: impl Into<String>) -> &mut Self {
        self.apps.insert(app.into());
        self
    }

    /// A user of a room; a new one has no sessions yet. An app's id is a number in decimal where Tencent or ZEGO are
    /// asked about it.
    pub fn user(&mut self, app: impl Into<String>, room: impl Into<String>, user: impl Into<String>) -> &mut User {
        let app = app.into();
        self.apps.insert(app.clone());
        self.users.entry((app, room.into(), user.into())).or_default()
    }

    /// All sessions, by app, room, user and time of being added.
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
