//! `DescribeTrtcUsage` and `DescribeTrtcRoomUsage`: minutes of an app or of its rooms.
//!
//! The first column is audio. The second one, the smallest class of video, has the minutes of users who publish; the
//! world knows no resolutions. The columns are those of the spec's examples.

use super::comm_id::app_number;
use crate::{
    rejection::Rejection,
    scenarios::{CheckedCall, Sample, Scenario, days::days, object},
    wire_time,
    world::{Usage, WorldState},
};
use rtc_catalog::model::{Calendar, Type};
use serde_json::{Map, Value as Json, json};
use std::{collections::BTreeMap, ops::Range};
use time::{Duration, OffsetDateTime};

pub(crate) struct DescribeTrtcUsage;

impl Scenario for DescribeTrtcUsage {
    /// A row for each day, or for every five minutes of a single day, until now.
    fn answer(&self, call: &CheckedCall<'_>) -> Result<Json, Rejection> {
        let apps: Vec<String> = match call.arguments.sent("SdkAppId") {
            Some(_) => vec![call.app("SdkAppId")?],
            None => call.world.apps().iter().cloned().collect(),
        };
        let keys = call.documented("/UsageKey");
        let columns = keys.as_array().map_or(0, Vec::len);
        let zone = call.zone();
        let world = call.world.read();
        let all: Vec<_> = days(&call.span(), zone).filter(|day| day.start <= call.now).collect();
        let spans: Vec<Range<OffsetDateTime>> = match all.as_slice() {
            [day] => five_minutes(day).filter(|span| span.start <= call.now).collect(),
            _ => all,
        };
        let time = Type::Calendar(Calendar::Seconds(zone.whole_seconds()));
        let rows: Vec<Json> = spans
            .iter()
            .map(|span| {
                let usage = apps.iter().map(|app| world.usage(app, None, span, call.now));
                let usage = usage.fold(Usage::default(), |sum, usage| sum + usage);
                json!({ "TimeKey": wire_time::json(&time, span.start), "UsageValue": minutes(usage, columns) })
            })
            .collect();
        Ok(json!({ "UsageKey": keys, "UsageList": rows }))
    }

    fn sample(&self, Sample { call, now, .. }: &Sample<'_>) -> Map<String, Json> {
        let day = |at: OffsetDateTime| wire_time::json(&Type::Calendar(Calendar::Date), at);
        object(json!({
            "StartTime": day(*now - Duration::days(2)),
            "EndTime": day(*now),
            "SdkAppId": app_number(&call.app),
        }))
    }
}

pub(crate) struct DescribeTrtcRoomUsage;

impl Scenario for DescribeTrtcRoomUsage {
    /// A line for each room in which somebody was during the window.
    fn answer(&self, call: &CheckedCall<'_>) -> Result<Json, Rejection> {
        let app = call.app("SdkAppid")?;
        let documented = call.documented("/Data");
        let names = documented.as_str().and_then(|text| text.lines().next()).unwrap_or("RoomId,Audio,SD");
        let columns = names.split(',').count() - 1;
        let world = call.world.read();
        let rooms = by_room(&world, &app, &call.span(), call.now);
        let line = |(room, usage): (&str, Usage)| {
            let minutes = minutes(usage, columns).into_iter().map(|minutes| minutes.to_string());
            let cells: Vec<String> = std::iter::once(cell(room)).chain(minutes).collect();
            cells.join(",") + "\n"
        };
        let lines: String = rooms.into_iter().map(line).collect();
        Ok(json!({ "Data": format!("{names}\n{lines}") }))
    }

    fn sample(&self, Sample { call, now, .. }: &Sample<'_>) -> Map<String, Json> {
        // The zone does not matter for a sample.
        let time = Type::Calendar(Calendar::Minutes(8 * 3600));
        object(json!({
            "SdkAppid": app_number(&call.app),
            "StartTime": wire_time::json(&time, *now - Duration::hours(2)),
            "EndTime": wire_time::json(&time, *now),
        }))
    }
}

/// The usage of each room in which somebody was.
fn by_room<'w>(
    world: &'w WorldState,
    app: &str,
    span: &Range<OffsetDateTime>,
    now: OffsetDateTime,
) -> BTreeMap<&'w str, Usage> {
    let mut rooms: BTreeMap<&str, Usage> = BTreeMap::new();
    for (call, participant) in world.during(app, None, span) {
        if participant.seen(now).iter().any(|session| session.touches(span)) {
            let usage = rooms.entry(call.room.as_str()).or_default();
            *usage = usage.with((call, participant), span, now);
        }
    }
    rooms
}

fn five_minutes(day: &Range<OffsetDateTime>) -> impl Iterator<Item = Range<OffsetDateTime>> {
    let start = day.start;
    let length = Duration::minutes(5);
    (0..288).map(move |number| start + length * number).map(move |start| start..start + length)
}

/// The columns: audio, video, and classes that nobody uses.
fn minutes(usage: Usage, columns: usize) -> Vec<f64> {
    let of = |length: Duration| length.as_seconds_f64() / 60.0;
    [of(usage.audio), of(usage.video)].into_iter().chain(std::iter::repeat(0.0)).take(columns).collect()
}

/// A cell of a line in CSV.
fn cell(text: &str) -> String {
    if text.contains([',', '"', '\n', '\r']) { format!("\"{}\"", text.replace('"', "\"\"")) } else { text.to_owned() }
}
