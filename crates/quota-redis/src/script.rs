//! The script, its arguments and its result.

use redis::{Cmd, RedisResult, Script, aio::MultiplexedConnection, pipe};
use rtc_core::quota::store::{Gcra, RateLimit};
use std::{sync::LazyLock, time::Duration};
use tokio::time::Instant;

const TEXT: &str = include_str!("gcra.lua");
static GCRA: LazyLock<Script> = LazyLock::new(|| Script::new(TEXT));

/// The arguments of the script that depend on the call.
#[derive(Clone, Debug)]
pub(crate) struct ScriptCall {
    pub(crate) keys: Keys,
    pub(crate) rate_limit: RateLimit,
    pub(crate) operation: Operation,
}

/// The Redis keys that the script uses. They share a hash tag, so a cluster keeps them on one node.
#[derive(Clone, Debug)]
pub(crate) struct Keys {
    /// The state of the quota key.
    pub(crate) state: String,
    /// The set of active processes.
    pub(crate) processes: String,
    /// What is known of the server.
    pub(crate) server: String,
}

/// The operation to run.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Operation {
    /// Reserves a slot that begins no sooner than `lead` from now.
    Reserve { max_wait: Duration, missed: Option<i64>, lead: Duration },
    /// Grants no slot for a while, at least for as long as the vendor asked, and fewer slots after that.
    Throttle { at_least: Option<Duration> },
}

/// What the script has to know about this process.
#[derive(Clone, Debug)]
pub(crate) struct Presence {
    /// The unique name of this process.
    pub(crate) process: String,
    /// Whether it is due to be recorded as active.
    pub(crate) record: bool,
    /// Number of active processes at the last reply.
    pub(crate) processes: u32,
    /// Whether it may have sent calls that Redis did not count, since the last reply.
    pub(crate) rejoins: bool,
}

/// The result of the script, in microseconds of the server's clock.
#[derive(Clone, Copy, Debug)]
pub(crate) struct ScriptReply {
    /// Whether a slot was granted.
    pub(crate) granted: bool,
    /// The granted slot, or the next one if that begins too late.
    pub(crate) slot: i64,
    /// The server's time.
    pub(crate) now: i64,
    /// The earliest begin of the following slot.
    pub(crate) next: i64,
    /// The current time between two slots.
    pub(crate) interval: Duration,
    /// Number of active processes.
    pub(crate) processes: Option<u32>,
    /// When the command was sent.
    pub(crate) sent: Instant,
    /// When its reply arrived.
    pub(crate) received: Instant,
}

/// Runs the script. Its text is sent only if Redis does not have it yet.
pub(crate) async fn run(
    connection: &mut MultiplexedConnection,
    call: &ScriptCall,
    presence: &Presence,
) -> RedisResult<ScriptReply> {
    let sent = Instant::now();
    match command("EVALSHA", GCRA.get_hash(), call, presence).query_async(connection).await {
        Ok(values) => Ok(ScriptReply::new(values, sent)),
        Err(error) if error.code() == Some("NOSCRIPT") => {
            let sent = Instant::now();
            let values = command("EVAL", TEXT, call, presence).query_async(connection).await?;
            Ok(ScriptReply::new(values, sent))
        }
        Err(error) => Err(error),
    }
}

/// Runs the script on the node that a hash slot is being moved to.
pub(crate) async fn run_asking(
    connection: &mut MultiplexedConnection,
    call: &ScriptCall,
    presence: &Presence,
) -> RedisResult<ScriptReply> {
    let sent = Instant::now();
    let mut commands = pipe();
    // `ASKING` is for the next command of the connection only, so both are sent as one.
    commands.cmd("ASKING").ignore().add_command(command("EVAL", TEXT, call, presence));
    let (values,) = commands.query_async(connection).await?;
    Ok(ScriptReply::new(values, sent))
}

fn command(name: &str, script: &str, call: &ScriptCall, presence: &Presence) -> Cmd {
    let ScriptCall { keys, rate_limit, operation } = call;
    let mut command = redis::cmd(name);
    command.arg(script).arg(3).arg(&keys.state).arg(&keys.processes).arg(&keys.server);
    // Rounded up, to the slower rate.
    command.arg(micros(rate_limit.interval() + Duration::from_nanos(999)));
    // What a server did not count is no reason to wait for a day.
    let period = if rate_limit.is_counted() { Duration::ZERO } else { rate_limit.per() };
    command.arg(micros(rate_limit.tolerance())).arg(rate_limit.calls()).arg(micros(period));
    command.arg(&presence.process).arg(u8::from(presence.record));
    command.arg(presence.processes).arg(u8::from(presence.rejoins));
    command.arg(Gcra::SLOWDOWN_PARTS).arg(micros(rate_limit.recovery_time()));
    match operation {
        Operation::Reserve { max_wait, missed, lead } => {
            command.arg("reserve").arg(micros(*max_wait));
            command.arg(missed.map(|missed| missed.to_string()).unwrap_or_default()).arg(micros(*lead));
        }
        Operation::Throttle { at_least } => {
            let [per_part, shortest] = [rate_limit.pause(1, None), rate_limit.pause(0, *at_least)];
            command.arg("throttle").arg(Gcra::MAX_SLOWDOWN).arg(micros(per_part)).arg(micros(shortest));
        }
    }
    command
}

impl ScriptReply {
    fn new((granted, slot, now, next, interval, processes): (i64, i64, i64, i64, i64, i64), sent: Instant) -> Self {
        Self {
            granted: granted == 1,
            slot,
            now,
            next,
            interval: between(0, interval),
            processes: u32::try_from(processes).ok().filter(|processes| *processes > 0),
            sent,
            received: Instant::now(),
        }
    }
}

/// The time between two of the server's times; zero if the second one is earlier.
pub(crate) fn between(from: i64, until: i64) -> Duration {
    Duration::from_micros(until.saturating_sub(from).max(0).unsigned_abs())
}

/// Whole microseconds, capped at some 30 years so that sums are exact in Lua's floating point numbers.
fn micros(span: Duration) -> u64 {
    const LONGEST: u64 = 1_000_000_000_000_000;
    u64::try_from(span.as_micros()).map_or(LONGEST, |micros| micros.min(LONGEST))
}
