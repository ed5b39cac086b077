//! `StartRecord`, `GetRecordTask` and `StopRecord`.

use crate::{
    Vendor,
    rejection::Rejection,
    scenarios::{
        CheckedCall, Sample, Scenario, from_spec, object,
        recording::{self, goes_on, next_task, number_in, sample_task, task},
    },
    wire_time::unix_millis,
    world::{EndReason, RecordedFile, Recording, RecordingPhase},
};
use rtc_catalog::model::Situation;
use serde_json::{Map, Value as Json, json};
use time::Duration;

/// The mode in which each stream has a file.
const SINGLE: i64 = 1;
/// The idle time where the spec has no default.
const MAX_IDLE: i64 = 180;

pub(crate) struct StartRecord;

impl Scenario for StartRecord {
    /// Starts a recording. Starting one that goes on changes nothing, so that a call can be repeated.
    fn answer(&self, call: &CheckedCall<'_>) -> Result<Json, Rejection> {
        let app = call.app("AppId")?;
        let (room, id) = (call.text("RoomId"), call.text("TaskId"));
        let mixed = call.number("RecordMode") != Some(SINGLE);
        let mut options = recording::options(call, mixed, "Control", "MaxRecordTime");
        options.max_idle = Duration::seconds(number_in(call, "Control", "MaxIdleTime").unwrap_or(MAX_IDLE));
        let mut world = call.world.write();
        let same = |recording: &Recording| recording.app == app && recording.room == room && recording.task == id;
        let latest = world.recordings.find(Vendor::Volcengine, same);
        if !latest.is_some_and(|latest| goes_on(&world, latest, call)) {
            world.recordings.start(Vendor::Volcengine, [&app, room, id], options, call.now);
        }
        Ok(json!("ok"))
    }

    fn sample(&self, sample: &Sample<'_>) -> Map<String, Json> {
        let mut parameters = from_spec::parameters(sample.action, sample.now);
        let task = next_task(&sample.world.read(), &sample.call.app, &sample.call.room);
        for (name, value) in [("AppId", &sample.call.app), ("RoomId", &sample.call.room), ("TaskId", &task)] {
            parameters.insert(name.to_owned(), value.as_str().into());
        }
        parameters
    }
}

pub(crate) struct GetRecordTask;

impl Scenario for GetRecordTask {
    fn answer(&self, call: &CheckedCall<'_>) -> Result<Json, Rejection> {
        let app = call.app("AppId")?;
        let room = call.text("RoomId");
        let world = call.world.read();
        let recording = task(&world, Vendor::Volcengine, call, |known| known.app == app && known.room == room)?;
        let (status, end, reason) = match world.phase(recording, call.now) {
            RecordingPhase::Starting => (1, None, ""),
            RecordingPhase::Waiting | RecordingPhase::Running => (2, None, ""),
            RecordingPhase::Ended(at, EndReason::Stopped) => (3, Some(at), "StopByAPI"),
            RecordingPhase::Ended(at, EndReason::Idle) => (3, Some(at), "IdleTimeOut"),
            RecordingPhase::Ended(at, EndReason::TooLong) => (3, Some(at), "UnknownStopReason"),
        };
        let documented = call.documented("/RecordTask/RecordFileList/0");
        let files = world.files(recording, call.now);
        let files: Vec<Json> = files.iter().map(|listed| file(recording, listed, &documented)).collect();
        let mut task = json!({
            "Status": status,
            "StartTime": unix_millis(recording.started),
            "EndTime": end.map_or(0, unix_millis),
            "RecordFileList": files,
        });
        if !reason.is_empty() {
            task["StopReason"] = reason.into();
        }
        Ok(json!({ "RecordTask": task }))
    }

    fn sample(&self, sample: &Sample<'_>) -> Map<String, Json> {
        named(sample)
    }
}

pub(crate) struct StopRecord;

impl Scenario for StopRecord {
    /// A recording that has ended is refused if the vendor documents a code for that; else nothing changes.
    fn answer(&self, call: &CheckedCall<'_>) -> Result<Json, Rejection> {
        let app = call.app("AppId")?;
        let room = call.text("RoomId");
        let mut world = call.world.write();
        let recording = task(&world, Vendor::Volcengine, call, |known| known.app == app && known.room == room)?;
        if !goes_on(&world, recording, call)
            && (call.documents(Situation::TaskEnded) || call.documents(Situation::TaskNotFound))
        {
            return Err(recording::ended());
        }
        let id = recording.task.clone();
        let same = |known: &Recording| known.app == app && known.room == room && known.task == id;
        world.recordings.stop(Vendor::Volcengine, same, call.now);
        Ok(json!("ok"))
    }

    fn sample(&self, sample: &Sample<'_>) -> Map<String, Json> {
        named(sample)
    }
}

fn named(sample: &Sample<'_>) -> Map<String, Json> {
    let (room, task) = sample_task(sample, Vendor::Volcengine);
    object(json!({ "AppId": sample.call.app, "RoomId": room, "TaskId": task }))
}

/// A file of a recording; what the world does not know is as in the spec's example.
fn file(recording: &Recording, file: &RecordedFile, documented: &Json) -> Json {
    let streams = file.users.iter().enumerate();
    let streams: Vec<Json> =
        streams.map(|(index, user)| json!({ "UserId": user, "StreamType": 0, "Index": index })).collect();
    let mut row = object(documented.clone());
    row.extend(object(json!({
        "ObjectKey": format!("{}/{}/{}.mp4", recording.room, recording.task, unix_millis(file.began)),
        "Duration": recording::milliseconds(file),
        "Size": recording::bytes(file),
        "StartTime": unix_millis(file.began),
        "StreamList": streams,
    })));
    row.into()
}
