//! A client for each vendor.

use rtc_core::BuildError;
use rtc_sandbox::Sandbox;

/// A client for each vendor. With the real vendors, `Client::from_env()` is enough.
pub(crate) struct Clients {
    pub(crate) volcengine: rtc_volcengine::Client,
    pub(crate) tencent: rtc_tencent::Client,
    pub(crate) zego: rtc_zego::Client,
}

impl Clients {
    pub(crate) fn of(sandbox: &Sandbox) -> Result<Self, Box<dyn std::error::Error>> {
        let (volcengine, tencent, zego) = (sandbox.volcengine(), sandbox.tencent(), sandbox.zego());
        let build = |error: BuildError| format!("cannot build a client: {error}");
        Ok(Self {
            volcengine: rtc_volcengine::Client::builder()
                .endpoint(volcengine.endpoint())
                .credentials(rtc_volcengine::Credentials::new(
                    volcengine.credentials().id(),
                    volcengine.credentials().secret(),
                ))
                .build()
                .map_err(build)?,
            tencent: rtc_tencent::Client::builder()
                .endpoint(tencent.endpoint())
                .credentials(rtc_tencent::Credentials::new(tencent.credentials().id(), tencent.credentials().secret()))
                .build()
                .map_err(build)?,
            zego: rtc_zego::Client::builder()
                .endpoint(zego.endpoint())
                .credentials(rtc_zego::Credentials::new(zego.credentials().id().parse()?, zego.credentials().secret()))
                .build()
                .map_err(build)?,
        })
    }
}
