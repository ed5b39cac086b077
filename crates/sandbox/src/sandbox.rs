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

/// The three vendors on this machine. It stops when it is dropped.
#[derive(Debug)]
pub struct Sandbox {
    /// In the order of the vendors.
    services: Vec<Service>,
    world: World,
    clock: Clock,
    log: Arc<LogBuffer>,
    stop: watch::Sender<()>,
}

/// One vendor, served.
#[derive(Debug)]
pub struct Service {
    endpoint: String,
    emulator: Arc<Emulator>,
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

    /// Starts to configure a sandbox.
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

    /// A vendor's endpoint, credentials and calls.
    #[must_use]
    pub fn service(&self, vendor: Vendor) -> &Service {
        &self.services[vendor as usize]
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

    /// Has this happen to the next call of a vendor ([`Vendor`]) or of one action (`(Vendor, "ListUserInfo")`): a
    /// [`Fault`], or a [`Reply`](crate::Reply), which is given without looking at what is asked or who asks. Several of
    /// them wait for as many calls. What is meant for an action goes before what is meant for its vendor.
    pub fn answer_next(&self, target: impl Into<Target>, fault: impl Into<Fault>) {
        self.script(target, [fault]);
    }

    /// Has these happen to the next calls, one each, in this order. [`Fault::none`] leaves a call alone.
    ///
    /// ```
    /// # async fn test() -> Result<(), rtc_sandbox::StartError> {
    /// # let sandbox = rtc_sandbox::Sandbox::start().await?;
    /// use rtc_sandbox::{Fault, Vendor};
    ///
    /// // HTTP 503 three times, then well, then a reset:
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

    /// How many scripted faults of a vendor are left.
    #[must_use]
    pub fn scripted(&self, vendor: Vendor) -> usize {
        self.service(vendor).emulator.with_script(|script| script.left())
    }

    /// Removes all scripted faults that are left.
    pub fn clear_script(&self) {
        for vendor in Vendor::ALL {
            self.service(vendor).emulator.with_script(Script::clear);
        }
    }

    /// What goes wrong by chance from now on, with all vendors.
    pub fn set_chances(&self, chances: &Chances) {
        for vendor in Vendor::ALL {
            self.service(vendor).emulator.with_script(|script| script.set_chances(vendor, chances.clone()));
        }
    }

    /// How often each kind of fault happened with a vendor since the start, by its name as in [`Fault`]'s `Display`.
    #[must_use]
    pub fn faults(&self, vendor: Vendor) -> BTreeMap<String, u64> {
        self.service(vendor).emulator.with_script(|script| script.happened())
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
        for service in self.services {
            // It cannot fail: nothing in it panics, and nobody aborts it.
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

    /// The vendor's name for people, from its spec.
    #[must_use]
    pub fn title(&self) -> &str {
        &self.emulator.model.title
    }

    /// Where clients find it: `http://127.0.0.1:PORT`.
    #[must_use]
    pub fn endpoint(&self) -> &str {
        &self.endpoint
    }

    /// The credentials that it accepts.
    #[must_use]
    pub fn credentials(&self) -> &Credentials {
        &self.emulator.credentials
    }

    /// The environment variables from which the vendor's clients take the id and the secret of the credentials.
    #[must_use]
    pub fn variables(&self) -> [&'static str; 2] {
        self.vendor().protocol().variables()
    }

    /// Refuses connections until it is opened again: the port participants its own, and nobody listens. Connections without a
    /// call are closed at once, the others when their call is answered.
    pub fn close(&self) {
        self.emulator.port.close();
    }

    /// Accepts connections again.
    ///
    /// # Errors
    /// The operating system does not let it listen. Trying again may help.
    pub fn open(&self) -> io::Result<()> {
        self.emulator.port.open()
    }

    /// How many connections it has accepted.
    #[must_use]
    pub fn connections(&self) -> u64 {
        self.emulator.connections.load(Ordering::Relaxed)
    }

    /// How many of them are open now.
    #[must_use]
    pub fn open_connections(&self) -> u64 {
        self.emulator.open.load(Ordering::Relaxed)
    }

    /// The actions it knows, by name.
    #[must_use]
    pub fn actions(&self) -> Vec<&str> {
        self.emulator.actions.iter().map(|action| action.name.as_str()).collect()
    }

    /// Counts of an action's calls since the start. None if there is no such action.
    #[must_use]
    pub fn tally(&self, action: &str) -> Option<Tally> {
        self.emulator.tally(action)
    }

    /// A call of an action, signed now, with parameters by the names that the vendor's page gives them (`UserId[]`).
    /// They are not checked. None if there is no such action.
    #[must_use]
    pub fn call(&self, action: &str, parameters: &Map<String, Json>) -> Option<SignedCall> {
        Some(emulator::signed(&self.emulator, self.emulator.action(action)?, parameters, self.now()))
    }

    /// A call of an action, signed now, that shows something of the sandbox's world, or else is the spec's example.
    /// None if there is no such action.
    #[must_use]
    pub fn sample(&self, action: &str) -> Option<SignedCall> {
        Some(emulator::sample(&self.emulator, self.emulator.action(action)?, self.now()))
    }

    fn now(&self) -> OffsetDateTime {
        self.emulator.clock.now()
    }
}
