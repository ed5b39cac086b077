use std::error::Error;
use zego_rtc_describe_record_status::{Client, DescribeRecordStatus, FileStatus, RecordingStatus};
use zego_rtc_start_record::{RecordingInput, RecordingMode, StartRecord, Storage, StorageVendor};
use zego_rtc_stop_record::StopRecord;

/// Starts a recording of each stream in a file and returns its id. If one has been started for `own_id`, that one is returned.
pub(crate) async fn start(client: &Client, room: &str, own_id: &str) -> Result<String, Box<dyn Error>> {
    let input = RecordingInput::builder().mode(RecordingMode::Individual).client_task_id(own_id).build();
    let storage =
        Storage::builder().vendor(StorageVendor::AlibabaCloudOss).region("oss-cn-shanghai").bucket("recordings");
    let storage = storage.access_key_id("the bucket's key").access_key_secret("the bucket's secret").build();
    Ok(StartRecord::builder().room_id(room).input(input).storage(storage).send(client).await?.task_id)
}

/// Ends the recording, or finds that it has ended.
pub(crate) async fn stop(client: &Client, id: &str) -> Result<(), Box<dyn Error>> {
    match StopRecord::builder().task_id(id).send(client).await {
        Err(error) if !error.code().is_some_and(|code| code.is_recording_ended()) => Err(error.into()),
        _ => Ok(()),
    }
}

/// The addresses of the files; `None` until all of them are uploaded.
pub(crate) async fn files(client: &Client, id: &str) -> Result<Option<Vec<String>>, Box<dyn Error>> {
    let recording = DescribeRecordStatus::builder().task_id(id).send(client).await?;
    let has_ended = [RecordingStatus::Ended, RecordingStatus::EndedAbnormally].contains(&recording.status);
    let mut addresses = Vec::new();
    for file in recording.files {
        match file.status {
            FileStatus::Recording | FileStatus::Uploading => return Ok(None),
            FileStatus::UploadFailed => return Err(format!("{} is lost", file.file_id).into()),
            // In your storage, or for three days in the vendor's own.
            _ => addresses.push(file.file_url.unwrap_or(file.file_id)),
        }
    }
    Ok(has_ended.then_some(addresses))
}
