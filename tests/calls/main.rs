//! Calls over real sockets to the sandbox, which checks signatures and parameters by the specs alone.
#![allow(clippy::unwrap_used, clippy::panic, reason = "helpers of tests may fail a test")]

mod bad_answers;
mod endpoints;
mod good;
mod limits;
mod refusals;
mod retries;
mod secrets;
mod spans;
mod watch;

use rtc_core::{ClientBuilder, RetryPolicy, Vendor as Protocol, generated::Set};
use rtc_sandbox::{Clock, Credentials, Quotas, Role, Sandbox, Vendor, World};
use rtc_tencent::Tencent;
use rtc_volcengine::Volcengine;
use rtc_zego::Zego;
use tencent_trtc_describe_user_info::{DescribeUserInfo, DescribeUserInfoBuilder};
use time::{Duration, OffsetDateTime};
use volcengine_rtc_get_room_online_users::GetRoomOnlineUsers;
use volcengine_rtc_list_user_info::{ListUserInfo, ListUserInfoBuilder};
use zego_rtc_describe_users::DescribeUsers;

/// The app in all calls.
const APP: &str = World::APP;
/// A secret that would be noticed anywhere.
const SECRET: &str = "verySecretKeyOfTheTests";

/// The time in these tests, of clients and sandbox.
fn noon() -> OffsetDateTime {
    OffsetDateTime::from_unix_timestamp(1_795_003_200).unwrap()
}

fn ago(minutes: i64) -> OffsetDateTime {
    noon() - Duration::minutes(minutes)
}

/// A room in which one user is and another was.
fn world() -> World {
    let mut world = World::new();
    world.user(APP, "room", "ann").device("iPhone 15").os("ios").access("wifi").role(Role::Host).session(ago(90), None);
    world.user(APP, "room", "bob").os("android").access("4g").session(ago(60), ago(30));
    world
}

async fn sandbox() -> Sandbox {
    let mut builder = Sandbox::builder().world(world()).clock(Clock::still(noon())).quotas(Quotas::Off);
    for (vendor, id) in [(Vendor::Volcengine, "AKLTtests"), (Vendor::Tencent, "AKIDtests"), (Vendor::Zego, APP)] {
        builder = builder.credentials(vendor, Credentials::new(id, SECRET));
    }
    builder.start().await.unwrap()
}

/// A client's builder, for that endpoint, with the tests' clock and one attempt per call.
fn builder<V: Protocol>(endpoint: &str, credentials: V::Credentials) -> ClientBuilder<V> {
    let builder = rtc_core::Client::<V>::builder().credentials(credentials).endpoint(endpoint);
    builder.quotas(rtc_core::Quotas::off()).clock(noon).retry(RetryPolicy::never())
}

fn volcengine(endpoint: &str) -> ClientBuilder<Volcengine> {
    builder(endpoint, rtc_volcengine::Credentials::new("AKLTtests", SECRET))
}

fn tencent(endpoint: &str) -> ClientBuilder<Tencent> {
    builder(endpoint, rtc_tencent::Credentials::new("AKIDtests", SECRET))
}

fn zego(endpoint: &str) -> ClientBuilder<Zego> {
    builder(endpoint, rtc_zego::Credentials::new(APP.parse().unwrap(), SECRET))
}

/// A sandbox with a client for each vendor.
struct Fixture {
    sandbox: Sandbox,
    volcengine: rtc_volcengine::Client,
    tencent: rtc_tencent::Client,
    zego: rtc_zego::Client,
}

async fn start() -> Fixture {
    let sandbox = sandbox().await;
    let volcengine = volcengine(sandbox.volcengine().endpoint()).build().unwrap();
    let tencent = tencent(sandbox.tencent().endpoint()).build().unwrap();
    let zego = zego(sandbox.zego().endpoint()).build().unwrap();
    Fixture { sandbox, volcengine, tencent, zego }
}

fn list_user_info() -> ListUserInfo {
    list_user_info_builder().build()
}

fn list_user_info_builder() -> ListUserInfoBuilder<(Set, Set, Set)> {
    ListUserInfo::builder().app_id(APP).start_time(ago(120)).end_time(ago(2))
}

fn get_room_online_users() -> GetRoomOnlineUsers {
    GetRoomOnlineUsers::builder().app_id(APP).room_id("room").build()
}

fn describe_user_info() -> DescribeUserInfo {
    describe_user_info_builder().build()
}

fn describe_user_info_builder() -> DescribeUserInfoBuilder<(Set, Set, Set, Set)> {
    let comm_id = world().calls().remove(0).comm_id;
    let asked = DescribeUserInfo::builder().comm_id(comm_id).sdk_app_id(APP.parse::<u64>().unwrap());
    asked.start_time(ago(120)).end_time(noon())
}

fn describe_users() -> DescribeUsers {
    DescribeUsers::builder().room_id("room").user_ids(["ann", "bob"]).build()
}
