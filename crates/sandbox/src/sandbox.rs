//! A running sandbox.

use crate::{
    Chances, Clock, Credentials, Fault, Log, SandboxBuilder, SignedCall, StartError, Tally, Target, Vendor, World,
    emulator::{self, Emulator},
    fault::Script,
    log::LogBuffer,
    server,
};
use serde_json::{Map, Value as Json};
use std::{
    collections::BTreeMap,
    io,
    sync::{Arc, atomic::Ordering},
};
use time::OffsetDateTime;
use tokio::{sync::watch, task::JoinHandle};

/// The three emulated vendors. They stop when this is dropped.
#[derive(Debug)]
pub struct Sandbox {
    /// One service per vendor, in the order of [`Vendor::ALL`].
    services: Vec<Service>,
    world: World,
    clock: Clock,
    log: Arc<LogBuffer>,
    stop: watch::Sender<()>,
}

/// One served vendor.
#[derive(Debug)]
pub struct Service {
    endpoint: String,
    emulator: Arc<Emulator>,
    task: JoinHandle<()>,
}

impl Sandbox {
    /// Starts a sandbox with an empty world and default options. See [`Sandbox::builder`].
    ///
    /// # Errors
    /// [`StartError`].
    pub async fn start() -> Result<Self, StartError> {
        Self::builder().start().await
    }

    /// Returns a builder for the options of a sandbox.
    pub fn builder() -> SandboxBuilder {
        SandboxBuilder::new()
    }

    pub(crate) fn new(
        services: Vec<Service>,
        world: World,
        clock: Clock,
        log: Arc<LogBuffer>,
        stop: watch::Sender<()>,
    ) -> Self {
        Self { services, world, clock, log, stop }
    }

    /// The service of a vendor: its endpoint, credentials and calls.
    #[must_use]
    pub fn service(&self, vendor: Vendor) -> &Service {
        &self.services[vendor as usize]
    }

    /// The service of Volcengine.
    #[must_use]
    pub fn volcengine(&self) -> &Service {
        self.service(Vendor::Volcengine)
    }

    /// The service of Tencent.
    #[must_use]
    pub fn tencent(&self) -> &Service {
        self.service(Vendor::Tencent)
    }

    /// The service of ZEGO.
    #[must_use]
    pub fn zego(&self) -> &Service {
        self.service(Vendor::Zego)
    }

    /// The world that it was started with. It does not have what calls have changed since.
    #[must_use]
    pub fn world(&self) -> &World {
        &self.world
    }

    /// The clock. Its clones share the time.
    #[must_use]
    pub fn clock(&self) -> &Clock {
        &self.clock
    }

    /// Scripts the next call of a vendor ([`Vendor`]) or of one action (`(Vendor, "ListUserInfo")`): a [`Fault`], or a
    /// [`Reply`](crate::Reply), which is sent without checking the call. Scripted faults are queued, one per call. A
    /// fault for an action takes precedence over one for its vendor.
    pub fn answer_next(&self, target: impl Into<Target>, fault: impl Into<Fault>) {
        self.script(target, [fault]);
    }

    /// Scripts the next calls, one fault each, in this order. [`Fault::none`] leaves a call unchanged.
    ///
    /// ```
    /// # async fn test() -> Result<(), rtc_sandbox::StartError> {
    /// # let sandbox = rtc_sandbox::Sandbox::start().await?;
    /// use rtc_sandbox::{Fault, Vendor};
    ///
    /// // HTTP 503 three times, then normally, then a reset:
    /// sandbox.script(Vendor::Tencent, vec![Fault::unavailable(); 3]);
    /// sandbox.script(Vendor::Tencent, [Fault::none(), Fault::reset()]);
    /// # Ok(())
    /// # }
    /// ```
    pub fn script<F: Into<Fault>>(&self, target: impl Into<Target>, faults: impl IntoIterator<Item = F>) {
        let Target { vendor, action } = target.into();
        self.service(vendor).emulator.with_script(|script| {
            faults.into_iter().for_each(|fault| script.push(action.clone(), fault.into()));
        });
    }

    /// Number of a vendor's remaining scripted faults.
    #[must_use]
    pub fn scripted(&self, vendor: Vendor) -> usize {
        self.service(vendor).emulator.with_script(|script| script.left())
    }

    /// Removes all remaining scripted faults.
    pub fn clear_script(&self) {
        for vendor in Vendor::ALL {
            self.service(vendor).emulator.with_script(Script::clear);
        }
    }

    /// Replaces the random faults of all vendors from now on.
    pub fn set_chances(&self, chances: &Chances) {
        for vendor in Vendor::ALL {
            self.service(vendor).emulator.with_script(|script| script.set_chances(vendor, chances.clone()));
        }
    }

    /// How often each kind of fault was injected into a vendor's calls, by its name as in [`Fault`]'s `Display`.
    #[must_use]
    pub fn faults(&self, vendor: Vendor) -> BTreeMap<String, u64> {
        self.service(vendor).emulator.with_script(|script| script.happened())
    }

    /// The received requests, oldest first: the latest 100,000, or as many as [`SandboxBuilder::log_capacity`] sets.
    #[must_use]
    pub fn log(&self) -> Log {
        self.log.read()
    }

    /// Clears the log.
    pub fn clear_log(&self) {
        self.log.clear();
    }

    /// Finishes answers in progress, for at most a second, and frees the ports.
    pub async fn stop(self) {
        drop(self.stop);
        for service in self.services {
            // Joining cannot fail: the task does not panic and is not aborted.
            let _ = service.task.await;
        }
    }
}

impl Service {
    pub(crate) fn run(emulator: Emulator, stopped: watch::Receiver<()>) -> Self {
        let emulator = Arc::new(emulator);
        let task = tokio::spawn(server::serve(Arc::clone(&emulator), stopped));
        Self { endpoint: format!("http://{}", emulator.host), emulator, task }
    }

    /// The vendor.
    #[must_use]
    pub fn vendor(&self) -> Vendor {
        self.emulator.vendor
    }

    /// The vendor's display name, from its spec.
    #[must_use]
    pub fn title(&self) -> &str {
        &self.emulator.model.title
    }

    /// The URL of the service: `http://127.0.0.1:PORT`.
    #[must_use]
    pub fn endpoint(&self) -> &str {
        &self.endpoint
    }

    /// The credentials that it accepts.
    #[must_use]
    pub fn credentials(&self) -> &Credentials {
        &self.emulator.credentials
    }

    /// The environment variables from which the vendor's clients read the id and the secret.
    #[must_use]
    pub fn variables(&self) -> [&'static str; 2] {
        self.vendor().protocol().variables()
    }

    /// Refuses connections until [`open`](Self::open) is called; the port stays reserved. Idle connections are closed
    /// at once, the others after their answer.
    pub fn close(&self) {
        self.emulator.port.close();
    }

    /// Accepts connections again.
    ///
    /// # Errors
    /// The error of the operating system if it cannot listen. Trying again may help.
    pub fn open(&self) -> io::Result<()> {
        self.emulator.port.open()
    }

    /// Number of connections accepted so far.
    #[must_use]
    pub fn connections(&self) -> u64 {
        self.emulator.connections.load(Ordering::Relaxed)
    }

    /// Number of open connections.
    #[must_use]
    pub fn open_connections(&self) -> u64 {
        self.emulator.open.load(Ordering::Relaxed)
    }

    /// The names of its actions.
    #[must_use]
    pub fn actions(&self) -> Vec<&str> {
        self.emulator.actions.iter().map(|action| action.name.as_str()).collect()
    }

    /// Counts of an action's calls since the start. `None` if there is no such action.
    #[must_use]
    pub fn tally(&self, action: &str) -> Option<Tally> {
        self.emulator.tally(action)
    }

    /// Signs a call of an action now, with parameters by their documented names (`UserId[]`), which are not checked.
    /// `None` if there is no such action.
    #[must_use]
    pub fn call(&self, action: &str, parameters: &Map<String, Json>) -> Option<SignedCall> {
        Some(emulator::signed(&self.emulator, self.emulator.action(action)?, parameters, self.now()))
    }

    /// Signs a call of an action now whose answer contains something of the sandbox's world, or else the spec's
    /// example. `None` if there is no such action.
    #[must_use]
    pub fn sample(&self, action: &str) -> Option<SignedCall> {
        Some(emulator::sample(&self.emulator, self.emulator.action(action)?, self.now()))
    }

    fn now(&self) -> OffsetDateTime {
        self.emulator.clock.now()
    }
}
