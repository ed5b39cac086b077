//! The script and its arguments.

use redis::{RedisResult, Script, aio::MultiplexedConnection};
use rtc_core::quota::store::{RateLimit, Slot};
use std::{sync::LazyLock, time::Duration};

static GCRA: LazyLock<Script> = LazyLock::new(|| Script::new(include_str!("gcra.lua")));

/// What the script is asked.
#[derive(Clone, Debug)]
pub(crate) struct ScriptCall {
    /// The name of the key's state.
    pub(crate) state: String,
    /// The name of the list of processes.
    pub(crate) processes: String,
    pub(crate) rate_limit: RateLimit,
    pub(crate) operation: Operation,
}

/// What is wanted.
#[derive(Clone, Debug)]
pub(crate) enum Operation {
    /// A slot; `process` is to be noted as one that is there.
    Reserve { max_wait: Duration, missed: Option<i64>, process: Option<String> },
    /// No slot within the pause, and fewer then.
    SlowDown { pause: Duration },
}

/// What Redis answered.
#[derive(Clone, Copy, Debug)]
pub(crate) struct ScriptReply {
    /// The slot, or how long it would be until the next.
    pub(crate) slot: Result<Slot, Duration>,
    /// How many processes there are.
    pub(crate) processes: Option<u32>,
}

/// Runs the script. Redis is given its text only if it does not know it yet.
pub(crate) async fn ask(mut connection: MultiplexedConnection, call: &ScriptCall) -> RedisResult<ScriptReply> {
    let ScriptCall { state, processes, rate_limit, operation } = call;
    let mut call = GCRA.prepare_invoke();
    call.key(state).key(processes);
    // Rounded to the slower side.
    call.arg(micros(rate_limit.interval() + Duration::from_nanos(999)));
    call.arg(micros(rate_limit.tolerance())).arg(rate_limit.calls()).arg(micros(rate_limit.per()));
    match operation {
        Operation::Reserve { max_wait, missed, process } => {
            call.arg("reserve").arg(micros(*max_wait));
            call.arg(missed.map(|missed| missed.to_string()).unwrap_or_default());
            call.arg(process.as_deref().unwrap_or_default());
        }
        Operation::SlowDown { pause } => {
            call.arg("slow").arg(micros(*pause));
        }
    }
    let (given, begins, wait, next, interval, processes): (i64, i64, i64, i64, i64, i64) =
        call.invoke_async(&mut connection).await?;
    let span = |micros: i64| Duration::from_micros(micros.max(0).unsigned_abs());
    let slot = Slot { begins, wait: span(wait), next: span(next), interval: span(interval) };
    Ok(ScriptReply {
        slot: if given == 1 { Ok(slot) } else { Err(slot.wait) },
        processes: u32::try_from(processes).ok().filter(|processes| *processes > 0),
    })
}

/// Whole microseconds, so few that sums of them are whole numbers in Lua too: up to 30 years.
fn micros(span: Duration) -> u64 {
    const LONGEST: u64 = 1_000_000_000_000_000;
    u64::try_from(span.as_micros()).map_or(LONGEST, |micros| micros.min(LONGEST))
}
