//! `DescribeSimpleStreamList`: the streams of a room now.

use crate::{
    rejection::Rejection,
    scenarios::{CheckedCall, Sample, Scenario, object},
    wire_time::unix_millis,
};
use serde_json::{Map, Value as Json, json};

pub(crate) struct DescribeSimpleStreamList;

impl Scenario for DescribeSimpleStreamList {
    /// A stream for each user who publishes and may. A room that does not exist has none.
    fn answer(&self, call: &CheckedCall<'_>) -> Result<Json, Rejection> {
        let (app, room) = (call.caller, call.text("RoomId"));
        let world = call.world.read();
        let may_publish = |user: &str, session: &_| {
            let mut bans = world.bans(app, call.now).filter(|ban| ban.privileges.publish);
            !bans.any(|ban| ban.target.matches(app, room, user, session))
        };
        let online = world.online(app, room, call.now);
        let publishing = online
            .into_iter()
            .filter(|(participant, session)| session.device.published && may_publish(&participant.user, session));
        let rows: Vec<Json> = (1..)
            .zip(publishing)
            .map(|(number, (participant, session)): (u32, _)| {
                json!({
                    "StreamId": stream(&participant.user),
                    "UserId": participant.user,
                    "UserName": participant.user,
                    "CreateTime": unix_millis(session.join),
                    "StreamNumberId": number,
                })
            })
            .collect();
        Ok(json!({ "StreamList": rows }))
    }

    fn sample(&self, Sample { call, .. }: &Sample<'_>) -> Map<String, Json> {
        object(json!({ "RoomId": call.room }))
    }
}

/// The id of a user's stream.
pub(super) fn stream(user: &str) -> String {
    format!("stream-{user}")
}
