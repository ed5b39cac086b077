//! Calls the four actions over a real socket, like an application. The sandbox emulates the vendors, so no account is
//! needed; it verifies signatures too. Exit codes: 0 all answers are as expected, 1 one is not.
#![forbid(unsafe_code)]

mod clients;
mod table;

use clients::Clients;
use rtc_core::{ErrorCode, LimitPolicy};
use rtc_sandbox::{CallSession, Sandbox, World};
use std::{error::Error, process::ExitCode};
use table::Table;
use tencent_trtc_describe_user_info::DescribeUserInfo;
use time::{Duration, OffsetDateTime, UtcOffset};
use volcengine_rtc_get_room_online_users::GetRoomOnlineUsers;
use volcengine_rtc_list_user_info::ListUserInfo;
use zego_rtc_describe_users::{DescribeUsers, Presence};

type Outcome = Result<(), Box<dyn Error>>;

fn main() -> ExitCode {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    match runtime.map_err(Into::into).and_then(|runtime| runtime.block_on(run())) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("the demo failed: {error}");
            ExitCode::FAILURE
        }
    }
}

async fn run() -> Outcome {
    let now = OffsetDateTime::now_utc();
    let sandbox = Sandbox::builder().world(World::seeded(1, now)).start().await?;
    let clients = Clients::of(&sandbox)?;
    // The room with the most users right now.
    let calls = sandbox.world().calls();
    let busiest = calls.iter().filter(|call| call.ended.is_none()).max_by_key(|call| call.users.len());
    let call = busiest.ok_or("all rooms are empty")?;
    println!(
        "The sandbox emulates Volcengine, Tencent and ZEGO on this machine, with {} generated call sessions. Times are UTC.",
        calls.len()
    );

    list_user_info(&clients, call, now).await?;
    get_room_online_users(&clients, call).await?;
    describe_user_info(&clients, call, now).await?;
    describe_users(&clients, call).await?;
    refusal(&clients, call, now).await?;
    broken_limits(&clients, now).await?;
    println!("\nAll answers are as expected: four actions, one refusal, one call stopped by its limits.");
    sandbox.stop().await;
    Ok(())
}

fn title(what: &str, action: &str) {
    println!("\n■ {what}\n  {action}");
}

async fn list_user_info(clients: &Clients, call: &CallSession, now: OffsetDateTime) -> Outcome {
    title("Users of one room during the last two hours", "Volcengine ListUserInfo");
    let page = ListUserInfo::builder()
        .app_id(&call.app)
        .room_id(&call.room)
        .start_time(now - Duration::hours(2))
        .end_time(now)
        .exclude_server_user(false)
        .send(&clients.volcengine)
        .await?;
    let mut table = Table::new(["room", "user", "joined", "left", "os", "network", "device"]);
    for user in &page.user_list {
        let left = user.leave_at.map_or_else(|| "still in".to_owned(), clock);
        let device = user.device_type.clone().unwrap_or_default();
        let (os, access) = (user.os.to_string(), user.access.to_string());
        table.row([user.room_id.clone(), user.user_id.clone(), clock(user.created_at), left, os, access, device]);
    }
    table.print();
    expect(
        !page.user_list.is_empty() && page.user_list.iter().all(|user| user.room_id == call.room),
        "rows of the room",
    )
}

async fn get_room_online_users(clients: &Clients, call: &CallSession) -> Outcome {
    title("Users in the room now", "Volcengine GetRoomOnlineUsers");
    let room = GetRoomOnlineUsers::builder().app_id(&call.app).room_id(&call.room).send(&clients.volcengine).await?;
    let mut table = Table::new(["room", "visible", "invisible"]);
    table.row([call.room.clone(), names(&room.visible_user_list), names(&room.invisible_user_list)]);
    table.print();
    expect(room.room_exists && !room.visible_user_list.is_empty(), "at least one user in the room")
}

async fn describe_user_info(clients: &Clients, call: &CallSession, now: OffsetDateTime) -> Outcome {
    title("Sessions of the call, with IP addresses", "Tencent DescribeUserInfo");
    let page = DescribeUserInfo::builder()
        .comm_id(&call.comm_id)
        .sdk_app_id(call.app.parse::<u64>()?)
        .start_time(call.began)
        .end_time(now)
        .page_number(0)
        .page_size(100)
        .send(&clients.tencent)
        .await?;
    let mut table = Table::new(["room", "user", "joined", "left", "address"]);
    for user in &page.user_list {
        let left = if user.finished { clock(user.leave_ts) } else { "still in".to_owned() };
        table.row([user.room_str.clone(), user.user_id.clone(), clock(user.join_ts), left, user.client_ip.clone()]);
    }
    table.print();
    expect(page.user_list.len() >= call.users.len(), "a row for every user")
}

async fn describe_users(clients: &Clients, call: &CallSession) -> Outcome {
    title("Whether some users are in the room", "ZEGO DescribeUsers");
    let asked = call.users.iter().take(9).map(String::as_str).chain(["nobody"]);
    let answer = DescribeUsers::builder().room_id(&call.room).user_ids(asked).send(&clients.zego).await?;
    let mut table = Table::new(["user", "status", "since", "role"]);
    for user in &answer.user_status_list {
        let present = user.status == Presence::Present;
        let since = user.login_time.filter(|_| present).map_or_else(|| "-".to_owned(), clock);
        let role =
            user.user_role.as_ref().filter(|_| present).map_or_else(|| "-".to_owned(), |role| format!("{role:?}"));
        table.row([user.user_id.clone(), format!("{:?}", user.status), since, role]);
    }
    table.print();
    let of = |wanted: &Presence| answer.user_status_list.iter().filter(|user| user.status == *wanted).count();
    expect(of(&Presence::Present) > 0 && of(&Presence::Absent) > 0, "a present and an absent user")
}

async fn refusal(clients: &Clients, call: &CallSession, now: OffsetDateTime) -> Outcome {
    title(
        "A refused call: the window is five hours, Tencent allows four. (`LimitPolicy::Ignore` sends it anyway.)",
        "Tencent DescribeUserInfo",
    );
    let unchecked = clients.tencent.with_limits(LimitPolicy::Ignore);
    let refused = DescribeUserInfo::builder()
        .comm_id(&call.comm_id)
        .sdk_app_id(call.app.parse::<u64>()?)
        .start_time(now - Duration::hours(5))
        .end_time(now)
        .send(&unchecked)
        .await;
    let Err(error) = refused else { return Err("the sandbox accepted five hours".into()) };
    let code = error.code().ok_or("the error has no vendor code")?;
    let mut table = Table::plain();
    table.row(["code".into(), code.code().into_owned()]);
    table.row(["meaning".into(), code.meaning().unwrap_or("-").to_owned()]);
    table.row(["advice".into(), error.advice().unwrap_or("-").to_owned()]);
    table.row(["retry".into(), format!("{:?}", error.retry())]);
    table.row(["request id".into(), error.request_id().unwrap_or("-").to_owned()]);
    table.print();
    expect(code.code() == "InvalidParameter.QueryScaleOversize", "the code for a span that is too long")
}

async fn broken_limits(clients: &Clients, now: OffsetDateTime) -> Outcome {
    title(
        "A call that breaks five documented limits: the client sends nothing and reports all five",
        "Volcengine ListUserInfo",
    );
    let stopped = ListUserInfo::builder()
        .app_id(World::APP)
        .room_id("no blanks please")
        .user_ids((0..11).map(|number| format!("user{number}")))
        .page_size(101)
        .start_time(now - Duration::days(15))
        .end_time(now)
        .send(&clients.volcengine)
        .await;
    let Err(volcengine_rtc_list_user_info::Error::Limits(broken)) = stopped else {
        return Err("limits were broken and the call was sent".into());
    };
    let mut table = Table::new(["parameter", "rule", "found"]);
    for violation in &broken.violations {
        table.row([
            violation.parameter().to_owned(),
            violation.rule().to_owned(),
            violation.found().unwrap_or("-").to_owned(),
        ]);
    }
    table.print();
    expect(broken.violations.len() == 5, "five broken limits")
}

fn expect(right: bool, what: &str) -> Outcome {
    if right { Ok(()) } else { Err(format!("expected {what}").into()) }
}

fn names(users: &[String]) -> String {
    if users.is_empty() { "-".to_owned() } else { users.join(", ") }
}

/// Hour, minute and second in UTC.
fn clock(at: OffsetDateTime) -> String {
    let (hour, minute, second) = at.to_offset(UtcOffset::UTC).to_hms();
    format!("{hour:02}:{minute:02}:{second:02}")
}
