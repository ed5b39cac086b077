//! Who was where: what the sandbox is given, and what must come of it, worked out in another way.

use proptest::{collection::vec, option, prelude::*};
use rtc_sandbox::{CallSession, World};
use std::collections::BTreeSet;
use time::{Duration, OffsetDateTime};

pub(crate) const APP: &str = World::APP;

/// The time of clients and sandbox.
pub(crate) fn noon() -> OffsetDateTime {
    OffsetDateTime::from_unix_timestamp(1_795_003_200).unwrap()
}

/// One stay of somebody in a room.
#[derive(Clone, Debug)]
pub(crate) struct Stay {
    pub(crate) room: String,
    pub(crate) user: String,
    pub(crate) join: OffsetDateTime,
    pub(crate) leave: Option<OffsetDateTime>,
}

#[derive(Clone, Debug)]
pub(crate) struct Stays(pub(crate) Vec<Stay>);

impl Stays {
    pub(crate) fn world(&self) -> World {
        let mut world = World::new();
        world.app(APP);
        for stay in &self.0 {
            world.user(APP, &stay.room, &stay.user).os("ios").access("wifi").session(stay.join, stay.leave);
        }
        world
    }

    /// The stays that touch the span, each with the call it belongs to, as known at that time.
    pub(crate) fn within(
        &self,
        start: OffsetDateTime,
        end: OffsetDateTime,
        known: OffsetDateTime,
    ) -> Vec<(CallSession, &Stay)> {
        let calls = self.world().calls();
        let touches = |stay: &&Stay| {
            stay.join <= known
                && stay.join < end
                && (stay.join >= start || stay.leave.is_none_or(|leave| leave > start))
        };
        let of = |stay: &Stay| {
            let here = |call: &&CallSession| {
                call.room == stay.room && call.began <= stay.join && call.ended.is_none_or(|ended| stay.join <= ended)
            };
            calls.iter().find(here).expect("every stay belongs to a call").clone()
        };
        self.0.iter().filter(touches).map(|stay| (of(stay), stay)).collect()
    }
}

/// Stays of up to so many seconds ago, short ones, long ones, and some that last. Nobody enters a room twice at once.
pub(crate) fn stays(most: usize, since: i64) -> impl Strategy<Value = Stays> {
    let length = prop_oneof![4 => 1_i64..3_000, 1 => 1_i64..200_000];
    let stay = (0_u8..5, 0_u8..9, 0_i64..since, option::weighted(0.97, length));
    vec(stay, 1..most).prop_map(|all| {
        let mut known = BTreeSet::new();
        let stays = all.into_iter().filter(|(room, user, ago, _)| known.insert((*room, *user, *ago)));
        let stays = stays.map(|(room, user, ago, length)| {
            let join = noon() - Duration::seconds(ago);
            Stay {
                room: format!("room-{room}"),
                user: format!("user-{user}"),
                join,
                leave: length.map(|length| join + Duration::seconds(length)),
            }
        });
        Stays(stays.collect())
    })
}
