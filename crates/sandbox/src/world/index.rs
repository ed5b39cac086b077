//! A world put in order: calls, and who took part in them.

use super::{Call, Session, World};
use std::{collections::BTreeSet, fmt::Write, ops::Range};
use time::OffsetDateTime;

/// A world in the order in which it is asked about.
#[derive(Debug)]
pub(crate) struct Index {
    apps: BTreeSet<String>,
    calls: Vec<Call>,
    /// By first entry, then call, then user.
    stays: Vec<Stay>,
}

/// A user in a call, with all entries and leavings.
#[derive(Debug)]
pub(crate) struct Stay {
    call: usize,
    pub(crate) user: String,
    /// By entry; never empty.
    sessions: Vec<Session>,
}

impl Stay {
    /// The sessions that had begun by then. Empty if there were none yet.
    pub(crate) fn seen(&self, at: OffsetDateTime) -> &[Session] {
        &self.sessions[..self.sessions.partition_point(|session| session.join <= at)]
    }
}

impl Session {
    /// When the user left, as far as is known at that time.
    pub(crate) fn left(&self, at: OffsetDateTime) -> Option<OffsetDateTime> {
        self.leave.filter(|leave| *leave <= at)
    }

    /// Whether the user was there at some moment from `span.start` up to, not including, `span.end`.
    pub(crate) fn touches(&self, span: &Range<OffsetDateTime>) -> bool {
        self.join < span.end && (self.join >= span.start || self.leave.is_none_or(|leave| leave > span.start))
    }
}

impl Index {
    pub(crate) fn new(world: &World) -> Self {
        let mut calls = Vec::new();
        let mut stays = Vec::new();
        let mut users = world.users.iter().peekable();
        while let Some(((app, room, _), _)) = users.peek().copied() {
            let mut sessions = Vec::new();
            while let Some(((_, _, user), of)) =
                users.next_if(|((other_app, other_room, _), _)| other_app == app && other_room == room)
            {
                sessions.extend(of.sessions().iter().map(|session| (user.as_str(), session)));
            }
            sessions.sort_by_key(|(user, session)| (session.join, *user));
            lives(app, room, &sessions, &mut calls, &mut stays);
        }
        stays.sort_by(|one, other| order(one, &calls).cmp(&order(other, &calls)));
        Self { apps: world.apps.clone(), calls, stays }
    }

    /// Whether there is such an app. An empty world has all of them.
    pub(crate) fn has_app(&self, app: &str) -> bool {
        self.apps.is_empty() || self.apps.contains(app)
    }

    pub(crate) fn stays(&self) -> impl Iterator<Item = (&Call, &Stay)> {
        self.stays.iter().map(|stay| (&self.calls[stay.call], stay))
    }

    /// Everybody who is in that room at that time, with the session.
    pub(crate) fn online<'w>(
        &'w self,
        app: &'w str,
        room: &'w str,
        at: OffsetDateTime,
    ) -> impl Iterator<Item = (&'w Stay, &'w Session)> {
        let here = self.stays().filter(move |(call, _)| call.app == app && call.room == room);
        here.filter_map(move |(_, stay)| Some((stay, stay.seen(at).iter().find(|session| session.left(at).is_none())?)))
    }

    /// The call to show: one that somebody is in at that time, else the latest one.
    pub(crate) fn to_show(&self, at: OffsetDateTime) -> Option<&Call> {
        let begun = || self.calls.iter().filter(|call| call.began <= at);
        let lasting =
            begun().filter(|call| call.ended.is_none_or(|ended| ended > at)).max_by_key(|call| call.users.len());
        lasting.or_else(|| begun().max_by_key(|call| call.began))
    }
}

/// What stays are sorted by.
fn order<'w>(stay: &'w Stay, calls: &'w [Call]) -> (Option<OffsetDateTime>, &'w str, &'w str) {
    (stay.sessions.first().map(|session| session.join), &calls[stay.call].call_id, &stay.user)
}

/// Divides a room's sessions, in order of entry, into calls: one ends when the last user leaves.
fn lives(app: &str, room: &str, sessions: &[(&str, &Session)], calls: &mut Vec<Call>, stays: &mut Vec<Stay>) {
    let mut rest = sessions;
    while let Some((_, first)) = rest.first() {
        let mut ended = first.leave;
        let more = rest.iter().position(|(_, session)| {
            let over = ended.is_some_and(|ended| session.join > ended);
            if !over {
                ended = ended.zip(session.leave).map(|(one, other)| one.max(other));
            }
            over
        });
        let (life, behind) = rest.split_at(more.unwrap_or(rest.len()));
        rest = behind;
        let users: BTreeSet<&str> = life.iter().map(|(user, _)| *user).collect();
        stays.extend(users.iter().map(|user| Stay {
            call: calls.len(),
            user: (*user).to_owned(),
            sessions: life.iter().filter(|(of, _)| of == user).map(|(_, session)| (*session).clone()).collect(),
        }));
        let seconds = first.join.unix_timestamp();
        calls.push(Call {
            app: app.to_owned(),
            room: room.to_owned(),
            call_id: call_id(app, room, first.join),
            comm_id: format!("{app}_{room}_{seconds}"),
            began: first.join,
            ended,
            users: users.into_iter().map(str::to_owned).collect(),
        });
    }
}

/// 16 digits that are the same for the same call (FNV-1a).
fn call_id(app: &str, room: &str, began: OffsetDateTime) -> String {
    let mut text = format!("{app}\n{room}\n");
    // Writing to a String cannot fail.
    let _ = write!(text, "{}", began.unix_timestamp_nanos());
    let hash = text
        .bytes()
        .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3));
    format!("{}", 1_000_000_000_000_000 + hash % 9_000_000_000_000_000)
}

pub(super) fn calls(world: &World) -> Vec<Call> {
    let mut calls = Index::new(world).calls;
    calls.sort_by(|one, other| (one.began, &one.app, &one.room).cmp(&(other.began, &other.app, &other.room)));
    calls
}

#[cfg(test)]
mod tests {
    use super::*;
    use time::Duration;

    fn at(minute: i64) -> OffsetDateTime {
        OffsetDateTime::UNIX_EPOCH + Duration::minutes(minute)
    }

    #[test]
    fn a_room_that_empties_and_fills_again_is_another_call() {
        let mut world = World::new();
        world.user("7", "r_1", "ann").session(at(0), at(10)).session(at(20), at(25)).session(at(40), None);
        world.user("7", "r_1", "bob").session(at(5), at(20));
        world.user("7", "other", "ann").session(at(1), at(2));
        let calls = world.calls();
        let spans: Vec<_> = calls.iter().map(|call| (call.room.as_str(), call.began, call.ended)).collect();
        assert_eq!(spans, [("r_1", at(0), Some(at(25))), ("other", at(1), Some(at(2))), ("r_1", at(40), None)]);
        assert_eq!(calls[0].comm_id, "7_r_1_0");
        assert_eq!(calls[0].users, ["ann", "bob"]);
        assert_ne!(calls[0].call_id, calls[2].call_id);
        let index = Index::new(&world);
        assert_eq!(index.stays().count(), 4);
        assert_eq!(index.online("7", "r_1", at(7)).count(), 2);
        assert_eq!(index.online("7", "r_1", at(30)).count(), 0);
        assert_eq!(index.online("7", "r_1", at(41)).next().unwrap().0.user, "ann");
    }
}
