//! `ListRoomInfo`: the calls that began during a window.

use crate::{
    rejection::Rejection,
    scenarios::{CheckedCall, Sample, Scenario, object, page::Page},
    wire_time::rfc3339,
    world::{CallSession, WorldState},
};
use serde_json::{Map, Value as Json, json};
use time::{Duration, OffsetDateTime};

pub(crate) struct ListRoomInfo;

impl Scenario for ListRoomInfo {
    /// A row for each call that began during the window, as far as is known after the lag.
    fn answer(&self, call: &CheckedCall<'_>) -> Result<Json, Rejection> {
        let app = call.app("AppId")?;
        let (span, known) = (call.span(), call.known_until());
        let world = call.world.read();
        let mut calls = world.calls(&app, call.sent_text("RoomId"), &span, known);
        calls.retain(|session| span.contains(&session.began));
        let page = Page::cut(call, calls);
        let rows: Vec<Json> = page.rows.iter().map(|session| row(&world, session, known)).collect();
        Ok(json!({
            "HasMore": false,
            "PageNum": page.number,
            "PageSize": page.size,
            "Total": page.total,
            "RoomList": rows,
        }))
    }

    fn sample(&self, Sample { call, .. }: &Sample<'_>) -> Map<String, Json> {
        object(json!({
            "AppId": call.app,
            "StartTime": rfc3339(call.began),
            "EndTime": rfc3339(call.began + Duration::hours(2)),
            "PageSize": 5,
        }))
    }
}

fn row(world: &WorldState, call: &CallSession, known: OffsetDateTime) -> Json {
    let over = call.over(known);
    let rows = world.of_call(&call.app, &call.room, &call.comm_id);
    let present = rows.iter().filter(|(_, participant)| participant.present(known).is_some());
    json!({
        "RoomId": call.room,
        "CallId": call.call_id,
        "CreatedTime": rfc3339(call.began),
        "DestroyTime": over.map(rfc3339).unwrap_or_default(),
        "IsFinished": over.is_some(),
        "ActiveUserNum": present.count(),
    })
}
