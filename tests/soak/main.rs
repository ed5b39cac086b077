//! An hour of trouble in a minute: faults of every kind happen to a fifth of all calls, and every row comes exactly once.
//! Afterwards no task, no connection and no memory is left.
#![allow(clippy::unwrap_used, clippy::panic, reason = "helpers of tests may fail a test")]

mod vendors;

use cap::Cap;
use rtc_sandbox::{Chances, Sandbox, World};
use std::{alloc::System, future::poll_fn, task::Poll, time::Duration};
use time::OffsetDateTime;
use tokio::runtime::{Builder, Runtime};
use vendors::{Tencent, Volcengine, Zego};

/// How often all is asked for.
const ROUNDS: usize = 3;
/// How many of a round's calls something happens to.
const FAULTS: f64 = 0.2;
/// What may be alive after the last round and was not after the second, in bytes: a round has some 500 calls, so half a
/// kilobyte that each leaves behind is seen, and tables that have grown are not.
const SLACK: usize = 256 * 1024;

#[global_allocator]
static ALLOCATOR: Cap<System> = Cap::new(System, usize::MAX);

/// What a round found out.
#[derive(Debug, Default)]
struct Tally {
    rows: usize,
    calls: usize,
    errors: usize,
}

#[test]
fn every_row_once_and_nothing_left_behind() {
    let now = OffsetDateTime::now_utc().replace_nanosecond(0).unwrap();
    let serving = Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap();
    let volcengine = Volcengine::start(&serving, now);
    let tencent = Tencent::start(&serving, now);
    let zego = Zego::start(&serving, now);
    let mut alive = Vec::new();
    for round in 0..ROUNDS {
        let calling = Builder::new_current_thread().enable_all().build().unwrap();
        let (one, two, three) = calling.block_on(async { tokio::join!(volcengine.ask(), tencent.ask(), zego.ask()) });
        // Connections are tasks of this runtime; the clients are gone, so these must end by themselves.
        ends(&calling);
        drop(calling);
        for sandbox in [&volcengine.sandbox, &tencent.sandbox, &zego.sandbox] {
            assert!(sandbox.log().repeated_nonces().is_empty());
            sandbox.clear_log();
        }
        println!("round {round}: Volcengine {one:?}, Tencent {two:?}, ZEGO {three:?}");
        alive.push(ALLOCATOR.allocated());
    }
    println!("alive after each round, in bytes: {alive:?}");
    assert!(alive[ROUNDS - 1] <= alive[1] + SLACK, "memory grows: {alive:?}");
}

/// Waits for all tasks of a runtime to end. A test that hangs here has found one that does not.
fn ends(runtime: &Runtime) {
    let metrics = runtime.metrics();
    runtime.block_on(poll_fn(|context| {
        if metrics.num_alive_tasks() == 0 {
            return Poll::Ready(());
        }
        context.waker().wake_by_ref();
        Poll::Pending
    }));
}

fn sandbox(serving: &Runtime, seed: u64, world: World) -> Sandbox {
    let builder = vendors::quotas(Sandbox::builder());
    let builder = builder.world(world).chances(Chances::mixed(seed, FAULTS)).log_capacity(1_000);
    serving.block_on(builder.start()).unwrap()
}

/// What the whole of a span of these tests is: as far back as one may ask while the test runs.
fn span(now: OffsetDateTime) -> (OffsetDateTime, OffsetDateTime) {
    (now - Duration::from_secs(13 * 86_400), now - Duration::from_secs(600))
}
