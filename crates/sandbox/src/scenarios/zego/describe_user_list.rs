//! `DescribeUserList`: who is in a room now, page by page.

use super::describe_users::role;
use crate::{
    rejection::Rejection,
    scenarios::{CheckedCall, Sample, Scenario, object},
    wire_time::unix_millis,
};
use rtc_catalog::model::Situation;
use serde_json::{Map, Value as Json, json};

/// The largest number of users of a page.
const MOST: usize = 200;

pub(crate) struct DescribeUserList;

impl Scenario for DescribeUserList {
    /// The users by the time of their login, beginning after the one of the marker. A room that does not exist has none.
    fn answer(&self, call: &CheckedCall<'_>) -> Result<Json, Rejection> {
        let world = call.world.read();
        let online = world.online(call.caller, call.text("RoomId"), call.now);
        let mut users: Vec<_> = online
            .iter()
            .map(|(participant, session)| (unix_millis(session.join), participant.user.as_str(), session.device.role))
            .collect();
        users.sort_by_key(|(login, user, _)| (*login, *user));
        let latest_first = call.number("Mode") == Some(1);
        if latest_first {
            users.reverse();
        }
        if let Some(marker) = call.sent_text("Marker") {
            let after = parse(marker)
                .ok_or_else(|| Rejection::of(Situation::Malformed, "Marker", "is not one that an answer had"))?;
            users.retain(|(login, user, _)| ((*login, *user) > after) != latest_first && (*login, *user) != after);
        }
        let limit = call.number("Limit").and_then(|limit| usize::try_from(limit).ok()).filter(|limit| *limit > 0);
        let limit = limit.unwrap_or(MOST).min(MOST);
        let more = users.len() > limit;
        users.truncate(limit);
        let last = users.last().filter(|_| more);
        let marker = last.map(|(login, user, _)| format!("{login}-{user}")).unwrap_or_default();
        let row = |(_, user, of): &(i64, &str, _)| json!({ "UserId": user, "UserName": user, "UserRole": role(*of) });
        Ok(json!({ "Marker": marker, "UserList": users.iter().map(row).collect::<Vec<_>>() }))
    }

    fn sample(&self, Sample { call, .. }: &Sample<'_>) -> Map<String, Json> {
        object(json!({ "RoomId": call.room, "Limit": 10 }))
    }
}

/// Login and id of the user at which a page ended.
fn parse(marker: &str) -> Option<(i64, &str)> {
    let (login, user) = marker.split_once('-')?;
    Some((login.parse().ok()?, user))
}
