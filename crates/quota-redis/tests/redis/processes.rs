//! Several processes at once.

use crate::{key, ms, rate_limit, server::Server};
use rtc_core::{Quotas, quota::QuotaBucket};
use std::{
    env, fs,
    path::Path,
    process::{Child, Command, Stdio},
    time::{Duration, SystemTime, UNIX_EPOCH},
};
use tokio::{task::JoinSet, time::Instant};

const CALLS: u32 = 100;
const PER: Duration = Duration::from_secs(2);
/// How long the processes ask.
const LASTS: Duration = Duration::from_secs(6);
const PROCESSES: usize = 4;

/// A process of its own: the test binary again, told to run [`worker`] only.
fn process(url: &str, into: &Path) -> Child {
    Command::new(env::current_exe().unwrap())
        .args(["--exact", "processes::worker", "--ignored"])
        .env("RTC_QUOTA_REDIS_URL", url)
        .env("RTC_QUOTA_REDIS_INTO", into)
        .stdout(Stdio::null())
        .spawn()
        .unwrap()
}

#[tokio::test]
#[ignore = "other tests run it as a process of its own"]
async fn worker() {
    let url = env::var("RTC_QUOTA_REDIS_URL").expect("another test sets it");
    let into = env::var_os("RTC_QUOTA_REDIS_INTO").expect("another test sets it");
    let quotas = Quotas::with_store(rtc_quota_redis::connect(&url).unwrap().timeout(Duration::from_secs(5)));
    let bucket = QuotaBucket::new(key("Ask"), rate_limit(CALLS, PER));
    let latest = Instant::now() + LASTS;
    let mut callers = JoinSet::new();
    for _ in 0..5 {
        let (quotas, bucket) = (quotas.clone(), bucket.clone());
        callers.spawn(async move {
            let mut times = String::new();
            while quotas.acquire(&bucket, latest).await.is_ok() {
                let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap();
                times.push_str(&format!("{}\n", now.as_micros()));
            }
            times
        });
    }
    fs::write(into, callers.join_all().await.concat()).unwrap();
}

#[test]
fn processes_keep_one_quota_and_use_it() {
    let Some(server) = Server::start() else { return };
    let folder = tempfile::tempdir().unwrap();
    let files: Vec<_> = (0..PROCESSES).map(|number| folder.path().join(number.to_string())).collect();
    let processes: Vec<_> = files.iter().map(|file| process(&server.url(), file)).collect();
    for mut process in processes {
        assert!(process.wait().unwrap().success());
    }
    let each: Vec<Vec<u128>> = files
        .iter()
        .map(|file| fs::read_to_string(file).unwrap().lines().map(|line| line.parse().unwrap()).collect())
        .collect();
    let mut times = each.concat();
    times.sort_unstable();
    let calls = usize::try_from(CALLS).unwrap();
    let most = (0..times.len()).map(|at| times[at..].partition_point(|time| time - times[at] < PER.as_micros()));
    let most = most.max().unwrap();
    assert!(most <= calls, "{most} of {calls} in {PER:?}");
    let took = Duration::from_micros(u64::try_from(times[times.len() - 1] - times[0]).unwrap());
    let after_the_first = f64::from(u32::try_from(times.len() - 1).unwrap());
    let share = after_the_first / (took.as_secs_f64() / PER.as_secs_f64() * f64::from(CALLS));
    println!(
        "{} calls of {PROCESSES} processes in {took:?}: {:.1} % used, {most} in {PER:?}",
        times.len(),
        share * 100.0
    );
    assert!(took + ms(1500) > LASTS && share >= 0.95, "{share:.3} in {took:?}");
    // Nobody starves.
    assert!(each.iter().all(|times| times.len() > calls / 2), "{:?}", each.iter().map(Vec::len).collect::<Vec<_>>());
}
