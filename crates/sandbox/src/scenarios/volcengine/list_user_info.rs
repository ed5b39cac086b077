//! `ListUserInfo`: the users who were in calls during a window.

use crate::{
    rejection::Rejection,
    scenarios::{CheckedCall, Sample, Scenario, object, page::Page},
    wire_time::rfc3339,
    world::{CallSession, Participant, Session},
};
use serde_json::{Map, Value as Json, json};
use time::{Duration, OffsetDateTime};

pub(crate) struct ListUserInfo;

impl Scenario for ListUserInfo {
    /// A row for each user of each call who was there during the window, as far as is known after the lag.
    fn answer(&self, call: &CheckedCall<'_>) -> Result<Json, Rejection> {
        let CheckedCall { arguments, action, .. } = call;
        let app = call.text("AppId");
        call.require_app("AppId", app)?;
        let (span, known) = (call.span(), call.known_until());
        let room = arguments.sent("RoomId").and_then(Json::as_str);
        let users = arguments.texts("UserId");
        let servers = action.parameter("ExcludeServerUser").and_then(|parameter| arguments.get(parameter))
            == Some(&Json::Bool(false));
        let is_wanted = |participant: &Participant| {
            let seen = participant.seen(known);
            users.as_ref().is_none_or(|users| users.contains(&participant.user.as_str()))
                && seen.iter().any(|session| session.touches(&span))
                && (servers || seen.last().is_some_and(|last| last.device.os != "linux"))
        };
        let world = call.world.read();
        let rows = world.during(app, room, &span).into_iter().filter(|(_, participant)| is_wanted(participant));
        let page = Page::cut(call, rows.collect());
        let rows: Vec<Json> =
            page.rows.iter().filter_map(|(session, participant)| row(session, participant, known)).collect();
        Ok(json!({ "Total": page.total, "PageNum": page.number, "PageSize": page.size, "UserList": rows }))
    }

    /// A call that is over is asked about as a whole.
    fn sample(&self, Sample { call, now, .. }: &Sample<'_>) -> Map<String, Json> {
        let end = call.ended.unwrap_or(*now).min(*now) + Duration::SECOND;
        object(json!({
            "AppId": call.app,
            "StartTime": rfc3339(end - Duration::hours(2)),
            "EndTime": rfc3339(end),
            "PageSize": 5,
        }))
    }
}

fn row(call: &CallSession, participant: &Participant, known: OffsetDateTime) -> Option<Json> {
    let seen = participant.seen(known);
    let (first, last) = (seen.first()?, seen.last()?);
    let finished = seen.iter().all(|session| session.left(known).is_some());
    let left = seen.iter().filter_map(|session| session.left(known)).max().filter(|_| finished);
    let present: Duration = seen.iter().map(|session| session.left(known).unwrap_or(known) - session.join).sum();
    Some(json!({
        "CallId": call.call_id,
        "RoomId": call.room,
        "UserId": participant.user,
        "CreatedAt": rfc3339(first.join),
        "LeaveAt": left.map(rfc3339).unwrap_or_default(),
        "Finished": finished,
        "Duration": present.whole_seconds(),
        "Pub": seen.iter().any(|session| session.device.published),
        "OS": last.device.os,
        "Access": last.device.access,
        "DeviceType": last.device.model,
        "SdkVersion": last.device.sdk,
        "Record": seen.iter().flat_map(|session| record(session, known)).collect::<Vec<_>>(),
    }))
}

fn record(session: &Session, known: OffsetDateTime) -> impl Iterator<Item = Json> {
    let event = |at: OffsetDateTime, kind: &str| json!({ "Time": rfc3339(at), "Type": kind });
    std::iter::once(event(session.join, "join_room")).chain(session.left(known).map(|leave| event(leave, "leave_room")))
}
