//! The script, its arguments and its result.

use redis::{RedisResult, Script, aio::MultiplexedConnection};
use rtc_core::quota::store::{RateLimit, Slot};
use std::{sync::LazyLock, time::Duration};

static GCRA: LazyLock<Script> = LazyLock::new(|| Script::new(include_str!("gcra.lua")));

/// The arguments of the script.
#[derive(Clone, Debug)]
pub(crate) struct ScriptCall {
    /// Redis key of the state.
    pub(crate) state: String,
    /// Redis key of the set of processes.
    pub(crate) processes: String,
    pub(crate) rate_limit: RateLimit,
    pub(crate) operation: Operation,
}

/// The operation to run.
#[derive(Clone, Debug)]
pub(crate) enum Operation {
    /// Reserves a slot. `process` is recorded as active.
    Reserve { max_wait: Duration, missed: Option<i64>, process: Option<String> },
    /// Grants no slot within the pause, and fewer slots after it.
    Throttle { pause: Duration },
}

/// The result of the script.
#[derive(Clone, Copy, Debug)]
pub(crate) struct ScriptReply {
    /// The granted slot, or the wait until the next one if that is too long.
    pub(crate) slot: Result<Slot, Duration>,
    /// Number of active processes.
    pub(crate) processes: Option<u32>,
}

/// Runs the script. Its text is sent only if Redis does not have it yet.
pub(crate) async fn run(mut connection: MultiplexedConnection, call: &ScriptCall) -> RedisResult<ScriptReply> {
    let ScriptCall { state, processes, rate_limit, operation } = call;
    let mut call = GCRA.prepare_invoke();
    call.key(state).key(processes);
    // Rounded up, to the slower rate.
    call.arg(micros(rate_limit.interval() + Duration::from_nanos(999)));
    call.arg(micros(rate_limit.tolerance())).arg(rate_limit.calls()).arg(micros(rate_limit.per()));
    match operation {
        Operation::Reserve { max_wait, missed, process } => {
            call.arg("reserve").arg(micros(*max_wait));
            call.arg(missed.map(|missed| missed.to_string()).unwrap_or_default());
            call.arg(process.as_deref().unwrap_or_default());
        }
        Operation::Throttle { pause } => {
            call.arg("throttle").arg(micros(*pause));
        }
    }
    let (granted, begins, wait, next, interval, processes): (i64, i64, i64, i64, i64, i64) =
        call.invoke_async(&mut connection).await?;
    let span = |micros: i64| Duration::from_micros(micros.max(0).unsigned_abs());
    let slot = Slot { begins, wait: span(wait), next: span(next), interval: span(interval) };
    Ok(ScriptReply {
        slot: if granted == 1 { Ok(slot) } else { Err(slot.wait) },
        processes: u32::try_from(processes).ok().filter(|processes| *processes > 0),
    })
}

/// Whole microseconds, capped at some 30 years so that sums are exact in Lua's floating point numbers.
fn micros(span: Duration) -> u64 {
    const LONGEST: u64 = 1_000_000_000_000_000;
    u64::try_from(span.as_micros()).map_or(LONGEST, |micros| micros.min(LONGEST))
}
