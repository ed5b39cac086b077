//! Users page by page, streams, their quality, and the figures of a day.

use crate::{APP, ago, app, noon, start_with};
use rtc_core::ErrorCode;
use rtc_sandbox::World;
use tencent_trtc_describe_call_detail_info::{DescribeCallDetailInfo, QualityMetric};
use time::{Duration, UtcOffset};
use volcengine_rtc_list_call_detail::{Direction, ListCallDetail};
use zego_rtc_describe_user_list::{DescribeUserList, LoginOrder};
use zego_rtc_get_biz_usage::{GetBizUsage, UsageMetric};
use zego_rtc_get_play_quality_detail::{GetPlayQualityDetail, MetricName as PlayMetric};
use zego_rtc_get_publish_quality_detail::{GetPublishQualityDetail, MetricName as PublishMetric};
use zego_rtc_get_stream_base_info::{GetStreamBaseInfo, MetricName, StreamDirection};

/// Ann publishes, Bob listens.
fn world() -> World {
    let mut world = World::new();
    world.user(APP, "room", "ann").access("wifi").os("ios").published(true).session(ago(30), ago(20));
    world.user(APP, "room", "bob").access("4g").session(ago(25), None);
    world.user(APP, "other", "cleo").session(ago(40), ago(22));
    world
}

#[tokio::test]
async fn the_users_of_a_room_are_listed_page_by_page_in_both_orders() {
    let mut world = World::new();
    for number in 0..7 {
        world.user(APP, "hall", format!("u{number}")).session(ago(60 - number / 2), None);
    }
    let calls = start_with(world).await;
    for (order, expected) in [
        (LoginOrder::EarliestFirst, ["u0", "u1", "u2", "u3", "u4", "u5", "u6"]),
        (LoginOrder::LatestFirst, ["u6", "u5", "u4", "u3", "u2", "u1", "u0"]),
    ] {
        let (mut users, mut marker) = (Vec::new(), None);
        loop {
            let asked = DescribeUserList::builder().room_id("hall").order(order.clone()).limit(3).marker(marker);
            let page = asked.send(&calls.zego).await.unwrap();
            users.extend(page.user_list.into_iter().map(|user| user.user_id));
            marker = page.marker;
            if marker.is_none() {
                break;
            }
        }
        assert_eq!(users, expected);
    }
    let nowhere = DescribeUserList::builder().room_id("nowhere").send(&calls.zego).await.unwrap();
    assert!(nowhere.user_list.is_empty() && nowhere.marker.is_none());
    let error = DescribeUserList::builder().room_id("hall").marker("u3").send(&calls.zego).await.unwrap_err();
    assert_eq!(&*error.code().unwrap().code(), "2");
}

#[tokio::test]
async fn qualities_are_of_the_time_in_which_somebody_was_there() {
    let calls = start_with(world()).await;
    let asked = || GetPublishQualityDetail::builder().room_id("room").stream_id("stream-ann").start_time(ago(60));
    let asked = |user: &'static str| asked().user_id(user).metrics([PublishMetric::VideoBitrate]).end_time(noon());
    let series = asked("ann").send(&calls.zego).await.unwrap().metrics;
    let times: Vec<_> = series[0].values.iter().map(|sample| sample.timestamp).collect();
    assert_eq!((times.len(), times[0], times[9]), (10, ago(30), ago(21)));
    assert!(asked("bob").send(&calls.zego).await.unwrap().metrics.is_empty(), "he does not publish it");
    let played = GetPlayQualityDetail::builder().room_id("room").user_id("bob").stream_id("stream-ann");
    let played = played.metrics([PlayMetric::AudioBitrate]).start_time(ago(60)).end_time(noon());
    assert_eq!(played.send(&calls.zego).await.unwrap().metrics[0].values.len(), 25);

    let asked = GetStreamBaseInfo::builder().room_id("room").user_id("ann").stream_id("stream-ann");
    let asked = asked.direction(StreamDirection::Publish).start_time(ago(60)).end_time(noon());
    let known = asked.send(&calls.zego).await.unwrap().metrics;
    let of = |name: MetricName| known.iter().find(|row| row.name == name).unwrap().values[0].clone();
    assert_eq!(
        (of(MetricName::NetworkType).value, of(MetricName::OsType).value),
        ("WIFI".to_owned(), "ios".to_owned())
    );
    assert_eq!(of(MetricName::OsType).timestamp, ago(30));

    let call = calls.call_of("room").await;
    let asked = DescribeCallDetailInfo::builder().comm_id(call.comm_id).sdk_app_id(app());
    let asked = asked.start_time(ago(30)).end_time(noon()).data_types([QualityMetric::SentFrameRate]);
    let answer = asked.send(&calls.tencent).await.unwrap();
    let users: Vec<_> = answer.user_list.iter().map(|user| user.user_id.as_str()).collect();
    assert_eq!(users, ["ann", "bob"]);
    let counts: Vec<_> = answer.data.iter().map(|series| (series.user_id.as_str(), series.content.len())).collect();
    assert_eq!(counts, [("ann", 10), ("bob", 25)]);

    let asked = ListCallDetail::builder().app_id(APP).room_id("room").user_ids(["bob", "nobody"]);
    let asked = asked.start_time(ago(40)).end_time(ago(2)).direction(Direction::Both);
    let rows = asked.send(&calls.volcengine).await.unwrap().user_call_detail;
    let rows: Vec<_> = rows.iter().map(|row| (row.user_id.as_str(), row.peer_id.as_deref())).collect();
    assert_eq!(rows, [("bob", None), ("bob", Some("ann"))]);
}

#[tokio::test]
async fn the_figures_of_a_day_are_those_of_its_rooms() {
    let calls = start_with(world()).await;
    let today = noon().to_offset(UtcOffset::from_hms(8, 0, 0).unwrap()).date();
    let asked = GetBizUsage::builder().start_date(today - Duration::DAY).end_date(today).metrics([
        UsageMetric::ConcurrentRooms,
        UsageMetric::ConcurrentUsers,
        UsageMetric::PublishedStreams,
        UsageMetric::PlayedStreams,
    ]);
    let rows = asked.send(&calls.zego).await.unwrap().metrics;
    let figures: Vec<Vec<_>> =
        rows.iter().map(|row| row.values.iter().map(|day| (day.date, day.value)).collect()).collect();
    let expected = |value: i64| vec![(today - Duration::DAY, 0), (today, value)];
    assert_eq!(figures, [expected(2), expected(3), expected(1), expected(3)]);
}
