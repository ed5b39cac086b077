//! Thousands of concurrent calls on one client without quotas, compared with a hand-written client; and the memory of a
//! call that waits for its answer, or for its permit.
#![forbid(unsafe_code)]

use rtc_benches::{
    ACCESS_KEY, APP, SECRET_KEY, by_hand,
    compare::{Effort, compare},
    crowd::{self, Crowd},
    process,
};
use rtc_core::Quotas;
use rtc_volcengine::{Client, Credentials};
use std::{cell::Cell, error::Error, hint::black_box, rc::Rc, sync::Arc};
use tokio::{
    runtime::{Builder, Runtime},
    task::{JoinSet, LocalSet},
};
use volcengine_rtc_get_room_online_users::GetRoomOnlineUsers;

fn main() -> Result<(), Box<dyn Error>> {
    crowd::serve_if_asked()?;
    let measuring = std::env::args().any(|argument| argument == "--bench");
    // Each side keeps one connection per call, and a process can often open 20,000 files.
    let calls = if measuring { 9_500 } else { 50 };
    let crowd = Crowd::gather(calls)?;
    let client = |quotas| {
        Client::builder()
            .credentials(Credentials::new(ACCESS_KEY, SECRET_KEY))
            .endpoint(format!("http://{}", crowd.address))
            .timeout(std::time::Duration::from_secs(3600))
            .attempt_timeout(std::time::Duration::from_secs(600))
            .quotas(quotas)
            .build()
    };
    let runtime = Builder::new_current_thread().enable_all().build()?;
    let ours = client(Quotas::off())?;
    let by_hand = Arc::new(by_hand::Client::new(crowd.address, ACCESS_KEY, SECRET_KEY));

    waiting_for_turns(&runtime, &client(Quotas::new())?, calls);
    waiting_for_answers(&runtime, &ours, calls);
    let effort = Effort { rounds: 7, turns: 4, batch: 1 }.for_this_run();
    let comparison = compare(
        "calls at once",
        1.11,
        effort,
        |times| (0..times).for_each(|_| runtime.block_on(ask(&ours, "Room1", calls))),
        |times| (0..times).for_each(|_| runtime.block_on(ask_by_hand(&by_hand, "Room1", calls))),
    );
    println!("{calls} {comparison}");
    Ok(())
}

async fn ask(client: &Client, room: &'static str, calls: usize) {
    let mut asked = JoinSet::new();
    for _ in 0..calls {
        let client = client.clone();
        asked.spawn(
            async move { GetRoomOnlineUsers::builder().app_id(APP).room_id(room).send(&client).await.map(drop) },
        );
    }
    while let Some(answer) = asked.join_next().await {
        black_box(answer).expect("nothing panics").expect("the server answers");
    }
}

async fn ask_by_hand(client: &Arc<by_hand::Client>, room: &'static str, calls: usize) {
    let mut asked = JoinSet::new();
    for _ in 0..calls {
        let client = Arc::clone(client);
        asked.spawn(async move { client.room(APP, room).await.map(drop) });
    }
    while let Some(answer) = asked.join_next().await {
        black_box(answer).expect("nothing panics").expect("the server answers");
    }
}

/// The server answers when all calls have arrived, so the peak memory is that of all of them waiting.
fn waiting_for_answers(runtime: &Runtime, client: &Client, calls: usize) {
    let before = process::most_memory();
    runtime.block_on(ask(client, crowd::TOGETHER, calls));
    report("its answer, on a separate connection", before, calls);
}

/// Each call is polled once, which queues it; all are dropped when all wait.
fn waiting_for_turns(runtime: &Runtime, client: &Client, calls: usize) {
    let before = process::most_memory();
    runtime.block_on(LocalSet::new().run_until(async {
        let mut waiting = JoinSet::new();
        let begun = Rc::new(Cell::new(0));
        for _ in 0..calls {
            let (client, begun) = (client.clone(), Rc::clone(&begun));
            waiting.spawn_local(async move {
                begun.set(begun.get() + 1);
                GetRoomOnlineUsers::builder().app_id(APP).room_id("Room1").send(&client).await.map(drop)
            });
        }
        // The runtime polls a part of the tasks at a time.
        while begun.get() < calls {
            tokio::task::yield_now().await;
        }
        waiting.shutdown().await;
    }));
    report("its permit", before, calls);
}

#[allow(clippy::cast_precision_loss, reason = "a count of calls")]
fn report(what: &str, before: f64, calls: usize) {
    let each = (process::most_memory() - before) * 1e6 / calls as f64 / 1024.0;
    println!("{calls} calls, each waiting for {what}: {each:.1} KiB per call, including the task");
}
