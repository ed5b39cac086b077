//! `GetBizUsage`: how many rooms, users and streams an app had on each day.

use crate::{
    rejection::Rejection,
    scenarios::{CheckedCall, Sample, Scenario, days::days, object},
    wire_time,
    world::{Session, WorldState},
};
use rtc_catalog::model::{Calendar, Type};
use serde_json::{Map, Value as Json, json};
use std::{collections::HashMap, ops::Range};
use time::{Duration, OffsetDateTime};

pub(crate) struct GetBizUsage;

impl Scenario for GetBizUsage {
    /// The figures of each day until now. Whoever is in a room plays one stream.
    fn answer(&self, call: &CheckedCall<'_>) -> Result<Json, Rejection> {
        let world = call.world.read();
        let zone = call.zone();
        let span = days_asked(call);
        let all: Vec<_> = days(&span, zone).filter(|day| day.start <= call.now).collect();
        let stays: Vec<_> = all.iter().map(|day| stays(&world, call.caller, day, call.now)).collect();
        let row = |metric: &&str| {
            let values = all.iter().zip(&stays).map(|(day, stays)| {
                let date = wire_time::json(&Type::Calendar(Calendar::CompactDate), day.start.to_offset(zone));
                json!({ "Date": date, "Value": figure(metric, stays, day) })
            });
            json!({ "Metric": metric, "Values": values.collect::<Vec<_>>() })
        };
        let metrics = call.arguments.texts("Metrics[]").unwrap_or_default();
        Ok(json!({ "Metrics": metrics.iter().map(row).collect::<Vec<_>>() }))
    }

    fn sample(&self, Sample { now, .. }: &Sample<'_>) -> Map<String, Json> {
        let day = |at: OffsetDateTime| wire_time::json(&Type::Calendar(Calendar::CompactDate), at);
        object(json!({
            "StartDate": day(*now - Duration::days(2)),
            "EndDate": day(*now),
            "Metrics[]": ["room_concurrent", "user_concurrent", "publish_count"],
        }))
    }
}

/// One stay in a room: the room, the session and the part of it that is on the day.
struct Stay<'w> {
    room: &'w str,
    session: &'w Session,
    part: Range<OffsetDateTime>,
}

/// From the beginning of the first day to the end of the last one.
fn days_asked(call: &CheckedCall<'_>) -> Range<OffsetDateTime> {
    let offset = Duration::seconds(call.zone().whole_seconds().into());
    let day = |parameter: &str| call.action.parameter(parameter).and_then(|parameter| call.arguments.time(parameter));
    let start = day("StartDate").map_or(call.now, |start| start - offset);
    start..day("EndDate").map_or(call.now, |end| end - offset + Duration::DAY)
}

fn stays<'w>(world: &'w WorldState, app: &str, day: &Range<OffsetDateTime>, now: OffsetDateTime) -> Vec<Stay<'w>> {
    let rows = world.during(app, None, day).into_iter();
    let sessions = rows
        .flat_map(|(call, participant)| participant.seen(now).iter().map(move |session| (call.room.as_str(), session)));
    sessions
        .filter(|(_, session)| session.touches(day))
        .map(|(room, session)| {
            let part = session.join.max(day.start)..session.left(now).unwrap_or(now).min(day.end);
            Stay { room, session, part }
        })
        .collect()
}

fn figure(metric: &str, stays: &[Stay<'_>], day: &Range<OffsetDateTime>) -> usize {
    let published = |stay: &&Stay<'_>| stay.session.device.published;
    let began = |stay: &&Stay<'_>| day.contains(&stay.session.join);
    match metric {
        "room_concurrent" => rooms_at_most(stays),
        "user_concurrent" | "play_concurrent" => at_most(stays.iter()),
        "publish_concurrent" => at_most(stays.iter().filter(published)),
        "publish_count" => stays.iter().filter(published).filter(began).count(),
        "play_count" => stays.iter().filter(began).count(),
        _ => 0,
    }
}

/// When somebody enters or leaves, leavings first.
fn events<'s>(stays: impl Iterator<Item = &'s Stay<'s>>) -> Vec<(OffsetDateTime, bool, &'s str)> {
    let mut events: Vec<_> =
        stays.flat_map(|stay| [(stay.part.start, true, stay.room), (stay.part.end, false, stay.room)]).collect();
    events.sort_unstable();
    events
}

/// How many stays there were at the same time.
fn at_most<'s>(stays: impl Iterator<Item = &'s Stay<'s>>) -> usize {
    let (mut now, mut most) = (0_usize, 0);
    for (_, enters, _) in events(stays) {
        now = if enters { now + 1 } else { now.saturating_sub(1) };
        most = most.max(now);
    }
    most
}

/// How many rooms were in use at the same time.
fn rooms_at_most(stays: &[Stay<'_>]) -> usize {
    let (mut rooms, mut most) = (HashMap::<&str, usize>::new(), 0);
    for (_, enters, room) in events(stays.iter()) {
        let users = rooms.entry(room).or_default();
        *users = if enters { *users + 1 } else { users.saturating_sub(1) };
        if *users == 0 {
            rooms.remove(room);
        }
        most = most.max(rooms.len());
    }
    most
}
