//! Slots granted by Redis, or locally during an outage.

use crate::{
    availability::Unavailable,
    connection::Connection,
    local_share::LocalShare,
    script::{Keys, Operation, ScriptCall, ScriptReply},
    settings::{Settings, UrlError, WhenUnavailable},
};
use redis::Client;
#[cfg(feature = "tls")]
use redis::ConnectionAddr;
use rtc_core::quota::store::{
    QuotaKey, QuotaStore, RateLimit, Reservation, ReserveFuture, Slot, StoreError, ThrottleFuture,
};
use std::{num::NonZeroU32, sync::Arc, time::Duration};

/// Counts quotas in the Redis of a URL: `redis://[user:password@]host[:port][/database]`, `redis+unix:///path`, or
/// `rediss://…` with the feature `tls`. The URL may name any node of a cluster. No connection is opened before the first
/// call.
///
/// # Errors
/// If the URL is invalid.
pub fn connect(url: &str) -> Result<RedisStore, UrlError> {
    let client = Client::open(url).map_err(|_| UrlError { reason: reason(url) })?;
    Ok(RedisStore::new(&client))
}

/// The same for a `rediss://` URL whose certificate is signed by an authority of your own: `certificates` are those of
/// the trusted authorities as PEM, instead of the system's.
///
/// # Errors
/// If the URL is invalid or not a `rediss://` one, or the certificates are not PEM.
#[cfg(feature = "tls")]
pub fn connect_trusting(url: &str, certificates: &[u8]) -> Result<RedisStore, UrlError> {
    let trusted = redis::TlsCertificates { client_tls: None, root_cert: Some(certificates.to_vec()) };
    let client = Client::open(url).map_err(|_| UrlError { reason: reason(url) })?;
    if !matches!(client.get_connection_info().addr(), ConnectionAddr::TcpTls { .. }) {
        return Err(UrlError { reason: "trusted certificates need TLS, so a `rediss://` URL" });
    }
    if !certificates.windows(PEM_BEGIN.len()).any(|window| window == PEM_BEGIN) {
        return Err(UrlError { reason: NO_CERTIFICATES });
    }
    let client = Client::build_with_tls(url, trusted).map_err(|_| UrlError { reason: NO_CERTIFICATES })?;
    Ok(RedisStore::new(&client))
}

/// How a certificate begins.
#[cfg(feature = "tls")]
const PEM_BEGIN: &[u8] = b"-----BEGIN CERTIFICATE-----";
#[cfg(feature = "tls")]
const NO_CERTIFICATES: &str = "the trusted certificates are not certificates in PEM form";

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

/// How often a slot is reserved again because the reply arrived too late to use it.
const MAX_REPEATS: u32 = 2;
/// The part of a quota's period by which a slot may begin later than the reply arrives, so that most replies are in time.
const LEAD_DIVISOR: u32 = 400;

impl RedisStore {
    fn new(client: &Client) -> Self {
        Self { settings: Settings::default(), connection: Arc::new(Connection::new(client)) }
    }

    /// Sets the prefix of all keys in Redis; `rtc-quota` unless set. Clients with different prefixes are not counted
    /// together.
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

    /// Sets what happens to calls while Redis does not answer; by default each process keeps an even share of the quota.
    #[must_use]
    pub fn when_unavailable(mut self, operation: WhenUnavailable) -> Self {
        self.settings.when_unavailable = operation;
        self
    }

    /// The Redis keys for a quota key. The prefix is their hash tag, so all are on one node of a cluster.
    fn keys(&self, key: &QuotaKey) -> Keys {
        // A hash tag ends at the first brace, and an empty one is none.
        let mut tag = self.settings.prefix.replace('%', "%25").replace('}', "%7D");
        if tag.is_empty() {
            tag.push('%');
        }
        Keys {
            state: format!("{{{tag}}}:{key}"),
            processes: format!("{{{tag}}}:processes"),
            server: format!("{{{tag}}}:server"),
        }
    }
}

impl QuotaStore for RedisStore {
    fn reserve(&self, reservation: Reservation<'_>) -> ReserveFuture {
        let (store, keys, key) = (self.clone(), self.keys(reservation.key), reservation.key.clone());
        let Reservation { rate_limit, max_wait, missed, .. } = reservation;
        Box::pin(async move {
            match store.reserve_in_redis(keys, rate_limit, max_wait, missed).await {
                Ok(slot) => slot,
                Err(Unavailable::Refused { reason }) => Err(StoreError::Unavailable {
                    reason: format!("Redis, which counts the quotas, cannot be used: {reason}"),
                }),
                Err(Unavailable::Away { local, reason }) => {
                    let share = store.share(rate_limit);
                    let reservation = Reservation { key: &key, rate_limit: share, max_wait, missed };
                    reserve_during_outage(store.settings.when_unavailable, &local, &reason, reservation)
                }
            }
        })
    }

    fn throttle(&self, key: &QuotaKey, rate_limit: RateLimit, at_least: Option<Duration>) -> ThrottleFuture {
        let (store, keys, key) = (self.clone(), self.keys(key), key.clone());
        Box::pin(async move {
            let call = ScriptCall { keys, rate_limit, operation: Operation::Throttle { at_least } };
            if let Err(Unavailable::Away { local, .. }) = store.connection.run(&store.settings, &call).await {
                local.throttle(&key, store.share(rate_limit), at_least);
            }
        })
    }
}

impl RedisStore {
    /// Reserves a slot in Redis. A slot whose reply arrives later than the tolerance allows is moved to a later time.
    async fn reserve_in_redis(
        &self,
        keys: Keys,
        rate_limit: RateLimit,
        max_wait: Duration,
        missed: Option<i64>,
    ) -> Result<Result<Slot, StoreError>, Unavailable> {
        let (mut missed, mut repeats) = (missed, 0);
        loop {
            let lead = self.lead(rate_limit);
            let operation = Operation::Reserve { max_wait, missed, lead };
            let call = ScriptCall { keys: keys.clone(), rate_limit, operation };
            let reply = self.connection.run(&self.settings, &call).await?;
            if !reply.granted {
                return Ok(Err(StoreError::TooLate { wait: crate::script::between(reply.now, reply.slot) }));
            }
            if repeats == MAX_REPEATS || self.is_usable(&reply, rate_limit) {
                return Ok(Ok(self.slot(&reply)));
            }
            repeats += 1;
            missed = Some(reply.slot);
        }
    }

    /// How soon after Redis grants a slot it may begin: when the reply is there, unless something delays it.
    fn lead(&self, rate_limit: RateLimit) -> Duration {
        // A burst may begin in the past.
        if rate_limit.is_unlimited() || rate_limit.is_counted() {
            return Duration::ZERO;
        }
        let latency = self.connection.clock().latency().min(rate_limit.per() / 4);
        latency + rate_limit.per() / LEAD_DIVISOR
    }

    /// Whether a granted slot can still be used when the reply arrives, and its begin is known well enough.
    fn is_usable(&self, reply: &ScriptReply, rate_limit: RateLimit) -> bool {
        let (clock, tolerance) = (self.connection.clock(), rate_limit.tolerance());
        let late = clock.instant_of(reply.slot).map(|begins| reply.received.saturating_duration_since(begins));
        rate_limit.is_unlimited() || (late.is_none_or(|late| late <= tolerance) && clock.is_settled(tolerance))
    }

    /// The granted slot by this process's clock.
    fn slot(&self, reply: &ScriptReply) -> Slot {
        let clock = self.connection.clock();
        let wait =
            |server| clock.instant_of(server).unwrap_or(reply.received).saturating_duration_since(reply.received);
        Slot { begins: reply.slot, wait: wait(reply.slot), next: wait(reply.next), interval: reply.interval }
    }

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

/// Reserves a slot while Redis does not answer.
fn reserve_during_outage(
    when_unavailable: WhenUnavailable,
    local: &LocalShare,
    reason: &str,
    reservation: Reservation<'_>,
) -> Result<Slot, StoreError> {
    match when_unavailable {
        WhenUnavailable::LocalShare { .. } => local.reserve(reservation),
        WhenUnavailable::Fail => Err(StoreError::Unavailable {
            reason: format!(
                "Redis, which counts the quotas, is unavailable ({reason}); restore it, or let calls continue with \
                 `when_unavailable`"
            ),
        }),
        WhenUnavailable::Unlimited => {
            let now = Slot { begins: 0, wait: Duration::ZERO, next: Duration::ZERO, interval: Duration::ZERO };
            Ok(now)
        }
    }
}
