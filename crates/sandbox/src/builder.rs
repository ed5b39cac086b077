//! The options of a sandbox.

use crate::{
    Chances, Clock, Credentials, Quotas, Sandbox, StartError, Vendor, World,
    emulator::Emulator,
    fault::Script,
    log::LogBuffer,
    nonces::Nonces,
    port::Port,
    quotas::{QuotaMeter, Rate},
    sandbox::Service,
    world::LiveWorld,
};
use rtc_catalog::model::{Action, Model};
use std::{
    collections::BTreeMap,
    net::{Ipv4Addr, SocketAddr},
    path::{Path, PathBuf},
    sync::{Arc, Mutex, atomic::AtomicU64},
    time::Duration,
};
use tokio::{net::TcpListener, sync::watch};

/// Default capacity of the log, in requests.
const LOG_CAPACITY: usize = 100_000;

// The paths and texts of the specs, by `build.rs`.
include!(concat!(env!("OUT_DIR"), "/specs.rs"));

/// The options of a sandbox. Every option has a default.
#[derive(Clone, Debug)]
#[must_use = "nothing runs until `start` is called"]
pub struct SandboxBuilder {
    /// The folder of specs; those in this crate unless set.
    specs: Option<PathBuf>,
    world: World,
    clock: Clock,
    credentials: BTreeMap<Vendor, Credentials>,
    addresses: BTreeMap<Vendor, SocketAddr>,
    quotas: Quotas,
    /// Quotas by vendor and action that replace the documented ones.
    rates: BTreeMap<(Vendor, String), Rate>,
    once: bool,
    chances: Chances,
    /// Capacity of the log, in requests.
    kept: usize,
}

impl SandboxBuilder {
    pub(crate) fn new() -> Self {
        Self {
            specs: None,
            world: World::new(),
            clock: Clock::system(),
            credentials: BTreeMap::new(),
            addresses: BTreeMap::new(),
            quotas: Quotas::default(),
            rates: BTreeMap::new(),
            once: true,
            chances: Chances::default(),
            kept: LOG_CAPACITY,
        }
    }

    /// Sets the folder of specs, which has one folder for each of the three vendors. The default is the specs that this
    /// crate was built with.
    pub fn specs(mut self, folder: impl Into<PathBuf>) -> Self {
        self.specs = Some(folder.into());
        self
    }

    /// Sets the rooms, users and sessions. The default is an empty world.
    pub fn world(mut self, world: World) -> Self {
        self.world = world;
        self
    }

    /// Sets the clock. The default is the machine's clock.
    pub fn clock(mut self, clock: Clock) -> Self {
        self.clock = clock;
        self
    }

    /// Sets the credentials that a vendor accepts. By default, random ones are generated.
    pub fn credentials(mut self, vendor: Vendor, credentials: Credentials) -> Self {
        self.credentials.insert(vendor, credentials);
        self
    }

    /// Sets the loopback address of a vendor. The default is a free port of 127.0.0.1.
    pub fn address(mut self, vendor: Vendor, address: SocketAddr) -> Self {
        self.addresses.insert(vendor, address);
        self
    }

    /// Sets whether quotas are enforced. The default is [`Quotas::Kept`].
    pub fn quotas(mut self, quotas: Quotas) -> Self {
        self.quotas = quotas;
        self
    }

    /// Replaces the documented quotas of an action by `calls` calls per `per`, counted like the first of them, as vendors
    /// grant it on request. An unknown action name has no effect.
    pub fn quota(mut self, vendor: Vendor, action: impl Into<String>, calls: u32, per: Duration) -> Self {
        self.rates.insert((vendor, action.into()), Rate { calls, per, like: 0 });
        self
    }

    /// Sets whether a repeated nonce is accepted, as when a call is pasted into a shell twice. It is refused by
    /// default.
    pub fn repeated_nonces(mut self, let_in: bool) -> Self {
        self.once = !let_in;
        self
    }

    /// Sets faults that are injected at random. The default is none.
    pub fn chances(mut self, chances: Chances) -> Self {
        self.chances = chances;
        self
    }

    /// Sets how many of the latest requests the log keeps; 100,000 by default. A request takes about a kilobyte.
    pub fn log_capacity(mut self, arrivals: usize) -> Self {
        self.kept = arrivals;
        self
    }

    /// Loads the specs and serves the three vendors, each on its own port.
    ///
    /// # Errors
    /// [`StartError`]: the specs are invalid, or a port is unavailable. Nothing is served then.
    pub async fn start(self) -> Result<Sandbox, StartError> {
        let model = load(self.specs.as_deref())?;
        let world = Arc::new(LiveWorld::new(&self.world));
        let log = Arc::new(LogBuffer::new(self.kept));
        // No vendor is served before all of them can be served.
        let mut ready = Vec::new();
        for vendor in Vendor::ALL {
            ready.push(self.prepare(vendor, &model, &world, &log).await?);
        }
        let (stop, stopped) = watch::channel(());
        let services = ready.into_iter().map(|emulator| Service::run(emulator, stopped.clone())).collect();
        Ok(Sandbox::new(services, self.world, self.clock, log, stop))
    }

    async fn prepare(
        &self,
        vendor: Vendor,
        model: &Model,
        world: &Arc<LiveWorld>,
        log: &Arc<LogBuffer>,
    ) -> Result<Emulator, StartError> {
        let missing = || StartError::MissingVendor { folder: named(self.specs.as_deref()), vendor };
        let described = model.vendors.iter().find(|described| described.id == vendor.id()).ok_or_else(missing)?;
        let credentials =
            self.credentials.get(&vendor).cloned().unwrap_or_else(|| vendor.protocol().generate_credentials());
        check(vendor, &credentials)?;
        let address = self.addresses.get(&vendor).copied().unwrap_or((Ipv4Addr::LOCALHOST, 0).into());
        if !address.ip().is_loopback() {
            return Err(StartError::NotLoopback { vendor, address });
        }
        let bind = |error| StartError::Bind { vendor, address, error };
        let listener = TcpListener::bind(address).await.map_err(bind)?;
        let port = Port::new(listener).map_err(bind)?;
        let actions: Vec<Action> =
            model.actions.iter().filter(|action| action.vendor.id == vendor.id()).cloned().collect();
        let rates = |action: &Action| match self.rates.get(&(vendor, action.name.clone())) {
            Some(rate) => vec![*rate],
            None => Rate::of(action),
        };
        let meter = |action| Mutex::new(QuotaMeter::new(self.quotas, rates(action)));
        let emulator = Emulator {
            vendor,
            host: port.address().to_string(),
            model: Arc::clone(described),
            meters: actions.iter().map(meter).collect(),
            actions,
            credentials,
            clock: self.clock.clone(),
            world: Arc::clone(world),
            log: Arc::clone(log),
            once: self.once,
            nonces: Nonces::default(),
            port,
            connections: AtomicU64::new(0),
            open: AtomicU64::new(0),
            script: Mutex::new(Script::new(vendor, self.chances.clone())),
            counter: AtomicU64::new(1),
        };
        Ok(emulator)
    }
}

fn load(folder: Option<&Path>) -> Result<Model, StartError> {
    let model = folder.map_or_else(|| rtc_catalog::load_texts(SPECS), rtc_catalog::load);
    let model = model.map_err(|error| StartError::Specs { folder: named(folder), error })?;
    match model.vendors.iter().find(|vendor| Vendor::from_id(&vendor.id).is_none()) {
        Some(vendor) => Err(StartError::UnknownVendor { folder: named(folder), vendor: vendor.id.clone() }),
        None => Ok(model),
    }
}

/// The folder that errors name.
fn named(folder: Option<&Path>) -> PathBuf {
    folder.map_or_else(|| PathBuf::from("specs"), Path::to_owned)
}

fn check(vendor: Vendor, credentials: &Credentials) -> Result<(), StartError> {
    let checked = if credentials.id().is_empty() || credentials.secret().is_empty() {
        Err("id and secret must not be empty")
    } else {
        vendor.protocol().check_credentials(credentials)
    };
    checked.map_err(|reason| StartError::Credentials { vendor, reason })
}
