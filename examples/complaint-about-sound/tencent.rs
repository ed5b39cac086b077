use std::{error::Error, ops::Range};
use tencent_trtc_describe_call_detail_info::{Client, DescribeCallDetailInfo, QualityMetric};
use tencent_trtc_describe_room_info::DescribeRoomInfo;
use tencent_trtc_describe_unusual_event::DescribeUnusualEvent;
use time::OffsetDateTime;

/// Prints what the vendor noticed by itself, and the worst values of the user's sound. At most one hour.
pub(crate) async fn print_sound(
    client: &Client,
    app: u64,
    room: &str,
    user: &str,
    hour: &Range<OffsetDateTime>,
) -> Result<(), Box<dyn Error>> {
    let request = DescribeUnusualEvent::builder().sdk_app_id(app).room_id(room);
    let noticed = request.start_time(hour.start).end_time(hour.end).send(client).await?;
    for event in noticed.abnormal_experience_list.iter().filter(|event| event.user_id == user) {
        // The numbers are those of the vendor's lists.
        let causes: Vec<u64> = event.abnormal_event_list.iter().map(|cause| cause.abnormal_event_id).collect();
        println!("  experience {} at {} with causes {causes:?}", event.experience_id, event.event_time);
    }
    let request = DescribeRoomInfo::builder().sdk_app_id(app).room_id(room);
    let mut calls = request.start_time(hour.start).end_time(hour.end).rows(client);
    while let Some(call) = calls.try_next().await? {
        let request = DescribeCallDetailInfo::builder().sdk_app_id(app).comm_id(call.comm_id).user_ids([user]);
        let request = request.start_time(hour.start).end_time(hour.end);
        let metrics = [QualityMetric::AudioStutter, QualityMetric::AudioLoss, QualityMetric::RoundTripTime];
        let answer = request.data_types(metrics).send(client).await?;
        for series in &answer.data {
            let Some(most) = series.content.iter().map(|sample| sample.value).reduce(f64::max) else { continue };
            let from = series.peer_id.as_deref().map_or("sent".to_owned(), |peer| format!("received from {peer}"));
            println!("  {from}: {} up to {most:.1}", series.data_type);
        }
    }
    Ok(())
}
