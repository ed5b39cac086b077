//! Slots by Redis, or by this process's share.

use crate::{
    link::{Away, Link},
    script::{Question, What},
    settings::{Settings, UrlError, WhenAway},
};
use redis::Client;
use rtc_core::quota::{Pace, QuotaKey, QuotaStore, Reservation, Reserving, Slot, SlowingDown, StoreError};
use std::{num::NonZeroU32, sync::Arc, time::Duration};

/// Counts quotas in the Redis that a URL leads to: `redis://[user:password@]host[:port][/database]`, `redis+unix:///path`,
/// or `rediss://…` with the feature `tls`. No connection is made before the first call.
///
/// # Errors
/// If it is no such URL.
pub fn connect(url: &str) -> Result<RedisStore, UrlError> {
    let client = Client::open(url).map_err(|_| UrlError { reason: reason(url) })?;
    Ok(RedisStore { settings: Settings::default(), link: Arc::new(Link::new(client)) })
}

/// What may be wrong with a URL, without a part of it: Redis' own words might repeat one.
fn reason(url: &str) -> &'static str {
    let wants_tls = url.starts_with("rediss:") || url.starts_with("valkeys:");
    if wants_tls && cfg!(not(feature = "tls")) {
        "it asks for TLS, which needs the feature `tls`"
    } else {
        "its scheme, host, port or database is none"
    }
}

/// Counts quotas in Redis.
#[derive(Clone, Debug)]
pub struct RedisStore {
    settings: Settings,
    link: Arc<Link>,
}

impl RedisStore {
    /// What the names of all keys in Redis begin with; `rtc-quota` unless set. Clients with different prefixes are not
    /// counted together.
    #[must_use]
    pub fn prefix(mut self, prefix: impl AsRef<str>) -> Self {
        self.settings.prefix = Arc::from(prefix.as_ref());
        self
    }

    /// How long a call waits for Redis, connecting included; 100 ms unless set.
    #[must_use]
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.settings.timeout = timeout;
        self
    }

    /// How often to look whether Redis is back, if it is away; every second unless set.
    #[must_use]
    pub fn retry_every(mut self, every: Duration) -> Self {
        self.settings.retry_every = every;
        self
    }

    /// What becomes of calls while Redis is away; an even share of the quota unless set.
    #[must_use]
    pub fn when_away(mut self, what: WhenAway) -> Self {
        self.settings.when_away = what;
        self
    }

    /// The names of a key's state and of the list of processes.
    fn names(&self, key: &QuotaKey) -> (String, String) {
        let prefix = &self.settings.prefix;
        (format!("{prefix}:{key}"), format!("{prefix}:processes"))
    }
}

impl QuotaStore for RedisStore {
    fn reserve(&self, asked: Reservation<'_>) -> Reserving {
        let (state, processes) = self.names(asked.key);
        let Reservation { key, pace, most, missed } = asked;
        let (store, key) = (self.clone(), key.clone());
        Box::pin(async move {
            let what = What::Reserve { most, missed, process: store.link.note() };
            match store.link.ask(&store.settings, &Question { state, processes, pace, what }).await {
                Ok(told) => {
                    if let Some(processes) = told.processes {
                        store.link.noted(processes);
                    }
                    told.slot.map_err(|wait| StoreError::TooLate { wait })
                }
                Err(away) => {
                    let share = store.share(pace);
                    let asked = Reservation { key: &key, pace: share, most, missed };
                    meanwhile(store.settings.when_away, &away, asked)
                }
            }
        })
    }

    fn slow_down(&self, key: &QuotaKey, pace: Pace, at_least: Option<Duration>) -> SlowingDown {
        let (state, processes) = self.names(key);
        let (store, key) = (self.clone(), key.clone());
        Box::pin(async move {
            let pause = pace.pause(at_least);
            let question = Question { state, processes, pace, what: What::SlowDown { pause } };
            if let Err(away) = store.link.ask(&store.settings, &question).await {
                away.local.slow_down(&key, store.share(pace), pause);
            }
        })
    }
}

impl RedisStore {
    /// This process's share of a pace.
    fn share(&self, pace: Pace) -> Pace {
        match self.settings.when_away {
            WhenAway::LocalShare { processes } => {
                let processes = processes.map(NonZeroU32::get).or_else(|| self.link.processes());
                pace.share(processes.unwrap_or(2))
            }
            WhenAway::Fail | WhenAway::Unlimited => pace,
        }
    }
}

/// A slot while Redis is away.
fn meanwhile(when_away: WhenAway, away: &Away, asked: Reservation<'_>) -> Result<Slot, StoreError> {
    match when_away {
        WhenAway::LocalShare { .. } => away.local.reserve(asked),
        WhenAway::Fail => Err(StoreError::Away {
            reason: format!(
                "Redis, which counts quotas, is away ({}); look after it, or have calls go on with `when_away`",
                away.reason
            ),
        }),
        WhenAway::Unlimited => {
            let now = Slot { begins: 0, wait: Duration::ZERO, next: Duration::ZERO, interval: Duration::ZERO };
            Ok(now)
        }
    }
}
