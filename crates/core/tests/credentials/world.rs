//! A vendor's token service, its clock and its API.

use crate::common::{Acme, Code, Key, Scripted, Sent, ask, response};
use bytes::Bytes;
use http::{Request, Response};
use rtc_core::{
    Client, CredentialsProvider, Error, Quotas, TransportError,
    credentials::{Issued, from_fn},
};
use std::sync::{
    Arc,
    atomic::{AtomicI64, AtomicUsize, Ordering::SeqCst},
};
use time::OffsetDateTime;
use tokio::{sync::Semaphore, task::JoinSet};

/// A vendor's token service, its clock and its API.
#[derive(Clone)]
pub(crate) struct World {
    /// The time, in Unix seconds.
    now: Arc<AtomicI64>,
    /// How often tokens were asked for.
    asked: Arc<AtomicUsize>,
    /// One permit lets one question through.
    pub(crate) gate: Arc<Semaphore>,
    /// How long a token lasts, in seconds; 0 stands for ever.
    life: i64,
    /// How many of the first questions fail.
    pub(crate) fail: Arc<dyn Fn(usize) -> bool + Send + Sync>,
    /// The number of the first token that the API takes.
    pub(crate) takes: Arc<AtomicUsize>,
    sent: Sent,
}

impl World {
    pub(crate) fn new(life: i64) -> Self {
        Self {
            now: Arc::new(AtomicI64::new(1_000_000)),
            asked: Arc::default(),
            gate: Arc::new(Semaphore::new(Semaphore::MAX_PERMITS)),
            life,
            fail: Arc::new(|_| false),
            takes: Arc::default(),
            sent: Sent::default(),
        }
    }

    /// Lets no question through.
    pub(crate) fn shut(&self) {
        self.gate.forget_permits(Semaphore::MAX_PERMITS);
    }

    pub(crate) fn pass(&self, seconds: i64) {
        self.now.fetch_add(seconds, SeqCst);
    }

    async fn token(self) -> Result<Issued<Key>, &'static str> {
        let number = self.asked.fetch_add(1, SeqCst);
        self.gate.acquire().await.unwrap().forget();
        if (self.fail)(number) {
            return Err("the token service is away");
        }
        let issued = Issued::new(Key(format!("token-{number}").into()));
        let end = OffsetDateTime::from_unix_timestamp(self.now.load(SeqCst) + self.life).unwrap();
        Ok(if self.life == 0 { issued } else { issued.expires(end) })
    }

    fn answer(&self, request: &Request<Bytes>) -> Response<Bytes> {
        let key = request.headers()["x-key"].to_str().unwrap();
        let number: usize = key.strip_prefix("token-").unwrap().parse().unwrap();
        if number < self.takes.load(SeqCst) {
            return response(403, r#"{"error":{"code":"Expired","message":""}}"#.into());
        }
        response(200, r#"{"data":{"total":1}}"#.into())
    }

    pub(crate) fn client(&self) -> Client<Acme> {
        let issuer = self.clone();
        self.client_from(from_fn(move || issuer.clone().token()))
    }

    pub(crate) fn client_from(&self, provider: impl CredentialsProvider<Key>) -> Client<Acme> {
        let (vendor, clock) = (self.clone(), Arc::clone(&self.now));
        let answer = move |request: &Request<Bytes>| -> Result<_, TransportError> { Ok(vendor.answer(request)) };
        Client::builder()
            .quotas(Quotas::off())
            .credentials_from(provider)
            .clock(move || OffsetDateTime::from_unix_timestamp(clock.load(SeqCst)).unwrap())
            .transport(Scripted { sent: Arc::clone(&self.sent), answer })
            .build()
            .unwrap()
    }

    /// The keys that requests were signed with.
    pub(crate) fn keys(&self) -> Vec<String> {
        let sent = self.sent.lock().unwrap();
        sent.iter().map(|request| request.headers()["x-key"].to_str().unwrap().to_owned()).collect()
    }

    pub(crate) fn asked(&self) -> usize {
        self.asked.load(SeqCst)
    }
}

pub(crate) async fn until(met: impl Fn() -> bool) {
    while !met() {
        tokio::task::yield_now().await;
    }
}

pub(crate) fn many(client: &Client<Acme>, calls: usize) -> JoinSet<Result<u32, Error<Code>>> {
    (0..calls)
        .map(|_| {
            let client = client.clone();
            async move { client.send(&ask()).await.map(|told| told.total) }
        })
        .collect()
}
