//! Small generated worlds.

use super::{Role, World};
use crate::rng::Rng;
use time::{Duration, OffsetDateTime};

const ROOMS: [&str; 6] = ["lobby", "standup", "class", "clinic", "studio", "support"];
const NAMES: [&str; 16] = [
    "ann", "ben", "cleo", "dan", "eva", "finn", "gita", "hugo", "ida", "jun", "kim", "lea", "max", "nora", "omar",
    "pia",
];
/// Device model, platform, network.
pub(super) const DEVICES: [[&str; 3]; 8] = [
    ["iPhone 15", "ios", "5g"],
    ["iPhone 11", "ios", "wifi"],
    ["Pixel 9", "android", "4g"],
    ["Redmi Note 12", "android", "3g"],
    ["MacBook Pro", "mac", "wifi"],
    ["", "web", "wifi"],
    ["ThinkPad X1", "windows", "wifi"],
    ["", "web", "unknown"],
];

/// A duration of `least` to `most` minutes, in whole seconds.
fn minutes(rng: &mut Rng, least: u32, most: u32) -> Duration {
    Duration::seconds(i64::from(least * 60 + rng.below((most - least) * 60 + 1)))
}

pub(super) fn world(seed: u64, now: OffsetDateTime) -> World {
    let rng = &mut Rng::new(seed);
    let mut world = World::new();
    // Fractions of a second would be lost on the wire.
    let now = now.replace_nanosecond(0).unwrap_or(now);
    for number in 1..=5 {
        for room in ROOMS {
            let room = format!("{room}-{number}");
            let mut began = now - Duration::days(14) + minutes(rng, 1, 3 * 24 * 60);
            while began < now - Duration::hours(6) {
                call(&mut world, rng, &room, began, None);
                began += minutes(rng, 24 * 60, 7 * 24 * 60);
            }
            if number <= 2 {
                let began = now - minutes(rng, 20, 110);
                call(&mut world, rng, &room, began, Some(now));
            }
        }
    }
    // A room whose id is a number, as some actions need it.
    let began = now - minutes(rng, 20, 110);
    call(&mut world, rng, "1001", began, Some(now));
    world
}

/// A call of two to seven participants. If it lasts until `now`, some of them stay, including the one who started it.
fn call(world: &mut World, rng: &mut Rng, room: &str, began: OffsetDateTime, now: Option<OffsetDateTime>) {
    let people = 2 + rng.below(6);
    let first = rng.below(16);
    for person in 0..people {
        let name = NAMES[usize::try_from((first + person) % 16).unwrap_or(0)];
        let [model, os, access] = rng.pick(DEVICES);
        let user = world.user(World::APP, room, name);
        user.device(model).os(os).access(access).ip(format!("198.51.100.{}", 1 + rng.below(250)));
        user.role(if person == 0 { Role::Host } else { Role::Audience }).published(person == 0 || rng.below(3) == 0);
        user.visible(person == 0 || rng.below(5) != 0);
        let participants = now.is_some() && (person == 0 || rng.below(2) == 0);
        let join = if person == 0 { began } else { began + minutes(rng, 0, 9) };
        if participants {
            user.session(join, None);
            continue;
        }
        // Users leave early enough that an action with a lag reports it.
        let leave = join + minutes(rng, 1, 7);
        user.session(join, leave);
        if now.is_none() && rng.below(4) == 0 {
            let back = leave + minutes(rng, 0, 5);
            user.session(back, back + minutes(rng, 3, 100));
        }
    }
    if rng.below(6) == 0 {
        let recorder = world.user(World::APP, room, "recorder").os("linux").visible(false).role(Role::Administrator);
        recorder.session(began, if now.is_some() { None } else { Some(began + Duration::minutes(5)) });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seeded_world_is_as_promised_and_the_same_again() {
        let now = OffsetDateTime::from_unix_timestamp(1_795_000_000).unwrap();
        for seed in 0..20 {
            let calls = World::seeded(seed, now).calls();
            assert_eq!(calls, World::seeded(seed, now).calls());
            let sessions: usize = World::seeded(seed, now).users.values().map(|user| user.sessions().len()).sum();
            assert!((200..2_000).contains(&sessions), "{sessions} sessions");
            assert!(calls.iter().filter(|call| call.ended.is_none()).count() >= 10);
            assert!(calls.iter().all(|call| call.began >= now - Duration::days(14) && call.began < now));
            assert!(calls.iter().all(|call| call.ended.is_none_or(|ended| ended < now)), "seed {seed}");
        }
        assert_ne!(World::seeded(1, now).calls(), World::seeded(2, now).calls());
    }
}
