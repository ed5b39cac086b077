use std::error::Error;
use tencent_trtc_describe_room_info::DescribeRoomInfo;
use tencent_trtc_describe_user_info::DescribeUserInfo;
use tencent_trtc_remove_user_by_str_room_id::{Client, RemoveUserByStrRoomId, rtc_tencent::Sent};
use time::{Duration, OffsetDateTime};

/// Removes the user. Returns whether the monitoring dashboard says that the user has left.
pub(crate) async fn remove(
    client: &Client,
    app: u64,
    room: &str,
    user: &str,
    now: OffsetDateTime,
) -> Result<bool, Box<dyn Error>> {
    match RemoveUserByStrRoomId::builder().sdk_app_id(app).room_id(room).user_ids([user]).send(client).await {
        Ok(_) => {}
        // Everybody had left before.
        Err(error) if error.code().is_some_and(|code| code.is_room_not_found()) => {}
        // No answer came, so the vendor may have removed the user: look instead of trying again.
        Err(error) if error.was_sent() == Sent::Maybe => eprintln!("{error}"),
        Err(error) => return Err(error.into()),
    }
    let request = DescribeRoomInfo::builder().sdk_app_id(app).room_id(room);
    let mut calls = request.start_time(now - Duration::DAY).end_time(now).rows(client);
    while let Some(call) = calls.try_next().await? {
        let request = DescribeUserInfo::builder().sdk_app_id(app).comm_id(call.comm_id).user_ids([user]);
        let request = request.start_time(now - Duration::minutes(10)).end_time(now);
        if request.send(client).await?.user_list.iter().any(|row| !row.finished) {
            return Ok(false);
        }
    }
    Ok(true)
}
