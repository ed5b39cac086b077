//! The world as it is now: what was given, and what calls have changed.

use super::{
    CallSession, Participant, Session, World,
    bans::{Ban, BanTarget, Bans, Privileges},
    index::{Index, RoomCalls, Row, sort},
    recordings::Recordings,
};
use std::{
    collections::{BTreeSet, HashMap, HashSet},
    ops::Range,
    sync::{PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard},
};
use time::{Duration, OffsetDateTime};

/// The world that all vendors share. Any number of calls read it at once, and one at a time changes it.
#[derive(Debug)]
pub(crate) struct LiveWorld {
    apps: BTreeSet<String>,
    state: RwLock<WorldState>,
}

/// The world at one moment.
///
/// Only rooms that a call has changed are kept a second time, so that changes take no more memory than the world, beside
/// the bans and recordings, which have limits of their own.
#[derive(Debug)]
pub(crate) struct WorldState {
    given: Index,
    /// By app and room.
    changed: HashMap<String, HashMap<String, ChangedRoom>>,
    bans: Bans,
    pub(crate) recordings: Recordings,
}

/// A room that a call has changed. It replaces the given one.
#[derive(Debug, Default)]
struct ChangedRoom {
    /// The sessions, without regard to bans. Those of removed users end with the removal.
    sessions: Vec<(String, Session)>,
    /// The calls of the sessions that no ban prevented.
    current: RoomCalls,
}

impl LiveWorld {
    pub(crate) fn new(world: &World) -> Self {
        let state = WorldState {
            given: Index::new(world),
            changed: HashMap::new(),
            bans: Bans::default(),
            recordings: Recordings::default(),
        };
        Self { apps: world.apps.clone(), state: RwLock::new(state) }
    }

    /// Whether the app exists. In an empty world, every app exists.
    pub(crate) fn has_app(&self, app: &str) -> bool {
        self.apps.is_empty() || self.apps.contains(app)
    }

    /// The apps that were added.
    pub(crate) fn apps(&self) -> &BTreeSet<String> {
        &self.apps
    }

    /// The state for reading. It does not change while the guard is held; take one guard per answer.
    pub(crate) fn read(&self) -> RwLockReadGuard<'_, WorldState> {
        self.state.read().unwrap_or_else(PoisonError::into_inner)
    }

    /// The state for changing it.
    pub(crate) fn write(&self) -> RwLockWriteGuard<'_, WorldState> {
        self.state.write().unwrap_or_else(PoisonError::into_inner)
    }
}

impl WorldState {
    fn changed(&self, app: &str, room: &str) -> Option<&ChangedRoom> {
        self.changed.get(app)?.get(room)
    }

    /// The participants of an app, or of one room, that were present at some time within the span, by first entry, then
    /// call, then user. May also include users who were absent between two sessions at that time.
    pub(crate) fn during(&self, app: &str, room: Option<&str>, span: &Range<OffsetDateTime>) -> Vec<Row<'_>> {
        let changed = self.changed.get(app).filter(|rooms| !rooms.is_empty());
        let Some(changed) = changed else { return self.given.during(app, room, span).collect() };
        let begins =
            |(_, participant): &Row<'_>| participant.sessions().first().is_some_and(|first| first.join < span.end);
        let stays = |(_, participant): &Row<'_>| participant.ended().is_none_or(|ended| ended >= span.start);
        if let Some(room) = room {
            return match changed.get(room) {
                Some(room) => room.current.rows().filter(|row| begins(row) && stays(row)).collect(),
                None => self.given.during(app, Some(room), span).collect(),
            };
        }
        let given = self.given.during(app, None, span).filter(|(call, _)| !changed.contains_key(&call.room));
        let current = changed.values().flat_map(|room| room.current.rows()).filter(|row| begins(row) && stays(row));
        let mut rows: Vec<_> = given.chain(current).collect();
        sort(&mut rows);
        rows
    }

    /// The calls of an app, or of one room, that went on at some time within the span and had begun by `known`, oldest
    /// first.
    pub(crate) fn calls(
        &self,
        app: &str,
        room: Option<&str>,
        span: &Range<OffsetDateTime>,
        known: OffsetDateTime,
    ) -> Vec<&CallSession> {
        let mut seen = HashSet::new();
        let goes_on = |call: &CallSession| {
            call.began <= known
                && call.began < span.end
                && (call.began >= span.start || call.ended.is_none_or(|ended| ended > span.start))
        };
        let rows = self.during(app, room, span).into_iter().map(|(call, _)| call);
        let mut calls: Vec<_> = rows.filter(|call| goes_on(call) && seen.insert(call.call_id.as_str())).collect();
        calls.sort_by_key(|call| (call.began, call.room.as_str()));
        calls
    }

    /// The participants of a room's call, in order.
    pub(crate) fn of_call(&self, app: &str, room: &str, comm_id: &str) -> Vec<Row<'_>> {
        match self.changed(app, room) {
            Some(room) => room.current.rows().filter(|(call, _)| call.comm_id == comm_id).collect(),
            None => self.given.of_call(comm_id).collect(),
        }
    }

    /// The users who are in the room at that time, with their sessions.
    pub(crate) fn online(&self, app: &str, room: &str, at: OffsetDateTime) -> Vec<(&Participant, &Session)> {
        let here = self.during(app, Some(room), &(at..at + Duration::NANOSECOND));
        here.into_iter().filter_map(|(_, participant)| Some((participant, participant.present(at)?))).collect()
    }

    /// The rooms of an app in which somebody is at that time.
    pub(crate) fn rooms_in_use(&self, app: &str, at: OffsetDateTime) -> BTreeSet<String> {
        let here = self.during(app, None, &(at..at + Duration::NANOSECOND)).into_iter();
        here.filter(|(_, participant)| participant.present(at).is_some()).map(|(call, _)| call.room.clone()).collect()
    }

    /// A call for examples: of those that `suits` accepts, the largest that goes on at that time, else the latest one.
    pub(crate) fn call_to_show(&self, at: OffsetDateTime, suits: impl Fn(&CallSession) -> bool) -> Option<CallSession> {
        let given = self.given.calls().iter().filter(|call| self.changed(&call.app, &call.room).is_none());
        let changed = self.changed.values().flat_map(HashMap::values).flat_map(|room| &room.current.calls);
        let begun: Vec<_> = given.chain(changed).filter(|call| call.began <= at && suits(call)).collect();
        let order = |call: &&&CallSession| (call.began, call.call_id.clone());
        let lasting = begun.iter().filter(|call| call.over(at).is_none());
        let largest = lasting.max_by_key(|call| (call.users.len(), order(call)));
        largest.or_else(|| begun.iter().max_by_key(order)).map(|call| (*call).clone())
    }

    /// Removes the users of the room whom `leaves` accepts: their sessions end now. Returns how many were removed.
    pub(crate) fn remove(
        &mut self,
        app: &str,
        room: &str,
        leaves: impl Fn(&str) -> bool,
        now: OffsetDateTime,
    ) -> usize {
        let present: HashSet<String> = self
            .online(app, room, now)
            .into_iter()
            .map(|(participant, _)| participant.user.clone())
            .filter(|user| leaves(user))
            .collect();
        if present.is_empty() {
            return 0;
        }
        let bans = std::mem::take(&mut self.bans);
        let changed = self.change(app, room);
        for (user, session) in &mut changed.sessions {
            let is_here = session.join <= now && session.left(now).is_none();
            if is_here && present.contains(user.as_str()) && !bans.prevent(app, room, user, session) {
                session.leave = Some(now);
            }
        }
        changed.update(app, room, &bans);
        self.bans = bans;
        present.len()
    }

    /// Bans somebody from now until `until`, in the place of an earlier ban of the same target. Users who are present
    /// stay.
    pub(crate) fn ban(
        &mut self,
        target: BanTarget,
        privileges: Privileges,
        until: OffsetDateTime,
        now: OffsetDateTime,
    ) {
        self.lift(&target, now);
        let ban = Ban { target, privileges, from: now, until };
        self.bans.push(ban.clone());
        self.apply(&ban.target, now..until);
    }

    /// Ends the ban of that target now. Returns whether there was one.
    pub(crate) fn lift(&mut self, target: &BanTarget, now: OffsetDateTime) -> bool {
        let Some(until) = self.bans.end(target, now) else { return false };
        self.apply(target, now..until);
        true
    }

    /// The bans of an app that are in force, oldest first.
    pub(crate) fn bans<'w>(&'w self, app: &'w str, now: OffsetDateTime) -> impl Iterator<Item = &'w Ban> {
        self.bans.in_force(app, now)
    }

    /// Indexes anew the rooms that have sessions of the target that start within the span.
    fn apply(&mut self, target: &BanTarget, span: Range<OffsetDateTime>) {
        let app = target.app.as_str();
        let starts = |participant: &Participant| {
            let mut sessions = participant.sessions().iter().filter(|session| span.contains(&session.join));
            sessions.any(|session| target.matches_session(&participant.user, session))
        };
        let changed = self.changed.get(app).into_iter().flat_map(HashMap::keys).cloned();
        let given =
            self.given.during(app, target.room.as_deref(), &span).filter(|(_, participant)| starts(participant));
        let mut rooms: BTreeSet<String> = given.map(|(call, _)| call.room.clone()).chain(changed).collect();
        rooms.retain(|room| target.room.as_ref().is_none_or(|wanted| wanted == room));
        let bans = std::mem::take(&mut self.bans);
        for room in rooms {
            self.change(app, &room).update(app, &room, &bans);
        }
        self.bans = bans;
    }

    /// The room to be changed, copied from the given one at first.
    fn change(&mut self, app: &str, room: &str) -> &mut ChangedRoom {
        let given = &self.given;
        let rooms = self.changed.entry(app.to_owned()).or_default();
        rooms.entry(room.to_owned()).or_insert_with(|| {
            let rows = given.of_room(app, room);
            let sessions = rows.flat_map(|(_, participant)| {
                participant.sessions().iter().map(|session| (participant.user.clone(), session.clone()))
            });
            ChangedRoom { sessions: sessions.collect(), current: RoomCalls::default() }
        })
    }
}

impl ChangedRoom {
    fn update(&mut self, app: &str, room: &str, bans: &Bans) {
        let sessions = self.sessions.iter().filter(|(user, session)| !bans.prevent(app, room, user, session));
        self.current = RoomCalls::new(app, room, sessions.map(|(user, session)| (user.as_str(), session)).collect());
    }
}

#[cfg(test)]
mod tests;
