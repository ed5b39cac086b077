//! `GetStreamBaseInfo`, `GetPublishQualityDetail` and `GetPlayQualityDetail`: a user's stream during a window.

use super::streams::stream;
use crate::{
    rejection::Rejection,
    scenarios::{CheckedCall, Sample, Scenario, object, quality::times},
    wire_time::unix_millis,
    world::{Session, WorldState},
};
use serde_json::{Map, Value as Json, json};
use std::ops::Range;
use time::{Duration, OffsetDateTime};

const PUBLISH: &str = "publish";

pub(crate) struct GetStreamBaseInfo;

impl Scenario for GetStreamBaseInfo {
    /// What is known about the user's network and device, with the time since when it was so.
    fn answer(&self, call: &CheckedCall<'_>) -> Result<Json, Rejection> {
        let world = call.world.read();
        let (sessions, span) = sessions(call, &world, call.text("StreamType") == PUBLISH);
        let unknown = |name: &str| documented(call, name);
        let metrics = ["isp", "net_type", "os_type", "device_model", "sdk_version", "region"];
        let row = |name: &str| {
            let value = |session: &Session| match name {
                "net_type" => network(&session.device.access),
                "os_type" => session.device.os.clone(),
                "device_model" => session.device.model.clone(),
                "sdk_version" => session.device.sdk.clone(),
                _ => unknown(name),
            };
            let values = sessions.iter().map(
                |session| json!({ "Value": value(session), "Timestamp": unix_millis(session.join.max(span.start)) }),
            );
            json!({ "Metric": name, "Values": values.collect::<Vec<_>>() })
        };
        let rows: Vec<Json> = if sessions.is_empty() { Vec::new() } else { metrics.into_iter().map(row).collect() };
        Ok(json!({ "Metrics": rows }))
    }

    fn sample(&self, of: &Sample<'_>) -> Map<String, Json> {
        let mut parameters = sample(of);
        parameters.insert("StreamType".to_owned(), PUBLISH.into());
        parameters
    }
}

pub(crate) struct GetPublishQualityDetail;

impl Scenario for GetPublishQualityDetail {
    fn answer(&self, call: &CheckedCall<'_>) -> Result<Json, Rejection> {
        Ok(series(call, true))
    }

    fn sample(&self, of: &Sample<'_>) -> Map<String, Json> {
        let mut parameters = sample(of);
        parameters.insert("Metrics[]".to_owned(), json!(["video_bitrate"]));
        parameters
    }
}

pub(crate) struct GetPlayQualityDetail;

impl Scenario for GetPlayQualityDetail {
    fn answer(&self, call: &CheckedCall<'_>) -> Result<Json, Rejection> {
        Ok(series(call, false))
    }

    fn sample(&self, of: &Sample<'_>) -> Map<String, Json> {
        let mut parameters = sample(of);
        parameters.insert("Metrics[]".to_owned(), json!(["video_bitrate"]));
        parameters
    }
}

/// A series for each metric that is asked for. One that the spec's example does not have has the value 0, or a resolution.
fn series(call: &CheckedCall<'_>, published: bool) -> Json {
    let world = call.world.read();
    let (sessions, span) = sessions(call, &world, published);
    let names = call.arguments.texts("Metrics[]").unwrap_or_default();
    let row = |name: &&str| {
        let value = documented(call, name);
        let times = sessions.iter().flat_map(|session| times(session, &span, call.now));
        let values = times.map(|at| json!({ "Value": value, "Timestamp": unix_millis(at) }));
        json!({ "Metric": name, "Values": values.collect::<Vec<_>>() })
    };
    let rows: Vec<Json> = if sessions.is_empty() { Vec::new() } else { names.iter().map(row).collect() };
    json!({ "Metrics": rows })
}

/// The sessions in which the user published the stream or, in the room of somebody who published it, could play it, and
/// the window. An end of 0 is now.
fn sessions<'w>(
    call: &CheckedCall<'_>,
    world: &'w WorldState,
    published: bool,
) -> (Vec<&'w Session>, Range<OffsetDateTime>) {
    let time = |parameter: &str| {
        let parameter = call.action.parameter(parameter)?;
        call.arguments.time(parameter).filter(|at| *at > OffsetDateTime::UNIX_EPOCH)
    };
    let span = time("StartTs").unwrap_or(OffsetDateTime::UNIX_EPOCH)..time("EndTs").unwrap_or(call.now);
    let rows = world.during(call.caller, Some(call.text("RoomId")), &span);
    let (user, wanted) = (call.text("UserId"), call.text("StreamId"));
    let is_published = rows.iter().any(|(_, participant)| {
        stream(&participant.user) == wanted
            && (!published || participant.user == user)
            && participant.seen(call.now).iter().any(|session| session.device.published && session.touches(&span))
    });
    let of_user = rows.into_iter().filter(|(_, participant)| is_published && participant.user == user);
    let sessions = of_user.flat_map(|(_, participant)| participant.seen(call.now));
    (sessions.filter(|session| session.touches(&span) && (!published || session.device.published)).collect(), span)
}

/// The value of a metric in the spec's example, if it has this metric.
fn documented(call: &CheckedCall<'_>, metric: &str) -> String {
    let rows = call.documented("/Metrics");
    let row = rows.as_array().and_then(|rows| rows.iter().find(|row| row["Metric"] == metric));
    let value = row.and_then(|row| row["Values"][0]["Value"].as_str());
    let other = if metric.ends_with("resolution") { "640*360" } else { "0" };
    value.unwrap_or(other).to_owned()
}

/// The vendor's word for a network.
fn network(access: &str) -> String {
    access.to_uppercase()
}

/// Parameters for the stream of somebody who publishes in the call's room, over the last hour of the call.
fn sample(Sample { call, world, now, .. }: &Sample<'_>) -> Map<String, Json> {
    let end = call.over(*now).unwrap_or(*now);
    let world = world.read();
    let rows = world.of_call(&call.app, &call.room, &call.comm_id);
    let publisher =
        rows.iter().find(|(_, participant)| participant.seen(*now).iter().any(|session| session.device.published));
    let user = publisher.map(|(_, participant)| participant.user.as_str()).or(call.users.first().map(String::as_str));
    let user = user.unwrap_or_default();
    object(json!({
        "RoomId": call.room,
        "UserId": user,
        "StreamId": stream(user),
        "StartTs": unix_millis(end - Duration::hours(2)),
        "EndTs": unix_millis(end),
    }))
}
