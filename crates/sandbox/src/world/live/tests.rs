//! Changes of a random world.

use super::*;
use proptest::prelude::*;

const APP: &str = "7";

fn at(minute: i64) -> OffsetDateTime {
    OffsetDateTime::UNIX_EPOCH + Duration::minutes(minute)
}

/// A session: room, user, entry, leaving.
type Stay = (u8, u8, i64, Option<i64>);

/// Room and user; `None` is any.
type Who = (Option<u8>, Option<u8>);

#[derive(Clone, Copy, Debug)]
enum Change {
    Remove { room: u8, user: u8 },
    Close { room: u8 },
    Ban { who: Who, minutes: i64 },
    Lift { who: Who },
}

fn change() -> impl Strategy<Value = Change> {
    let who = (prop::option::of(0..3_u8), prop::option::of(0..6_u8));
    prop_oneof![
        (0..3_u8, 0..6_u8).prop_map(|(room, user)| Change::Remove { room, user }),
        (0..3_u8).prop_map(|room| Change::Close { room }),
        (who.clone(), 1..40_i64).prop_map(|(who, minutes)| Change::Ban { who, minutes }),
        who.prop_map(|who| Change::Lift { who }),
    ]
}

fn target((room, user): Who) -> BanTarget {
    let room = room.map(|room| format!("r{room}"));
    BanTarget { app: APP.to_owned(), room, user: user.map(|user| format!("u{user}")), ip: None }
}

/// What the world should have after some changes.
struct Expected {
    stays: Vec<Stay>,
    /// Whom a ban concerns, its start and its end.
    bans: Vec<(Who, i64, i64)>,
}

impl Expected {
    fn is_prevented(&self, (room, user, join, _): &Stay) -> bool {
        self.bans.iter().any(|((of_room, of_user), from, until)| {
            of_room.is_none_or(|wanted| wanted == *room)
                && of_user.is_none_or(|wanted| wanted == *user)
                && from < join
                && join < until
        })
    }

    fn leave(&mut self, leaves: impl Fn(&Stay) -> bool, now: i64) {
        for number in 0..self.stays.len() {
            let stay = self.stays[number];
            let is_here = stay.2 <= now && stay.3.is_none_or(|leave| leave > now);
            if is_here && leaves(&stay) && !self.is_prevented(&stay) {
                self.stays[number].3 = Some(now);
            }
        }
    }

    /// Ends a ban. Returns whether it was in force.
    fn lift(&mut self, who: Who, now: i64) -> bool {
        let ban = self.bans.iter_mut().find(|(of, from, until)| *of == who && (*from..*until).contains(&now));
        ban.map(|ban| ban.2 = now).is_some()
    }

    /// A world that was given what is left.
    fn world(&self) -> LiveWorld {
        let mut world = World::new();
        for (room, user, join, leave) in self.stays.iter().filter(|stay| !self.is_prevented(stay)) {
            world.user(APP, format!("r{room}"), format!("u{user}")).session(at(*join), leave.map(at));
        }
        LiveWorld::new(&world)
    }
}

fn apply(change: Change, live: &LiveWorld, expected: &mut Expected, now: i64) {
    let mut state = live.write();
    match change {
        Change::Remove { room, user } => {
            expected.leave(|stay| (stay.0, stay.1) == (room, user), now);
            state.remove(APP, &format!("r{room}"), |known| known == format!("u{user}"), at(now));
        }
        Change::Close { room } => {
            expected.leave(|stay| stay.0 == room, now);
            state.remove(APP, &format!("r{room}"), |_| true, at(now));
            assert!(state.online(APP, &format!("r{room}"), at(now)).is_empty());
        }
        Change::Ban { who, minutes } => {
            expected.lift(who, now);
            expected.bans.push((who, now, now + minutes));
            state.ban(target(who), Privileges { enter: true, publish: true }, at(now + minutes), at(now));
        }
        Change::Lift { who } => assert_eq!(state.lift(&target(who), at(now)), expected.lift(who, now)),
    }
}

/// Call, user and times of all sessions, sorted.
fn sessions(state: &WorldState) -> Vec<(String, String, OffsetDateTime, Option<OffsetDateTime>)> {
    let rows = state.during(APP, None, &(at(-1)..at(1_000)));
    let of = |(call, participant): Row<'_>| {
        let row = |session: &Session| (call.comm_id.clone(), participant.user.clone(), session.join, session.leave);
        participant.sessions().iter().map(row).collect::<Vec<_>>()
    };
    let mut sessions: Vec<_> = rows.into_iter().flat_map(of).collect();
    sessions.sort();
    sessions
}

fn calls(state: &WorldState) -> Vec<String> {
    let calls = state.calls(APP, None, &(at(-1)..at(1_000)), at(1_000));
    calls.into_iter().map(|call| call.comm_id.clone()).collect()
}

proptest! {
    /// A changed world is like one that was given with the changes in it.
    #[test]
    fn a_changed_world_is_like_one_that_was_given(
        stays in prop::collection::vec((0..3_u8, 0..6_u8, 0..200_i64, prop::option::of(0..60_i64)), 0..60),
        changes in prop::collection::vec((0..30_i64, change()), 0..20),
    ) {
        let stay = |(room, user, join, length): (u8, u8, i64, Option<i64>)| (room, user, join, length.map(|length| join + length));
        let mut expected = Expected { stays: stays.into_iter().map(stay).collect(), bans: Vec::new() };
        let live = expected.world();
        let mut now = 0;
        for (pause, change) in changes {
            now += pause;
            apply(change, &live, &mut expected, now);
        }
        let expected = expected.world();
        prop_assert_eq!(sessions(&live.read()), sessions(&expected.read()));
        prop_assert_eq!(calls(&live.read()), calls(&expected.read()));
    }
}
