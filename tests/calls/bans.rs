//! Bans: who is kept out, and until when.

use crate::{APP, Fixture, ago, noon, start_with};
use rtc_core::ErrorCode;
use rtc_sandbox::World;
use time::{Duration, OffsetDateTime};
use volcengine_rtc_ban_room_user::BanRoomUser;
use volcengine_rtc_get_room_online_users_2023_11_01::GetRoomOnlineUsers;
use volcengine_rtc_limit_token_privilege::LimitTokenPrivilege;
use volcengine_rtc_update_ban_room_user_rule::UpdateBanRoomUserRule;

fn after(seconds: i64) -> OffsetDateTime {
    noon() + Duration::seconds(seconds)
}

/// Bob is in a room and tries to enter again after 5 minutes, and after 15.
fn world() -> World {
    let mut world = World::new();
    world.user(APP, "room", "ann").session(ago(90), None);
    world.user(APP, "room", "bob").session(ago(60), None).session(after(300), after(360)).session(after(900), None);
    world.user(APP, "other", "bob").session(ago(10), None).session(after(320), None);
    world.user(APP, "other", "cleo").session(ago(15), None);
    world
}

async fn ban(calls: &Fixture, room: &'static str, user: &'static str, seconds: i32) {
    let ban = BanRoomUser::builder().app_id(APP).room_id(room).user_id(user).forbidden_interval(seconds);
    let answer = ban.send(&calls.volcengine).await.unwrap();
    assert_eq!(answer.message.as_deref(), Some("success"));
}

async fn update(calls: &Fixture, seconds: i32) {
    let update = UpdateBanRoomUserRule::builder().app_id(APP).room_id("room").user_id("bob");
    update.forbidden_interval(seconds).send(&calls.volcengine).await.unwrap();
}

#[tokio::test]
async fn a_banned_user_is_removed_and_kept_out_until_the_ban_ends() {
    let calls = start_with(world()).await;
    ban(&calls, "room", "bob", 600).await;
    assert_eq!(calls.online("room").await, ["ann"]);
    assert_eq!(calls.online("other").await, ["bob", "cleo"], "the ban is of one room");
    calls.advance(Duration::seconds(330));
    assert_eq!(calls.present("room", &["ann", "bob"]).await, [true, false]);
    calls.advance(Duration::seconds(600));
    assert_eq!(calls.present("room", &["ann", "bob"]).await, [true, true]);

    let sessions = calls.sessions(&calls.call_of("room").await).await;
    let of_bob: Vec<_> = sessions.iter().filter(|session| session.user_id == "bob").collect();
    let times: Vec<_> = of_bob.iter().map(|session| (session.join_ts, session.finished)).collect();
    assert_eq!(times, [(ago(60), true), (after(900), false)], "the entry during the ban never happened");
    assert_eq!(of_bob[0].leave_ts, noon());
}

#[tokio::test]
async fn a_ban_ends_earlier_or_later_if_it_is_changed() {
    for (changed, at_330, at_930) in [(0, true, true), (10, true, true), (1_200, false, false)] {
        let calls = start_with(world()).await;
        ban(&calls, "room", "bob", 600).await;
        calls.advance(Duration::seconds(60));
        update(&calls, changed).await;
        calls.advance(Duration::seconds(270));
        assert_eq!(calls.present("room", &["bob"]).await, [at_330], "changed to {changed}");
        calls.advance(Duration::seconds(600));
        assert_eq!(calls.present("room", &["bob"]).await, [at_930], "changed to {changed}");
    }
}

#[tokio::test]
async fn a_ban_of_zero_seconds_ends_the_ban_and_removes_nobody() {
    let calls = start_with(world()).await;
    ban(&calls, "room", "bob", 0).await;
    assert_eq!(calls.online("room").await, ["ann", "bob"]);
    ban(&calls, "room", "bob", 600).await;
    ban(&calls, "room", "bob", 0).await;
    assert_eq!(calls.online("room").await, ["ann"]);
    calls.advance(Duration::seconds(330));
    assert_eq!(calls.online("room").await, ["ann", "bob"]);
}

#[tokio::test]
async fn a_ban_lasts_ten_seconds_at_least() {
    let mut world = World::new();
    world.user(APP, "room", "ann").session(ago(90), None);
    world.user(APP, "room", "bob").session(after(9), after(10)).session(after(10), None);
    let calls = start_with(world).await;
    ban(&calls, "room", "bob", 1).await;
    calls.advance(Duration::seconds(9));
    assert_eq!(calls.online("room").await, ["ann"]);
    calls.advance(Duration::seconds(1));
    assert_eq!(calls.online("room").await, ["ann", "bob"]);
}

#[tokio::test]
async fn a_ban_without_a_room_is_of_all_rooms_and_one_without_a_user_of_everybody() {
    let calls = start_with(world()).await;
    let everywhere = BanRoomUser::builder().app_id(APP).user_id("bob").forbidden_interval(600);
    everywhere.send(&calls.volcengine).await.unwrap();
    assert_eq!((calls.online("room").await, calls.online("other").await), (vec!["ann".into()], vec!["cleo".into()]));
    calls.advance(Duration::seconds(330));
    assert_eq!((calls.online("room").await, calls.online("other").await), (vec!["ann".into()], vec!["cleo".into()]));

    let calls = start_with(world()).await;
    let everybody = BanRoomUser::builder().app_id(APP).room_id("room").forbidden_interval(600);
    everybody.send(&calls.volcengine).await.unwrap();
    assert_eq!(calls.online("room").await, [""; 0]);
    assert!(calls.call_of("room").await.is_finished);
    calls.advance(Duration::seconds(930));
    assert_eq!(calls.online("room").await, ["bob"]);
}

#[tokio::test]
async fn a_ban_of_somebody_absent_is_for_later_and_one_of_nobody_is_refused() {
    let calls = start_with(world()).await;
    ban(&calls, "room", "nobody", 600).await;
    ban(&calls, "nowhere", "bob", 600).await;
    assert_eq!(calls.online("room").await, ["ann", "bob"]);
    let error = BanRoomUser::builder().app_id(APP).forbidden_interval(60).send(&calls.volcengine).await.unwrap_err();
    assert_eq!(&*error.code().unwrap().code(), "MissingParameter.NoRoomId");
    let unknown = BanRoomUser::builder().app_id("7").room_id("room").user_id("bob").forbidden_interval(60);
    let error = unknown.send(&calls.volcengine).await.unwrap_err();
    assert_eq!(&*error.code().unwrap().code(), "InvalidParameter.NotExistAppId");
}

#[tokio::test]
async fn a_user_whose_token_is_limited_stays_in_the_room_and_does_not_publish() {
    let calls = start_with(world()).await;
    let limit = LimitTokenPrivilege::builder().app_id(APP).room_id("room").user_id("bob").token("token");
    let answer = limit.forbidden_interval(600).send(&calls.volcengine).await.unwrap();
    assert_eq!((answer.message.as_deref(), answer.end_time), (Some("success"), after(600)));
    assert_eq!(calls.online("room").await, ["ann", "bob"]);
    let sent = calls.sandbox.log();
    let body =
        sent.iter().find(|arrival| arrival.action.as_deref() == Some("LimitTokenPrivilege")).unwrap().body.clone();
    assert_eq!(body["Token"], "token");
}

/// The later version of an action is another crate, and says whether the room exists.
#[tokio::test]
async fn the_later_version_tells_a_room_that_does_not_exist() {
    let calls = start_with(world()).await;
    for (room, exists, users) in [("room", true, 2), ("nowhere", false, 0)] {
        let asked = GetRoomOnlineUsers::builder().app_id(APP).room_id(room);
        let answer = asked.send(&calls.volcengine).await.unwrap();
        assert_eq!((answer.room_exists, answer.visible_user_list.len()), (exists, users), "{room}");
    }
    let sent = calls.sandbox.log();
    assert!(sent.iter().all(|arrival| arrival.query["Version"] == "2023-11-01"), "{sent:?}");
}
