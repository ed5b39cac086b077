use std::error::Error;
use tencent_trtc_describe_room_info::{Client, DescribeRoomInfo};
use tencent_trtc_describe_user_info::DescribeUserInfo;
use time::{Duration, OffsetDateTime};

/// Who is in the room now, as far as the monitoring dashboard knows.
pub(crate) async fn users(
    client: &Client,
    app: u64,
    room: &str,
    now: OffsetDateTime,
) -> Result<Vec<String>, Box<dyn Error>> {
    let mut present = Vec::new();
    let request = DescribeRoomInfo::builder().sdk_app_id(app).room_id(room);
    let mut calls = request.start_time(now - Duration::DAY).end_time(now).rows(client);
    while let Some(call) = calls.try_next().await? {
        if call.is_finished {
            continue;
        }
        // Whoever is in the call now was in it during the last minutes.
        let request = DescribeUserInfo::builder().sdk_app_id(app).comm_id(call.comm_id);
        let mut users = request.start_time(now - Duration::minutes(10)).end_time(now).rows(client);
        while let Some(user) = users.try_next().await? {
            if !user.finished {
                present.push(user.user_id);
            }
        }
    }
    Ok(present)
}
