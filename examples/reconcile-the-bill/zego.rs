use crate::daily::CHINA;
use std::{error::Error, ops::Range};
use time::{Duration, OffsetDateTime};
use zego_rtc_get_biz_usage::{Client, GetBizUsage, UsageMetric};

/// How many streams were published. The action has no minutes.
pub(crate) async fn published(client: &Client, span: &Range<OffsetDateTime>) -> Result<i64, Box<dyn Error>> {
    let last = (span.end - Duration::NANOSECOND).to_offset(CHINA).date();
    let request = GetBizUsage::builder().start_date(span.start.to_offset(CHINA).date()).end_date(last);
    let answer = request.metrics([UsageMetric::PublishedStreams]).send(client).await?;
    Ok(answer.metrics.iter().flat_map(|figure| &figure.values).map(|day| day.value).sum())
}
