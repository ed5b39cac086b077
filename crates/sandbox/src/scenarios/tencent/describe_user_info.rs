//! `DescribeUserInfo`: the users of one call during a window.

use super::comm_id::{app_number, comm_id};
use crate::{
    rejection::Rejection,
    scenarios::{CheckedCall, Sample, Scenario, object, page::Page},
    world::{CallSession, Participant, Session, WorldState},
};
use serde_json::{Map, Value as Json, json};
use time::{Duration, OffsetDateTime};

/// One session of a user in a call.
type Row<'w> = (&'w CallSession, &'w Participant, &'w Session);

pub(crate) struct DescribeUserInfo;

impl Scenario for DescribeUserInfo {
    /// A row for each session of the call that touches the window. Without rows the list is `null`.
    fn answer(&self, call: &CheckedCall<'_>) -> Result<Json, Rejection> {
        let world = call.world.read();
        let (total, rows) = sessions(call, &world)?;
        let rows: Vec<Json> = rows.iter().map(|found| row(found, call.now)).collect();
        let rows = if rows.is_empty() { Json::Null } else { Json::Array(rows) };
        Ok(json!({ "Total": total, "UserList": rows }))
    }

    fn sample(&self, of: &Sample<'_>) -> Map<String, Json> {
        sample(of, Duration::hours(4))
    }
}

/// The number of sessions of the call that touch the window, and those of the page.
pub(super) fn sessions<'w>(call: &CheckedCall<'_>, world: &'w WorldState) -> Result<(usize, Vec<Row<'w>>), Rejection> {
    let (app, room, comm_id) = comm_id(call)?;
    let (span, now) = (call.span(), call.now);
    let users = call.arguments.texts("UserIds.N");
    let is_wanted = |user: &str| users.as_ref().is_none_or(|users| users.contains(&user));
    let rows = world.of_call(app, room, &comm_id).into_iter().filter(|(_, participant)| is_wanted(&participant.user));
    let rows = rows
        .flat_map(|(call, participant)| participant.seen(now).iter().map(move |session| (call, participant, session)));
    let page = Page::cut(call, rows.filter(|(_, _, session)| session.touches(&span)).collect());
    Ok((page.total, page.rows))
}

pub(super) fn row((call, participant, session): &Row<'_>, now: OffsetDateTime) -> Json {
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

/// Parameters for the users of a call, for a window of at most that length.
pub(super) fn sample(Sample { call, now, .. }: &Sample<'_>, length: Duration) -> Map<String, Json> {
    let end = call.ended.unwrap_or(*now).min(call.began + length);
    object(json!({
        "CommId": call.comm_id,
        "StartTime": call.began.unix_timestamp(),
        "EndTime": end.unix_timestamp(),
        "SdkAppId": app_number(&call.app),
        "PageNumber": 0,
        "PageSize": 100,
    }))
}
