//! `StartRecord`, `DescribeRecordStatus` and `StopRecord`.

use super::streams::stream;
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

/// The mode in which all streams are mixed into one file.
const MIXED: i64 = 2;
/// The user and the stream of a mixed file.
const MIXED_STREAM: &str = "mixed";

pub(crate) struct StartRecord;

impl Scenario for StartRecord {
    /// Starts a recording. If there is one of the same `ClientTaskId`, it is answered instead. The room need not exist; the
    /// recording ends if nobody publishes for too long.
    fn answer(&self, call: &CheckedCall<'_>) -> Result<Json, Rejection> {
        let (app, room) = (call.caller, call.text("RoomId"));
        let mixed = number_in(call, "RecordInputParams", "RecordMode") == Some(MIXED);
        let mut options = recording::options(call, mixed, "RecordInputParams", "MaxRecordTime");
        let input = call.arguments.sent("RecordInputParams");
        options.name = input.and_then(|input| input["ClientTaskId"].as_str()).map(str::to_owned);
        let mut world = call.world.write();
        if options.name.is_some() {
            let same = |known: &Recording| known.app == app && known.options.name == options.name;
            if let Some(known) = world.recordings.find(Vendor::Zego, same) {
                return Ok(json!({ "TaskId": known.task }));
            }
        }
        let task = next_task(&world, app, room);
        world.recordings.start(Vendor::Zego, [app, room, &task], options, call.now);
        Ok(json!({ "TaskId": task }))
    }

    fn sample(&self, sample: &Sample<'_>) -> Map<String, Json> {
        let mut parameters = from_spec::parameters(sample.action, sample.now);
        parameters.insert("RoomId".to_owned(), sample.call.room.as_str().into());
        parameters
    }
}

pub(crate) struct DescribeRecordStatus;

impl Scenario for DescribeRecordStatus {
    /// A recording without files has no list of them.
    fn answer(&self, call: &CheckedCall<'_>) -> Result<Json, Rejection> {
        let world = call.world.read();
        let recording = task(&world, Vendor::Zego, call, |known| known.app == call.caller)?;
        let (status, end) = match world.phase(recording, call.now) {
            RecordingPhase::Starting => (1, None),
            RecordingPhase::Waiting | RecordingPhase::Running => (2, None),
            RecordingPhase::Ended(at, EndReason::Stopped) => (3, Some(at)),
            RecordingPhase::Ended(at, _) => (4, Some(at)),
        };
        let documented = call.documented("/RecordFiles/0");
        let files = world.files(recording, call.now);
        let files: Vec<Json> = files.iter().map(|listed| file(recording, listed, &documented)).collect();
        let mut answer = json!({
            "RoomId": recording.room,
            "RecordMode": if recording.options.mixed { MIXED } else { 1 },
            "StreamType": 3,
            "RecordBeginTimestamp": unix_millis(recording.started),
            "RecordEndTimestamp": end.map_or(0, unix_millis),
            "Status": status,
        });
        if !files.is_empty() {
            answer["RecordFiles"] = files.into();
        }
        Ok(answer)
    }

    fn sample(&self, sample: &Sample<'_>) -> Map<String, Json> {
        named(sample)
    }
}

pub(crate) struct StopRecord;

impl Scenario for StopRecord {
    /// A recording that has ended is refused if the vendor documents a code for that; else nothing changes.
    fn answer(&self, call: &CheckedCall<'_>) -> Result<Json, Rejection> {
        let mut world = call.world.write();
        let recording = task(&world, Vendor::Zego, call, |known| known.app == call.caller)?;
        if !goes_on(&world, recording, call)
            && (call.documents(Situation::TaskEnded) || call.documents(Situation::TaskNotFound))
        {
            return Err(recording::ended());
        }
        let id = recording.task.clone();
        world.recordings.stop(Vendor::Zego, |known| known.task == id, call.now);
        Ok(json!({}))
    }

    fn sample(&self, sample: &Sample<'_>) -> Map<String, Json> {
        named(sample)
    }
}

fn named(sample: &Sample<'_>) -> Map<String, Json> {
    let (_, task) = sample_task(sample, Vendor::Zego);
    object(json!({ "TaskId": task }))
}

/// A file of a recording; what the world does not know is as in the spec's example.
fn file(recording: &Recording, file: &RecordedFile, documented: &Json) -> Json {
    let mixed = recording.options.mixed;
    let user = if mixed { MIXED_STREAM } else { file.users.first().map_or("", String::as_str) };
    let stream = if mixed { MIXED_STREAM.to_owned() } else { stream(user) };
    let name = format!("{}_{}_{stream}_VA_{}.mp4", recording.task, recording.room, unix_millis(file.began));
    // Being written, being uploaded, uploaded.
    let status = if file.uploaded {
        3
    } else if file.ended.is_some() {
        2
    } else {
        1
    };
    let mut row = object(documented.clone());
    row.extend(object(json!({
        "UserId": user,
        "UserName": user,
        "StreamId": stream,
        "FileId": name,
        "FileUrl": format!("https://example.com/record/{name}"),
        "OutputFileFormat": "mp4",
        "FileSize": recording::bytes(file),
        "Duration": recording::milliseconds(file),
        "MediaTrackType": 3,
        "BeginTimestamp": unix_millis(file.began),
        "Status": status,
    })));
    row.into()
}
