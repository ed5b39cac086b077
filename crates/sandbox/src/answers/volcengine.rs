//! Volcengine's actions.

use super::{No, Question, china, pages::Page};
use crate::{
    refusal::Refusal,
    world::{Call, Session, Stay},
};
use serde_json::{Value as Json, json};
use time::{Duration, OffsetDateTime};

/// How many names an answer has at most.
const MOST_INVISIBLE: usize = 10_000;

fn app<'q>(question: &Question<'q>) -> Result<&'q str, No> {
    let app = question.arguments.text("AppId");
    if question.world.has_app(app) {
        Ok(app)
    } else {
        Err(No::Refusal(Refusal::new("InvalidParameter.NotExistAppId", format!("there is no app `{app}`"))))
    }
}

/// A row for each user of each call who was there in the span, as far as is known after the lag.
pub(super) fn list_user_info(question: &Question<'_>) -> Result<Json, No> {
    let app = app(question)?;
    let Question { arguments, action, world, .. } = question;
    let (span, known) = (question.span(), question.known_until());
    let room = arguments.sent("RoomId").and_then(Json::as_str);
    let users = arguments.texts("UserId");
    let servers = action.parameter("ExcludeServerUser").and_then(|parameter| arguments.get(parameter))
        == Some(&Json::Bool(false));
    let wanted = |stay: &Stay| {
        let seen = stay.seen(known);
        users.as_ref().is_none_or(|users| users.contains(&stay.user.as_str()))
            && seen.iter().any(|session| session.touches(&span))
            && (servers || seen.last().is_some_and(|last| last.device.os != "linux"))
    };
    let page = Page::cut(question, world.during(app, room, &span).filter(|(_, stay)| wanted(stay)).collect());
    let rows: Vec<Json> = page.rows.iter().filter_map(|(call, stay)| row(call, stay, known)).collect();
    Ok(json!({ "Total": page.total, "PageNum": page.number, "PageSize": page.size, "UserList": rows }))
}

fn row(call: &Call, stay: &Stay, known: OffsetDateTime) -> Option<Json> {
    let seen = stay.seen(known);
    let (first, last) = (seen.first()?, seen.last()?);
    let finished = seen.iter().all(|session| session.left(known).is_some());
    let left = seen.iter().filter_map(|session| session.left(known)).max().filter(|_| finished);
    let there: Duration = seen.iter().map(|session| session.left(known).unwrap_or(known) - session.join).sum();
    Some(json!({
        "CallId": call.call_id,
        "RoomId": call.room,
        "UserId": stay.user,
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
pub(super) fn get_room_online_users(question: &Question<'_>) -> Result<Json, No> {
    let (app, room) = (app(question)?, question.arguments.text("RoomId"));
    let online: Vec<_> = question.world.online(app, room, question.now).collect();
    if online.is_empty() {
        return Ok(json!({ "RoomExists": false }));
    }
    let (visible, invisible): (Vec<_>, Vec<_>) = online.iter().partition(|(_, session)| session.device.visible);
    let names = |users: &[&(&Stay, &Session)]| users.iter().map(|(stay, _)| stay.user.clone()).collect::<Vec<_>>();
    Ok(json!({
        "RoomExists": true,
        "TotalUser": online.len(),
        "TotalInvisibleUser": invisible.len(),
        "VisibleUserList": names(&visible),
        "InvisibleUserList": names(&invisible[..invisible.len().min(MOST_INVISIBLE)]),
    }))
}

pub(super) fn list_user_info_sample(call: &Call, now: OffsetDateTime) -> Json {
    // A call that is over is asked about whole.
    let end = call.ended.unwrap_or(now).min(now) + Duration::SECOND;
    json!({ "AppId": call.app, "StartTime": china(end - Duration::hours(2)), "EndTime": china(end), "PageSize": 5 })
}

pub(super) fn get_room_online_users_sample(call: &Call) -> Json {
    json!({ "AppId": call.app, "RoomId": call.room })
}
