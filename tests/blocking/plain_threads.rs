//! Calls from plain threads to the sandbox.
#![allow(clippy::unwrap_used, clippy::panic, reason = "helpers of tests may fail a test")]

use rtc_sandbox::{Sandbox, World};
use std::thread;
use tencent_trtc_describe_user_info::{
    DescribeUserInfo,
    rtc_tencent::{self, blocking::Client as Tencent},
};
use time::{Duration, OffsetDateTime};
use volcengine_rtc_list_user_info::{
    ListUserInfo,
    rtc_volcengine::{self, blocking::Client as Volcengine},
};
use zego_rtc_describe_users::{
    DescribeUsers,
    rtc_zego::{self, Quotas, blocking::Client as Zego},
};

struct Fixture {
    /// Its thread runs the sandbox, which is async: this program has nothing else to run it.
    _host: Volcengine,
    sandbox: Sandbox,
    volcengine: Volcengine,
    tencent: Tencent,
    zego: Zego,
    now: OffsetDateTime,
}

/// A sandbox with a room, and a client for each vendor.
fn start() -> Fixture {
    let now = OffsetDateTime::now_utc();
    let mut world = World::new();
    for user in ["ann", "bob"] {
        world.user(World::APP, "room", user).session(now - Duration::minutes(60), None);
    }
    let host = Volcengine::builder().credentials(rtc_volcengine::Credentials::new("a", "b")).build_blocking().unwrap();
    let sandbox =
        host.run(|_| Sandbox::builder().world(world).quotas(rtc_sandbox::Quotas::Off).start()).unwrap().unwrap();
    let keys = |service: &rtc_sandbox::Service| {
        let credentials = service.credentials();
        (credentials.id().to_owned(), credentials.secret().to_owned())
    };
    let (id, secret) = keys(sandbox.volcengine());
    let volcengine = Volcengine::builder()
        .credentials(rtc_volcengine::Credentials::new(id, secret))
        .endpoint(sandbox.volcengine().endpoint())
        .build_blocking()
        .unwrap();
    let (id, secret) = keys(sandbox.tencent());
    let tencent = Tencent::builder()
        .credentials(rtc_tencent::Credentials::new(id, secret))
        .endpoint(sandbox.tencent().endpoint())
        .build_blocking()
        .unwrap();
    let (id, secret) = keys(sandbox.zego());
    let zego = Zego::builder()
        .credentials(rtc_zego::Credentials::new(id.parse().unwrap(), secret))
        .endpoint(sandbox.zego().endpoint())
        .quotas(Quotas::off())
        .build_blocking()
        .unwrap();
    Fixture { _host: host, sandbox, volcengine, tencent, zego, now }
}

#[test]
fn all_vendors_answer() {
    let fixture = start();
    let now = fixture.now;
    let comm_id = fixture.sandbox.world().calls().remove(0).comm_id;
    let page = ListUserInfo::builder()
        .app_id(World::APP)
        .start_time(now - Duration::hours(2))
        .end_time(now)
        .room_id("room")
        .send_blocking(&fixture.volcengine)
        .unwrap();
    assert_eq!(page.user_list.len(), 2);
    let answer = DescribeUserInfo::builder()
        .sdk_app_id(World::APP.parse::<u64>().unwrap())
        .comm_id(comm_id)
        .start_time(now - Duration::hours(2))
        .end_time(now)
        .send_blocking(&fixture.tencent)
        .unwrap();
    assert_eq!(answer.user_list.len(), 2);
    let asked = DescribeUsers::builder().room_id("room").user_ids(["ann", "eve"]);
    assert_eq!(asked.send_blocking(&fixture.zego).unwrap().user_status_list.len(), 2);
}

#[test]
fn many_threads_share_one_client() {
    let fixture = start();
    thread::scope(|scope| {
        for _ in 0..16 {
            scope.spawn(|| {
                for _ in 0..8 {
                    let request = DescribeUsers::builder().room_id("room").user_ids(["ann"]).build();
                    assert_eq!(fixture.zego.send(&request).unwrap().user_status_list.len(), 1);
                }
            });
        }
    });
    assert_eq!(fixture.sandbox.zego().tally("DescribeUsers").unwrap().arrived, 16 * 8);
}

#[test]
fn what_goes_wrong_is_told_as_in_the_async_client() {
    let fixture = start();
    let error = DescribeUsers::builder().room_id("nowhere").user_ids(["ann"]).send_blocking(&fixture.zego).unwrap_err();
    assert!(error.code().is_some_and(zego_rtc_describe_users::DescribeUsersCode::is_room_not_found), "{error}");
    let error = DescribeUsers::builder().room_id("").user_ids(["ann"]).send_blocking(&fixture.zego).unwrap_err();
    assert!(matches!(error, zego_rtc_describe_users::Error::Limits(_)), "{error}");
}

#[test]
fn a_stream_of_rows_is_an_iterator() {
    let fixture = start();
    let rows = fixture.volcengine.iterate(|client| {
        let ask = ListUserInfo::builder().app_id(World::APP).room_id("room").page_size(1);
        ask.start_time(fixture.now - Duration::hours(2)).end_time(fixture.now).rows(client)
    });
    let mut users: Vec<_> = rows.unwrap().map(|row| row.unwrap().user_id).collect();
    users.sort_unstable();
    assert_eq!(users, ["ann", "bob"]);
}
