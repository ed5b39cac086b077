//! A running sandbox.

use crate::{
    Clock, Credentials, Log, Reply, SandboxBuilder, SignedCall, StartError, Tally, Vendor, World, call, log::Journal,
    server, serving::Serving,
};
use serde_json::{Map, Value as Json};
use std::{
    sync::{Arc, PoisonError},
    time::Duration,
};
use time::OffsetDateTime;
use tokio::{net::TcpListener, sync::watch, task::JoinHandle};

/// How long calls that are being answered may take when the sandbox stops.
const PATIENCE: Duration = Duration::from_secs(1);

/// The three vendors on this machine. It stops when it is dropped.
#[derive(Debug)]
pub struct Sandbox {
    /// In the order of the vendors.
    services: [Service; 3],
    world: World,
    clock: Clock,
    log: Arc<Journal>,
    stop: watch::Sender<()>,
}

/// One vendor, served.
#[derive(Debug)]
pub struct Service {
    endpoint: String,
    serving: Arc<Serving>,
    task: JoinHandle<()>,
}

impl Sandbox {
    /// Starts one with nobody in its world. [`Sandbox::builder`] says more.
    ///
    /// # Errors
    /// [`StartError`].
    pub async fn start() -> Result<Self, StartError> {
        Self::builder().start().await
    }

    /// Says what the sandbox is to be.
    pub fn builder() -> SandboxBuilder {
        SandboxBuilder::new()
    }

    pub(crate) fn new(
        services: [Service; 3],
        world: World,
        clock: Clock,
        log: Arc<Journal>,
        stop: watch::Sender<()>,
    ) -> Self {
        Self { services, world, clock, log, stop }
    }

    /// A vendor's endpoint, credentials and calls.
    #[must_use]
    pub fn service(&self, vendor: Vendor) -> &Service {
        let [volcengine, tencent, zego] = &self.services;
        match vendor {
            Vendor::Volcengine => volcengine,
            Vendor::Tencent => tencent,
            Vendor::Zego => zego,
        }
    }

    /// Volcengine.
    #[must_use]
    pub fn volcengine(&self) -> &Service {
        self.service(Vendor::Volcengine)
    }

    /// Tencent.
    #[must_use]
    pub fn tencent(&self) -> &Service {
        self.service(Vendor::Tencent)
    }

    /// ZEGO.
    #[must_use]
    pub fn zego(&self) -> &Service {
        self.service(Vendor::Zego)
    }

    /// The world it was given.
    #[must_use]
    pub fn world(&self) -> &World {
        &self.world
    }

    /// Its clock.
    #[must_use]
    pub fn clock(&self) -> &Clock {
        &self.clock
    }

    /// Answers the vendor's next call with `reply`, without looking at what is asked or who asks. Several of them wait
    /// for as many calls.
    pub fn answer_next(&self, vendor: Vendor, reply: Reply) {
        self.service(vendor).serving.replies.lock().unwrap_or_else(PoisonError::into_inner).push_back(reply);
    }

    /// What arrived, oldest first; of more than 100,000 the latest, or of as many as [`SandboxBuilder::log_capacity`]
    /// says.
    #[must_use]
    pub fn log(&self) -> Log {
        self.log.read()
    }

    /// Forgets what arrived.
    pub fn clear_log(&self) {
        self.log.clear();
    }

    /// Finishes what is being answered, for a second at most, and frees the ports.
    pub async fn stop(self) {
        drop(self.stop);
        for mut service in self.services {
            if tokio::time::timeout(PATIENCE, &mut service.task).await.is_err() {
                service.task.abort();
            }
        }
    }
}

impl Service {
    pub(crate) fn run(listener: TcpListener, serving: Serving, stopped: watch::Receiver<()>) -> Self {
        let serving = Arc::new(serving);
        let task = tokio::spawn(server::serve(listener, Arc::clone(&serving), stopped));
        Self { endpoint: format!("http://{}", serving.host), serving, task }
    }

    /// The vendor.
    #[must_use]
    pub fn vendor(&self) -> Vendor {
        self.serving.vendor
    }

    /// Where clients find it: `http://127.0.0.1:PORT`.
    #[must_use]
    pub fn endpoint(&self) -> &str {
        &self.endpoint
    }

    /// Whom it lets in.
    #[must_use]
    pub fn credentials(&self) -> &Credentials {
        &self.serving.credentials
    }

    /// The environment variables from which the vendor's clients take the id and the secret of the credentials.
    #[must_use]
    pub fn variables(&self) -> [&'static str; 2] {
        self.vendor().protocol().variables()
    }

    /// The actions it knows, by name.
    #[must_use]
    pub fn actions(&self) -> Vec<&str> {
        self.serving.actions.iter().map(|action| action.name.as_str()).collect()
    }

    /// What has become of an action's calls since the start. None if there is no such action.
    #[must_use]
    pub fn tally(&self, action: &str) -> Option<Tally> {
        self.serving.tally(action)
    }

    /// A call of an action, signed now, with parameters by the names that the vendor's page gives them (`UserId[]`).
    /// They are not checked. None if there is no such action.
    #[must_use]
    pub fn call(&self, action: &str, parameters: &Map<String, Json>) -> Option<SignedCall> {
        Some(call::signed(&self.serving, self.serving.action(action)?, parameters, self.now()))
    }

    /// A call of an action, signed now, that shows something of the sandbox's world, or else is the spec's example.
    /// None if there is no such action.
    #[must_use]
    pub fn sample(&self, action: &str) -> Option<SignedCall> {
        Some(call::sample(&self.serving, self.serving.action(action)?, self.now()))
    }

    fn now(&self) -> OffsetDateTime {
        self.serving.clock.now()
    }
}
