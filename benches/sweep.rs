//! Sweeps of many days against the sandbox: how much of the documented rate is used at any latency, how the vendor's
//! own SDK performs in a plain loop, and time and memory over 10 and 100 times as many rows.
#![forbid(unsafe_code)]

use rtc_benches::{process, sdk};
use rtc_sandbox::{Chances, Fault, Quotas, Sandbox, World};
use rtc_volcengine::{Client, Credentials};
use std::{
    env,
    error::Error,
    process::Command,
    time::{Duration, Instant},
};
use time::{Duration as Days, OffsetDateTime};
use tokio::runtime::Builder;
use volcengine_rtc_list_user_info::ListUserInfo;

/// The argument that makes this program a sweeping worker.
const SWEEP: &str = "--sweep-alone";
/// Calls per second that the action's page allows.
const DOCUMENTED: f64 = 10.0;

type Outcome<T> = Result<T, Box<dyn Error>>;

fn main() -> Outcome<()> {
    let arguments: Vec<_> = env::args().skip_while(|argument| argument != SWEEP).skip(1).collect();
    if let [endpoint, id, secret, start, end, ..] = &arguments[..] {
        return sweep_alone(endpoint, id, secret, (start.parse()?, end.parse()?));
    }
    let measuring = env::args().any(|argument| argument == "--bench");
    let runtime = Builder::new_multi_thread().worker_threads(2).enable_all().build()?;
    let (days, rows, latencies) = if measuring { (14, 30_000, &[50, 100, 200][..]) } else { (1, 50, &[5][..]) };
    for &latency in latencies {
        runtime.block_on(rate(days, rows, Duration::from_millis(latency)))?;
    }
    let longest = if measuring { 1_000_000 } else { 100 };
    runtime.block_on(async {
        for part in [100_u16, 10, 1] {
            growth(longest / usize::from(part), Days::days(14) / part).await?;
        }
        Ok(())
    })
}

/// A span within the look-back limit that has passed the lag.
fn span(length: Days) -> (OffsetDateTime, OffsetDateTime) {
    let now = OffsetDateTime::now_utc().replace_nanosecond(0).unwrap_or(OffsetDateTime::UNIX_EPOCH);
    (now - length + Days::minutes(10), now - Days::minutes(10))
}

async fn rate(days: i64, rows: usize, latency: Duration) -> Outcome<()> {
    let (start, end) = span(Days::days(days));
    let sandbox = Sandbox::builder()
        .world(World::busy(1, start..end, rows))
        .chances(Chances::new(1).always(Fault::latency(latency)))
        .start()
        .await?;
    let service = sandbox.volcengine();
    let client = Client::builder()
        .credentials(Credentials::new(service.credentials().id(), service.credentials().secret()))
        .endpoint(service.endpoint())
        .build()?;
    let begun = Instant::now();
    let found = sweep(&client, (start, end)).await?;
    let took = begun.elapsed();
    let ours = sandbox.volcengine().tally("ListUserInfo").unwrap_or_default();
    #[allow(clippy::cast_precision_loss, reason = "a count of calls")]
    let used = (ours.arrived - 1) as f64 / DOCUMENTED / took.saturating_sub(latency).as_secs_f64();
    println!(
        "{latency:?} latency: {found} rows in {} calls and {:.1} s, {:.1} % of the documented rate, {} throttled",
        ours.arrived,
        took.as_secs_f64(),
        used * 100.0,
        ours.throttled,
    );
    let (endpoint, id, secret) = (service.endpoint(), service.credentials().id(), service.credentials().secret());
    match sdk::loop_of_calls(endpoint, World::APP, (id, secret), (start, end)) {
        Ok(theirs) => println!(
            "  the vendor's Python SDK in a loop: {} rows in {} calls and {:.1} s, {} throttled; {:.2} times our time",
            theirs.rows,
            theirs.calls,
            theirs.seconds,
            theirs.throttled,
            theirs.seconds / took.as_secs_f64(),
        ),
        Err(reason) => println!("  the vendor's Python SDK was not run: {reason}"),
    }
    sandbox.stop().await;
    Ok(())
}

/// Sweeps in a separate process, so that the peak memory is that of one sweep.
async fn growth(rows: usize, length: Days) -> Outcome<()> {
    let (start, end) = span(length);
    let world = World::one_call(1, start..end, rows);
    let sandbox = Sandbox::builder().world(world).quotas(Quotas::Off).log_capacity(10).start().await?;
    let service = sandbox.volcengine();
    let mut alone = Command::new(env::current_exe()?);
    alone.arg(SWEEP).args([service.endpoint(), service.credentials().id(), service.credentials().secret()]);
    alone.args([start, end].map(|time| time.unix_timestamp().to_string()));
    let status = tokio::task::spawn_blocking(move || alone.status()).await??;
    if !status.success() {
        return Err("the program that sweeps failed".into());
    }
    sandbox.stop().await;
    Ok(())
}

fn sweep_alone(endpoint: &str, id: &str, secret: &str, (start, end): (i64, i64)) -> Outcome<()> {
    let span = (OffsetDateTime::from_unix_timestamp(start)?, OffsetDateTime::from_unix_timestamp(end)?);
    let client = Client::builder()
        .credentials(Credentials::new(id, secret))
        .endpoint(endpoint)
        .quotas(rtc_core::Quotas::off())
        .build()?;
    let begun = Instant::now();
    let rows = Builder::new_current_thread().enable_all().build()?.block_on(sweep(&client, span))?;
    let took = begun.elapsed();
    #[allow(clippy::cast_precision_loss, reason = "a count of rows")]
    let each = took.as_secs_f64() * 1e6 / rows as f64;
    println!(
        "{rows} rows: {:.2} s, {each:.1} µs of time and {:.1} µs of CPU time per row, {:.2} MB at peak",
        took.as_secs_f64(),
        process::cpu_time().as_secs_f64() * 1e6 / f64::from(u32::try_from(rows)?),
        process::most_memory(),
    );
    Ok(())
}

async fn sweep(client: &Client, (start, end): (OffsetDateTime, OffsetDateTime)) -> Outcome<usize> {
    let asked = ListUserInfo::builder().app_id(World::APP).start_time(start).end_time(end);
    let mut rows = asked.exclude_server_user(false).sweep(client);
    let mut found = 0;
    while rows.try_next().await?.is_some() {
        found += 1;
    }
    Ok(found)
}
