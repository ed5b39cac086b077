//! `DescribeUnusualEvent`: bad experiences of users during a window.

use super::comm_id::app_number;
use crate::{
    rejection::Rejection,
    scenarios::{CheckedCall, Sample, Scenario, object},
};
use serde_json::{Map, Value as Json, json};
use time::{Duration, OffsetDateTime};

pub(crate) struct DescribeUnusualEvent;

/// The networks on which a call begins badly.
const BAD_NETWORKS: [&str; 3] = ["2g", "3g", "unknown"];
/// How long after joining the user notices it.
const NOTICED: Duration = Duration::seconds(20);

impl Scenario for DescribeUnusualEvent {
    /// A row for each session on a bad network, shortly after the user joined; the earliest ones if there are too many.
    fn answer(&self, call: &CheckedCall<'_>) -> Result<Json, Rejection> {
        let app = call.app("SdkAppId")?;
        let span = call.span();
        let world = call.world.read();
        let rows = world.during(&app, call.sent_text("RoomId"), &span);
        let experience = call.documented("/AbnormalExperienceList/0/ExperienceId");
        let cause = call.documented("/AbnormalExperienceList/0/AbnormalEventList/0/AbnormalEventId");
        let mut found: Vec<(OffsetDateTime, Json)> = Vec::new();
        for (session, participant) in rows {
            for stay in participant.seen(call.now) {
                let at = stay.join + NOTICED;
                let is_there = stay.leave.is_none_or(|leave| at < leave) && at <= call.now && span.contains(&at);
                if is_there && BAD_NETWORKS.contains(&stay.device.access.as_str()) {
                    let causes = json!([{ "AbnormalEventId": cause, "PeerId": "" }]);
                    let row = json!({
                        "UserId": participant.user,
                        "RoomId": session.room,
                        "EventTime": at.unix_timestamp(),
                        "ExperienceId": experience,
                        "AbnormalEventList": causes,
                    });
                    found.push((at, row));
                }
            }
        }
        found.sort_by_key(|(at, _)| *at);
        let most = call.max_items("AbnormalExperienceList");
        let rows: Vec<Json> = found.into_iter().take(most).map(|(_, row)| row).collect();
        Ok(json!({ "Total": rows.len(), "AbnormalExperienceList": rows }))
    }

    fn sample(&self, Sample { call, now, .. }: &Sample<'_>) -> Map<String, Json> {
        let end = (call.began + Duration::HOUR).min(*now);
        object(json!({
            "SdkAppId": app_number(&call.app),
            "StartTime": (end - Duration::HOUR).unix_timestamp(),
            "EndTime": end.unix_timestamp(),
        }))
    }
}
