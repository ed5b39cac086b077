//! A client for each vendor.

use rtc_core::{ClientBuilder, Vendor};
use rtc_sandbox::{Sandbox, Service};

/// A client for each vendor. With the real vendors, `Client::from_env()` is enough.
pub(crate) struct Clients {
    pub(crate) volcengine: rtc_volcengine::Client,
    pub(crate) tencent: rtc_tencent::Client,
    pub(crate) zego: rtc_zego::Client,
}

impl Clients {
    pub(crate) fn of(sandbox: &Sandbox) -> Result<Self, Box<dyn std::error::Error>> {
        let [volcengine, tencent, zego] = [sandbox.volcengine(), sandbox.tencent(), sandbox.zego()];
        let id = |service: &Service| service.credentials().id().to_owned();
        let secret = |service: &Service| service.credentials().secret().to_owned();
        Ok(Self {
            volcengine: builder(sandbox, volcengine)
                .credentials(rtc_volcengine::Credentials::new(id(volcengine), secret(volcengine)))
                .build()?,
            tencent: builder(sandbox, tencent)
                .credentials(rtc_tencent::Credentials::new(id(tencent), secret(tencent)))
                .build()?,
            zego: builder(sandbox, zego)
                .credentials(rtc_zego::Credentials::new(id(zego).parse()?, secret(zego)))
                .build()?,
        })
    }
}

/// A client's builder for that service, with the sandbox's clock.
fn builder<V: Vendor>(sandbox: &Sandbox, service: &Service) -> ClientBuilder<V> {
    let clock = sandbox.clock().clone();
    rtc_core::Client::builder().endpoint(service.endpoint()).clock(move || clock.now())
}
