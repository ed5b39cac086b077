//! Tencent's actions.

use super::{CheckedCall, Rejection, pages::Page};
use crate::{
    invalid::{Invalid, Kind},
    world::{CallSession, Participant, Session},
};
use serde_json::{Value as Json, json};
use time::{Duration, OffsetDateTime};

/// A row for each session of a call that reached into the span.
pub(super) fn describe_user_info(checked: &CheckedCall<'_>) -> Result<Json, Rejection> {
    let CheckedCall { arguments, world, now, .. } = checked;
    let wrong = |parameter: &str, why: &str| Rejection::Invalid(Invalid::new(Kind::Wrong, parameter, why));
    let comm_id = arguments.text("CommId");
    let (app, room, began) =
        parts(comm_id).ok_or_else(|| wrong("CommId", "is not of the form `SdkAppId_RoomId_CreateTime`"))?;
    if arguments.sent("SdkAppId").and_then(Json::as_u64) != app.parse().ok() {
        return Err(wrong("SdkAppId", "is not the first part of `CommId`"));
    }
    if !world.has_app(app) {
        return Err(wrong("SdkAppId", "is not an app's"));
    }
    let span = checked.span();
    let users = arguments.texts("UserIds.N");
    let of_call = world.of_call(&format!("{app}_{room}_{began}"));
    let of_users = of_call
        .filter(|(_, participant)| users.as_ref().is_none_or(|users| users.contains(&participant.user.as_str())));
    let sessions = of_users
        .flat_map(|(call, participant)| participant.seen(*now).iter().map(move |session| (call, participant, session)));
    let page = Page::cut(checked, sessions.filter(|(_, _, session)| session.touches(&span)).collect());
    let rows: Vec<Json> =
        page.rows.iter().map(|(call, participant, session)| row(call, participant, session, *now)).collect();
    // The vendor answers no list rather than an empty one.
    let rows = if rows.is_empty() { Json::Null } else { Json::Array(rows) };
    Ok(json!({ "Total": page.total, "UserList": rows }))
}

/// App, room and second of a call's id. The room's id may have underscores of its own.
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

pub(super) fn describe_user_info_sample(call: &CallSession, now: OffsetDateTime) -> Json {
    let end = call.ended.unwrap_or(now).min(call.began + Duration::hours(4));
    let app: Json = call.app.parse::<u64>().map_or_else(|_| Json::from(call.app.as_str()), Json::from);
    json!({
        "CommId": call.comm_id,
        "StartTime": call.began.unix_timestamp(),
        "EndTime": end.unix_timestamp(),
        "SdkAppId": app,
        "PageNumber": 0,
        "PageSize": 100,
    })
}
