//! `RemoveUser`, `DismissRoom` and their siblings for rooms whose ids are texts.
//!
//! The world does not distinguish a room whose id is a number from one whose id is a text of the same digits.

use super::comm_id::app_number;
use crate::{
    rejection::Rejection,
    scenarios::{CheckedCall, Sample, Scenario, object, removal::remove},
    world::CallSession,
};
use rtc_catalog::model::{Action, Type};
use serde_json::{Map, Value as Json, json};

/// `RemoveUser` and `RemoveUserByStrRoomId`.
pub(crate) struct RemoveUser;

impl Scenario for RemoveUser {
    fn answer(&self, call: &CheckedCall<'_>) -> Result<Json, Rejection> {
        let app = call.app("SdkAppId")?;
        let users = call.arguments.texts("UserIds.N").unwrap_or_default();
        remove(call, &app, ("RoomId", &call.id("RoomId")), Some(("UserIds.N", &users)))?;
        Ok(json!({}))
    }

    fn sample(&self, sample: &Sample<'_>) -> Map<String, Json> {
        let mut parameters = room(sample);
        parameters.insert("UserIds.N".to_owned(), json!([sample.someone()]));
        parameters
    }

    fn suits(&self, action: &Action, call: &CallSession) -> bool {
        is_of_the_kind(action, call)
    }
}

/// `DismissRoom` and `DismissRoomByStrRoomId`.
pub(crate) struct DismissRoom;

impl Scenario for DismissRoom {
    fn answer(&self, call: &CheckedCall<'_>) -> Result<Json, Rejection> {
        let app = call.app("SdkAppId")?;
        remove(call, &app, ("RoomId", &call.id("RoomId")), None)?;
        Ok(json!({}))
    }

    fn sample(&self, sample: &Sample<'_>) -> Map<String, Json> {
        room(sample)
    }

    fn suits(&self, action: &Action, call: &CallSession) -> bool {
        is_of_the_kind(action, call)
    }
}

fn room(Sample { action, call, .. }: &Sample<'_>) -> Map<String, Json> {
    let number = call.room.parse::<u64>().ok().filter(|_| takes_numbers(action));
    let room = number.map_or_else(|| Json::from(call.room.as_str()), Json::from);
    object(json!({ "SdkAppId": app_number(&call.app), "RoomId": room }))
}

fn is_of_the_kind(action: &Action, call: &CallSession) -> bool {
    !takes_numbers(action) || call.room.parse::<u64>().is_ok()
}

fn takes_numbers(action: &Action) -> bool {
    action.parameter("RoomId").is_some_and(|room| room.kind != Type::String)
}
