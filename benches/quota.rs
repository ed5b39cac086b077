//! The cost of a quota for a call that does not have to wait: counted in this process, and by Redis.
#![forbid(unsafe_code)]

use rtc_benches::{
    ACCESS_KEY,
    compare::{Effort, compare},
    redis_server,
};
use rtc_core::{
    Quota, QuotaScope, Quotas,
    quota::{QuotaBucket, QuotaKey, RateLimit},
};
use std::{error::Error, hint::black_box, time::Duration};
use tokio::{
    runtime::{Builder, Runtime},
    time::Instant,
};

fn main() -> Result<(), Box<dyn Error>> {
    let runtime = Builder::new_current_thread().enable_all().build()?;
    local(&runtime);
    match redis_server::start() {
        Ok(server) => redis(&runtime, &server.url())?,
        Err(error) => println!("Redis skipped: redis-server cannot be started ({error})"),
    }
    Ok(())
}

/// A quota that is never exceeded.
fn bucket() -> QuotaBucket {
    let quota = Quota { calls: 10_000_000, per: Duration::from_secs(1), scope: QuotaScope::Account };
    let mut key = QuotaKey::new("Volcengine", "ListUserInfo", "2023-11-01");
    key.value(ACCESS_KEY);
    QuotaBucket::new(key, RateLimit::from_quota(quota, 1_000_000))
}

async fn turns(quotas: &Quotas, bucket: &QuotaBucket, times: u32) {
    let latest = Instant::now() + Duration::from_secs(3600);
    for _ in 0..times {
        black_box(quotas.acquire(bucket, latest).await).expect("the quota is never exceeded");
    }
}

fn local(runtime: &Runtime) {
    let (quotas, off, bucket) = (Quotas::new(), Quotas::off(), bucket());
    let effort = Effort { rounds: 15, turns: 60, batch: 20_000 }.for_this_run();
    let comparison = compare(
        "a permit counted in this process, compared with no quota; goal: under 1 µs",
        f64::INFINITY,
        effort,
        |times| runtime.block_on(turns(&quotas, &bucket, times)),
        |times| runtime.block_on(turns(&off, &bucket, times)),
    );
    println!("{comparison}");
}

fn redis(runtime: &Runtime, url: &str) -> Result<(), Box<dyn Error>> {
    let store = rtc_quota_redis::connect(url)?.timeout(Duration::from_secs(5));
    let (quotas, bucket) = (Quotas::with_store(store), bucket());
    let connect = async { redis::Client::open(url)?.get_multiplexed_async_connection().await };
    let connection = runtime.block_on(connect)?;
    let effort = Effort { rounds: 15, turns: 60, batch: 50 }.for_this_run();
    let comparison = compare(
        "a permit counted by Redis, compared with one PING",
        f64::INFINITY,
        effort,
        |times| runtime.block_on(turns(&quotas, &bucket, times)),
        |times| {
            runtime.block_on(async {
                let mut connection = connection.clone();
                for _ in 0..times {
                    let pong: String = redis::cmd("PING").query_async(&mut connection).await.expect("Redis answers");
                    black_box(pong);
                }
            });
        },
    );
    println!("{comparison}");
    Ok(())
}
