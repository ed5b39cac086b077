//! The way to Redis: made when needed, made anew when broken, left alone for a while when Redis is away.

use crate::{
    script::{self, Question, Told},
    settings::Settings,
    share::Share,
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
const HERE_EVERY: Duration = Duration::from_secs(10);

pub(crate) struct Link {
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
    look_at: Instant,
    local: Arc<Share>,
    reason: String,
}

/// Why Redis was not asked.
#[derive(Clone, Debug)]
pub(crate) struct Away {
    pub(crate) local: Arc<Share>,
    pub(crate) reason: String,
}

impl Link {
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
    pub(crate) async fn ask(&self, settings: &Settings, question: &Question) -> Result<Told, Away> {
        self.may_ask(settings)?;
        let asked = timeout(settings.timeout, self.ask_twice(settings, question)).await;
        match asked {
            Ok(Ok(answer)) => {
                self.back();
                Ok(answer)
            }
            Ok(Err(error)) => Err(self.away(settings, error.to_string())),
            Err(_) => {
                // Whoever comes next does not wait behind what was not answered.
                if let Ok(mut connection) = self.connection.try_lock() {
                    *connection = None;
                }
                Err(self.away(settings, format!("no answer within {:?}", settings.timeout)))
            }
        }
    }

    /// The name to let Redis know, if that is due.
    pub(crate) fn note(&self) -> Option<String> {
        let mut state = self.state();
        let now = Instant::now();
        let due = state.noted.is_none_or(|noted| now.saturating_duration_since(noted) >= HERE_EVERY);
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

    async fn ask_twice(&self, settings: &Settings, question: &Question) -> RedisResult<Told> {
        let (connection, is_new) = self.connection(settings).await?;
        match script::ask(connection, question).await {
            Err(error) if error.is_unrecoverable_error() => {
                *self.connection.lock().await = None;
                if is_new {
                    return Err(error);
                }
                script::ask(self.connection(settings).await?.0, question).await
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
    fn may_ask(&self, settings: &Settings) -> Result<(), Away> {
        let mut state = self.state();
        let Some(outage) = &mut state.outage else { return Ok(()) };
        let now = Instant::now();
        if now < outage.look_at {
            return Err(outage.away());
        }
        // This call looks; the others leave it alone meanwhile.
        outage.look_at = next_look(now, settings);
        Ok(())
    }

    fn away(&self, settings: &Settings, reason: String) -> Away {
        let now = Instant::now();
        let mut state = self.state();
        // It learns anew who is there.
        state.noted = None;
        let is_new = state.outage.is_none();
        let outage = state.outage.get_or_insert_with(|| Outage {
            since: now,
            look_at: now,
            local: Arc::new(Share::new()),
            reason: String::new(),
        });
        outage.look_at = next_look(now, settings);
        outage.reason = reason;
        let away = outage.away();
        drop(state);
        if is_new {
            tracing::warn!(
                server = self.address(),
                reason = away.reason,
                meanwhile = ?settings.when_away,
                "Redis is away, so quotas are not counted together with other processes"
            );
        }
        away
    }

    fn back(&self) {
        let outage = self.state().outage.take();
        if let Some(outage) = outage {
            let away = outage.since.elapsed();
            tracing::info!(server = self.address(), ?away, "Redis is back, quotas are counted together again");
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
fn next_look(now: Instant, settings: &Settings) -> Instant {
    /// Nobody waits longer.
    const YEARS: Duration = Duration::from_secs(20 * 365 * 24 * 3600);
    now + settings.retry_every.min(YEARS)
}

impl Outage {
    fn away(&self) -> Away {
        Away { local: Arc::clone(&self.local), reason: self.reason.clone() }
    }
}

/// Shows where it leads, without the password.
impl fmt::Debug for Link {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let away = self.state().outage.is_some();
        f.debug_struct("Link").field("server", &self.address()).field("away", &away).finish_non_exhaustive()
    }
}
