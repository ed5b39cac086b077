//! `GetRoomOnlineUsers`: the users who are in a room now.

use crate::{
    rejection::Rejection,
    scenarios::{CheckedCall, Sample, Scenario, object},
    world::{Participant, Session},
};
use serde_json::{Map, Value as Json, json};

pub(crate) struct GetRoomOnlineUsers;

impl Scenario for GetRoomOnlineUsers {
    /// A room exists while somebody is in it. `TotalUser` counts invisible users too.
    fn answer(&self, call: &CheckedCall<'_>) -> Result<Json, Rejection> {
        let (app, room) = (call.text("AppId"), call.text("RoomId"));
        call.require_app("AppId", app)?;
        let world = call.world.read();
        let online = world.online(app, room, call.now);
        if online.is_empty() {
            return Ok(json!({ "RoomExists": false }));
        }
        let (visible, invisible): (Vec<_>, Vec<_>) = online.iter().partition(|(_, session)| session.device.visible);
        Ok(json!({
            "RoomExists": true,
            "TotalUser": online.len(),
            "TotalInvisibleUser": invisible.len(),
            "VisibleUserList": names(&visible, call.max_items("VisibleUserList")),
            "InvisibleUserList": names(&invisible, call.max_items("InvisibleUserList")),
        }))
    }

    fn sample(&self, Sample { call, .. }: &Sample<'_>) -> Map<String, Json> {
        object(json!({ "AppId": call.app, "RoomId": call.room }))
    }
}

fn names(users: &[&(&Participant, &Session)], most: usize) -> Vec<String> {
    users.iter().take(most).map(|(participant, _)| participant.user.clone()).collect()
}
