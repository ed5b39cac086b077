//! An action that lists stays, and a vendor in memory that answers it.

use crate::common::{Acme, Code, key, response};
use bytes::Bytes;
use http::Request;
use rtc_core::{
    Action, ActionInfo, Client, Exchange, Limits, Method, Parameters, Quota, QuotaScope, Quotas, SendOptions,
    Transport, TransportError, Window,
    listing::{Batched, Key, Listing, Paged, Paging, Reach, Swept, Whole, split},
};
use serde::Deserialize;
use serde_json::{Value, json};
use std::{
    collections::HashMap,
    sync::{
        Arc, Mutex,
        atomic::{AtomicI64, Ordering},
    },
    time::Duration,
};
use time::OffsetDateTime;

/// A stay of somebody, from one second up to another.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
pub(crate) struct Stay {
    pub(crate) id: u64,
    pub(crate) who: String,
    pub(crate) begin: i64,
    pub(crate) end: i64,
}

pub(crate) fn stay(id: u64, who: &str, begin: i64, end: i64) -> Stay {
    Stay { id, who: who.to_owned(), begin, end }
}

/// So many stays of one second each, one a second.
pub(crate) fn stays(count: u64) -> Vec<Stay> {
    (0..count).map(|id| stay(id, &format!("u{}", id % 7), id.cast_signed(), id.cast_signed() + 1)).collect()
}

/// Asks for stays within a span.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct List {
    pub(crate) start: i64,
    pub(crate) end: Option<i64>,
    pub(crate) who: Option<Vec<String>>,
    pub(crate) number: Option<u32>,
    pub(crate) size: Option<i32>,
}

#[derive(Debug, Default, Deserialize, PartialEq)]
pub(crate) struct Listed {
    pub(crate) rows: Option<Vec<Stay>>,
    pub(crate) size: Option<i64>,
    pub(crate) total: Option<i64>,
}

impl Action for List {
    type Vendor = Acme;
    type Output = Listed;
    type Code = Code;
    const INFO: ActionInfo = ActionInfo {
        name: "List",
        version: "1",
        method: Method::Get,
        service: "acme",
        endpoint: "https://api.acme.example",
        region: "r",
        page: "https://acme.example/list",
        safe: true,
        quota: Some(Quota { calls: 1000, per: Duration::from_secs(1), scope: QuotaScope::App }),
    };

    fn check(&self, limits: &mut Limits) {
        if let Some(size) = self.size {
            limits.range("Size", size, 1..);
        }
        if let Some(who) = &self.who {
            limits.count("Who", who.len(), 1..=3);
        }
        if let Some(end) = self.end {
            let window = Window { span: Self::REACH.span, back: Self::REACH.back };
            limits.window(("Start", at(self.start)), ("End", at(end)), window);
        }
    }

    fn parameters(&self, to: &mut Parameters) {
        to.query("Start", self.start);
        if let Some(end) = self.end {
            to.query("End", end);
        }
        for who in self.who.iter().flatten() {
            to.query("Who", who);
        }
        if let Some(number) = self.number {
            to.query("Number", number);
        }
        if let Some(size) = self.size {
            to.query("Size", size);
        }
    }
}

impl Listing for List {
    type Row = Stay;
    const PAGING: Option<Paging> = Some(Paging { first: 1, most: 10 });

    fn rows(output: &Listed) -> &[Stay] {
        output.rows.as_deref().unwrap_or_default()
    }

    fn into_rows(output: Listed) -> Vec<Stay> {
        output.rows.unwrap_or_default()
    }

    fn page(&self) -> (Option<u64>, Option<u64>) {
        (Whole::number(self.number), Whole::number(self.size))
    }

    fn turn_to(&mut self, number: u64, size: u64) -> Option<()> {
        self.number = Whole::holding(number)?;
        self.size = Whole::holding(size)?;
        Some(())
    }

    fn answered_size(output: &Listed) -> Option<u64> {
        Whole::number(output.size)
    }

    fn total(output: &Listed) -> Option<u64> {
        Whole::number(output.total)
    }

    fn key(row: &Stay, key: &mut Key) {
        key.part(row.id);
    }

    fn split(self) -> Vec<Self> {
        split(self)
    }
}

impl Paged for List {}

/// The longest span that one call may ask about, how far back it may begin, and how late the vendor is: in seconds.
pub(crate) const SPAN: i64 = 100;
pub(crate) const BACK: i64 = 10_000;
pub(crate) const LAG: i64 = 10;

const fn seconds(count: i64) -> Duration {
    Duration::from_secs(count.unsigned_abs())
}

impl Swept for List {
    const REACH: Reach = Reach {
        span: Some(seconds(SPAN)),
        back: Some(seconds(BACK)),
        lag: Some(seconds(LAG)),
        unit: Duration::from_secs(1),
    };

    fn span(&self) -> (Option<OffsetDateTime>, Option<OffsetDateTime>) {
        (Some(at(self.start)), self.end.map(at))
    }

    fn set_span(&mut self, start: OffsetDateTime, end: OffsetDateTime) {
        (self.start, self.end) = (start.unix_timestamp(), Some(end.unix_timestamp()));
    }

    fn begins(row: &Stay) -> Option<OffsetDateTime> {
        // Some do not say it.
        (row.id % 10 != 9).then(|| at(row.begin))
    }
}

impl Batched for List {
    type Id = String;
    const MOST_IDS: usize = 3;

    fn ids(&self) -> &[String] {
        self.who.as_deref().unwrap_or_default()
    }

    fn set_ids(&mut self, ids: Vec<String>) {
        self.who = Some(ids);
    }

    fn id(row: &Stay) -> &String {
        &row.who
    }
}

pub(crate) fn at(second: i64) -> OffsetDateTime {
    OffsetDateTime::from_unix_timestamp(second).unwrap()
}

/// What a call asked for.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Asked {
    pub(crate) start: i64,
    pub(crate) end: i64,
    pub(crate) who: Vec<String>,
    pub(crate) number: u64,
    pub(crate) size: u64,
}

impl Asked {
    pub(crate) fn of(request: &Request<Bytes>) -> Self {
        let mut asked = Self { start: 0, end: i64::MAX, who: Vec::new(), number: 0, size: 0 };
        let pairs = request.uri().query().unwrap_or_default().split('&').filter_map(|pair| pair.split_once('='));
        for (name, value) in pairs {
            match name {
                "Start" => asked.start = value.parse().unwrap(),
                "End" => asked.end = value.parse().unwrap(),
                "Who" => asked.who.push(value.to_owned()),
                "Number" => asked.number = value.parse().unwrap(),
                "Size" => asked.size = value.parse().unwrap(),
                other => panic!("{other} was asked"),
            }
        }
        asked
    }
}

/// How the vendor answers.
#[derive(Clone, Debug)]
pub(crate) struct Manners {
    /// The most rows it really puts on a page.
    pub(crate) most: u64,
    /// Whether it says how many rows a page has.
    pub(crate) says_size: bool,
    /// What it says of the total, added to what is true; says nothing if none.
    pub(crate) total: Option<i64>,
    /// Whether it has no list where there are no rows.
    pub(crate) null: bool,
}

impl Default for Manners {
    fn default() -> Self {
        Self { most: 10, says_size: true, total: Some(0), null: false }
    }
}

/// The stays that there are, and how they are told.
#[derive(Clone, Debug, Default)]
pub(crate) struct World {
    pub(crate) stays: Vec<Stay>,
    pub(crate) manners: Manners,
}

impl World {
    pub(crate) fn of(stays: Vec<Stay>) -> Self {
        Self { stays, manners: Manners::default() }
    }

    pub(crate) fn answer(&self, asked: &Asked) -> Value {
        let wanted = |stay: &&Stay| {
            stay.begin < asked.end && stay.end > asked.start && (asked.who.is_empty() || asked.who.contains(&stay.who))
        };
        let all: Vec<&Stay> = self.stays.iter().filter(wanted).collect();
        let size = asked.size.min(self.manners.most);
        let skipped = usize::try_from((asked.number - 1) * size).unwrap();
        let rows: Vec<Value> = all
            .iter()
            .skip(skipped)
            .take(usize::try_from(size).unwrap())
            .map(|stay| json!({ "id": stay.id, "who": stay.who, "begin": stay.begin, "end": stay.end }))
            .collect();
        let mut answer = json!({ "rows": rows });
        if rows.is_empty() && self.manners.null {
            answer["rows"] = Value::Null;
        }
        if self.manners.says_size {
            answer["size"] = size.into();
        }
        if let Some(more) = self.manners.total {
            answer["total"] = (i64::try_from(all.len()).unwrap() + more).into();
        }
        answer
    }
}

/// The calls that arrived.
pub(crate) type Calls = Arc<Mutex<Vec<Asked>>>;

type Answer = dyn Fn(&Asked, usize) -> Result<Value, TransportError> + Send + Sync;

struct Memory {
    answer: Box<Answer>,
    calls: Calls,
    /// How many calls were answered with each question: the first is 0.
    times: Mutex<HashMap<String, usize>>,
    /// How long the answer to a question takes.
    latency: fn(&Asked) -> Duration,
}

impl Transport for Memory {
    fn send(&self, request: Request<Bytes>, _: SendOptions) -> Exchange<'_> {
        let asked = Asked::of(&request);
        let time = {
            let mut times = self.times.lock().unwrap();
            let times = times.entry(format!("{asked:?}")).or_default();
            *times += 1;
            *times - 1
        };
        let answer = (self.answer)(&asked, time);
        let latency = (self.latency)(&asked);
        self.calls.lock().unwrap().push(asked);
        Box::pin(async move {
            // Others get their turn first, as they do where there is a network.
            tokio::task::yield_now().await;
            tokio::time::sleep(latency).await;
            Ok(response(200, json!({ "data": answer? }).to_string().into()))
        })
    }
}

/// A client of a vendor that answers by a function of what is asked and how often it was asked before.
pub(crate) fn client(
    answer: impl Fn(&Asked, usize) -> Result<Value, TransportError> + Send + Sync + 'static,
) -> (Client<Acme>, Calls) {
    client_at(0, answer)
}

/// As [`client`], at that second.
pub(crate) fn client_at(
    now: i64,
    answer: impl Fn(&Asked, usize) -> Result<Value, TransportError> + Send + Sync + 'static,
) -> (Client<Acme>, Calls) {
    client_with(move || now, |_| Duration::ZERO, answer)
}

/// As [`client`], with answers that take their time.
pub(crate) fn slow_client(
    latency: fn(&Asked) -> Duration,
    answer: impl Fn(&Asked, usize) -> Result<Value, TransportError> + Send + Sync + 'static,
) -> (Client<Acme>, Calls) {
    client_with(|| 0, latency, answer)
}

/// As [`client`], by a clock that a test puts forward.
pub(crate) fn client_by(
    clock: Arc<AtomicI64>,
    answer: impl Fn(&Asked, usize) -> Result<Value, TransportError> + Send + Sync + 'static,
) -> (Client<Acme>, Calls) {
    client_with(move || clock.load(Ordering::Relaxed), |_| Duration::ZERO, answer)
}

fn client_with(
    now: impl Fn() -> i64 + Send + Sync + 'static,
    latency: fn(&Asked) -> Duration,
    answer: impl Fn(&Asked, usize) -> Result<Value, TransportError> + Send + Sync + 'static,
) -> (Client<Acme>, Calls) {
    let calls = Calls::default();
    let memory = Memory { answer: Box::new(answer), calls: Arc::clone(&calls), times: Mutex::default(), latency };
    let builder = Client::builder().credentials(key()).transport(memory).quotas(Quotas::off());
    (builder.clock(move || at(now())).build().unwrap(), calls)
}

/// A client of a vendor that answers from a world.
pub(crate) fn of(world: World) -> (Client<Acme>, Calls) {
    client(move |asked, _| Ok(world.answer(asked)))
}
