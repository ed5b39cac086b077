//! `DescribeScaleInfo`: how many rooms and users an app had on each day.

use super::comm_id::app_number;
use crate::{
    rejection::Rejection,
    scenarios::{CheckedCall, Sample, Scenario, days::days, object},
    world::WorldState,
};
use serde_json::{Map, Value as Json, json};
use std::{collections::BTreeSet, ops::Range};
use time::{Duration, OffsetDateTime};

pub(crate) struct DescribeScaleInfo;

impl Scenario for DescribeScaleInfo {
    /// A row for each day of the window that has ended, oldest first. Without rows the list is `null`.
    fn answer(&self, call: &CheckedCall<'_>) -> Result<Json, Rejection> {
        let app = call.app("SdkAppId")?;
        let world = call.world.read();
        let ended = days(&call.span(), call.zone()).filter(|day| day.end <= call.now);
        let rows: Vec<Json> = ended.map(|day| row(&world, &app, &day, call.now)).collect();
        let total = rows.len();
        Ok(json!({ "Total": total, "ScaleList": if rows.is_empty() { Json::Null } else { rows.into() } }))
    }

    fn sample(&self, Sample { call, now, .. }: &Sample<'_>) -> Map<String, Json> {
        object(json!({
            "SdkAppId": app_number(&call.app),
            "StartTime": (*now - Duration::days(3)).unix_timestamp(),
            "EndTime": now.unix_timestamp(),
        }))
    }
}

/// Rooms and users that were there during the day, and the times that somebody joined on it.
fn row(world: &WorldState, app: &str, day: &Range<OffsetDateTime>, now: OffsetDateTime) -> Json {
    let (mut users, mut rooms, mut joins) = (BTreeSet::new(), BTreeSet::new(), 0);
    for (call, participant) in world.during(app, None, day) {
        let sessions = participant.seen(now);
        if sessions.iter().any(|session| session.touches(day)) {
            users.insert(participant.user.as_str());
            rooms.insert(call.room.as_str());
        }
        joins += sessions.iter().filter(|session| day.contains(&session.join)).count();
    }
    json!({
        "Time": day.start.unix_timestamp(),
        "UserNumber": users.len(),
        "UserCount": joins,
        "RoomNumbers": rooms.len(),
    })
}
