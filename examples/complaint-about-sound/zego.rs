use std::{error::Error, ops::Range};
use time::OffsetDateTime;
use zego_rtc_describe_simple_stream_list::{Client, DescribeSimpleStreamList};
use zego_rtc_get_play_quality_detail::{GetPlayQualityDetail, MetricName as Played};
use zego_rtc_get_publish_quality_detail::{GetPublishQualityDetail, MetricName as Published};

/// Prints how the user's own streams were sent, and how the streams of the others were received.
pub(crate) async fn print_sound(
    client: &Client,
    room: &str,
    user: &str,
    span: &Range<OffsetDateTime>,
) -> Result<(), Box<dyn Error>> {
    // The streams that are there now. Those of the past are in what the vendor's callbacks reported.
    let streams = DescribeSimpleStreamList::builder().room_id(room).send(client).await?.stream_list;
    for stream in streams {
        if stream.user_id == user {
            let request = GetPublishQualityDetail::builder().room_id(room).user_id(user).stream_id(stream.stream_id);
            let request = request.start_time(span.start).end_time(span.end);
            let metrics = [Published::AudioBitrate, Published::UplinkPacketLossRate, Published::CapturedSoundLevel];
            for metric in request.metrics(metrics).send(client).await?.metrics {
                println!("  sent: {} {}", metric.name, range(metric.values.iter().map(|sample| &*sample.value)));
            }
        } else {
            let request = GetPlayQualityDetail::builder().room_id(room).user_id(user).stream_id(stream.stream_id);
            let request = request.start_time(span.start).end_time(span.end);
            let metrics = [Played::AudioBreakPercentage, Played::EndToEndPacketLoss, Played::MeanOpinionScore];
            for metric in request.metrics(metrics).send(client).await?.metrics {
                let range = range(metric.values.iter().map(|sample| &*sample.value));
                println!("  received from {}: {} {range}", stream.user_id, metric.name);
            }
        }
    }
    Ok(())
}

/// The smallest and the largest of some values, which the vendor sends as texts.
fn range<'v>(values: impl Iterator<Item = &'v str>) -> String {
    let values: Vec<f64> = values.filter_map(|value| value.parse().ok()).collect();
    match (values.iter().copied().reduce(f64::min), values.iter().copied().reduce(f64::max)) {
        (Some(least), Some(most)) => format!("{least:.1} to {most:.1}"),
        _ => "unknown".to_owned(),
    }
}
