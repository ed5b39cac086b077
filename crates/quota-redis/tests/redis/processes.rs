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

/// A call each 203 ms, which may leave 20 ms after its slot: a busy machine wakes processes later than they asked for, and
/// what comes later than that moves the slots.
const CALLS: u32 = 20;
const PER: Duration = Duration::from_secs(4);
/// How long the processes ask.
const LASTS: Duration = Duration::from_secs(8);
const PROCESSES: usize = 4;

/// What a process asks for.
#[derive(Clone, Copy)]
pub(crate) struct Asking {
    pub(crate) calls: u32,
    pub(crate) per: Duration,
    /// How long it asks.
    pub(crate) lasts: Duration,
    /// How long it waits for Redis.
    pub(crate) timeout: Duration,
}

/// A process of its own: the test binary again, which runs [`worker`] only. It writes the time of each call to a file.
pub(crate) fn process(url: &str, into: &Path, asking: Asking) -> Child {
    let Asking { calls, per, lasts, timeout } = asking;
    let spans = [per, lasts, timeout].map(|span| span.as_millis().to_string());
    Command::new(env::current_exe().unwrap())
        .args(["--exact", "processes::worker", "--ignored"])
        .env("RTC_QUOTA_REDIS_URL", url)
        .env("RTC_QUOTA_REDIS_INTO", into)
        .env("RTC_QUOTA_REDIS_ASKING", format!("{calls} {}", spans.join(" ")))
        .stdout(Stdio::null())
        .spawn()
        .unwrap()
}

impl Asking {
    fn of_environment() -> Self {
        let text = env::var("RTC_QUOTA_REDIS_ASKING").expect("another test sets it");
        let numbers: Vec<u64> = text.split(' ').map(|number| number.parse().unwrap()).collect();
        let [calls, per, lasts, timeout] = numbers[..] else { panic!("{text}") };
        Self { calls: u32::try_from(calls).unwrap(), per: ms(per), lasts: ms(lasts), timeout: ms(timeout) }
    }
}

/// The times that a process wrote, in microseconds.
pub(crate) fn read_times(file: &Path) -> Vec<u128> {
    fs::read_to_string(file).unwrap().lines().map(|line| line.parse().unwrap()).collect()
}

#[tokio::test]
#[ignore = "other tests run it as a process of its own"]
async fn worker() {
    let url = env::var("RTC_QUOTA_REDIS_URL").expect("another test sets it");
    let into = env::var_os("RTC_QUOTA_REDIS_INTO").expect("another test sets it");
    let asking = Asking::of_environment();
    let quotas = Quotas::with_store(rtc_quota_redis::connect(&url).unwrap().timeout(asking.timeout));
    let bucket = QuotaBucket::new(key("Ask"), rate_limit(asking.calls, asking.per));
    let latest = Instant::now() + asking.lasts;
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
    let asking = Asking { calls: CALLS, per: PER, lasts: LASTS, timeout: Duration::from_secs(5) };
    let processes: Vec<_> = files.iter().map(|file| process(&server.url(), file, asking)).collect();
    for mut process in processes {
        assert!(process.wait().unwrap().success());
    }
    let each: Vec<Vec<u128>> = files.iter().map(|file| read_times(file)).collect();
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
    // On a busy machine some slots move; the bench `quota` has the exact figure.
    assert!(took + ms(1500) > LASTS && share >= 0.8, "{share:.3} in {took:?}");
    // Nobody starves: each process gets half of an even share at least.
    let even = times.len() / PROCESSES;
    assert!(each.iter().all(|own| own.len() * 2 >= even), "{:?}", each.iter().map(Vec::len).collect::<Vec<_>>());
}
