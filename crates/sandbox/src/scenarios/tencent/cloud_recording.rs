//! `CreateCloudRecording`, `DescribeCloudRecording` and `DeleteCloudRecording`.

use super::comm_id::app_number;
use crate::{
    Vendor,
    rejection::Rejection,
    scenarios::{
        CheckedCall, Sample, Scenario, from_spec, object,
        recording::{self, goes_on, next_task, number_in, sample_task, task},
    },
    wire_time::unix_millis,
    world::{RecordedFile, Recording, RecordingPhase},
};
use rtc_catalog::model::Situation;
use serde_json::{Map, Value as Json, json};
use time::Duration;

/// The mode in which all streams are mixed into one file.
const MIXED: i64 = 2;
/// The largest number of recordings of an app that go on at the same time, by default.
const MOST: usize = 100;

pub(crate) struct CreateCloudRecording;

impl Scenario for CreateCloudRecording {
    /// Starts a recording, and ends one of the same robot in the same room. The room need not exist; the recording ends if
    /// nobody publishes for too long.
    fn answer(&self, call: &CheckedCall<'_>) -> Result<Json, Rejection> {
        let app = call.app("SdkAppId")?;
        let room = call.id("RoomId");
        let mixed = number_in(call, "RecordParams", "RecordMode") == Some(MIXED);
        let mut options = recording::options(call, mixed, "RecordParams", "");
        let storage = call.arguments.sent("StorageParams");
        let is_sent = |name: &str| storage.is_some_and(|storage| storage.get(name).is_some_and(|sent| !sent.is_null()));
        options.lists_files = is_sent("CloudStorage") || !is_sent("CloudVod");
        options.name = Some(call.text("UserId").to_owned());
        options.callable = call.number("ResourceExpiredHour").map(Duration::hours);
        let robot = options.name.clone();
        let mut world = call.world.write();
        let same = |known: &Recording| known.app == app && known.room == room && known.options.name == robot;
        world.recordings.stop(Vendor::Tencent, same, call.now);
        if call.documents(Situation::LimitReached) && world.recordings_going_on(Vendor::Tencent, &app, call.now) >= MOST
        {
            return Err(Rejection::new(Situation::LimitReached, format!("{MOST} recordings go on")));
        }
        let task = format!("-{}", next_task(&world, &app, &room));
        world.recordings.start(Vendor::Tencent, [&app, &room, &task], options, call.now);
        Ok(json!({ "TaskId": task }))
    }

    fn sample(&self, sample: &Sample<'_>) -> Map<String, Json> {
        let mut parameters = from_spec::parameters(sample.action, sample.now);
        parameters.insert("SdkAppId".to_owned(), app_number(&sample.call.app));
        parameters.insert("RoomId".to_owned(), sample.call.room.as_str().into());
        parameters
    }
}

pub(crate) struct DescribeCloudRecording;

impl Scenario for DescribeCloudRecording {
    /// A recording that has ended is refused. Files in the vendor's VOD are not listed.
    fn answer(&self, call: &CheckedCall<'_>) -> Result<Json, Rejection> {
        let app = call.app("SdkAppId")?;
        let world = call.world.read();
        let recording = task(&world, Vendor::Tencent, call, |recording| recording.app == app)?;
        let status = match world.phase(recording, call.now) {
            RecordingPhase::Starting | RecordingPhase::Waiting => "Idle",
            RecordingPhase::Running => "InProgress",
            RecordingPhase::Ended(..) => return Err(recording::ended()),
        };
        let files = if recording.options.lists_files { world.files(recording, call.now) } else { Vec::new() };
        let files: Vec<Json> = files.iter().map(|listed| file(recording, listed)).collect();
        Ok(json!({ "TaskId": recording.task, "Status": status, "StorageFileList": files }))
    }

    fn sample(&self, sample: &Sample<'_>) -> Map<String, Json> {
        named(sample)
    }
}

pub(crate) struct DeleteCloudRecording;

impl Scenario for DeleteCloudRecording {
    fn answer(&self, call: &CheckedCall<'_>) -> Result<Json, Rejection> {
        let app = call.app("SdkAppId")?;
        let mut world = call.world.write();
        let recording = task(&world, Vendor::Tencent, call, |recording| recording.app == app)?;
        if !goes_on(&world, recording, call) {
            return Err(recording::ended());
        }
        let id = recording.task.clone();
        world.recordings.stop(Vendor::Tencent, |recording| recording.task == id, call.now);
        Ok(json!({ "TaskId": id }))
    }

    fn sample(&self, sample: &Sample<'_>) -> Map<String, Json> {
        named(sample)
    }
}

fn named(sample: &Sample<'_>) -> Map<String, Json> {
    let (_, task) = sample_task(sample, Vendor::Tencent);
    object(json!({ "SdkAppId": app_number(&sample.call.app), "TaskId": task }))
}

fn file(recording: &Recording, file: &RecordedFile) -> Json {
    let user = if recording.options.mixed { "" } else { file.users.first().map_or("", String::as_str) };
    let middle = if user.is_empty() { String::new() } else { format!("_{user}") };
    let name = format!("{}_{}{middle}_{}.m3u8", recording.app, recording.task, unix_millis(file.began));
    json!({
        "UserId": user,
        "FileName": name,
        "TrackType": "audio_video",
        "BeginTimeStamp": unix_millis(file.began),
    })
}
