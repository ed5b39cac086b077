//! ZEGO's rules that keep users from rooms or from publishing.

use crate::{APP, ago, noon, start_with};
use rtc_core::ErrorCode;
use rtc_sandbox::World;
use time::{Duration, OffsetDateTime};
use zego_rtc_del_forbid_user_rule::DelForbidUserRule;
use zego_rtc_describe_forbid_user_rules::{BanRule, BanTarget, DescribeForbidUserRules, Privilege};
use zego_rtc_describe_simple_stream_list::DescribeSimpleStreamList;
use zego_rtc_kickout_user::KickoutUser;
use zego_rtc_set_forbid_user_rule::SetForbidUserRule;

fn after(seconds: i64) -> OffsetDateTime {
    noon() + Duration::seconds(seconds)
}

/// Bob is in a room, and enters again a minute after noon.
fn world() -> World {
    let mut world = World::new();
    world.user(APP, "room", "ann").published(true).session(ago(90), None);
    let bob = world.user(APP, "room", "bob").published(true).ip("192.0.2.7");
    bob.session(ago(60), None).session(after(60), after(90));
    bob.session(after(600), None);
    world
}

fn rule() -> SetForbidUserRule {
    let rule = SetForbidUserRule::builder().target(BanTarget::UserInRoom).room_id("room").user_id("bob");
    rule.privileges([Privilege::Login, Privilege::Publish]).effective_seconds(300).build()
}

async fn rules(calls: &crate::Fixture, target: BanTarget) -> Vec<BanRule> {
    DescribeForbidUserRules::builder().target(target).send(&calls.zego).await.unwrap().rule_list
}

async fn streams(calls: &crate::Fixture) -> Vec<String> {
    let listed = DescribeSimpleStreamList::builder().room_id("room").send(&calls.zego).await.unwrap().stream_list;
    listed.into_iter().map(|stream| stream.user_id).collect()
}

#[tokio::test]
async fn a_rule_keeps_a_user_out_until_it_expires() {
    let calls = start_with(world()).await;
    assert_eq!(streams(&calls).await, ["ann", "bob"]);
    let answer = calls.zego.send(&rule()).await.unwrap();
    assert_eq!(answer.expire_time, Some(after(300)));
    assert_eq!(calls.present("room", &["bob"]).await, [true], "who is there stays");
    assert_eq!(streams(&calls).await, ["ann"], "and does not publish");
    KickoutUser::builder().room_id("room").user_ids(["bob"]).send(&calls.zego).await.unwrap();

    let listed = rules(&calls, BanTarget::UserInRoom).await;
    assert_eq!(listed.len(), 1);
    let only = &listed[0];
    assert_eq!(
        (only.room_id.as_deref(), only.user_id.as_deref(), only.ip.as_deref()),
        (Some("room"), Some("bob"), None)
    );
    assert_eq!((only.expire_time, only.privileges.len()), (after(300), 2));
    assert!(rules(&calls, BanTarget::User).await.is_empty());

    calls.advance(Duration::seconds(70));
    assert_eq!(calls.present("room", &["bob"]).await, [false]);
    calls.advance(Duration::seconds(230));
    assert!(rules(&calls, BanTarget::UserInRoom).await.is_empty());
    calls.advance(Duration::seconds(300));
    assert_eq!(calls.present("room", &["bob"]).await, [true]);
    assert_eq!(streams(&calls).await, ["ann", "bob"]);
}

#[tokio::test]
async fn a_rule_that_is_deleted_lets_in_and_cannot_be_deleted_twice() {
    let calls = start_with(world()).await;
    calls.zego.send(&rule()).await.unwrap();
    KickoutUser::builder().room_id("room").user_ids(["bob"]).send(&calls.zego).await.unwrap();
    let delete = || DelForbidUserRule::builder().target(BanTarget::UserInRoom).room_id("room").user_id("bob");
    delete().send(&calls.zego).await.unwrap();
    assert!(rules(&calls, BanTarget::UserInRoom).await.is_empty());
    calls.advance(Duration::seconds(70));
    assert_eq!(calls.present("room", &["bob"]).await, [true]);
    let error = delete().send(&calls.zego).await.unwrap_err();
    assert_eq!(&*error.code().unwrap().code(), "50124");
}

#[tokio::test]
async fn a_rule_is_for_an_address_a_room_or_a_user() {
    for target in [BanTarget::IpAddress, BanTarget::Room, BanTarget::User] {
        let calls = start_with(world()).await;
        let rule = SetForbidUserRule::builder().target(target.clone()).privileges([Privilege::Login]);
        let rule = rule.effective_seconds(300).ip("192.0.2.7").room_id("room").user_id("bob");
        rule.send(&calls.zego).await.unwrap();
        let listed = rules(&calls, target.clone()).await;
        let parts = [&listed[0].ip, &listed[0].room_id, &listed[0].user_id].map(Option::is_some);
        assert_eq!(parts.iter().filter(|part| **part).count(), 1, "{target:?}");
        KickoutUser::builder().room_id("room").user_ids(["bob"]).send(&calls.zego).await.unwrap();
        calls.advance(Duration::seconds(70));
        assert_eq!(calls.present("room", &["bob"]).await, [false], "{target:?}");
    }
}

#[tokio::test]
async fn a_rule_that_lacks_its_part_is_refused_and_so_are_too_many() {
    let calls = start_with(world()).await;
    let part =
        SetForbidUserRule::builder().target(BanTarget::Room).privileges([Privilege::Login]).effective_seconds(60);
    let error = part.user_id("bob").send(&calls.zego).await.unwrap_err();
    assert_eq!(&*error.code().unwrap().code(), "2");
    let rule = |number: u8| {
        let rule = SetForbidUserRule::builder().target(BanTarget::IpAddress).ip(format!("192.0.2.{number}"));
        rule.privileges([Privilege::Login]).effective_seconds(60).build()
    };
    for number in 0..100 {
        calls.zego.send(&rule(number)).await.unwrap();
    }
    let error = calls.zego.send(&rule(100)).await.unwrap_err();
    assert_eq!(&*error.code().unwrap().code(), "50123");
    calls.zego.send(&rule(99)).await.unwrap();
    calls.advance(Duration::seconds(60));
    calls.zego.send(&rule(100)).await.unwrap();
}
