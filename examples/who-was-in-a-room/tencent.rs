use std::{error::Error, ops::Range};
use tencent_trtc_describe_room_info::{Client, DescribeRoomInfo};
use tencent_trtc_describe_user_info::DescribeUserInfo;
use time::{Duration, OffsetDateTime};

/// Prints the calls of a span of any length, and who was in them. Without a room: those of all rooms.
pub(crate) async fn print_calls(
    client: &Client,
    app: u64,
    room: Option<&str>,
    span: &Range<OffsetDateTime>,
) -> Result<(), Box<dyn Error>> {
    let request = DescribeRoomInfo::builder().sdk_app_id(app).room_id(room).start_time(span.start).end_time(span.end);
    let mut calls = request.sweep(client);
    while let Some(call) = calls.try_next().await? {
        println!("  {} from {} to {}", call.room_string, call.create_time, call.destroy_time);
        // A row for each time that a user joined.
        let request = DescribeUserInfo::builder().sdk_app_id(app).comm_id(call.comm_id);
        let request = request.start_time(call.create_time).end_time(call.destroy_time + Duration::SECOND);
        let mut users = request.sweep(client);
        while let Some(user) = users.try_next().await? {
            println!("    {} from {} to {} at {}", user.user_id, user.join_ts, user.leave_ts, user.client_ip);
        }
    }
    Ok(())
}
