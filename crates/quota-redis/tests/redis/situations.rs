//! Three processes and what happens to their Redis meanwhile: no second has more arrivals than the quota.

use crate::{
    ms,
    processes::{Asking, process, read_times},
    server::Server,
};
use std::{env, thread, time::Duration};

const CALLS: u32 = 10;
const PER: Duration = Duration::from_secs(1);
const PROCESSES: usize = 3;

/// What happens to the server, beginning when the processes have asked for a while.
type Incident = fn(&mut Server);

const SITUATIONS: [(&str, Incident); 5] = [
    ("calm", |_| {}),
    ("kill -9 and restart", |server| {
        server.kill();
        thread::sleep(ms(1500));
        server.start_again();
    }),
    ("FLUSHALL", |server| server.command(&["FLUSHALL"])),
    ("SIGSTOP for 3 s", |server| {
        server.signal("STOP");
        thread::sleep(ms(3000));
        server.signal("CONT");
    }),
    ("CLIENT PAUSE for 3 s", |server| server.command(&["CLIENT", "PAUSE", "3000", "ALL"])),
];

/// How long the processes ask: `RTC_QUOTA_REDIS_SECONDS`, or long enough to see the incident and the recovery.
fn lasts() -> Duration {
    let seconds = env::var("RTC_QUOTA_REDIS_SECONDS").ok().and_then(|seconds| seconds.parse().ok());
    Duration::from_secs(seconds.unwrap_or(11))
}

/// When each call of the three processes left, in microseconds.
fn departures(incident: Incident) -> Option<Vec<u128>> {
    let mut server = Server::start()?;
    let folder = tempfile::tempdir().unwrap();
    let files: Vec<_> = (0..PROCESSES).map(|number| folder.path().join(number.to_string())).collect();
    let asking = Asking { calls: CALLS, per: PER, lasts: lasts(), timeout: ms(300) };
    let processes: Vec<_> = files.iter().map(|file| process(&server.url(), file, asking)).collect();
    // The incident comes while the processes ask, not before; a wait is what it takes.
    thread::sleep(ms(3000));
    incident(&mut server);
    for mut process in processes {
        assert!(process.wait().unwrap().success());
    }
    let mut times = files.iter().flat_map(|file| read_times(file)).collect::<Vec<_>>();
    times.sort_unstable();
    Some(times)
}

#[test]
fn no_second_has_more_calls_than_the_quota_whatever_happens_to_redis() {
    let running = SITUATIONS.map(|(name, incident)| (name, thread::spawn(move || departures(incident))));
    for (name, running) in running {
        let Some(times) = running.join().unwrap() else { return };
        let within = |from: u128| times.iter().filter(|time| (from..from + PER.as_micros()).contains(*time)).count();
        let most = times.iter().map(|time| within(*time)).max().unwrap();
        let last = times[times.len() - 1];
        let at_the_end = times.iter().filter(|time| **time + 2 * PER.as_micros() > last).count();
        println!("{name}: {} calls, {most} in {PER:?} at most, {at_the_end} in the last two", times.len());
        assert!(most <= usize::try_from(CALLS).unwrap(), "{name}: {most} in {PER:?}");
        // How fast that is depends on the machine; `restart` shows that slots follow each other again.
        assert!(at_the_end >= 2, "{name}: only {at_the_end} in the last two seconds");
    }
}
