//! The sandboxes that are called.

use rtc_sandbox::{Credentials, Quotas, Sandbox, StartError, Vendor, World};
use std::path::Path;
use time::{Duration, OffsetDateTime};

/// A room with somebody in it, of the app [`World::APP`].
pub(crate) const ROOM: &str = "room";

/// One sandbox with permanent credentials and one with temporary ones.
pub(crate) struct Sandboxes {
    lasting: Sandbox,
    temporary: Sandbox,
}

impl Sandboxes {
    pub(crate) async fn open(specs: &Path) -> Result<Self, StartError> {
        Ok(Self { lasting: open(specs, false).await?, temporary: open(specs, true).await? })
    }

    pub(crate) fn of(&self, temporary: bool) -> &Sandbox {
        if temporary { &self.temporary } else { &self.lasting }
    }

    pub(crate) async fn close(self) {
        self.lasting.stop().await;
        self.temporary.stop().await;
    }
}

/// Secrets use all visible ASCII characters, which the vendors allow.
async fn open(specs: &Path, temporary: bool) -> Result<Sandbox, StartError> {
    let now = OffsetDateTime::now_utc();
    let mut world = World::new();
    world.user(World::APP, ROOM, "ann").session(now - Duration::hours(1), None);
    let mut builder = Sandbox::builder().specs(specs).world(world).quotas(Quotas::Off);
    for vendor in Vendor::ALL {
        let (id, secret) = match vendor {
            Vendor::Zego => (World::APP, "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~"),
            _ => ("AK.interop-made_up", "TWFkZQ+/VXA=~!\"#$%&'()*,-.:;<>?@[\\]^_`{|}=="),
        };
        let credentials = Credentials::new(id, secret);
        builder = builder.credentials(
            vendor,
            match vendor {
                Vendor::Zego => credentials,
                _ if temporary => credentials.session_token("nCgF/To+ken=.made_up~=="),
                _ => credentials,
            },
        );
    }
    builder.start().await
}
