//! `ListUsages`: the minutes of an app on each day.

use crate::{
    rejection::Rejection,
    scenarios::{
        CheckedCall, Sample, Scenario,
        days::{common, days},
        object,
    },
    wire_time::rfc3339,
};
use serde_json::{Map, Value as Json, json};
use time::Duration;

pub(crate) struct ListUsages;

impl Scenario for ListUsages {
    /// A row for each day of the window until now. Minutes that have begun count. Users who publish count as video up to
    /// 720p; the world knows no resolutions.
    fn answer(&self, call: &CheckedCall<'_>) -> Result<Json, Rejection> {
        let app = call.app("AppId")?;
        let span = call.span();
        let world = call.world.read();
        let all = days(&span, call.zone()).filter(|day| day.start <= call.now);
        let rows: Vec<Json> = all
            .map(|day| {
                let usage = world.usage(&app, None, &common(&day, &span), call.now);
                json!({
                    "TimeStamp": rfc3339(day.start),
                    "Audio": minutes(usage.audio),
                    "VideoSDM": 0,
                    "VideoSD": minutes(usage.video),
                    "VideoHD": 0,
                })
            })
            .collect();
        Ok(json!({ "Usages": rows }))
    }

    fn sample(&self, Sample { call, now, .. }: &Sample<'_>) -> Map<String, Json> {
        object(json!({
            "AppId": call.app,
            "StartTime": rfc3339(*now - Duration::days(3)),
            "EndTime": rfc3339(*now),
        }))
    }
}

fn minutes(length: Duration) -> i64 {
    // Fractions of a second are not counted.
    (length.whole_seconds() + 59) / 60
}
