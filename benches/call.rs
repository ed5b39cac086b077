//! Calls over a local socket, one after another on one connection: the generated clients, and a hand-written client.
//!
//! Client and server share one core.
#![forbid(unsafe_code)]

use rtc_benches::{
    ACCESS_KEY, APP, SECRET_KEY, by_hand,
    compare::{Effort, compare},
    pin, server,
};
use rtc_volcengine::{Client, Credentials, Quotas};
use std::{error::Error, hint::black_box};
use time::{Duration, OffsetDateTime};
use tokio::runtime::{Builder, Runtime};
use volcengine_rtc_get_room_online_users::GetRoomOnlineUsers;
use volcengine_rtc_list_user_info::ListUserInfo;

const ROOM: &str = "Room1";

fn main() -> Result<(), Box<dyn Error>> {
    match pin::to_one_core() {
        Some(core) => println!("client and server on core {core}"),
        None => println!("client and server are not pinned, so the figures include the system's scheduling"),
    }
    let address = server::start()?;
    let ours = Client::builder()
        .credentials(Credentials::new(ACCESS_KEY, SECRET_KEY))
        .endpoint(format!("http://{address}"))
        .quotas(Quotas::off())
        .build()?;
    let by_hand = by_hand::Client::new(address, ACCESS_KEY, SECRET_KEY);
    let runtime = Builder::new_current_thread().enable_all().build()?;
    room(&runtime, &ours, &by_hand);
    page(&runtime, &ours, &by_hand);
    Ok(())
}

fn room(runtime: &Runtime, ours: &Client, by_hand: &by_hand::Client) {
    let effort = Effort { rounds: 15, turns: 60, batch: 20 }.for_this_run();
    let comparison = compare(
        "one call, 0.4 KB",
        1.05,
        effort,
        |times| {
            runtime.block_on(async {
                for _ in 0..times {
                    let answer = GetRoomOnlineUsers::builder().app_id(APP).room_id(ROOM).send(ours).await;
                    assert_eq!(black_box(answer).expect("the server answers").visible_user_list.len(), 6);
                }
            });
        },
        |times| {
            runtime.block_on(async {
                for _ in 0..times {
                    let answer = by_hand.room(APP, ROOM).await;
                    assert_eq!(black_box(answer).expect("the server answers").visible_user_list.len(), 6);
                }
            });
        },
    );
    println!("{comparison}");
}

fn page(runtime: &Runtime, ours: &Client, by_hand: &by_hand::Client) {
    let effort = Effort { rounds: 15, turns: 60, batch: 5 }.for_this_run();
    let span = || {
        let end = OffsetDateTime::now_utc();
        (end - Duration::hours(2), end)
    };
    let comparison = compare(
        "one page, 61 KB",
        1.03,
        effort,
        |times| {
            runtime.block_on(async {
                for _ in 0..times {
                    let (start, end) = span();
                    let asked = ListUserInfo::builder().app_id(APP).start_time(start).end_time(end);
                    let asked = asked.page_num(1_u32).page_size(100_u32).exclude_server_user(false);
                    let answer = asked.send(ours).await;
                    assert_eq!(black_box(answer).expect("the server answers").user_list.len(), 100);
                }
            });
        },
        |times| {
            runtime.block_on(async {
                for _ in 0..times {
                    let (start, end) = span();
                    let answer = by_hand.page(APP, start, end).await;
                    assert_eq!(black_box(answer).expect("the server answers").user_list.len(), 100);
                }
            });
        },
    );
    println!("{comparison}");
}
