use crate::daily::{CHINA, Daily};
use std::{error::Error, ops::Range};
use time::OffsetDateTime;
use volcengine_rtc_list_usages::{Client, ListUsages};
use volcengine_rtc_list_user_info::{ListUserInfo, RoomEventKind};

/// The minutes that the vendor bills, of all price classes. At most 30 days.
pub(crate) async fn billed(client: &Client, app: &str, span: &Range<OffsetDateTime>) -> Result<Daily, Box<dyn Error>> {
    let request = ListUsages::builder().app_id(app).start_time(span.start).end_time(span.end);
    let mut billed = Daily::default();
    for row in request.send(client).await?.usages {
        let classes = [row.audio, row.video_360p, row.video_720p, row.video_1080p];
        let minutes: i64 = classes.into_iter().flatten().sum();
        billed.add(row.time_stamp.to_offset(CHINA).date(), f64::from(i32::try_from(minutes)?));
    }
    Ok(billed)
}

/// The minutes that users spent in rooms. At most 14 days back.
pub(crate) async fn spent(client: &Client, app: &str, span: &Range<OffsetDateTime>) -> Result<Daily, Box<dyn Error>> {
    let request = ListUserInfo::builder().app_id(app).start_time(span.start).end_time(span.end);
    // Users on servers are billed too.
    let mut users = request.exclude_server_user(false).sweep(client);
    let mut spent = Daily::default();
    while let Some(mut user) = users.try_next().await? {
        user.record.sort_by_key(|event| event.time);
        let mut joined = None;
        for event in user.record {
            if event.kind == RoomEventKind::Joined {
                joined = Some(event.time);
            } else if let Some(joined) = joined.take() {
                spent.add_span(joined.max(span.start), event.time.min(span.end));
            }
        }
        if let Some(joined) = joined {
            spent.add_span(joined.max(span.start), span.end);
        }
    }
    Ok(spent)
}
