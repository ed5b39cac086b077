//! `DescribeUsers`: whether some users are in a room now.

use crate::{
    rejection::Rejection,
    scenarios::{CheckedCall, Sample, Scenario, object},
    wire_time::unix_millis,
    world::Role,
};
use rtc_catalog::model::Situation;
use serde_json::{Map, Value as Json, json};

pub(crate) struct DescribeUsers;

impl Scenario for DescribeUsers {
    /// The presence of each user, once each. A room exists while somebody is in it.
    fn answer(&self, call: &CheckedCall<'_>) -> Result<Json, Rejection> {
        let world = call.world.read();
        let online = world.online(call.caller, call.text("RoomId"), call.now);
        if online.is_empty() {
            return Err(Rejection::new(Situation::RoomNotFound, "room not exist"));
        }
        let mut users = call.arguments.texts("UserId[]").unwrap_or_default();
        users.sort_unstable();
        users.dedup();
        let status = |user: &&str| match online.iter().find(|(participant, _)| participant.user == **user) {
            Some((_, session)) => {
                let (since, role) = (unix_millis(session.join), role(session.device.role));
                json!({ "UserId": user, "Status": 1, "LoginTime": since, "UserRole": role })
            }
            None => json!({ "UserId": user, "Status": 0, "LoginTime": 0, "UserRole": 0 }),
        };
        Ok(json!({ "UserStatusList": users.iter().map(status).collect::<Vec<_>>() }))
    }

    fn sample(&self, Sample { call, .. }: &Sample<'_>) -> Map<String, Json> {
        let users: Vec<_> = call.users.iter().take(9).map(String::as_str).chain(["nobody"]).collect();
        object(json!({ "RoomId": call.room, "UserId[]": users }))
    }
}

/// The number of a role.
pub(super) fn role(role: Role) -> u8 {
    match role {
        Role::Host => 1,
        Role::Audience => 2,
        Role::Administrator => 4,
    }
}
