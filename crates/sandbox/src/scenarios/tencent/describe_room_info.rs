//! `DescribeRoomInfo`: the calls of an app during a window.

use super::comm_id::app_number;
use crate::{
    rejection::Rejection,
    scenarios::{CheckedCall, Sample, Scenario, object, page::Page},
    world::{CallSession, WorldState},
};
use serde_json::{Map, Value as Json, json};
use time::{Duration, OffsetDateTime};

pub(crate) struct DescribeRoomInfo;

impl Scenario for DescribeRoomInfo {
    /// A row for each call that touches the window. `Total` counts the rows of the page.
    fn answer(&self, call: &CheckedCall<'_>) -> Result<Json, Rejection> {
        let app = call.app("SdkAppId")?;
        let world = call.world.read();
        let calls = world.calls(&app, call.sent_text("RoomId"), &call.span(), call.now);
        let page = Page::cut(call, calls);
        let rows: Vec<Json> = page.rows.iter().map(|session| row(&world, session, call.now)).collect();
        Ok(json!({ "Total": rows.len(), "RoomList": rows }))
    }

    fn sample(&self, Sample { call, now, .. }: &Sample<'_>) -> Map<String, Json> {
        let end = call.over(*now).unwrap_or(*now) + Duration::SECOND;
        object(json!({
            "SdkAppId": app_number(&call.app),
            "StartTime": (end - Duration::hours(2)).unix_timestamp(),
            "EndTime": end.unix_timestamp(),
            "PageNumber": 0,
            "PageSize": 5,
        }))
    }
}

fn row(world: &WorldState, call: &CallSession, now: OffsetDateTime) -> Json {
    let over = call.over(now);
    let rows = world.of_call(&call.app, &call.room, &call.comm_id);
    json!({
        "CommId": call.comm_id,
        "RoomString": call.room,
        "CreateTime": call.began.unix_timestamp(),
        "DestroyTime": over.unwrap_or(now).unix_timestamp(),
        "IsFinished": over.is_some(),
        // The rows are in order of entry.
        "UserId": rows.first().map(|(_, first)| first.user.as_str()).unwrap_or_default(),
    })
}
