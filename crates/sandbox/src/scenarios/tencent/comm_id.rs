//! The ids of calls and apps.

use crate::{rejection::Rejection, scenarios::CheckedCall};
use rtc_catalog::model::Situation;
use serde_json::Value as Json;

/// App, room and id of the call that `CommId` names. The app exists and is also `SdkAppId`.
pub(super) fn comm_id<'q>(call: &CheckedCall<'q>) -> Result<(&'q str, &'q str, String), Rejection> {
    let (app, room, began) = parts(call.text("CommId")).ok_or_else(|| {
        Rejection::of(Situation::Malformed, "CommId", "is not of the form `SdkAppId_RoomId_CreateTime`")
    })?;
    if call.arguments.sent("SdkAppId").and_then(Json::as_u64) != app.parse().ok() {
        return Err(Rejection::of(Situation::InvalidValue, "SdkAppId", "is not the first part of `CommId`"));
    }
    call.require_app("SdkAppId", app)?;
    Ok((app, room, format!("{app}_{room}_{began}")))
}

/// App, room and second of a call's id. The room's id may contain underscores.
fn parts(comm_id: &str) -> Option<(&str, &str, i64)> {
    let (app, rest) = comm_id.split_once('_')?;
    let (room, began) = rest.rsplit_once('_')?;
    Some((app, room, began.parse().ok()?))
}

/// The app's id as it is sent.
pub(super) fn app_number(app: &str) -> Json {
    app.parse::<u64>().map_or_else(|_| Json::from(app), Json::from)
}
