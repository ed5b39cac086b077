//! An index of the world: calls and their participants.

use super::{CallSession, Session, World, timeline::Timeline};
use std::{
    collections::{BTreeMap, HashMap},
    fmt::Write,
    ops::Range,
};
use time::OffsetDateTime;

/// A world as it was given, indexed for the queries of the scenarios.
#[derive(Debug)]
pub(super) struct Index {
    calls: Vec<CallSession>,
    /// Participants by first entry, then call, then user.
    participants: Vec<Participant>,
    of_apps: HashMap<String, Timeline>,
    /// By app and room.
    of_rooms: HashMap<String, HashMap<String, Timeline>>,
    /// By the call id in Tencent's format.
    of_calls: HashMap<String, Vec<usize>>,
}

/// The calls of one room and their participants.
#[derive(Debug, Default)]
pub(super) struct RoomCalls {
    pub(super) calls: Vec<CallSession>,
    /// Participants by first entry, then call, then user.
    participants: Vec<Participant>,
}

/// A user in a call, with all sessions.
#[derive(Debug)]
pub(crate) struct Participant {
    call: usize,
    pub(crate) user: String,
    /// Sessions by entry time; never empty.
    sessions: Vec<Session>,
}

/// A participant with the call.
pub(crate) type Row<'w> = (&'w CallSession, &'w Participant);

impl Participant {
    /// When the last session ends; `None` if it never does.
    pub(super) fn ended(&self) -> Option<OffsetDateTime> {
        self.sessions.iter().map(|session| session.leave).reduce(|one, other| Some(one?.max(other?))).flatten()
    }

    /// All sessions, also those that have not started yet.
    pub(super) fn sessions(&self) -> &[Session] {
        &self.sessions
    }

    /// The sessions that have started by that time.
    pub(crate) fn seen(&self, at: OffsetDateTime) -> &[Session] {
        &self.sessions[..self.sessions.partition_point(|session| session.join <= at)]
    }

    /// The session that goes on at that time.
    pub(crate) fn present(&self, at: OffsetDateTime) -> Option<&Session> {
        self.seen(at).iter().find(|session| session.left(at).is_none())
    }

    fn first_join(&self) -> Option<OffsetDateTime> {
        self.sessions.first().map(|session| session.join)
    }
}

impl Session {
    /// When the user left for the last time, as known at that time.
    pub(crate) fn left(&self, at: OffsetDateTime) -> Option<OffsetDateTime> {
        self.leave.filter(|leave| *leave <= at)
    }

    /// Whether the user was present at some time within `span`, including its start but not its end.
    pub(crate) fn touches(&self, span: &Range<OffsetDateTime>) -> bool {
        self.join < span.end && (self.join >= span.start || self.leave.is_none_or(|leave| leave > span.start))
    }
}

impl CallSession {
    /// When the call ended, as known at that time.
    pub(crate) fn over(&self, at: OffsetDateTime) -> Option<OffsetDateTime> {
        self.ended.filter(|ended| *ended <= at)
    }
}

impl RoomCalls {
    /// Splits a room's sessions into calls.
    pub(super) fn new(app: &str, room: &str, mut sessions: Vec<(&str, &Session)>) -> Self {
        sessions.sort_by_key(|(user, session)| (session.join, *user));
        let (mut calls, mut participants) = (Vec::new(), Vec::new());
        split_into_calls(app, room, &sessions, &mut calls, &mut participants);
        participants.sort_by(|one, other| order(one, &calls).cmp(&order(other, &calls)));
        Self { calls, participants }
    }

    /// All participants, in order.
    pub(super) fn rows(&self) -> impl Iterator<Item = Row<'_>> {
        self.participants.iter().map(|participant| (&self.calls[participant.call], participant))
    }
}

impl Index {
    pub(super) fn new(world: &World) -> Self {
        let mut calls = Vec::new();
        let mut participants = Vec::new();
        let mut users = world.users.iter().peekable();
        while let Some(((app, room, _), _)) = users.peek().copied() {
            let mut sessions = Vec::new();
            while let Some(((_, _, user), of)) =
                users.next_if(|((other_app, other_room, _), _)| other_app == app && other_room == room)
            {
                sessions.extend(of.sessions().iter().map(|session| (user.as_str(), session)));
            }
            sessions.sort_by_key(|(user, session)| (session.join, *user));
            split_into_calls(app, room, &sessions, &mut calls, &mut participants);
        }
        participants.sort_by(|one, other| order(one, &calls).cmp(&order(other, &calls)));
        let mut index =
            Self { calls, participants, of_apps: HashMap::new(), of_rooms: HashMap::new(), of_calls: HashMap::new() };
        index.sort();
        index
    }

    /// Builds the lookup tables of participants.
    fn sort(&mut self) {
        for (at, participant) in self.participants.iter().enumerate() {
            let call = &self.calls[participant.call];
            self.of_apps.entry(call.app.clone()).or_default().push(at, participant);
            self.of_rooms
                .entry(call.app.clone())
                .or_default()
                .entry(call.room.clone())
                .or_default()
                .push(at, participant);
            self.of_calls.entry(call.comm_id.clone()).or_default().push(at);
        }
    }

    pub(super) fn calls(&self) -> &[CallSession] {
        &self.calls
    }

    /// All participants of a room, in order.
    pub(super) fn of_room(&self, app: &str, room: &str) -> impl Iterator<Item = Row<'_>> {
        let timeline = self.of_rooms.get(app).and_then(|rooms| rooms.get(room));
        self.resolved(timeline.into_iter().flat_map(Timeline::all))
    }

    /// The participants of an app, or of one room, that were present at some time within the span, in order. May also
    /// include users who were absent between two sessions at that time.
    pub(super) fn during<'w>(
        &'w self,
        app: &str,
        room: Option<&str>,
        span: &Range<OffsetDateTime>,
    ) -> impl Iterator<Item = Row<'w>> + use<'w> {
        let timeline = match room {
            Some(room) => self.of_rooms.get(app).and_then(|rooms| rooms.get(room)),
            None => self.of_apps.get(app),
        };
        let Range { start, end } = span.clone();
        let participants = timeline.into_iter().flat_map(move |timeline| timeline.around(start));
        self.resolved(participants).take_while(move |(_, participant)| participant.first_join() < Some(end))
    }

    /// The participants of a call, in order.
    pub(super) fn of_call(&self, comm_id: &str) -> impl Iterator<Item = Row<'_>> + use<'_> {
        self.resolved(self.of_calls.get(comm_id).into_iter().flatten().copied())
    }

    fn resolved(&self, participants: impl Iterator<Item = usize>) -> impl Iterator<Item = Row<'_>> {
        participants.map(|at| (&self.calls[self.participants[at].call], &self.participants[at]))
    }
}

/// Sorts rows as [`Index::during`] returns them.
pub(super) fn sort(rows: &mut [Row<'_>]) {
    rows.sort_by(|(one_call, one), (other_call, other)| {
        let one = (one.first_join(), &one_call.call_id, &one.user);
        one.cmp(&(other.first_join(), &other_call.call_id, &other.user))
    });
}

/// The sort key of participants.
fn order<'w>(participant: &'w Participant, calls: &'w [CallSession]) -> (Option<OffsetDateTime>, &'w str, &'w str) {
    (participant.first_join(), &calls[participant.call].call_id, &participant.user)
}

/// Splits a room's sessions, in order of entry, into calls: a call ends when the last user leaves.
fn split_into_calls(
    app: &str,
    room: &str,
    sessions: &[(&str, &Session)],
    calls: &mut Vec<CallSession>,
    participants: &mut Vec<Participant>,
) {
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
        let mut users: BTreeMap<&str, Vec<Session>> = BTreeMap::new();
        for (user, session) in life {
            users.entry(user).or_default().push((*session).clone());
        }
        let seconds = first.join.unix_timestamp();
        calls.push(CallSession {
            app: app.to_owned(),
            room: room.to_owned(),
            call_id: call_id(app, room, first.join),
            comm_id: format!("{app}_{room}_{seconds}"),
            began: first.join,
            ended,
            users: users.keys().map(|user| (*user).to_owned()).collect(),
        });
        let of_life =
            |(user, sessions): (&str, _)| Participant { call: calls.len() - 1, user: user.to_owned(), sessions };
        participants.extend(users.into_iter().map(of_life));
    }
}

/// 16 digits that identify the call (FNV-1a).
fn call_id(app: &str, room: &str, began: OffsetDateTime) -> String {
    let mut text = format!("{app}\n{room}\n");
    // Writing to a String cannot fail.
    let _ = write!(text, "{}", began.unix_timestamp_nanos());
    let hash = text
        .bytes()
        .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3));
    format!("{}", 1_000_000_000_000_000 + hash % 9_000_000_000_000_000)
}

pub(super) fn calls(world: &World) -> Vec<CallSession> {
    let mut calls = Index::new(world).calls;
    calls.sort_by(|one, other| (one.began, &one.app, &one.room).cmp(&(other.began, &other.app, &other.room)));
    calls
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
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
        assert_eq!(index.during("7", None, &(at(-9)..at(99))).count(), 4);
        assert_eq!(index.of_call("7_r_1_0").count(), 2);
    }
    proptest! {
        #[test]
        fn nobody_who_was_there_is_left_out(
            sessions in prop::collection::vec((0..400_i64, 0..60_i64, 0..3_u8, prop::bool::weighted(0.02)), 0..400),
            spans in prop::collection::vec((0..450_i64, 0..90_i64), 1..20),
        ) {
            let mut world = World::new();
            for (number, (join, length, room, participants)) in sessions.iter().enumerate() {
                let leave = (!participants).then(|| at(join + length));
                world.user("7", format!("r{room}"), format!("u{}", number % 150)).session(at(*join), leave);
            }
            let index = Index::new(&world);
            for (start, length) in spans {
                let span = at(start)..at(start + length);
                let there = |participant: &Participant| participant.sessions.iter().any(|session| session.touches(&span));
                for room in [None, Some("r0"), Some("r2")] {
                    let here = |participant: &&Participant| room.is_none_or(|room| index.calls[participant.call].room == room);
                    let all: Vec<_> = index.participants.iter().filter(here).filter(|participant| there(participant)).map(id).collect();
                    let found = index.during("7", room, &span).map(|(_, participant)| participant);
                    prop_assert_eq!(all, found.filter(|participant| there(participant)).map(id).collect::<Vec<_>>());
                }
            }
        }
    }

    fn id(participant: &Participant) -> (usize, &str) {
        (participant.call, &participant.user)
    }
}
