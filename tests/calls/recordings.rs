//! The life of recordings: they start, run, end, and have files.

use crate::{APP, ago, app, noon, start_with};
use rtc_core::ErrorCode;
use rtc_sandbox::{Fault, Vendor, World};
use tencent_trtc_create_cloud_recording::{
    CloudStorage, CloudVod, CreateCloudRecording, RecordMode, RecordParams, StorageParams, StorageVendor,
};
use tencent_trtc_delete_cloud_recording::DeleteCloudRecording;
use tencent_trtc_describe_cloud_recording::{DescribeCloudRecording, RecordingStatus as TencentStatus};
use time::{Duration, OffsetDateTime};
use volcengine_rtc_get_record_task::{GetRecordTask, RecordStatus, RecordTask, StopReason};
use volcengine_rtc_start_record::{Control, StartRecord, Storage, StorageType};
use volcengine_rtc_stop_record::StopRecord;
use zego_rtc_close_room::CloseRoom;
use zego_rtc_describe_record_status::{DescribeRecordStatus, FileStatus, RecordingStatus};
use zego_rtc_start_record as zego;
use zego_rtc_stop_record::StopRecord as ZegoStopRecord;

fn after(seconds: i64) -> OffsetDateTime {
    noon() + Duration::seconds(seconds)
}

/// Ann publishes all the time, Bob between the first and the second minute, Cleo only listens.
fn world() -> World {
    let mut world = World::new();
    world.user(APP, "room", "ann").published(true).session(ago(90), None);
    world.user(APP, "room", "bob").published(true).session(after(60), after(120));
    world.user(APP, "room", "cleo").session(ago(10), None);
    world
}

async fn start_volcengine(calls: &crate::Fixture, room: &str, max_idle: i32) {
    let storage = Storage::builder().storage_type(StorageType::Tos).build();
    let start = StartRecord::builder().app_id(APP).room_id(room).task_id("task").storage_config(storage);
    start.control(Control::builder().max_idle_time(max_idle).build()).send(&calls.volcengine).await.unwrap();
}

async fn task(calls: &crate::Fixture, room: &str) -> RecordTask {
    let asked = GetRecordTask::builder().app_id(APP).room_id(room).task_id("task");
    asked.send(&calls.volcengine).await.unwrap().record_task
}

fn stop_volcengine() -> StopRecord {
    StopRecord::builder().app_id(APP).room_id("room").task_id("task").build()
}

#[tokio::test]
async fn a_recording_of_volcengine_starts_runs_and_is_stopped() {
    let calls = start_with(world()).await;
    start_volcengine(&calls, "room", 180).await;
    let starting = task(&calls, "room").await;
    assert_eq!(
        (starting.status, starting.start_time, starting.end_time),
        (RecordStatus::NotStarted, Some(noon()), None)
    );
    assert!(starting.record_file_list.is_empty());

    calls.advance(Duration::seconds(90));
    let running = task(&calls, "room").await;
    assert_eq!((running.status, running.stop_reason), (RecordStatus::Running, None));
    assert_eq!(running.record_file_list.len(), 1, "all streams are mixed");
    assert_eq!(running.record_file_list[0].duration, Some(88_000));
    // A repeated start is the same recording.
    start_volcengine(&calls, "room", 180).await;
    assert_eq!(task(&calls, "room").await.start_time, Some(noon()));

    calls.advance(Duration::seconds(210));
    calls.volcengine.send(&stop_volcengine()).await.unwrap();
    calls.advance(Duration::hours(1));
    let ended = task(&calls, "room").await;
    assert_eq!((ended.status, ended.stop_reason), (RecordStatus::Ended, Some(StopReason::StoppedByCall)));
    assert_eq!(ended.end_time, Some(after(300)));
    let file = &ended.record_file_list[0];
    assert_eq!((file.duration, file.start_time), (Some(298_000), Some(after(2))));
    let users: Vec<_> = file.stream_list.iter().map(|stream| stream.user_id.as_str()).collect();
    assert_eq!(users, ["ann", "bob"]);

    let error = calls.volcengine.send(&stop_volcengine()).await.unwrap_err();
    assert!(error.code().is_some_and(|code| code.is_recording_not_found()), "stopped twice: {error}");
    assert_eq!(task(&calls, "room").await.end_time, Some(after(300)), "nothing has changed");
}

#[tokio::test]
async fn a_recording_ends_when_nobody_has_published_for_too_long() {
    let calls = start_with(world()).await;
    start_volcengine(&calls, "room", 60).await;
    calls.advance(Duration::seconds(200));
    CloseRoom::builder().room_id("room").send(&calls.zego).await.unwrap();
    calls.advance(Duration::seconds(59));
    assert_eq!(task(&calls, "room").await.status, RecordStatus::Running);
    calls.advance(Duration::seconds(1));
    let ended = task(&calls, "room").await;
    assert_eq!((ended.status, ended.stop_reason), (RecordStatus::Ended, Some(StopReason::Idle)));
    assert_eq!(ended.end_time, Some(after(260)));

    // A room that is not there can be recorded, and has no files.
    start_volcengine(&calls, "nowhere", 60).await;
    calls.advance(Duration::seconds(600));
    let ended = task(&calls, "nowhere").await;
    assert_eq!(
        (ended.status, ended.end_time, ended.record_file_list.len()),
        (RecordStatus::Ended, Some(after(320)), 0)
    );
}

#[tokio::test]
async fn a_recording_that_was_never_started_is_refused() {
    let calls = start_with(world()).await;
    let asked = GetRecordTask::builder().app_id(APP).room_id("room").task_id("task");
    let error = asked.send(&calls.volcengine).await.unwrap_err();
    assert_eq!(&*error.code().unwrap().code(), "InvalidParameter");
    let error = calls.volcengine.send(&stop_volcengine()).await.unwrap_err();
    assert!(error.code().is_some_and(|code| code.is_recording_not_found()), "{error}");
    let task_id = "0123456789abcdef";
    let error = DescribeRecordStatus::builder().task_id(task_id).send(&calls.zego).await.unwrap_err();
    assert!(error.code().is_some_and(|code| code.is_recording_not_found()), "{error}");
    let error = ZegoStopRecord::builder().task_id(task_id).send(&calls.zego).await.unwrap_err();
    assert!(error.code().is_some_and(|code| code.is_recording_not_found()), "{error}");
    let asked = DescribeCloudRecording::builder().sdk_app_id(app()).task_id("-x");
    let error = asked.send(&calls.tencent).await.unwrap_err();
    assert!(error.code().is_some_and(|code| code.is_recording_not_found()), "{error}");
}

fn zego_start(client_task_id: Option<&str>) -> zego::StartRecord {
    let input = zego::RecordingInput::builder().mode(zego::RecordingMode::Individual).client_task_id(client_task_id);
    let storage = zego::Storage::builder().vendor(zego::StorageVendor::AmazonS3).build();
    zego::StartRecord::builder().room_id("room").input(input.build()).storage(storage).build()
}

#[tokio::test]
async fn a_recording_of_zego_has_a_file_for_each_stream() {
    let calls = start_with(world()).await;
    let task_id = calls.zego.send(&zego_start(None)).await.unwrap().task_id;
    assert_eq!(task_id.len(), 16);
    let describe = async || DescribeRecordStatus::builder().task_id(&*task_id).send(&calls.zego).await.unwrap();
    let starting = describe().await;
    assert_eq!((starting.status, starting.room_id.as_str()), (RecordingStatus::Starting, "room"));
    assert_eq!((starting.started_at, starting.ended_at), (Some(noon()), None));

    calls.advance(Duration::seconds(125));
    let running = describe().await;
    assert_eq!(running.status, RecordingStatus::Running);
    let of = |user: &str| running.files.iter().find(|file| file.user_id.as_deref() == Some(user)).unwrap();
    assert_eq!((&of("ann").status, of("ann").duration_millis), (&FileStatus::Recording, Some(123_000)));
    assert_eq!((&of("bob").status, of("bob").duration_millis), (&FileStatus::Uploading, Some(60_000)));
    assert_eq!((of("bob").started_at, running.files.len()), (Some(after(60)), 2));

    let stop = || ZegoStopRecord::builder().task_id(&*task_id);
    stop().send(&calls.zego).await.unwrap();
    calls.advance(Duration::seconds(10));
    let ended = describe().await;
    assert_eq!((ended.status, ended.ended_at), (RecordingStatus::Ended, Some(after(125))));
    assert!(ended.files.iter().all(|file| file.status == FileStatus::Uploaded && file.bytes > Some(0)));
    let error = stop().send(&calls.zego).await.unwrap_err();
    assert!(error.code().is_some_and(|code| code.is_recording_ended()), "stopped twice: {error}");
}

#[tokio::test]
async fn a_recording_of_zego_that_ends_by_itself_has_ended_abnormally() {
    let calls = start_with(world()).await;
    let task_id = calls.zego.send(&zego_start(Some("mine"))).await.unwrap().task_id;
    let again = calls.zego.send(&zego_start(Some("mine"))).await.unwrap().task_id;
    let other = calls.zego.send(&zego_start(Some("other"))).await.unwrap().task_id;
    assert_eq!((again == task_id, other == task_id), (true, false));
    CloseRoom::builder().room_id("room").send(&calls.zego).await.unwrap();
    calls.advance(Duration::seconds(30));
    let ended = DescribeRecordStatus::builder().task_id(&*task_id).send(&calls.zego).await.unwrap();
    assert_eq!((ended.status, ended.ended_at), (RecordingStatus::EndedAbnormally, Some(after(30))));
    assert!(ended.files.is_empty());
}

/// The vendor executes the first call, and its answer is lost.
#[tokio::test]
async fn a_start_with_an_id_of_ones_own_is_sent_again_and_executed_once() {
    let calls = start_with(world()).await;
    calls.sandbox.answer_next(Vendor::Zego, Fault::reset());
    let task_id = calls.zego.send(&zego_start(Some("mine"))).await.unwrap().task_id;
    assert_eq!(calls.sandbox.log().of_vendor(Vendor::Zego).len(), 2);
    assert_eq!(calls.zego.send(&zego_start(Some("mine"))).await.unwrap().task_id, task_id);
    calls.sandbox.answer_next(Vendor::Volcengine, Fault::reset());
    start_volcengine(&calls, "room", 180).await;
    assert_eq!(calls.sandbox.log().of_vendor(Vendor::Volcengine).len(), 2);
    assert_eq!(task(&calls, "room").await.start_time, Some(noon()));

    calls.sandbox.answer_next(Vendor::Zego, Fault::reset());
    let error = calls.zego.send(&zego_start(None)).await.unwrap_err();
    assert!(error.to_string().starts_with("`StartRecord` may have been executed"), "{error}");
}

fn tencent_start(robot: &str, storage: StorageParams) -> CreateCloudRecording {
    let record = RecordParams::builder().record_mode(RecordMode::SingleStream).max_idle_time(60_u64).build();
    let start = CreateCloudRecording::builder().sdk_app_id(app()).room_id("room").user_id(robot).user_sig("signature");
    start.record_params(record).storage_params(storage).build()
}

fn bucket() -> StorageParams {
    let storage = CloudStorage::builder().vendor(StorageVendor::Cos).region("ap-singapore").bucket("bucket");
    StorageParams::builder().cloud_storage(storage.access_key("key").secret_key("secret").build()).build()
}

#[tokio::test]
async fn a_recording_of_tencent_is_described_until_it_ends() {
    let calls = start_with(world()).await;
    let task_id = calls.tencent.send(&tencent_start("robot", bucket())).await.unwrap().task_id;
    let describe = async || {
        let asked = DescribeCloudRecording::builder().sdk_app_id(app()).task_id(&*task_id);
        asked.send(&calls.tencent).await
    };
    assert_eq!(describe().await.unwrap().status, TencentStatus::Idle);
    calls.advance(Duration::seconds(90));
    let running = describe().await.unwrap();
    assert_eq!((&running.task_id, &running.status), (&task_id, &TencentStatus::InProgress));
    let files: Vec<_> =
        running.storage_file_list.iter().map(|file| (file.user_id.as_deref(), file.begin_time_stamp)).collect();
    assert_eq!(files, [(Some("ann"), after(2)), (Some("bob"), after(60))]);

    let delete = async || {
        let asked = DeleteCloudRecording::builder().sdk_app_id(app()).task_id(&*task_id);
        asked.send(&calls.tencent).await
    };
    assert_eq!(delete().await.unwrap().task_id, task_id);
    let error = describe().await.unwrap_err();
    assert!(error.code().is_some_and(|code| code.is_recording_not_found()), "{error}");
    let error = delete().await.unwrap_err();
    assert!(error.code().is_some_and(|code| code.is_recording_not_found()), "stopped twice: {error}");
}

#[tokio::test]
async fn a_second_recording_by_the_same_robot_ends_the_first_one() {
    let calls = start_with(world()).await;
    let vod = || StorageParams::builder().cloud_vod(CloudVod::builder().build()).build();
    let first = calls.tencent.send(&tencent_start("robot", vod())).await.unwrap().task_id;
    let other = calls.tencent.send(&tencent_start("other", vod())).await.unwrap().task_id;
    let second = calls.tencent.send(&tencent_start("robot", vod())).await.unwrap().task_id;
    calls.advance(Duration::seconds(30));
    let describe = async |task: &str| {
        let asked = DescribeCloudRecording::builder().sdk_app_id(app()).task_id(task);
        asked.send(&calls.tencent).await
    };
    assert!(describe(&first).await.unwrap_err().code().is_some_and(|code| code.is_recording_not_found()));
    for task in [&other, &second] {
        let answer = describe(task).await.unwrap();
        assert_eq!(answer.status, TencentStatus::InProgress);
        assert!(answer.storage_file_list.is_empty(), "files in the VOD are not listed");
    }
    // The calls can name a recording for three days, although it goes on.
    calls.advance(Duration::hours(72));
    assert!(describe(&second).await.unwrap_err().code().is_some_and(|code| code.is_recording_not_found()));
}

#[tokio::test]
async fn no_more_than_a_hundred_recordings_of_tencent_go_on() {
    let calls = start_with(world()).await;
    for number in 0..100 {
        calls.tencent.send(&tencent_start(&format!("robot{number}"), bucket())).await.unwrap();
    }
    let error = calls.tencent.send(&tencent_start("one too many", bucket())).await.unwrap_err();
    assert_eq!(&*error.code().unwrap().code(), "FailedOperation.RestrictedConcurrency");
    CloseRoom::builder().room_id("room").send(&calls.zego).await.unwrap();
    calls.advance(Duration::seconds(60));
    calls.tencent.send(&tencent_start("another", bucket())).await.unwrap();
}
