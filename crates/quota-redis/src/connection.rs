//! The way to Redis: made when needed, made anew when broken, left alone for a while when Redis is away.

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

/// How often a process lets Redis know that it is there.
const HEARTBEAT_INTERVAL: Duration = Duration::from_secs(10);

pub(crate) struct Connection {
    client: Client,
    /// Its name among the processes.
    process: String,
    connection: tokio::sync::Mutex<Option<MultiplexedConnection>>,
    state: Mutex<State>,
}

#[derive(Debug, Default)]
struct State {
    outage: Option<Outage>,
    /// When this process last let Redis know that it is there.
    noted: Option<Instant>,
    /// How many processes there were then.
    processes: Option<u32>,
}

/// A time without Redis.
#[derive(Debug)]
struct Outage {
    since: Instant,
    /// When to look whether it is back.
    retry_at: Instant,
    local: Arc<LocalShare>,
    reason: String,
}

/// Why Redis was not asked.
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
            connection: tokio::sync::Mutex::new(None),
            state: Mutex::default(),
        }
    }

    /// Asks Redis, once more over a new connection if that breaks, and not longer than the settings say. While Redis is
    /// away, that is left to one call now and then.
    pub(crate) async fn ask(&self, settings: &Settings, call: &ScriptCall) -> Result<ScriptReply, Unavailable> {
        self.may_ask(settings)?;
        let asked = timeout(settings.timeout, self.ask_twice(settings, call)).await;
        match asked {
            Ok(Ok(answer)) => {
                self.back();
                Ok(answer)
            }
            Ok(Err(error)) => Err(self.unavailable(settings, error.to_string())),
            Err(_) => {
                // Whoever comes next does not wait behind what was not answered.
                if let Ok(mut connection) = self.connection.try_lock() {
                    *connection = None;
                }
                Err(self.unavailable(settings, format!("no answer within {:?}", settings.timeout)))
            }
        }
    }

    /// The name to let Redis know, if that is due.
    pub(crate) fn heartbeat(&self) -> Option<String> {
        let mut state = self.state();
        let now = Instant::now();
        let due = state.noted.is_none_or(|noted| now.saturating_duration_since(noted) >= HEARTBEAT_INTERVAL);
        if due {
            state.noted = Some(now);
        }
        due.then(|| self.process.clone())
    }

    pub(crate) fn noted(&self, processes: u32) {
        self.state().processes = Some(processes);
    }

    /// How many processes there are, as far as is known.
    pub(crate) fn processes(&self) -> Option<u32> {
        self.state().processes
    }

    async fn ask_twice(&self, settings: &Settings, call: &ScriptCall) -> RedisResult<ScriptReply> {
        let (connection, is_new) = self.connection(settings).await?;
        match script::ask(connection, call).await {
            Err(error) if error.is_unrecoverable_error() => {
                *self.connection.lock().await = None;
                if is_new {
                    return Err(error);
                }
                script::ask(self.connection(settings).await?.0, call).await
            }
            answer => answer,
        }
    }

    /// The connection, and whether it was just made.
    async fn connection(&self, settings: &Settings) -> RedisResult<(MultiplexedConnection, bool)> {
        let mut connection = self.connection.lock().await;
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

    /// Whether Redis may be asked now.
    fn may_ask(&self, settings: &Settings) -> Result<(), Unavailable> {
        let mut state = self.state();
        let Some(outage) = &mut state.outage else { return Ok(()) };
        let now = Instant::now();
        if now < outage.retry_at {
            return Err(outage.unavailable());
        }
        // This call looks; the others leave it alone meanwhile.
        outage.retry_at = next_retry(now, settings);
        Ok(())
    }

    fn unavailable(&self, settings: &Settings, reason: String) -> Unavailable {
        let now = Instant::now();
        let mut state = self.state();
        // It learns anew who is there.
        state.noted = None;
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

    fn back(&self) {
        let outage = self.state().outage.take();
        if let Some(outage) = outage {
            let unavailable = outage.since.elapsed();
            tracing::info!(server = self.address(), ?unavailable, "Redis is back, quotas are counted together again");
        }
    }

    /// Host and port, or path.
    fn address(&self) -> String {
        self.client.get_connection_info().addr().to_string()
    }

    fn state(&self) -> MutexGuard<'_, State> {
        // A panic elsewhere leaves nothing half-done behind.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// When to look again whether Redis is back.
fn next_retry(now: Instant, settings: &Settings) -> Instant {
    /// Nobody waits longer.
    const YEARS: Duration = Duration::from_secs(20 * 365 * 24 * 3600);
    now + settings.retry_every.min(YEARS)
}

impl Outage {
    fn unavailable(&self) -> Unavailable {
        Unavailable { local: Arc::clone(&self.local), reason: self.reason.clone() }
    }
}

/// Shows where it leads, without the password.
impl fmt::Debug for Connection {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let unavailable = self.state().outage.is_some();
        f.debug_struct("Connection")
            .field("server", &self.address())
            .field("unavailable", &unavailable)
            .finish_non_exhaustive()
    }
}
