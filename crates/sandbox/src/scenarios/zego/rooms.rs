//! `KickoutUser` and `CloseRoom`.

use crate::{
    rejection::Rejection,
    scenarios::{CheckedCall, Sample, Scenario, object, removal::remove},
};
use serde_json::{Map, Value as Json, json};

pub(crate) struct KickoutUser;

impl Scenario for KickoutUser {
    fn answer(&self, call: &CheckedCall<'_>) -> Result<Json, Rejection> {
        let users = call.arguments.texts("UserId[]").unwrap_or_default();
        remove(call, call.caller, ("RoomId", call.text("RoomId")), Some(("UserId[]", &users)))?;
        Ok(json!({}))
    }

    fn sample(&self, sample: &Sample<'_>) -> Map<String, Json> {
        object(json!({ "RoomId": sample.call.room, "UserId[]": [sample.someone()] }))
    }
}

pub(crate) struct CloseRoom;

impl Scenario for CloseRoom {
    fn answer(&self, call: &CheckedCall<'_>) -> Result<Json, Rejection> {
        remove(call, call.caller, ("RoomId", call.text("RoomId")), None)?;
        Ok(json!({}))
    }

    fn sample(&self, Sample { call, .. }: &Sample<'_>) -> Map<String, Json> {
        object(json!({ "RoomId": call.room }))
    }
}
