//! ZEGO's actions.

use super::{CheckedCall, Rejection, millis};
use crate::{
    refusal::Refusal,
    world::{CallSession, Role},
};
use serde_json::{Value as Json, json};

/// The code of this action for a room that nobody is in; others mean the same.
const NO_SUCH_ROOM: &str = "50001";

/// Presence of each named user, once each. A room is gone when nobody is in it.
pub(super) fn describe_users(checked: &CheckedCall<'_>) -> Result<Json, Rejection> {
    let room = checked.arguments.text("RoomId");
    let online: Vec<_> = checked.world.online(checked.caller, room, checked.now).collect();
    if online.is_empty() {
        return Err(Rejection::Refusal(Refusal::new(NO_SUCH_ROOM, "room not exist")));
    }
    let mut users = checked.arguments.texts("UserId[]").unwrap_or_default();
    users.sort_unstable();
    users.dedup();
    let status = |user: &&str| match online.iter().find(|(participant, _)| participant.user == **user) {
        Some((_, session)) => {
            json!({ "UserId": user, "Status": 1, "LoginTime": millis(session.join), "UserRole": role(session.device.role) })
        }
        None => json!({ "UserId": user, "Status": 0, "LoginTime": 0, "UserRole": 0 }),
    };
    Ok(json!({ "UserStatusList": users.iter().map(status).collect::<Vec<_>>() }))
}

fn role(role: Role) -> u8 {
    match role {
        Role::Host => 1,
        Role::Audience => 2,
        Role::Administrator => 4,
    }
}

pub(super) fn describe_users_sample(call: &CallSession) -> Json {
    json!({ "RoomId": call.room, "UserId[]": call.users.iter().take(9).map(String::as_str).chain(["nobody"]).collect::<Vec<_>>() })
}
