//! Volcengine's actions.

use super::{CheckedCall, Rejection, china, pages::Page};
use crate::{
    refusal::Refusal,
    world::{CallSession, Participant, Session},
};
use serde_json::{Value as Json, json};
use time::{Duration, OffsetDateTime};

/// How many names an answer has at most.
const MOST_INVISIBLE: usize = 10_000;

fn app<'q>(checked: &CheckedCall<'q>) -> Result<&'q str, Rejection> {
    let app = checked.arguments.text("AppId");
    if checked.world.has_app(app) {
        Ok(app)
    } else {
        Err(Rejection::Refusal(Refusal::new("InvalidParameter.NotExistAppId", format!("there is no app `{app}`"))))
    }
}

/// A row for each user of each call who was there in the span, as far as is known after the lag.
pub(super) fn list_user_info(checked: &CheckedCall<'_>) -> Result<Json, Rejection> {
    let app = app(checked)?;
    let CheckedCall { arguments, action, world, .. } = checked;
    let (span, known) = (checked.span(), checked.known_until());
    let room = arguments.sent("RoomId").and_then(Json::as_str);
    let users = arguments.texts("UserId");
    let servers = action.parameter("ExcludeServerUser").and_then(|parameter| arguments.get(parameter))
        == Some(&Json::Bool(false));
    let wanted = |participant: &Participant| {
        let seen = participant.seen(known);
        users.as_ref().is_none_or(|users| users.contains(&participant.user.as_str()))
            && seen.iter().any(|session| session.touches(&span))
            && (servers || seen.last().is_some_and(|last| last.device.os != "linux"))
    };
    let page =
        Page::cut(checked, world.during(app, room, &span).filter(|(_, participant)| wanted(participant)).collect());
    let rows: Vec<Json> = page.rows.iter().filter_map(|(call, participant)| row(call, participant, known)).collect();
    Ok(json!({ "Total": page.total, "PageNum": page.number, "PageSize": page.size, "UserList": rows }))
}

fn row(call: &CallSession, participant: &Participant, known: OffsetDateTime) -> Option<Json> {
    let seen = participant.seen(known);
    let (first, last) = (seen.first()?, seen.last()?);
    let finished = seen.iter().all(|session| session.left(known).is_some());
    let left = seen.iter().filter_map(|session| session.left(known)).max().filter(|_| finished);
    let there: Duration = seen.iter().map(|session| session.left(known).unwrap_or(known) - session.join).sum();
    Some(json!({
        "CallId": call.call_id,
        "RoomId": call.room,
        "UserId": participant.user,
        "CreatedAt": china(first.join),
        "LeaveAt": left.map(china).unwrap_or_default(),
        "Finished": finished,
        "Duration": there.whole_seconds(),
        "Pub": seen.iter().any(|session| session.device.published),
        "OS": last.device.os,
        "Access": last.device.access,
        "DeviceType": last.device.model,
        "SdkVersion": last.device.sdk,
        "Record": seen.iter().flat_map(|session| record(session, known)).collect::<Vec<_>>(),
    }))
}

fn record(session: &Session, known: OffsetDateTime) -> impl Iterator<Item = Json> {
    let event = |at: OffsetDateTime, kind: &str| json!({ "Time": china(at), "Type": kind });
    std::iter::once(event(session.join, "join_room")).chain(session.left(known).map(|leave| event(leave, "leave_room")))
}

/// Who is in the room now. Invisible users count among all.
pub(super) fn get_room_online_users(checked: &CheckedCall<'_>) -> Result<Json, Rejection> {
    let (app, room) = (app(checked)?, checked.arguments.text("RoomId"));
    let online: Vec<_> = checked.world.online(app, room, checked.now).collect();
    if online.is_empty() {
        return Ok(json!({ "RoomExists": false }));
    }
    let (visible, invisible): (Vec<_>, Vec<_>) = online.iter().partition(|(_, session)| session.device.visible);
    let names = |users: &[&(&Participant, &Session)]| {
        users.iter().map(|(participant, _)| participant.user.clone()).collect::<Vec<_>>()
    };
    Ok(json!({
        "RoomExists": true,
        "TotalUser": online.len(),
        "TotalInvisibleUser": invisible.len(),
        "VisibleUserList": names(&visible),
        "InvisibleUserList": names(&invisible[..invisible.len().min(MOST_INVISIBLE)]),
    }))
}

pub(super) fn list_user_info_sample(call: &CallSession, now: OffsetDateTime) -> Json {
    // A call that is over is asked about whole.
    let end = call.ended.unwrap_or(now).min(now) + Duration::SECOND;
    json!({ "AppId": call.app, "StartTime": china(end - Duration::hours(2)), "EndTime": china(end), "PageSize": 5 })
}

pub(super) fn get_room_online_users_sample(call: &CallSession) -> Json {
    json!({ "AppId": call.app, "RoomId": call.room })
}
