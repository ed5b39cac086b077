//! What the vendors' recordings share.

use super::{CheckedCall, Sample};
use crate::{
    Vendor,
    rejection::Rejection,
    world::{RecordedFile, Recording, RecordingOptions, RecordingPhase, WorldState},
};
use rtc_catalog::model::{Parameter, Shape, Situation, Type};
use serde_json::Value as Json;
use time::Duration;

/// The default time without streams after which a recording ends, if the spec has none.
const MAX_IDLE: i64 = 30;

/// A number in an object that is sent, or its documented default.
pub(super) fn number_in(call: &CheckedCall<'_>, object: &str, field: &str) -> Option<i64> {
    let sent = call.arguments.sent(object).and_then(|object| object.get(field)).and_then(Json::as_i64);
    sent.or_else(|| field_of(call, object, field)?.default.as_ref()?.as_i64())
}

/// The documentation of a field of an object that is sent.
fn field_of<'q>(call: &CheckedCall<'q>, object: &str, field: &str) -> Option<&'q Parameter> {
    let Type::Record(name) = &call.action.parameter(object)?.kind else { return None };
    match &call.action.record(name)?.shape {
        Shape::Sent(fields) => fields.iter().find(|known| known.wire == field),
        Shape::Answered(_) => None,
    }
}

/// The options of a recording; the object `object` has its idle and its largest length in seconds, 0 for no limit.
pub(super) fn options(call: &CheckedCall<'_>, mixed: bool, object: &str, max_length: &str) -> RecordingOptions {
    let max_idle = number_in(call, object, "MaxIdleTime").unwrap_or(MAX_IDLE);
    let max_length = number_in(call, object, max_length).filter(|seconds| *seconds > 0);
    RecordingOptions {
        name: None,
        mixed,
        max_idle: Duration::seconds(max_idle),
        max_length: max_length.map(Duration::seconds),
        callable: None,
        lists_files: true,
    }
}

/// The recording that a call names by its task, which has not been forgotten.
pub(super) fn task<'w>(
    world: &'w WorldState,
    vendor: Vendor,
    call: &CheckedCall<'_>,
    wanted: impl Fn(&Recording) -> bool,
) -> Result<&'w Recording, Rejection> {
    let task = call.text("TaskId");
    let is_named =
        |recording: &Recording| recording.task == task && recording.is_callable(call.now) && wanted(recording);
    let found = world.recordings.find(vendor, is_named);
    found.ok_or_else(|| {
        Rejection::of(Situation::TaskNotFound, "TaskId", format!("names the task `{task}`, which does not exist"))
    })
}

/// Whether the recording goes on.
pub(super) fn goes_on(world: &WorldState, recording: &Recording, call: &CheckedCall<'_>) -> bool {
    !matches!(world.phase(recording, call.now), RecordingPhase::Ended(..))
}

/// The rejection of a call about a task that has ended.
pub(super) fn ended() -> Rejection {
    Rejection::of(Situation::TaskEnded, "TaskId", "names a task that has ended")
}

/// An id of 16 hex digits for the next task, the same in each sandbox with the same calls (FNV-1a).
pub(super) fn next_task(world: &WorldState, app: &str, room: &str) -> String {
    let text = format!("{app}\n{room}\n{}", world.recordings.next_number());
    let hash = text
        .bytes()
        .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3));
    format!("{hash:016x}")
}

/// The task of a recording of the app that goes on, for samples: one that is there, else a new one of the call's room.
pub(super) fn sample_task(sample: &Sample<'_>, vendor: Vendor) -> (String, String) {
    let mut world = sample.world.write();
    let call = sample.call;
    let goes_on = |recording: &Recording| {
        recording.app == call.app && !matches!(world.phase(recording, sample.now), RecordingPhase::Ended(..))
    };
    if let Some(recording) = world.recordings.find(vendor, goes_on) {
        return (recording.room.clone(), recording.task.clone());
    }
    let task = next_task(&world, &call.app, &call.room);
    let options = RecordingOptions {
        name: None,
        mixed: true,
        max_idle: Duration::DAY,
        max_length: None,
        callable: None,
        lists_files: true,
    };
    world.recordings.start(vendor, [&call.app, &call.room, &task], options, sample.now);
    (call.room.clone(), task)
}

/// The length of a file in milliseconds.
pub(super) fn milliseconds(file: &RecordedFile) -> i64 {
    i64::try_from(file.length.whole_milliseconds()).unwrap_or(i64::MAX)
}

/// The size of a file at a megabit per second.
pub(super) fn bytes(file: &RecordedFile) -> i64 {
    milliseconds(file).saturating_mul(125)
}
