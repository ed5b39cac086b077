//! Lists of rooms, calls and users agree with each other.

use crate::{APP, ago, app, noon, start_with};
use rtc_sandbox::World;
use std::collections::{BTreeMap, BTreeSet};
use tencent_trtc_describe_room_info::DescribeRoomInfo;
use tencent_trtc_describe_scale_info::DescribeScaleInfo;
use tencent_trtc_describe_unusual_event::DescribeUnusualEvent;
use tencent_trtc_describe_user_event::DescribeUserEvent;
use time::{Duration, OffsetDateTime};
use volcengine_rtc_list_room_info::ListRoomInfo;
use volcengine_rtc_list_user_info::ListUserInfo;
use zego_rtc_close_room::CloseRoom;

/// Rooms, users and calls of a seeded world, one of whose rooms was closed.
async fn start() -> crate::Fixture {
    let calls = start_with(World::seeded(5, noon())).await;
    let room = calls.sandbox.world().calls().into_iter().rfind(|call| call.ended.is_none()).unwrap().room;
    CloseRoom::builder().room_id(room).send(&calls.zego).await.unwrap();
    calls.advance(Duration::minutes(2));
    calls
}

#[tokio::test]
async fn every_call_that_is_listed_has_its_users_and_their_events() {
    let calls = start().await;
    let asked = DescribeRoomInfo::builder().sdk_app_id(app()).start_time(ago(180)).end_time(calls.now());
    let mut listed = asked.rows(&calls.tencent);
    let (mut finished, mut open) = (0, 0);
    while let Some(call) = listed.next().await {
        let call = call.unwrap();
        let sessions = calls.sessions(&call).await;
        assert_eq!(sessions.iter().map(|session| session.join_ts).min(), Some(call.create_time));
        assert_eq!(sessions.iter().map(|session| session.leave_ts).max(), Some(call.destroy_time));
        assert_eq!(sessions.iter().all(|session| session.finished), call.is_finished);
        assert!(sessions.iter().any(|session| session.user_id == call.user_id && session.join_ts == call.create_time));
        let there: BTreeSet<_> =
            sessions.iter().filter(|session| !session.finished).map(|session| session.user_id.as_str()).collect();
        let online = calls.online(&call.room_string).await;
        assert!(online.iter().all(|user| there.contains(user.as_str())), "{online:?} {there:?}");
        for user in &there {
            let asked = DescribeUserEvent::builder().comm_id(&*call.comm_id).room_id(&*call.room_string);
            let asked = asked.user_id(*user).sdk_app_id(app()).start_time(call.create_time).end_time(calls.now());
            assert!(!asked.send(&calls.tencent).await.unwrap().data.is_empty(), "{user}");
        }
        if call.is_finished { finished += 1 } else { open += 1 }
    }
    assert!(finished >= 1 && open >= 5, "{finished} {open}");
}

#[tokio::test]
async fn the_calls_of_volcengine_are_those_of_its_users() {
    let calls = start().await;
    let (start, end) = (calls.now() - Duration::hours(6), calls.now());
    let mut rooms = BTreeMap::new();
    let mut listed =
        ListRoomInfo::builder().app_id(APP).start_time(start).end_time(end).page_size(7).rows(&calls.volcengine);
    while let Some(room) = listed.next().await {
        let room = room.unwrap();
        rooms.insert(room.call_id.clone(), room);
    }
    let mut users: BTreeMap<String, Vec<_>> = BTreeMap::new();
    let asked = ListUserInfo::builder().app_id(APP).start_time(start).end_time(end).exclude_server_user(false);
    let mut listed = asked.rows(&calls.volcengine);
    while let Some(user) = listed.next().await {
        let user = user.unwrap();
        users.entry(user.call_id.clone()).or_default().push(user);
    }
    users.retain(|_, users| users.iter().any(|user| user.created_at >= start));
    assert_eq!(rooms.keys().collect::<Vec<_>>(), users.keys().collect::<Vec<_>>());
    for (id, room) in &rooms {
        let users = &users[id];
        assert_eq!(users.iter().map(|user| user.created_at).min(), Some(room.created_time));
        assert_eq!(room.is_finished, Some(room.destroy_time.is_some()));
        let present = users.iter().filter(|user| !user.finished).count();
        assert_eq!(room.active_user_num, Some(i64::try_from(present).unwrap()));
    }
}

#[tokio::test]
async fn a_call_is_in_the_range_in_which_it_began() {
    let mut world = World::new();
    world.user(APP, "room", "ann").session(ago(90), ago(30));
    let calls = start_with(world).await;
    let listed = async |start: i64, end: i64| {
        let asked = ListRoomInfo::builder().app_id(APP).start_time(ago(start)).end_time(ago(end));
        asked.send(&calls.volcengine).await.unwrap().total
    };
    assert_eq!((listed(90, 89).await, listed(91, 90).await, listed(80, 70).await), (1, 0, 0));
    // Tencent lists a call in each range in which it goes on.
    let listed = async |start: i64, end: i64| {
        let asked = DescribeRoomInfo::builder().sdk_app_id(app()).start_time(ago(start)).end_time(ago(end));
        asked.send(&calls.tencent).await.unwrap().room_list.len()
    };
    assert_eq!((listed(91, 90).await, listed(80, 70).await, listed(30, 20).await), (0, 1, 0));
}

#[tokio::test]
async fn the_numbers_of_a_day_are_those_of_its_calls() {
    let calls = start_with(World::seeded(5, noon())).await;
    let asked = DescribeScaleInfo::builder().sdk_app_id(app());
    let start = noon() - Duration::days(10);
    let days = asked.start_time(start).end_time(noon()).send(&calls.tencent).await.unwrap();
    // Today is not available, and of the first day a part is in the range.
    assert_eq!((days.total, days.scale_list.len()), (Some(10), 10));
    let sessions: Vec<_> = calls.sandbox.world().sessions().collect();
    for day in &days.scale_list {
        assert_eq!((day.time + Duration::hours(8)).time(), time::Time::MIDNIGHT);
        let span = day.time..day.time + Duration::DAY;
        let there = |from: OffsetDateTime, to: Option<OffsetDateTime>| {
            from < span.end && (from >= span.start || to.is_none_or(|to| to > span.start))
        };
        let of_day: Vec<_> = sessions.iter().filter(|session| there(session.join, session.leave)).collect();
        let users: BTreeSet<_> = of_day.iter().map(|session| session.user).collect();
        let rooms: BTreeSet<_> = of_day.iter().map(|session| session.room).collect();
        let joins = sessions.iter().filter(|session| span.contains(&session.join)).count();
        let expected = (users.len(), joins, rooms.len());
        let number = |number: Option<u64>| usize::try_from(number.unwrap()).unwrap();
        assert_eq!((number(day.user_number), number(day.user_count), number(day.room_numbers)), expected);
        assert!(expected.0 > 0);
    }
}

#[tokio::test]
async fn bad_experiences_are_of_users_who_were_there_on_a_bad_network() {
    let mut world = World::new();
    world.user(APP, "room", "ann").access("3g").session(ago(30), ago(10));
    world.user(APP, "room", "bob").access("wifi").session(ago(30), ago(10));
    world.user(APP, "other", "cleo").access("2g").session(ago(20), None);
    let calls = start_with(world).await;
    let asked = || DescribeUnusualEvent::builder().sdk_app_id(app()).start_time(ago(60)).end_time(noon());
    let answer = asked().send(&calls.tencent).await.unwrap();
    let rows: Vec<_> = answer.abnormal_experience_list.iter().map(|row| (&*row.user_id, &*row.room_id)).collect();
    assert_eq!((answer.total, rows), (2, vec![("ann", "room"), ("cleo", "other")]));
    let answer = asked().room_id("other").send(&calls.tencent).await.unwrap();
    assert_eq!(answer.total, 1);
    assert_eq!(answer.abnormal_experience_list[0].event_time, ago(20) + Duration::seconds(20));
}
