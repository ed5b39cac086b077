//! Users who are removed and rooms that are closed: what one call changes, all other actions show.

use crate::{APP, Fixture, ago, app, noon, start_with};
use rtc_core::{ErrorCode, Sent};
use rtc_sandbox::World;
use tencent_trtc_describe_user_event::DescribeUserEvent;
use tencent_trtc_dismiss_room::DismissRoom;
use tencent_trtc_dismiss_room_by_str_room_id::DismissRoomByStrRoomId;
use tencent_trtc_remove_user::RemoveUser;
use tencent_trtc_remove_user_by_str_room_id::RemoveUserByStrRoomId;
use time::Duration;
use volcengine_rtc_list_room_info::ListRoomInfo;
use zego_rtc_close_room::CloseRoom;
use zego_rtc_describe_user_num::DescribeUserNum;
use zego_rtc_describe_users::DescribeUsers;
use zego_rtc_kickout_user::KickoutUser;

/// Two rooms in use; somebody enters the first one in an hour.
fn world() -> World {
    let mut world = World::new();
    world.user(APP, "1001", "ann").published(true).session(ago(90), None);
    world.user(APP, "1001", "bob").session(ago(60), None);
    world.user(APP, "1001", "cleo").session(ago(50), ago(40)).session(ago(-60), None);
    world.user(APP, "lobby", "dan").session(ago(30), None);
    world.user(APP, "lobby", "eva").session(ago(20), None);
    world
}

async fn counts(calls: &Fixture, rooms: [&str; 2]) -> Vec<i32> {
    let rows = DescribeUserNum::builder().room_ids(rooms).send(&calls.zego).await.unwrap().user_count_list;
    rooms.iter().map(|room| rows.iter().find(|row| row.room_id == *room).unwrap().user_count).collect()
}

#[tokio::test]
async fn a_user_who_is_kicked_out_is_absent_and_has_left() {
    let calls = start_with(world()).await;
    assert_eq!(calls.present("1001", &["ann", "bob"]).await, [true, true]);
    KickoutUser::builder().room_id("1001").user_ids(["bob"]).send(&calls.zego).await.unwrap();
    assert_eq!(calls.present("1001", &["ann", "bob"]).await, [true, false]);
    assert_eq!(calls.online("1001").await, ["ann"]);
    assert_eq!(counts(&calls, ["1001", "lobby"]).await, [1, 2]);

    let call = calls.call_of("1001").await;
    assert!(!call.is_finished, "ann is still there");
    let sessions = calls.sessions(&call).await;
    let bob = sessions.iter().find(|session| session.user_id == "bob").unwrap();
    assert_eq!((bob.join_ts, bob.leave_ts, bob.finished), (ago(60), noon(), true));

    let asked = DescribeUserEvent::builder().comm_id(call.comm_id).room_id("1001").user_id("bob").sdk_app_id(app());
    let events = asked.start_time(ago(90)).end_time(noon()).send(&calls.tencent).await.unwrap().data;
    let times: Vec<_> = events[0].content.iter().map(|event| event.time).collect();
    assert_eq!(times, [ago(60), noon()]);

    // Volcengine shows the leaving after its lag.
    let left = |rows: Vec<volcengine_rtc_list_user_info::User>| {
        let bob = rows.into_iter().find(|row| row.user_id == "bob").unwrap();
        (bob.leave_at, bob.finished)
    };
    assert_eq!(left(calls.rows("1001").await), (None, false));
    calls.advance(Duration::seconds(100));
    assert_eq!(left(calls.rows("1001").await), (Some(noon()), true));
}

#[tokio::test]
async fn tencent_removes_users_of_rooms_by_number_and_by_text() {
    let calls = start_with(world()).await;
    let remove = RemoveUser::builder().sdk_app_id(app()).room_id(1001_u64).user_ids(["ann", "nobody"]);
    remove.send(&calls.tencent).await.unwrap();
    assert_eq!(calls.online("1001").await, ["bob"]);
    let remove = RemoveUserByStrRoomId::builder().sdk_app_id(app()).room_id("lobby").user_ids(["dan", "eva"]);
    remove.send(&calls.tencent).await.unwrap();
    let call = calls.call_of("lobby").await;
    assert_eq!((call.is_finished, call.destroy_time), (true, noon()), "a room ends with its last user");
    assert_eq!(counts(&calls, ["1001", "lobby"]).await, [1, 0]);
}

#[tokio::test]
async fn a_closed_room_does_not_exist_and_is_another_call_when_somebody_enters() {
    let calls = start_with(world()).await;
    CloseRoom::builder().room_id("1001").send(&calls.zego).await.unwrap();
    let asked = DescribeUsers::builder().room_id("1001").user_ids(["ann"]);
    let error = asked.send(&calls.zego).await.unwrap_err();
    assert!(error.code().is_some_and(|code| code.is_room_not_found()), "{error}");
    assert_eq!(calls.online("1001").await, [""; 0]);
    let first = calls.call_of("1001").await;
    assert_eq!((first.is_finished, first.destroy_time), (true, noon()));
    assert!(calls.sessions(&first).await.iter().all(|session| session.finished && session.leave_ts <= noon()));

    calls.advance(Duration::minutes(61));
    assert_eq!(calls.present("1001", &["ann", "cleo"]).await, [false, true]);
    let both = calls.calls_of("1001").await;
    assert_eq!(both.iter().map(|call| call.is_finished).collect::<Vec<_>>(), [true, false]);
    assert_eq!((both[0].comm_id.clone(), both[1].create_time), (first.comm_id, ago(-60)));
    assert_eq!(calls.sessions(&both[1]).await.len(), 1);

    let asked = ListRoomInfo::builder().app_id(APP).room_id("1001").start_time(ago(120)).end_time(calls.now());
    let rooms = asked.send(&calls.volcengine).await.unwrap().room_list;
    let rooms: Vec<_> = rooms.iter().map(|room| (room.destroy_time, room.active_user_num)).collect();
    assert_eq!(rooms, [(Some(noon()), Some(0)), (None, Some(1))]);
}

#[tokio::test]
async fn tencent_dismisses_rooms_by_number_and_by_text() {
    let calls = start_with(world()).await;
    DismissRoom::builder().sdk_app_id(app()).room_id(1001_u64).send(&calls.tencent).await.unwrap();
    assert_eq!(counts(&calls, ["1001", "lobby"]).await, [0, 2]);
    DismissRoomByStrRoomId::builder().sdk_app_id(app()).room_id("lobby").send(&calls.tencent).await.unwrap();
    assert_eq!(counts(&calls, ["1001", "lobby"]).await, [0, 0]);
    assert!(calls.call_of("lobby").await.is_finished);
}

#[tokio::test]
async fn a_room_that_is_not_there_is_refused_as_the_vendors_say() {
    let calls = start_with(world()).await;
    CloseRoom::builder().room_id("lobby").send(&calls.zego).await.unwrap();
    for room in ["lobby", "nowhere"] {
        let error = CloseRoom::builder().room_id(room).send(&calls.zego).await.unwrap_err();
        assert!(error.code().is_some_and(|code| code.is_room_not_found()), "{error}");
        assert_eq!(error.was_sent(), Sent::Yes);
        let error = KickoutUser::builder().room_id(room).user_ids(["dan"]).send(&calls.zego).await.unwrap_err();
        assert!(error.code().is_some_and(|code| code.is_room_not_found()), "{error}");
        let dismiss = DismissRoomByStrRoomId::builder().sdk_app_id(app()).room_id(room);
        let error = dismiss.send(&calls.tencent).await.unwrap_err();
        assert!(error.code().is_some_and(|code| code.is_room_not_found()), "{error}");
        let remove = RemoveUserByStrRoomId::builder().sdk_app_id(app()).room_id(room).user_ids(["dan"]);
        let error = remove.send(&calls.tencent).await.unwrap_err();
        assert!(error.code().is_some_and(|code| code.is_room_not_found()), "{error}");
    }
    let remove = RemoveUser::builder().sdk_app_id(7_u64).room_id(1001_u64).user_ids(["ann"]);
    let error = remove.send(&calls.tencent).await.unwrap_err();
    assert_eq!(&*error.code().unwrap().code(), "UnauthorizedOperation.SdkAppId");
    assert_eq!(calls.online("1001").await, ["ann", "bob"], "nothing has changed");
}

#[tokio::test]
async fn users_who_are_not_there_are_refused_where_a_code_is_documented() {
    let calls = start_with(world()).await;
    let kick = |users: &'static [&str]| KickoutUser::builder().room_id("1001").user_ids(users.iter().copied());
    let error = kick(&["nobody", "cleo"]).send(&calls.zego).await.unwrap_err();
    assert!(error.code().is_some_and(|code| code.is_not_in_room()), "{error}");
    kick(&["nobody", "bob"]).send(&calls.zego).await.unwrap();
    let error = kick(&["bob"]).send(&calls.zego).await.unwrap_err();
    assert!(error.code().is_some_and(|code| code.is_not_in_room()), "removed twice: {error}");
    let remove = RemoveUser::builder().sdk_app_id(app()).room_id(1001_u64).user_ids(["nobody"]);
    remove.send(&calls.tencent).await.unwrap();
    assert_eq!(calls.online("1001").await, ["ann"]);
}

/// Many at once: each user is removed once, and every list agrees.
#[tokio::test]
async fn users_are_removed_side_by_side() {
    let mut world = World::new();
    for number in 0..40 {
        world.user(APP, "hall", format!("u{number}")).session(ago(10), None);
    }
    let calls = start_with(world).await;
    let tasks: Vec<_> = (0..39)
        .map(|number| {
            let client = calls.zego.clone();
            let kick = KickoutUser::builder().room_id("hall").user_ids([format!("u{number}")]);
            tokio::spawn(async move { kick.send(&client).await.map(|_| ()) })
        })
        .collect();
    for task in tasks {
        task.await.unwrap().unwrap();
    }
    assert_eq!(calls.online("hall").await, ["u39"]);
    let sessions = calls.sessions(&calls.call_of("hall").await).await;
    assert_eq!(sessions.iter().filter(|session| session.finished && session.leave_ts == noon()).count(), 39);
}
