use std::error::Error;
use tencent_trtc_create_cloud_recording::{
    Client, CloudStorage, CreateCloudRecording, RecordMode, RecordParams, RoomIdType, StorageParams, StorageVendor,
};
use tencent_trtc_delete_cloud_recording::DeleteCloudRecording;
use tencent_trtc_describe_cloud_recording::DescribeCloudRecording;

/// Starts a recording of all streams in one file and returns its id. `signature` is the `UserSig` of the robot that records.
pub(crate) async fn start(client: &Client, app: u64, room: &str, signature: &str) -> Result<String, Box<dyn Error>> {
    let bucket = CloudStorage::builder().vendor(StorageVendor::Cos).region("ap-shanghai").bucket("recordings");
    let bucket = bucket.access_key("the bucket's key").secret_key("the bucket's secret").build();
    let answer = CreateCloudRecording::builder()
        .sdk_app_id(app)
        .room_id(room)
        .room_id_type(RoomIdType::Text)
        .user_id(format!("recorder-of-{room}"))
        .user_sig(signature)
        .record_params(RecordParams::builder().record_mode(RecordMode::MixedStream).build())
        .storage_params(StorageParams::builder().cloud_storage(bucket).build())
        .send(client)
        .await?;
    Ok(answer.task_id)
}

/// The paths of the files in the bucket, while the recording goes on.
pub(crate) async fn files(client: &Client, app: u64, id: &str) -> Result<Vec<String>, Box<dyn Error>> {
    let recording = DescribeCloudRecording::builder().sdk_app_id(app).task_id(id).send(client).await?;
    Ok(recording.storage_file_list.into_iter().map(|file| format!("{id}/{}", file.file_name)).collect())
}

/// Ends the recording, or finds that it has ended.
pub(crate) async fn stop(client: &Client, app: u64, id: &str) -> Result<(), Box<dyn Error>> {
    match DeleteCloudRecording::builder().sdk_app_id(app).task_id(id).send(client).await {
        Err(error) if !error.code().is_some_and(|code| code.is_recording_not_found()) => Err(error.into()),
        _ => Ok(()),
    }
}
