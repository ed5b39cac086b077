//! `DescribeUserInfo`: the users of one call during a window.

use crate::{
    rejection::Rejection,
    scenarios::{CheckedCall, Scenario, object, page::Page},
    world::{CallSession, Participant, Session},
};
use rtc_catalog::model::Situation;
use serde_json::{Map, Value as Json, json};
use time::{Duration, OffsetDateTime};

pub(crate) struct DescribeUserInfo;

impl Scenario for DescribeUserInfo {
    /// A row for each session of the call that touches the window. Without rows the list is `null`.
    fn answer(&self, call: &CheckedCall<'_>) -> Result<Json, Rejection> {
        let CheckedCall { arguments, world, now, .. } = call;
        let (app, room, began) = parts(call.text("CommId")).ok_or_else(|| {
            Rejection::of(Situation::Malformed, "CommId", "is not of the form `SdkAppId_RoomId_CreateTime`")
        })?;
        if arguments.sent("SdkAppId").and_then(Json::as_u64) != app.parse().ok() {
            return Err(Rejection::of(Situation::InvalidValue, "SdkAppId", "is not the first part of `CommId`"));
        }
        call.require_app("SdkAppId", app)?;
        let span = call.span();
        let users = arguments.texts("UserIds.N");
        let is_wanted = |user: &str| users.as_ref().is_none_or(|users| users.contains(&user));
        let comm_id = format!("{app}_{room}_{began}");
        let participants = world.of_call(&comm_id).filter(|(_, participant)| is_wanted(&participant.user));
        let sessions = participants.flat_map(|(call, participant)| {
            participant.seen(*now).iter().map(move |session| (call, participant, session))
        });
        let page = Page::cut(call, sessions.filter(|(_, _, session)| session.touches(&span)).collect());
        let rows: Vec<Json> =
            page.rows.iter().map(|(call, participant, session)| row(call, participant, session, *now)).collect();
        let rows = if rows.is_empty() { Json::Null } else { Json::Array(rows) };
        Ok(json!({ "Total": page.total, "UserList": rows }))
    }

    fn sample(&self, session: &CallSession, now: OffsetDateTime) -> Map<String, Json> {
        let end = session.ended.unwrap_or(now).min(session.began + Duration::hours(4));
        let app: Json = session.app.parse::<u64>().map_or_else(|_| Json::from(session.app.as_str()), Json::from);
        object(json!({
            "CommId": session.comm_id,
            "StartTime": session.began.unix_timestamp(),
            "EndTime": end.unix_timestamp(),
            "SdkAppId": app,
            "PageNumber": 0,
            "PageSize": 100,
        }))
    }
}

/// App, room and second of a call's id. The room's id may contain underscores.
fn parts(comm_id: &str) -> Option<(&str, &str, i64)> {
    let (app, rest) = comm_id.split_once('_')?;
    let (room, began) = rest.rsplit_once('_')?;
    Some((app, room, began.parse().ok()?))
}

fn row(call: &CallSession, participant: &Participant, session: &Session, now: OffsetDateTime) -> Json {
    let left = session.left(now);
    json!({
        "RoomStr": call.room,
        "UserId": participant.user,
        "JoinTs": session.join.unix_timestamp(),
        "LeaveTs": left.unwrap_or(now).unix_timestamp(),
        "DeviceType": session.device.model,
        "SdkVersion": session.device.sdk,
        "ClientIp": session.device.ip,
        "Finished": left.is_some(),
    })
}
