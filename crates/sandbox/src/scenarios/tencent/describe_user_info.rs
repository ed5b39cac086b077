//! `DescribeUserInfo`: the users of one call during a window.

use super::comm_id::{app_number, comm_id};
use crate::{
    rejection::Rejection,
    scenarios::{CheckedCall, Sample, Scenario, object, page::Page},
    world::{CallSession, Participant, Session},
};
use serde_json::{Map, Value as Json, json};
use time::{Duration, OffsetDateTime};

pub(crate) struct DescribeUserInfo;

impl Scenario for DescribeUserInfo {
    /// A row for each session of the call that touches the window. Without rows the list is `null`.
    fn answer(&self, call: &CheckedCall<'_>) -> Result<Json, Rejection> {
        let CheckedCall { arguments, now, .. } = call;
        let (app, room, comm_id) = comm_id(call)?;
        let span = call.span();
        let users = arguments.texts("UserIds.N");
        let is_wanted = |user: &str| users.as_ref().is_none_or(|users| users.contains(&user));
        let world = call.world.read();
        let participants =
            world.of_call(app, room, &comm_id).into_iter().filter(|(_, participant)| is_wanted(&participant.user));
        let sessions = participants.flat_map(|(call, participant)| {
            participant.seen(*now).iter().map(move |session| (call, participant, session))
        });
        let page = Page::cut(call, sessions.filter(|(_, _, session)| session.touches(&span)).collect());
        let rows: Vec<Json> =
            page.rows.iter().map(|(call, participant, session)| row(call, participant, session, *now)).collect();
        let rows = if rows.is_empty() { Json::Null } else { Json::Array(rows) };
        Ok(json!({ "Total": page.total, "UserList": rows }))
    }

    fn sample(&self, Sample { call, now, .. }: &Sample<'_>) -> Map<String, Json> {
        let end = call.ended.unwrap_or(*now).min(call.began + Duration::hours(4));
        object(json!({
            "CommId": call.comm_id,
            "StartTime": call.began.unix_timestamp(),
            "EndTime": end.unix_timestamp(),
            "SdkAppId": app_number(&call.app),
            "PageNumber": 0,
            "PageSize": 100,
        }))
    }
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
