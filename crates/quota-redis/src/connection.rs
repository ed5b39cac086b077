//! The connection to Redis: opened on demand, reopened when broken, and left unused for a while when Redis is
//! unavailable.

use crate::{
    availability::{Availability, Unavailable},
    failure::{Failure, Step, StepError},
    node::Server,
    script::{self, Presence, ScriptCall, ScriptReply},
    server_clock::ServerClock,
    settings::Settings,
};
use redis::{Client, RedisError, aio::MultiplexedConnection};
use std::{
    collections::hash_map::RandomState,
    fmt,
    hash::{BuildHasher as _, Hasher as _},
    sync::{Mutex, MutexGuard, PoisonError},
    time::Duration,
};
use tokio::time::{Instant, timeout};

/// How often a process records in Redis that it is active.
const HEARTBEAT_INTERVAL: Duration = Duration::from_secs(10);
/// How many redirections of a cluster one call follows.
const MAX_REDIRECTS: u32 = 5;

pub(crate) struct Connection {
    server: Server,
    /// The unique name of this process.
    process: String,
    current: tokio::sync::Mutex<Current>,
    availability: Availability,
    state: Mutex<State>,
}

/// The connection in use.
#[derive(Default)]
struct Current {
    connection: Option<MultiplexedConnection>,
    /// The node of a cluster that has the keys; `None`: the server of the URL.
    node: Option<Server>,
}

#[derive(Debug, Default)]
struct State {
    clock: ServerClock,
    /// When this process was last recorded as active.
    recorded: Option<Instant>,
    /// Number of active processes at the last reply.
    processes: Option<u32>,
}

impl Connection {
    pub(crate) fn new(client: &Client) -> Self {
        let random = RandomState::new().build_hasher().finish();
        Self {
            server: Server::new(client),
            process: format!("{}-{random:016x}", std::process::id()),
            current: tokio::sync::Mutex::default(),
            availability: Availability::default(),
            state: Mutex::default(),
        }
    }

    /// Runs the script, once more over a new connection if the old one breaks, within the timeout. During an outage,
    /// one call per retry interval tries Redis.
    pub(crate) async fn run(&self, settings: &Settings, call: &ScriptCall) -> Result<ScriptReply, Unavailable> {
        let probes = self.availability.check(settings)?;
        let presence = self.presence(probes && settings.when_unavailable.sends());
        match timeout(settings.timeout, self.run_with_reconnect(settings, call, &presence)).await {
            Ok(Ok(reply)) => {
                self.observe(&reply);
                // A reply to a call from before the outage does not end it: Redis does not know of the calls since.
                if probes {
                    self.availability.available(&self.server.address());
                } else {
                    self.availability.reached();
                }
                Ok(reply)
            }
            Ok(Err(error)) => {
                let failure = error.failure(self.availability.was_reached());
                if error.is_of_replica() {
                    // After a failover, the address may lead to the new primary.
                    self.forget_connection().await;
                }
                self.forget_presence();
                Err(self.availability.unavailable(settings, failure, &self.server.address()))
            }
            Err(_) => {
                // Drop the connection, so that the next call does not wait behind the unanswered request.
                if let Ok(mut current) = self.current.try_lock() {
                    current.connection = None;
                }
                self.forget_presence();
                let away = Failure::Away { reason: format!("no answer within {:?}", settings.timeout) };
                Err(self.availability.unavailable(settings, away, &self.server.address()))
            }
        }
    }

    /// What is known of the server's clock.
    pub(crate) fn clock(&self) -> ServerClock {
        self.state().clock
    }

    /// Number of active processes, if known.
    pub(crate) fn processes(&self) -> Option<u32> {
        self.state().processes
    }

    /// What the script has to know about this process.
    fn presence(&self, rejoins: bool) -> Presence {
        let mut state = self.state();
        let now = Instant::now();
        let record =
            state.recorded.is_none_or(|recorded| now.saturating_duration_since(recorded) >= HEARTBEAT_INTERVAL);
        if record {
            state.recorded = Some(now);
        }
        Presence { process: self.process.clone(), record, processes: state.processes.unwrap_or(1), rejoins }
    }

    /// After an outage, Redis must be informed about this process again.
    fn forget_presence(&self) {
        self.state().recorded = None;
    }

    fn observe(&self, reply: &ScriptReply) {
        let mut state = self.state();
        state.clock.observe(reply);
        state.processes = reply.processes.or(state.processes);
    }

    async fn run_with_reconnect(
        &self,
        settings: &Settings,
        call: &ScriptCall,
        presence: &Presence,
    ) -> Result<ScriptReply, StepError> {
        let mut redirects = 0;
        loop {
            let (mut connection, is_new) = self.connection(settings).await?;
            let error = match script::run(&mut connection, call, presence).await {
                Ok(reply) => return Ok(reply),
                Err(error) => error,
            };
            if error.is_unrecoverable_error() {
                self.forget_connection().await;
                if !is_new {
                    continue;
                }
            } else if let Some(node) = self.redirected(&error).await.filter(|_| redirects < MAX_REDIRECTS) {
                redirects += 1;
                if error.code() == Some("ASK") {
                    let mut connection = node.open(settings.timeout).await?;
                    let asked = script::run_asking(&mut connection, call, presence).await;
                    return asked.map_err(|error| StepError::new(Step::Run, error));
                }
                *self.current.lock().await = Current { connection: None, node: Some(node) };
                continue;
            }
            return Err(StepError::new(Step::Run, error));
        }
    }

    /// The node of a cluster that the server redirects to, if that is what the error says.
    async fn redirected(&self, error: &RedisError) -> Option<Server> {
        let (address, _slot) = error.redirect_node()?;
        self.current.lock().await.node.as_ref().unwrap_or(&self.server).redirected(address)
    }

    /// The connection, and whether it is new. If the node of a cluster is gone, the server of the URL knows another one.
    async fn connection(&self, settings: &Settings) -> Result<(MultiplexedConnection, bool), StepError> {
        let mut current = self.current.lock().await;
        if let Some(connection) = &current.connection {
            return Ok((connection.clone(), false));
        }
        let opened = match &current.node {
            Some(node) => node.open(settings.timeout).await.ok(),
            None => None,
        };
        let new = if let Some(connection) = opened {
            connection
        } else {
            current.node = None;
            self.server.open(settings.timeout).await?
        };
        current.connection = Some(new.clone());
        Ok((new, true))
    }

    async fn forget_connection(&self) {
        self.current.lock().await.connection = None;
    }

    fn state(&self) -> MutexGuard<'_, State> {
        // The state is consistent at every point where a panic could occur.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Shows the address without the password.
impl fmt::Debug for Connection {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Connection")
            .field("server", &self.server.address())
            .field("unavailable", &self.availability.is_unavailable())
            .finish_non_exhaustive()
    }
}
