//! Large generated worlds.

use super::{World, seed::DEVICES};
use crate::rng::Rng;
use std::ops::Range;
use time::{Duration, OffsetDateTime};

/// Number of consecutive calls in each room.
const CALLS: u32 = 50;
/// Maximum number of participants in a call.
const PEOPLE: u32 = 20;
/// Number of distinct user ids.
const NAMES: u32 = 500;

/// Rooms with consecutive calls, each in its own part of the span.
pub(super) fn rooms(seed: u64, span: &Range<OffsetDateTime>, rows: usize) -> World {
    let rng = &mut Rng::new(seed);
    let mut world = World::new();
    world.app(World::APP);
    let mut left = rows;
    let mut room = 0;
    while left > 0 {
        room += 1;
        for call in 0..CALLS {
            let people = usize::try_from(1 + rng.below(PEOPLE)).unwrap_or(1).min(left);
            left -= people;
            call_of(&mut world, rng, &format!("room-{room}"), &part(span, call), people);
        }
    }
    world
}

/// The call's part of the span, in whole seconds.
fn part(span: &Range<OffsetDateTime>, call: u32) -> Range<OffsetDateTime> {
    let length = (span.end - span.start) / CALLS;
    whole(span.start + length * call)..whole(span.start + length * (call + 1))
}

fn whole(at: OffsetDateTime) -> OffsetDateTime {
    at.replace_nanosecond(0).unwrap_or(at)
}

fn call_of(world: &mut World, rng: &mut Rng, room: &str, part: &Range<OffsetDateTime>, people: usize) {
    let seconds = seconds(part);
    let (began, first) = (rng.below(seconds / 2 + 1), rng.below(NAMES));
    let mut ended = began;
    for person in (0..).take(people) {
        // Everyone joins while somebody is present, so that it stays one call.
        let join = began + rng.below(ended - began + 1);
        // Mostly minutes, sometimes until shortly before the next call begins.
        let most = if rng.below(4) == 0 { seconds } else { seconds.min(1_200) };
        let leave = (join + rng.below(most + 1)).min(seconds.saturating_sub(1)).max(join);
        ended = ended.max(leave);
        enter(world, rng, room, (first + person) % NAMES, part.start, join..leave);
    }
}

/// One call whose participants come and go; the first one stays from start to end.
pub(super) fn arena(seed: u64, span: &Range<OffsetDateTime>, rows: usize) -> World {
    let rng = &mut Rng::new(seed);
    let mut world = World::new();
    world.app(World::APP);
    let span = whole(span.start)..whole(span.end);
    let last = seconds(&span).saturating_sub(1);
    for number in (0..).take(rows) {
        let join = if number == 0 { 0 } else { rng.below(last + 1) };
        let most = if rng.below(10) == 0 { 36_000 } else { 1_800 };
        let leave = if number == 0 { last } else { (join + rng.below(most)).min(last) };
        enter(&mut world, rng, "arena", number, span.start, join..leave);
    }
    world
}

fn seconds(span: &Range<OffsetDateTime>) -> u32 {
    u32::try_from((span.end - span.start).whole_seconds()).unwrap_or(0)
}

fn enter(world: &mut World, rng: &mut Rng, room: &str, name: u32, start: OffsetDateTime, participant: Range<u32>) {
    let [model, os, access] = rng.pick(DEVICES);
    let at = |seconds: u32| start + Duration::seconds(seconds.into());
    let user = world.user(World::APP, room, format!("u{name:03}")).device(model).os(os).access(access);
    user.session(at(participant.start), at(participant.end));
}

#[cfg(test)]
mod tests {
    use super::*;

    fn span() -> Range<OffsetDateTime> {
        let end = OffsetDateTime::from_unix_timestamp(1_795_000_000).unwrap();
        end - Duration::days(14)..end
    }

    #[test]
    fn a_busy_world_has_the_rows_it_should_have() {
        for rows in [0, 1, 19, 5_000] {
            let world = World::busy(3, span(), rows);
            let calls = world.calls();
            assert_eq!(calls.iter().map(|call| call.users.len()).sum::<usize>(), rows);
            assert_eq!(calls, World::busy(3, span(), rows).calls());
            assert!(world.sessions().all(|one| one.join >= span().start && one.leave.unwrap() < span().end));
        }
        let long = |hours| {
            World::busy(3, span(), 5_000)
                .sessions()
                .filter(move |one| one.leave.unwrap() - one.join > Duration::hours(hours))
                .count()
        };
        assert!(long(1) > 500 && long(3) > 50, "{} {}", long(1), long(3));
    }

    #[test]
    fn one_call_lasts_for_the_whole_span() {
        let calls = World::one_call(3, span(), 1_000).calls();
        assert_eq!((calls.len(), calls[0].users.len()), (1, 1_000));
        assert_eq!(calls[0].ended.unwrap() - calls[0].began, Duration::days(14) - Duration::SECOND);
    }
}
