use std::error::Error;
use volcengine_rtc_get_record_task::{Client, GetRecordTask, RecordStatus};
use volcengine_rtc_start_record::{StartRecord, Storage, StorageType, TosStorage};
use volcengine_rtc_stop_record::StopRecord;

/// Starts a recording of all streams in one file. `id` is of your choice and unique within the room.
pub(crate) async fn start(client: &Client, app: &str, room: &str, id: &str) -> Result<(), Box<dyn Error>> {
    let bucket = TosStorage::builder().account_id("200000000").bucket("recordings").build();
    let storage = Storage::builder().storage_type(StorageType::Tos).tos_config(bucket).build();
    StartRecord::builder().app_id(app).room_id(room).task_id(id).storage_config(storage).send(client).await?;
    Ok(())
}

/// Ends the recording, or finds that it has ended.
pub(crate) async fn stop(client: &Client, app: &str, room: &str, id: &str) -> Result<(), Box<dyn Error>> {
    match StopRecord::builder().app_id(app).room_id(room).task_id(id).send(client).await {
        Err(error) if !error.code().is_some_and(|code| code.is_recording_not_found()) => Err(error.into()),
        _ => Ok(()),
    }
}

/// The paths of the files in the bucket; `None` while the recording goes on.
pub(crate) async fn files(
    client: &Client,
    app: &str,
    room: &str,
    id: &str,
) -> Result<Option<Vec<String>>, Box<dyn Error>> {
    let recording = GetRecordTask::builder().app_id(app).room_id(room).task_id(id).send(client).await?.record_task;
    if recording.status == RecordStatus::NotStarted || recording.status == RecordStatus::Running {
        return Ok(None);
    }
    Ok(Some(recording.record_file_list.into_iter().filter_map(|file| file.object_key).collect()))
}
