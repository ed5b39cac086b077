//! The connection to Redis: opened on demand, reopened when broken, and left unused for a while when Redis is
//! unavailable.

use crate::{
    local_share::LocalShare,
    script::{self, ScriptCall, ScriptReply},
    settings::Settings,
};
use redis::{AsyncConnectionConfig, Client, RedisResult, aio::MultiplexedConnection};
use std::{
    collections::hash_map::RandomState,
    fmt,
    hash::{BuildHasher as _, Hasher as _},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};
use tokio::time::{Instant, timeout};

/// How often a process records in Redis that it is active.
const HEARTBEAT_INTERVAL: Duration = Duration::from_secs(10);

pub(crate) struct Connection {
    client: Client,
    /// The unique name of this process.
    process: String,
    current: tokio::sync::Mutex<Option<MultiplexedConnection>>,
    state: Mutex<State>,
}

#[derive(Debug, Default)]
struct State {
    outage: Option<Outage>,
    /// When this process was last recorded as active.
    recorded: Option<Instant>,
    /// Number of active processes at the last reply.
    processes: Option<u32>,
}

/// An outage of Redis.
#[derive(Debug)]
struct Outage {
    since: Instant,
    /// When to try Redis again.
    retry_at: Instant,
    local: Arc<LocalShare>,
    reason: String,
}

/// Why Redis is not used.
#[derive(Clone, Debug)]
pub(crate) struct Unavailable {
    pub(crate) local: Arc<LocalShare>,
    pub(crate) reason: String,
}

impl Connection {
    pub(crate) fn new(client: Client) -> Self {
        let random = RandomState::new().build_hasher().finish();
        Self {
            client,
            process: format!("{}-{random:016x}", std::process::id()),
            current: tokio::sync::Mutex::new(None),
            state: Mutex::default(),
        }
    }

    /// Runs the script, once more over a new connection if the old one breaks, within the timeout. During an outage,
    /// one call per retry interval tries Redis.
    pub(crate) async fn run(&self, settings: &Settings, call: &ScriptCall) -> Result<ScriptReply, Unavailable> {
        self.check_available(settings)?;
        let outcome = timeout(settings.timeout, self.run_with_reconnect(settings, call)).await;
        match outcome {
            Ok(Ok(answer)) => {
                self.end_outage();
                Ok(answer)
            }
            Ok(Err(error)) => Err(self.unavailable(settings, error.to_string())),
            Err(_) => {
                // Drop the connection, so that the next call does not wait behind the unanswered request.
                if let Ok(mut connection) = self.current.try_lock() {
                    *connection = None;
                }
                Err(self.unavailable(settings, format!("no answer within {:?}", settings.timeout)))
            }
        }
    }

    /// The process name to record, if that is due.
    pub(crate) fn heartbeat(&self) -> Option<String> {
        let mut state = self.state();
        let now = Instant::now();
        let due = state.recorded.is_none_or(|recorded| now.saturating_duration_since(recorded) >= HEARTBEAT_INTERVAL);
        if due {
            state.recorded = Some(now);
        }
        due.then(|| self.process.clone())
    }

    pub(crate) fn set_processes(&self, processes: u32) {
        self.state().processes = Some(processes);
    }

    /// Number of active processes, if known.
    pub(crate) fn processes(&self) -> Option<u32> {
        self.state().processes
    }

    async fn run_with_reconnect(&self, settings: &Settings, call: &ScriptCall) -> RedisResult<ScriptReply> {
        let (connection, is_new) = self.connection(settings).await?;
        match script::run(connection, call).await {
            Err(error) if error.is_unrecoverable_error() => {
                *self.current.lock().await = None;
                if is_new {
                    return Err(error);
                }
                script::run(self.connection(settings).await?.0, call).await
            }
            answer => answer,
        }
    }

    /// The connection, and whether it is new.
    async fn connection(&self, settings: &Settings) -> RedisResult<(MultiplexedConnection, bool)> {
        let mut connection = self.current.lock().await;
        if let Some(connection) = &*connection {
            return Ok((connection.clone(), false));
        }
        let config = AsyncConnectionConfig::new()
            .set_connection_timeout(Some(settings.timeout))
            .set_response_timeout(Some(settings.timeout));
        let new = self.client.get_multiplexed_async_connection_with_config(&config).await?;
        *connection = Some(new.clone());
        Ok((new, true))
    }

    /// Whether Redis may be used now.
    fn check_available(&self, settings: &Settings) -> Result<(), Unavailable> {
        let mut state = self.state();
        let Some(outage) = &mut state.outage else { return Ok(()) };
        let now = Instant::now();
        if now < outage.retry_at {
            return Err(outage.unavailable());
        }
        // This call tries Redis; the others do not until the next retry.
        outage.retry_at = next_retry(now, settings);
        Ok(())
    }

    fn unavailable(&self, settings: &Settings, reason: String) -> Unavailable {
        let now = Instant::now();
        let mut state = self.state();
        // After the outage, Redis must be informed about this process again.
        state.recorded = None;
        let is_new = state.outage.is_none();
        let outage = state.outage.get_or_insert_with(|| Outage {
            since: now,
            retry_at: now,
            local: Arc::new(LocalShare::new()),
            reason: String::new(),
        });
        outage.retry_at = next_retry(now, settings);
        outage.reason = reason;
        let unavailable = outage.unavailable();
        drop(state);
        if is_new {
            tracing::warn!(
                server = self.address(),
                reason = unavailable.reason,
                fallback = ?settings.when_unavailable,
                "Redis is unavailable, so quotas are not counted together with other processes"
            );
        }
        unavailable
    }

    fn end_outage(&self) {
        let outage = self.state().outage.take();
        if let Some(outage) = outage {
            let unavailable = outage.since.elapsed();
            tracing::info!(
                server = self.address(),
                ?unavailable,
                "Redis is available again, quotas are counted together"
            );
        }
    }

    /// Host and port, or path.
    fn address(&self) -> String {
        self.client.get_connection_info().addr().to_string()
    }

    fn state(&self) -> MutexGuard<'_, State> {
        // The state is consistent at every point where a panic could occur.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// When to try Redis again.
fn next_retry(now: Instant, settings: &Settings) -> Instant {
    /// An upper bound, because `Instant` arithmetic may overflow.
    const YEARS: Duration = Duration::from_secs(20 * 365 * 24 * 3600);
    now + settings.retry_every.min(YEARS)
}

impl Outage {
    fn unavailable(&self) -> Unavailable {
        Unavailable { local: Arc::clone(&self.local), reason: self.reason.clone() }
    }
}

/// Shows the address without the password.
impl fmt::Debug for Connection {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let unavailable = self.state().outage.is_some();
        f.debug_struct("Connection")
            .field("server", &self.address())
            .field("unavailable", &unavailable)
            .finish_non_exhaustive()
    }
}
