//! Where the calls of the examples go: to a sandbox that the program starts, or to one that runs already.
#![forbid(unsafe_code)]

use rtc_core::ClientBuilder;
use rtc_sandbox::{Clock, Sandbox, Service, World};
use std::{env, error::Error};
use time::{Duration, OffsetDateTime};

/// The app of all calls, which both sandboxes have.
pub const APP: &str = World::APP;
/// The same app, as Tencent's actions name it.
pub const TENCENT_APP: u64 = 1_400_188_366;

/// A client for each vendor.
pub struct Vendors {
    /// Calls Volcengine.
    pub volcengine: rtc_volcengine::Client,
    /// Calls Tencent.
    pub tencent: rtc_tencent::Client,
    /// Calls ZEGO.
    pub zego: rtc_zego::Client,
    /// The sandbox that this program started, if any.
    sandbox: Option<Sandbox>,
}

/// Refuses arguments, for programs that take none: they act on rooms of the sandbox.
///
/// # Errors
/// If there is an argument.
pub fn no_arguments() -> Result<(), Box<dyn Error>> {
    match std::env::args().nth(1) {
        None => Ok(()),
        Some(argument) => Err(format!("`{argument}` is not understood: this program takes no arguments").into()),
    }
}

impl Vendors {
    /// Uses the sandbox whose addresses and credentials are in the environment, as `rtc-sandbox` prints them. Without them,
    /// starts a sandbox with the same rooms in this program.
    ///
    /// # Errors
    /// Not all variables are set, or the sandbox cannot start.
    pub async fn connect() -> Result<Self, Box<dyn Error>> {
        if env::vars_os().any(|(name, _)| name.to_string_lossy().starts_with("RTC_ENDPOINT_")) {
            return Self::from_env();
        }
        let sandbox = Sandbox::builder().world(World::seeded(1, OffsetDateTime::now_utc())).start().await?;
        let credentials =
            |service: &Service| (service.credentials().id().to_owned(), service.credentials().secret().to_owned());
        let (volcengine, tencent, zego) = (sandbox.volcengine(), sandbox.tencent(), sandbox.zego());
        let ((volcengine_id, volcengine_secret), (tencent_id, tencent_secret), (zego_id, zego_secret)) =
            (credentials(volcengine), credentials(tencent), credentials(zego));
        Ok(Self {
            volcengine: of(sandbox.clock(), volcengine)
                .credentials(rtc_volcengine::Credentials::new(volcengine_id, volcengine_secret))
                .build()?,
            tencent: of(sandbox.clock(), tencent)
                .credentials(rtc_tencent::Credentials::new(tencent_id, tencent_secret))
                .build()?,
            zego: of(sandbox.clock(), zego)
                .credentials(rtc_zego::Credentials::new(zego_id.parse()?, zego_secret))
                .build()?,
            sandbox: Some(sandbox),
        })
    }

    /// The credentials are in variables that each client reads by itself.
    fn from_env() -> Result<Self, Box<dyn Error>> {
        let endpoint = |vendor: &str| {
            let name = format!("RTC_ENDPOINT_{vendor}");
            env::var(&name).map_err(|error| format!("{name}: {error}; paste all lines that `rtc-sandbox` prints"))
        };
        Ok(Self {
            volcengine: rtc_volcengine::Client::builder().endpoint(endpoint("VOLCENGINE")?).build()?,
            tencent: rtc_tencent::Client::builder().endpoint(endpoint("TENCENT")?).build()?,
            zego: rtc_zego::Client::builder().endpoint(endpoint("ZEGO")?).build()?,
            sandbox: None,
        })
    }

    /// The time in the sandbox.
    #[must_use]
    pub fn now(&self) -> OffsetDateTime {
        self.sandbox.as_ref().map_or_else(OffsetDateTime::now_utc, |sandbox| sandbox.clock().now())
    }

    /// Waits. In the sandbox that this program started, that takes no time: its clock is moved on.
    pub async fn wait(&self, time: Duration) {
        match &self.sandbox {
            Some(sandbox) => sandbox.clock().advance(time),
            None => tokio::time::sleep(time.unsigned_abs()).await,
        }
    }
}

/// A client of a vendor of the sandbox, with the sandbox's clock.
fn of<V: rtc_core::Vendor>(clock: &Clock, service: &Service) -> ClientBuilder<V> {
    let clock = clock.clone();
    rtc_core::Client::builder().endpoint(service.endpoint()).clock(move || clock.now())
}
