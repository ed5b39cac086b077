use std::error::Error;
use tencent_trtc_describe_room_info::DescribeRoomInfo;
use tencent_trtc_dismiss_room_by_str_room_id::{Client, DismissRoomByStrRoomId, rtc_tencent::Sent};
use time::{Duration, OffsetDateTime};

/// Removes everybody from the room. Returns whether the monitoring dashboard says that all its calls have ended.
pub(crate) async fn dismiss(
    client: &Client,
    app: u64,
    room: &str,
    now: OffsetDateTime,
) -> Result<bool, Box<dyn Error>> {
    match DismissRoomByStrRoomId::builder().sdk_app_id(app).room_id(room).send(client).await {
        Ok(_) => {}
        // Everybody had left before.
        Err(error) if error.code().is_some_and(|code| code.is_room_not_found()) => {}
        // No answer came, so the vendor may have dismissed the room: look instead of trying again.
        Err(error) if error.was_sent() == Sent::Maybe => eprintln!("{error}"),
        Err(error) => return Err(error.into()),
    }
    let request = DescribeRoomInfo::builder().sdk_app_id(app).room_id(room);
    let mut calls = request.start_time(now - Duration::DAY).end_time(now).rows(client);
    while let Some(call) = calls.try_next().await? {
        if !call.is_finished {
            return Ok(false);
        }
    }
    Ok(true)
}
