//! `DescribeUserEvent`: when a user joined and left a call.

use super::comm_id::{app_number, comm_id};
use crate::{
    rejection::Rejection,
    scenarios::{CheckedCall, Sample, Scenario, object},
    wire_time::unix_millis,
};
use serde_json::{Map, Value as Json, json};
use time::OffsetDateTime;

pub(crate) struct DescribeUserEvent;

impl Scenario for DescribeUserEvent {
    /// An event for each time that the user joined or left within the window. The world knows no other events, and the
    /// vendor's numbers of events are those of the spec's example.
    fn answer(&self, call: &CheckedCall<'_>) -> Result<Json, Rejection> {
        let (app, room, comm_id) = comm_id(call)?;
        let (user, span) = (call.text("UserId"), call.span());
        if call.text("RoomId") != room {
            return Ok(json!({ "Data": [] }));
        }
        let world = call.world.read();
        let rows = world.of_call(app, room, &comm_id);
        let sessions = rows.iter().filter(|(_, participant)| participant.user == user);
        let joined = call.documented("/Data/1/Content/0/EventId");
        let left = call.documented("/Data/0/Content/0/EventId");
        let event = |at: OffsetDateTime, id: &Json| json!({ "Type": 0, "Time": unix_millis(at), "EventId": id, "ParamOne": -1, "ParamTwo": -1 });
        let events: Vec<Json> = sessions
            .flat_map(|(_, participant)| participant.seen(call.now))
            .flat_map(|session| {
                [Some((session.join, &joined)), session.left(call.now).map(|leave| (leave, &left))]
                    .into_iter()
                    .flatten()
            })
            .filter(|(at, _)| *at >= span.start && *at <= span.end)
            .map(|(at, id)| event(at, id))
            .collect();
        let data = if events.is_empty() { json!([]) } else { json!([{ "PeerId": user, "Content": events }]) };
        Ok(json!({ "Data": data }))
    }

    fn sample(&self, Sample { call, now, .. }: &Sample<'_>) -> Map<String, Json> {
        object(json!({
            "CommId": call.comm_id,
            "StartTime": call.began.unix_timestamp(),
            "EndTime": call.over(*now).unwrap_or(*now).unix_timestamp(),
            "UserId": call.users.first(),
            "RoomId": call.room,
            "SdkAppId": app_number(&call.app),
        }))
    }
}
