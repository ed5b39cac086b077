//! A vendor in memory that answers the action.

use crate::{
    action::{Stay, at},
    common::{Acme, key, response},
};
use bytes::Bytes;
use http::Request;
use rtc_core::{Client, Exchange, Quotas, SendOptions, Transport, TransportError};
use serde_json::{Value, json};
use std::{
    collections::HashMap,
    sync::{
        Arc, Mutex,
        atomic::{AtomicI64, Ordering},
    },
    time::Duration,
};

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
                "Detailed" => {}
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
            // A test may poll a stream in one runtime after another, and a timer belongs to its runtime.
            if !latency.is_zero() {
                tokio::time::sleep(latency).await;
            }
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
