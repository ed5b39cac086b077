//! The story of a call: who is in it, who was, one is removed, the room is closed, and what it cost.

use crate::{Outcome, clients::Clients, clock, expect, table::Table, title};
use rtc_core::ErrorCode;
use rtc_sandbox::{Role, World};
use std::error::Error;
use tencent_trtc_describe_room_info::{DescribeRoomInfo, RoomState};
use tencent_trtc_describe_trtc_usage::DescribeTrtcUsage;
use tencent_trtc_describe_user_info::DescribeUserInfo;
use tencent_trtc_dismiss_room_by_str_room_id::DismissRoomByStrRoomId;
use time::{Duration, OffsetDateTime, Time, UtcOffset, macros::offset};
use volcengine_rtc_get_room_online_users::GetRoomOnlineUsers;
use volcengine_rtc_list_usages::ListUsages;
use volcengine_rtc_list_user_info::ListUserInfo;
use zego_rtc_describe_user_num::DescribeUserNum;
use zego_rtc_describe_users::{DescribeUsers, Presence};
use zego_rtc_kickout_user::KickoutUser;

const ROOM: &str = "standup";
/// The app as Tencent's actions name it.
pub(crate) const APP: u64 = 1_400_188_366;
/// The days of a bill begin at midnight in China.
const CHINA: UtcOffset = offset!(+8);

/// A call that goes on: `cleo` has left, `mallory` has joined without being asked.
pub(crate) fn world(now: OffsetDateTime) -> World {
    let ago = |minutes| now - Duration::minutes(minutes);
    let mut world = World::new();
    let host = world.user(World::APP, ROOM, "ann").role(Role::Host).published(true);
    host.device("iPhone 15").os("ios").access("5g").ip("198.51.100.7").session(ago(25), None);
    let guest = world.user(World::APP, ROOM, "ben").device("Pixel 9").os("android").access("4g");
    guest.ip("198.51.100.23").session(ago(24), None);
    world.user(World::APP, ROOM, "cleo").os("web").access("wifi").ip("198.51.100.42").session(ago(20), ago(8));
    let stranger = world.user(World::APP, ROOM, "mallory").device("ThinkPad X1").os("windows").access("wifi");
    stranger.ip("203.0.113.66").session(ago(3), None);
    world
}

pub(crate) async fn who_is_there(clients: &Clients) -> Outcome {
    title("A call goes on: who is in it?", "Volcengine GetRoomOnlineUsers · ZEGO DescribeUserNum");
    let room = GetRoomOnlineUsers::builder().app_id(World::APP).room_id(ROOM).send(&clients.volcengine).await?;
    let counted = DescribeUserNum::builder().room_ids([ROOM]).send(&clients.zego).await?;
    let count: i32 = counted.user_count_list.iter().map(|row| row.user_count).sum();
    let mut table = Table::new(["room", "users", "how many"]);
    table.row([ROOM.to_owned(), room.visible_user_list.join(", "), count.to_string()]);
    table.print();
    expect(room.visible_user_list == ["ann", "ben", "mallory"] && count == 3, "three users in the room")
}

/// Returns the call.
pub(crate) async fn who_was_there(clients: &Clients, now: OffsetDateTime) -> Result<RoomState, Box<dyn Error>> {
    title("Who was in it, and from where?", "Tencent DescribeRoomInfo, DescribeUserInfo");
    let request = DescribeRoomInfo::builder().sdk_app_id(APP).room_id(ROOM);
    let answer = request.start_time(now - Duration::hours(4)).end_time(now).send(&clients.tencent).await?;
    let call = answer.room_list.into_iter().next().ok_or("Tencent lists no call")?;
    let request = DescribeUserInfo::builder().sdk_app_id(APP).comm_id(&*call.comm_id);
    let page = request.start_time(call.create_time).end_time(now).send(&clients.tencent).await?;
    let mut table = Table::new(["user", "joined", "left", "address", "device"]);
    for user in &page.user_list {
        let left = if user.finished { clock(user.leave_ts) } else { "still in".to_owned() };
        table.row([user.user_id.clone(), clock(user.join_ts), left, user.client_ip.clone(), user.device_type.clone()]);
    }
    table.print();
    expect(page.user_list.len() == 4, "four users, one of whom has left")?;
    Ok(call)
}

pub(crate) async fn one_is_removed(clients: &Clients) -> Outcome {
    title("mallory was not invited: remove the user, and make sure", "ZEGO KickoutUser, DescribeUsers");
    KickoutUser::builder().room_id(ROOM).user_ids(["mallory"]).send(&clients.zego).await?;
    let users = ["ann", "ben", "mallory"];
    let answer = DescribeUsers::builder().room_id(ROOM).user_ids(users).send(&clients.zego).await?;
    let mut table = Table::new(["user", "status", "since"]);
    for user in &answer.user_status_list {
        let since = user.login_time.map_or_else(|| "-".to_owned(), clock);
        table.row([user.user_id.clone(), format!("{:?}", user.status), since]);
    }
    table.print();
    let of = |user: &str| answer.user_status_list.iter().find(|row| row.user_id == user).map(|row| &row.status);
    expect(
        of("mallory") == Some(&Presence::Absent) && of("ann") == Some(&Presence::Present),
        "that mallory has left and ann has not",
    )
}

pub(crate) async fn the_room_is_closed(clients: &Clients) -> Outcome {
    title(
        "Five minutes later the room is closed: ZEGO refuses a question about it",
        "Tencent DismissRoomByStrRoomId · ZEGO DescribeUsers",
    );
    DismissRoomByStrRoomId::builder().sdk_app_id(APP).room_id(ROOM).send(&clients.tencent).await?;
    let asked = DescribeUsers::builder().room_id(ROOM).user_ids(["ann"]).send(&clients.zego).await;
    let Err(error) = asked else { return Err("the room exists after it was closed".into()) };
    let code = error.code().ok_or("the error has no vendor code")?;
    let mut table = Table::plain();
    table.row(["code".into(), code.code().into_owned()]);
    table.row(["meaning".into(), code.meaning().unwrap_or("-").to_owned()]);
    table.row(["advice".into(), error.advice().unwrap_or("-").to_owned()]);
    table.print();
    expect(code.is_room_not_found(), "the code for a room that does not exist")
}

pub(crate) async fn what_it_cost(clients: &Clients, now: OffsetDateTime) -> Outcome {
    title(
        "What did it cost? The minutes of the users are those of the bill",
        "Volcengine ListUserInfo, ListUsages · Tencent DescribeTrtcUsage",
    );
    let request = ListUserInfo::builder().app_id(World::APP).room_id(ROOM);
    let users = request.start_time(now - Duration::hours(2)).end_time(now).send(&clients.volcengine).await?.user_list;
    let mut table = Table::new(["user", "joined", "left", "minutes"]);
    for user in &users {
        let left = user.leave_at.map_or_else(|| "still in".to_owned(), clock);
        let minutes = user.duration.map_or_else(|| "-".to_owned(), |seconds| (seconds / 60).to_string());
        table.row([user.user_id.clone(), clock(user.created_at), left, minutes]);
    }
    table.print();
    let spent: i64 = users.iter().filter_map(|user| user.duration).sum();

    let today = now.to_offset(CHINA).replace_time(Time::MIDNIGHT);
    let request = ListUsages::builder().app_id(World::APP).start_time(today).end_time(now);
    let usages = request.send(&clients.volcengine).await?.usages;
    let sum =
        |class: fn(&volcengine_rtc_list_usages::Usage) -> Option<i64>| usages.iter().filter_map(class).sum::<i64>();
    let (audio, video) = (sum(|usage| usage.audio), sum(|usage| usage.video_720p));
    let request = DescribeTrtcUsage::builder().sdk_app_id(APP).start_time(today.date()).end_time(today.date());
    let usage = request.send(&clients.tencent).await?;
    let column = |at: usize| usage.usage_list.iter().filter_map(|row| row.usage_value.get(at)).sum::<f64>();
    let mut table = Table::new(["bill", "audio", "video", "all"]);
    table.row(["Volcengine".into(), audio.to_string(), video.to_string(), (audio + video).to_string()]);
    let minutes = |minutes: f64| format!("{minutes:.0}");
    table.row(["Tencent".into(), minutes(column(0)), minutes(column(1)), minutes(column(0) + column(1))]);
    table.print();
    let all = format!("{}", spent / 60);
    expect(
        users.len() == 4 && users.iter().all(|user| user.finished) && all == "74",
        "four users with 74 minutes, all of whom have left",
    )?;
    expect((audio + video).to_string() == all && minutes(column(0) + column(1)) == all, "a bill of the same minutes")
}
