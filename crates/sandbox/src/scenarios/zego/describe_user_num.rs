//! `DescribeUserNum`: how many users are in some rooms now.

use crate::{
    rejection::Rejection,
    scenarios::{CheckedCall, Sample, Scenario, object},
    world::Role,
};
use serde_json::{Map, Value as Json, json};

pub(crate) struct DescribeUserNum;

impl Scenario for DescribeUserNum {
    /// A row for each room, once each. A room that does not exist has no users.
    fn answer(&self, call: &CheckedCall<'_>) -> Result<Json, Rejection> {
        let mut rooms = call.arguments.texts("RoomId[]").unwrap_or_default();
        rooms.sort_unstable();
        rooms.dedup();
        let world = call.world.read();
        let row = |room: &&str| {
            let online = world.online(call.caller, room, call.now);
            let staff = online.iter().filter(|(_, session)| session.device.role == Role::Administrator).count();
            json!({ "RoomId": room, "UserCount": online.len(), "AdminUserCount": staff })
        };
        Ok(json!({ "UserCountList": rooms.iter().map(row).collect::<Vec<_>>() }))
    }

    fn sample(&self, Sample { call, .. }: &Sample<'_>) -> Map<String, Json> {
        object(json!({ "RoomId[]": [call.room, "nowhere"] }))
    }
}
