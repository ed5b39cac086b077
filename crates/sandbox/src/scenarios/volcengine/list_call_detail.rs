//! `ListCallDetail`: the quality of what users sent and received in a room.

use crate::{
    rejection::Rejection,
    scenarios::{CheckedCall, Sample, Scenario, object, quality::times},
    wire_time::{rfc3339, unix_millis},
    world::Participant,
};
use serde_json::{Map, Value as Json, json};
use time::Duration;

const SENT: &str = "1";
const RECEIVED: &str = "2";

pub(crate) struct ListCallDetail;

impl Scenario for ListCallDetail {
    /// For each user who was in the room during the window a row for what was sent, and one for what was received from
    /// each other user. They have the one metric of the spec's example.
    fn answer(&self, call: &CheckedCall<'_>) -> Result<Json, Rejection> {
        let app = call.app("AppId")?;
        let (room, span, known) = (call.text("RoomId"), call.span(), call.known_until());
        let asked = call.arguments.texts("UserId").unwrap_or_default();
        let direction = call.id("Direction");
        let world = call.world.read();
        let rows = world.during(&app, Some(room), &span);
        let documented = call.documented("/UserCallDetail/0/CallDetail/0");
        let value = call.documented("/UserCallDetail/0/CallDetail/0/Data/0/Value");
        let detail = |participant: &Participant| {
            let sessions = participant.seen(known).iter();
            let samples: Vec<Json> = sessions
                .flat_map(|session| times(session, &span, known))
                .map(|at| json!({ "Time": unix_millis(at), "Value": value }))
                .collect();
            let mut metric = object(documented.clone());
            metric.insert("Data".to_owned(), samples.into());
            json!([metric])
        };
        let was_there =
            |participant: &Participant| participant.seen(known).iter().any(|session| session.touches(&span));
        let mut found = Vec::new();
        for (session, participant) in &rows {
            if !asked.contains(&participant.user.as_str()) || !was_there(participant) {
                continue;
            }
            if direction != RECEIVED {
                found.push(json!({ "RoomId": room, "UserId": participant.user, "Direction": "up", "CallDetail": detail(participant) }));
            }
            let peers = rows.iter().filter(|(other, peer)| {
                direction != SENT
                    && other.call_id == session.call_id
                    && peer.user != participant.user
                    && was_there(peer)
            });
            found.extend(peers.map(|(_, peer)| {
                json!({
                    "RoomId": room,
                    "UserId": participant.user,
                    "PeerId": peer.user,
                    "Direction": "down",
                    "CallDetail": detail(participant),
                })
            }));
        }
        Ok(json!({ "UserCallDetail": found }))
    }

    fn sample(&self, Sample { call, now, .. }: &Sample<'_>) -> Map<String, Json> {
        let end = call.over(*now).unwrap_or(*now);
        object(json!({
            "AppId": call.app,
            "StartTime": rfc3339(end - Duration::HOUR),
            "EndTime": rfc3339(end),
            "RoomId": call.room,
            "UserId": call.users.iter().take(2).collect::<Vec<_>>(),
        }))
    }
}
