//! `BanRoomUser`, `UpdateBanRoomUserRule` and `LimitTokenPrivilege`.

use crate::{
    rejection::Rejection,
    scenarios::{CheckedCall, Sample, Scenario, object},
    world::{BanTarget, Privileges, WorldState},
};
use rtc_catalog::model::Situation;
use serde_json::{Map, Value as Json, json};
use std::collections::BTreeSet;
use time::Duration;

/// The shortest ban; a shorter one is made this long.
const SHORTEST_BAN: i64 = 10;
/// The shortest limit of a token; a shorter one is made this long.
const SHORTEST_LIMIT: i64 = 60;
/// The longest limit of a token; a longer one is cut to this.
const LONGEST_LIMIT: i64 = 259_200;

pub(crate) struct BanRoomUser;

impl Scenario for BanRoomUser {
    /// Removes a user from a room and refuses the user for a while. Without a user, everybody is removed and refused;
    /// without a room, the user is from all rooms. An interval of 0 only ends the ban.
    fn answer(&self, call: &CheckedCall<'_>) -> Result<Json, Rejection> {
        let target = target(call)?;
        let interval = interval(call);
        let mut world = call.world.write();
        if interval.is_zero() {
            world.lift(&target, call.now);
        } else {
            remove(&mut world, &target, call);
            world.ban(target, Privileges { enter: true, publish: true }, call.now + interval, call.now);
        }
        Ok(success())
    }

    fn sample(&self, sample: &Sample<'_>) -> Map<String, Json> {
        ban(sample)
    }
}

pub(crate) struct UpdateBanRoomUserRule;

impl Scenario for UpdateBanRoomUserRule {
    /// Changes the end of a ban, counted from now. Without a ban there is nothing to change.
    fn answer(&self, call: &CheckedCall<'_>) -> Result<Json, Rejection> {
        let target = target(call)?;
        let interval = interval(call);
        let mut world = call.world.write();
        if world.lift(&target, call.now) && !interval.is_zero() {
            world.ban(target, Privileges { enter: true, publish: true }, call.now + interval, call.now);
        }
        Ok(success())
    }

    fn sample(&self, sample: &Sample<'_>) -> Map<String, Json> {
        ban(sample)
    }
}

pub(crate) struct LimitTokenPrivilege;

impl Scenario for LimitTokenPrivilege {
    /// The user may not publish for a while.
    fn answer(&self, call: &CheckedCall<'_>) -> Result<Json, Rejection> {
        let target = target(call)?;
        let seconds = call.number("ForbiddenInterval").unwrap_or(0);
        let interval = if seconds > 0 { seconds.clamp(SHORTEST_LIMIT, LONGEST_LIMIT) } else { 0 };
        let end = call.now + Duration::seconds(interval);
        call.world.write().ban(target, Privileges { enter: false, publish: true }, end, call.now);
        Ok(json!({ "Message": "success", "EndTime": end.unix_timestamp() }))
    }

    fn sample(&self, sample: &Sample<'_>) -> Map<String, Json> {
        let mut parameters = ban(sample);
        parameters.insert("Token".to_owned(), "token".into());
        parameters
    }
}

/// Whom the call concerns: a user of a room, all of a room, or a user in all rooms.
fn target(call: &CheckedCall<'_>) -> Result<BanTarget, Rejection> {
    let app = call.app("AppId")?;
    let part = |parameter: &str| call.sent_text(parameter).map(str::to_owned);
    let (room, user) = (part("RoomId"), part("UserId"));
    if room.is_none() && user.is_none() {
        return Err(Rejection::of(Situation::MissingParameter, "RoomId", "is missing, and so is `UserId`"));
    }
    Ok(BanTarget { app, room, user, ip: None })
}

fn interval(call: &CheckedCall<'_>) -> Duration {
    match call.number("ForbiddenInterval").unwrap_or(0) {
        ..=0 => Duration::ZERO,
        seconds => Duration::seconds(seconds.max(SHORTEST_BAN)),
    }
}

fn remove(world: &mut WorldState, target: &BanTarget, call: &CheckedCall<'_>) {
    let rooms = match &target.room {
        Some(room) => BTreeSet::from([room.clone()]),
        None => world.rooms_in_use(&target.app, call.now),
    };
    for room in rooms {
        world.remove(&target.app, &room, |user| target.user.as_deref().is_none_or(|wanted| wanted == user), call.now);
    }
}

fn ban(sample: &Sample<'_>) -> Map<String, Json> {
    let Sample { call, .. } = sample;
    object(json!({ "AppId": call.app, "RoomId": call.room, "UserId": sample.someone(), "ForbiddenInterval": 60 }))
}

fn success() -> Json {
    json!({ "Message": "success" })
}
