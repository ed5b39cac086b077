//! Usage adds up from the calls, and the vendors agree on it.

use crate::{APP, ago, app, noon, start_with};
use rtc_sandbox::World;
use tencent_trtc_describe_trtc_room_usage::DescribeTrtcRoomUsage;
use tencent_trtc_describe_trtc_usage::DescribeTrtcUsage;
use time::{Date, Duration, OffsetDateTime, UtcOffset};
use volcengine_rtc_list_usages::ListUsages;
use volcengine_rtc_list_user_info::ListUserInfo;
use zego_rtc_close_room::CloseRoom;

/// The day of the tests in China, which began 20 hours before noon.
fn day(back: i64) -> Date {
    let china = UtcOffset::from_hms(8, 0, 0).unwrap();
    (noon() - Duration::days(back)).to_offset(china).date()
}

fn begin(day: Date) -> OffsetDateTime {
    day.midnight().assume_offset(UtcOffset::from_hms(8, 0, 0).unwrap())
}

/// Minutes of audio and video on each day, as Tencent answers.
async fn usage(calls: &crate::Fixture, first: Date, last: Date) -> Vec<(OffsetDateTime, f64, f64)> {
    let asked = DescribeTrtcUsage::builder().start_time(first).end_time(last).sdk_app_id(app());
    let answer = asked.send(&calls.tencent).await.unwrap();
    assert_eq!(answer.usage_key[..2], ["Audio", "SD"]);
    answer.usage_list.iter().map(|row| (row.time_key, row.usage_value[0], row.usage_value[1])).collect()
}

fn same(one: f64, other: f64) -> bool {
    (one - other).abs() < 1e-6
}

#[tokio::test]
async fn a_day_has_the_minutes_of_its_sessions() {
    let mut world = World::new();
    world.user(APP, "room", "ann").published(true).session(ago(90), ago(30));
    world.user(APP, "room", "bob").session(ago(80), ago(70)).session(ago(20), None);
    // From yesterday into today.
    world
        .user(APP, "a, room", "cleo")
        .session(begin(day(0)) - Duration::minutes(7), begin(day(0)) + Duration::minutes(3));
    let calls = start_with(world).await;
    let days = usage(&calls, day(1), day(0)).await;
    assert_eq!(days, [(begin(day(1)), 7.0, 0.0), (begin(day(0)), 33.0, 60.0)]);

    // A single day has a row for each five minutes so far.
    let parts = usage(&calls, day(0), day(0)).await;
    assert_eq!(parts.len(), 20 * 12 + 1);
    assert!(same(parts.iter().map(|part| part.1).sum(), 33.0) && same(parts.iter().map(|part| part.2).sum(), 60.0));
    assert!(parts.iter().all(|(_, audio, video)| audio + video <= 10.0));

    let asked = DescribeTrtcRoomUsage::builder().sdk_appid(app()).start_time(begin(day(0))).end_time(noon());
    let text = asked.send(&calls.tencent).await.unwrap().data;
    assert_eq!(text, "RoomId,Audio,SD,hd,FullHD,2K,4K\n\"a, room\",3,0,0,0,0,0\nroom,30,60,0,0,0,0\n");

    // What was closed costs no more.
    CloseRoom::builder().room_id("room").send(&calls.zego).await.unwrap();
    calls.advance(Duration::minutes(10));
    assert_eq!(usage(&calls, day(1), day(0)).await, days);
}

#[tokio::test]
async fn the_vendors_bill_what_their_users_spent() {
    let calls = start_with(World::seeded(9, noon())).await;
    let first = begin(day(9));
    let of_tencent = usage(&calls, day(9), day(0)).await;
    let asked = ListUsages::builder().app_id(APP).start_time(first).end_time(noon());
    let of_volcengine = asked.send(&calls.volcengine).await.unwrap().usages;
    assert_eq!((of_tencent.len(), of_volcengine.len()), (10, 10));
    for ((start, audio, video), row) in of_tencent.iter().zip(&of_volcengine) {
        assert_eq!(row.time_stamp, *start);
        let whole = |minutes: f64| format!("{:.0}", (minutes - 1e-6).max(0.0).ceil()).parse::<i64>().unwrap();
        assert_eq!((row.audio, row.video_720p), (Some(whole(*audio)), Some(whole(*video))));
        assert_eq!((row.video_360p, row.video_1080p), (Some(0), Some(0)));
    }
    let billed: f64 = of_tencent.iter().map(|(_, audio, video)| audio + video).sum();
    let spent: Duration = calls
        .sandbox
        .world()
        .sessions()
        .map(|session| session.leave.unwrap_or(noon()) - session.join.max(first))
        .filter(|spent| spent.is_positive())
        .sum();
    assert!(same(billed, spent.as_seconds_f64() / 60.0), "{billed}");
}

#[tokio::test]
async fn the_minutes_of_a_day_are_those_that_its_users_have() {
    let mut world = World::new();
    for (number, user) in ["ann", "bob", "cleo"].into_iter().enumerate() {
        let minutes = 13 * i64::try_from(number).unwrap();
        world.user(APP, "room", user).published(number == 0).session(ago(200 - minutes), ago(100 - minutes));
    }
    let calls = start_with(world).await;
    let asked = ListUserInfo::builder().app_id(APP).start_time(ago(240)).end_time(noon());
    let users = asked.send(&calls.volcengine).await.unwrap().user_list;
    let seconds: i64 = users.iter().filter_map(|user| user.duration).sum();
    let asked = ListUsages::builder().app_id(APP).start_time(begin(day(0))).end_time(noon());
    let usage = asked.send(&calls.volcengine).await.unwrap().usages;
    assert_eq!(usage.len(), 1);
    assert_eq!(usage[0].audio.unwrap() + usage[0].video_720p.unwrap(), seconds / 60);
    assert_eq!(seconds, 300 * 60);
}
