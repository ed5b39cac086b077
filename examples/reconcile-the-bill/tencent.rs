use crate::daily::{CHINA, Daily};
use std::{error::Error, ops::Range};
use tencent_trtc_describe_room_info::{Client, DescribeRoomInfo};
use tencent_trtc_describe_trtc_usage::DescribeTrtcUsage;
use tencent_trtc_describe_user_info::DescribeUserInfo;
use time::{Duration, OffsetDateTime};

/// The minutes that the vendor bills, of all price classes, of whole days: from midnight to midnight in China, at most 31 days.
pub(crate) async fn billed(client: &Client, app: u64, span: &Range<OffsetDateTime>) -> Result<Daily, Box<dyn Error>> {
    // The last day is part of the answer.
    let last = (span.end - Duration::NANOSECOND).to_offset(CHINA).date();
    let request = DescribeTrtcUsage::builder().sdk_app_id(app).start_time(span.start.to_offset(CHINA).date());
    let mut billed = Daily::default();
    for row in request.end_time(last).send(client).await?.usage_list {
        billed.add(row.time_key.to_offset(CHINA).date(), row.usage_value.iter().sum());
    }
    Ok(billed)
}

/// The minutes that users spent in rooms. At most 14 days back.
pub(crate) async fn spent(client: &Client, app: u64, span: &Range<OffsetDateTime>) -> Result<Daily, Box<dyn Error>> {
    let request = DescribeRoomInfo::builder().sdk_app_id(app).start_time(span.start).end_time(span.end);
    let mut calls = request.sweep(client);
    let mut spent = Daily::default();
    while let Some(call) = calls.try_next().await? {
        let request = DescribeUserInfo::builder().sdk_app_id(app).comm_id(call.comm_id);
        let request = request.start_time(call.create_time).end_time(call.destroy_time + Duration::SECOND);
        let mut users = request.sweep(client);
        while let Some(user) = users.try_next().await? {
            spent.add_span(user.join_ts.max(span.start), user.leave_ts.min(span.end));
        }
    }
    Ok(spent)
}
