//! Slots granted by Redis, or locally during an outage.

use crate::{
    connection::{Connection, Unavailable},
    script::{Operation, ScriptCall},
    settings::{Settings, UrlError, WhenUnavailable},
};
use redis::Client;
use rtc_core::quota::store::{
    QuotaKey, QuotaStore, RateLimit, Reservation, ReserveFuture, Slot, StoreError, ThrottleFuture,
};
use std::{num::NonZeroU32, sync::Arc, time::Duration};

/// Counts quotas in the Redis of a URL: `redis://[user:password@]host[:port][/database]`, `redis+unix:///path`, or
/// `rediss://…` with the feature `tls`. No connection is opened before the first call.
///
/// # Errors
/// If the URL is invalid.
pub fn connect(url: &str) -> Result<RedisStore, UrlError> {
    let client = Client::open(url).map_err(|_| UrlError { reason: reason(url) })?;
    Ok(RedisStore { settings: Settings::default(), connection: Arc::new(Connection::new(client)) })
}

/// What may be wrong with a URL. The Redis crate's own message is not used, because it may quote the URL.
fn reason(url: &str) -> &'static str {
    let wants_tls = url.starts_with("rediss:") || url.starts_with("valkeys:");
    if wants_tls && cfg!(not(feature = "tls")) {
        "it uses TLS, which needs the feature `tls`"
    } else {
        "its scheme, host, port or database is invalid"
    }
}

/// A quota store that counts in Redis.
#[derive(Clone, Debug)]
pub struct RedisStore {
    settings: Settings,
    connection: Arc<Connection>,
}

impl RedisStore {
    /// Sets the prefix of all keys in Redis; `rtc-quota` unless set. Clients with different prefixes are not counted
    /// together.
    /// counted together.
    #[must_use]
    pub fn prefix(mut self, prefix: impl AsRef<str>) -> Self {
        self.settings.prefix = Arc::from(prefix.as_ref());
        self
    }

    /// Sets how long a call waits for Redis, including connecting; 100 ms unless set.
    #[must_use]
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.settings.timeout = timeout;
        self
    }

    /// Sets how often to retry Redis while it is unavailable; every second unless set.
    #[must_use]
    pub fn retry_every(mut self, every: Duration) -> Self {
        self.settings.retry_every = every;
        self
    }

    /// Sets what happens to calls while Redis is unavailable; by default each process keeps an even share of the quota.
    #[must_use]
    pub fn when_unavailable(mut self, operation: WhenUnavailable) -> Self {
        self.settings.when_unavailable = operation;
        self
    }

    /// The Redis keys of a quota key's state and of the set of processes.
    fn names(&self, key: &QuotaKey) -> (String, String) {
        let prefix = &self.settings.prefix;
        (format!("{prefix}:{key}"), format!("{prefix}:processes"))
    }
}

impl QuotaStore for RedisStore {
    fn reserve(&self, reservation: Reservation<'_>) -> ReserveFuture {
        let (state, processes) = self.names(reservation.key);
        let Reservation { key, rate_limit, max_wait, missed } = reservation;
        let (store, key) = (self.clone(), key.clone());
        Box::pin(async move {
            let operation = Operation::Reserve { max_wait, missed, process: store.connection.heartbeat() };
            match store.connection.run(&store.settings, &ScriptCall { state, processes, rate_limit, operation }).await {
                Ok(reply) => {
                    if let Some(processes) = reply.processes {
                        store.connection.set_processes(processes);
                    }
                    reply.slot.map_err(|wait| StoreError::TooLate { wait })
                }
                Err(unavailable) => {
                    let share = store.share(rate_limit);
                    let reservation = Reservation { key: &key, rate_limit: share, max_wait, missed };
                    reserve_during_outage(store.settings.when_unavailable, &unavailable, reservation)
                }
            }
        })
    }

    fn throttle(&self, key: &QuotaKey, rate_limit: RateLimit, at_least: Option<Duration>) -> ThrottleFuture {
        let (state, processes) = self.names(key);
        let (store, key) = (self.clone(), key.clone());
        Box::pin(async move {
            let pause = rate_limit.pause(at_least);
            let call = ScriptCall { state, processes, rate_limit, operation: Operation::Throttle { pause } };
            if let Err(unavailable) = store.connection.run(&store.settings, &call).await {
                unavailable.local.throttle(&key, store.share(rate_limit), pause);
            }
        })
    }
}

impl RedisStore {
    /// This process's share of a rate limit.
    fn share(&self, rate_limit: RateLimit) -> RateLimit {
        match self.settings.when_unavailable {
            WhenUnavailable::LocalShare { processes } => {
                let processes = processes.map(NonZeroU32::get).or_else(|| self.connection.processes());
                rate_limit.share(processes.unwrap_or(2))
            }
            WhenUnavailable::Fail | WhenUnavailable::Unlimited => rate_limit,
        }
    }
}

/// Reserves a slot while Redis is unavailable.
fn reserve_during_outage(
    when_unavailable: WhenUnavailable,
    unavailable: &Unavailable,
    reservation: Reservation<'_>,
) -> Result<Slot, StoreError> {
    match when_unavailable {
        WhenUnavailable::LocalShare { .. } => unavailable.local.reserve(reservation),
        WhenUnavailable::Fail => Err(StoreError::Unavailable {
            reason: format!(
                "Redis, which counts the quotas, is unavailable ({}); restore it, or let calls continue with `when_unavailable`",
                unavailable.reason
            ),
        }),
        WhenUnavailable::Unlimited => {
            let now = Slot { begins: 0, wait: Duration::ZERO, next: Duration::ZERO, interval: Duration::ZERO };
            Ok(now)
        }
    }
}
