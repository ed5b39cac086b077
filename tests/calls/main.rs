//! Calls over real sockets to the sandbox, which checks signatures and parameters by the specs alone.
#![allow(
    clippy::redundant_closure_for_method_calls,
    reason = "the codes of many actions have the same methods, and paths would name each action"
)]
#![allow(clippy::unwrap_used, clippy::panic, reason = "helpers of tests may fail a test")]

mod bad_answers;
mod bans;
mod endpoints;
mod forbid_rules;
mod good;
mod limits;
mod lists;
mod quality;
mod recordings;
mod refusals;
mod removals;
mod retries;
mod secrets;
mod spans;
mod usage;
mod watch;

use rtc_core::{ClientBuilder, RetryPolicy, Vendor as Protocol, generated::Set};
use rtc_sandbox::{Clock, Credentials, Quotas, Role, Sandbox, Vendor, World};
use rtc_tencent::Tencent;
use rtc_volcengine::Volcengine;
use rtc_zego::Zego;
use tencent_trtc_describe_room_info::{DescribeRoomInfo, RoomState};
use tencent_trtc_describe_user_info::{DescribeUserInfo, DescribeUserInfoBuilder, UserInformation};
use time::{Duration, OffsetDateTime};
use volcengine_rtc_get_room_online_users::GetRoomOnlineUsers;
use volcengine_rtc_list_user_info::{ListUserInfo, ListUserInfoBuilder, User};
use zego_rtc_describe_users::{DescribeUsers, Presence};

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
    sandbox_of(world()).await
}

async fn sandbox_of(world: World) -> Sandbox {
    let mut builder = Sandbox::builder().world(world).clock(Clock::still(noon())).quotas(Quotas::Off);
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

/// A sandbox of that world with a client for each vendor. The clients' clocks follow the sandbox's.
async fn start_with(world: World) -> Fixture {
    start_with_retries(world, RetryPolicy::never()).await
}

/// The same with clients that try again almost at once.
async fn retrying(world: World) -> Fixture {
    start_with_retries(world, RetryPolicy::default().first_backoff(std::time::Duration::from_millis(1))).await
}

async fn start_with_retries(world: World, retry: RetryPolicy) -> Fixture {
    let sandbox = sandbox_of(world).await;
    let clock = || {
        let clock = sandbox.clock().clone();
        move || clock.now()
    };
    let volcengine = volcengine(sandbox.volcengine().endpoint()).clock(clock()).retry(retry.clone()).build().unwrap();
    let tencent = tencent(sandbox.tencent().endpoint()).clock(clock()).retry(retry.clone()).build().unwrap();
    let zego = zego(sandbox.zego().endpoint()).clock(clock()).retry(retry).build().unwrap();
    Fixture { sandbox, volcengine, tencent, zego }
}

impl Fixture {
    fn advance(&self, by: Duration) {
        self.sandbox.clock().advance(by);
    }

    fn now(&self) -> OffsetDateTime {
        self.sandbox.clock().now()
    }

    /// Who is in a room, as Volcengine answers.
    async fn online(&self, room: &str) -> Vec<String> {
        let asked = GetRoomOnlineUsers::builder().app_id(APP).room_id(room);
        let mut users = asked.send(&self.volcengine).await.unwrap().visible_user_list;
        users.sort();
        users
    }

    /// Whether each user is in a room, as ZEGO answers. The room exists.
    async fn present(&self, room: &str, users: &[&str]) -> Vec<bool> {
        let asked = DescribeUsers::builder().room_id(room).user_ids(users.iter().copied());
        let rows = asked.send(&self.zego).await.unwrap().user_status_list;
        let of = |user: &&str| rows.iter().find(|row| row.user_id == **user).unwrap().status == Presence::Present;
        users.iter().map(of).collect()
    }

    /// The only call of a room in the last four hours, as Tencent lists it.
    async fn call_of(&self, room: &str) -> RoomState {
        let mut calls = self.calls_of(room).await;
        assert_eq!(calls.len(), 1, "{calls:?}");
        calls.remove(0)
    }

    /// The calls of a room in the last four hours, as Tencent lists them.
    async fn calls_of(&self, room: &str) -> Vec<RoomState> {
        let asked = DescribeRoomInfo::builder().sdk_app_id(app()).start_time(self.now() - Duration::hours(4));
        let asked = asked.end_time(self.now() + Duration::SECOND).room_id(room).page_number(0).page_size(100);
        asked.send(&self.tencent).await.unwrap().room_list
    }

    /// The sessions of a call, as Tencent answers.
    async fn sessions(&self, call: &RoomState) -> Vec<UserInformation> {
        let asked = DescribeUserInfo::builder().comm_id(&*call.comm_id).sdk_app_id(app()).start_time(call.create_time);
        let asked = asked.end_time(call.create_time + Duration::hours(4)).page_number(0).page_size(100);
        asked.send(&self.tencent).await.unwrap().user_list
    }

    /// The rows of a room in the last four hours, as Volcengine answers.
    async fn rows(&self, room: &str) -> Vec<User> {
        let asked = ListUserInfo::builder().app_id(APP).start_time(self.now() - Duration::hours(4));
        let asked = asked.end_time(self.now()).room_id(room).page_size(100);
        asked.send(&self.volcengine).await.unwrap().user_list
    }
}

/// The app as Tencent names it.
fn app() -> u64 {
    APP.parse().unwrap()
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
