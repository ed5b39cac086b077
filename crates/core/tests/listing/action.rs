//! An action that lists stays.

use crate::common::{Acme, Code};
use rtc_core::{
    Action, Quota, QuotaScope, RegionalEndpoint,
    generated::{Limits, Window},
    listing::{Batched, Key, Listing, PageNumber, Paged, Paging, Swept, split},
    protocol::{ActionInfo, Method, Parameters},
};
use serde::Deserialize;
use std::time::Duration;
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
    /// With it, one call takes less: [`DETAILED`].
    pub(crate) detailed: Option<bool>,
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
        endpoint: RegionalEndpoint::new("https://api.acme.example", "r"),
        page: "https://acme.example/list",
        safe: true,
        verify_with: None,
        quotas: &[Quota { calls: 1000, per: Duration::from_secs(1), scope: QuotaScope::App }],
        window: Some(Window {
            span: Some(seconds(SPAN)),
            back: Some(seconds(BACK)),
            lag: Some(seconds(LAG)),
            unit: Duration::from_secs(1),
        }),
    };

    fn check(&self, limits: &mut Limits) {
        let detailed = self.detailed.is_some();
        limits.parameter("size", "Size", &self.size).narrower_range(1.., &[("detailed", detailed, DETAILED.rows)]);
        limits.parameter("who", "Who", &self.who).narrower_items(1..=3, &[("detailed", detailed, DETAILED.ids)]);
        let (start, end) = (("start", "Start", Some(at(self.start))), ("end", "End", self.end.map(at)));
        let narrower = [("detailed", detailed, seconds(DETAILED.span))];
        limits.narrower_window(start, end, Self::INFO.window, &narrower, None);
    }

    fn parameters(&self, to: &mut Parameters) {
        to.query("Start", &self.start);
        to.query("End", &self.end);
        to.query("Who", &self.who);
        to.query("Number", &self.number);
        to.query("Size", &self.size);
        to.query("Detailed", &self.detailed);
    }
}

impl Listing for List {
    type Row = Stay;
    const PAGING: Option<Paging> = Some(Paging { first: 1, max: 10 });

    fn paging(&self) -> Option<Paging> {
        let max = if self.detailed.is_some() { DETAILED.rows.unsigned_abs().into() } else { 10 };
        Some(Paging { first: 1, max })
    }

    fn rows(output: &Listed) -> &[Stay] {
        output.rows.as_deref().unwrap_or_default()
    }

    fn into_rows(output: Listed) -> Vec<Stay> {
        output.rows.unwrap_or_default()
    }

    fn page(&self) -> (Option<u64>, Option<u64>) {
        (PageNumber::to_u64(self.number), PageNumber::to_u64(self.size))
    }

    fn set_page(&mut self, number: u64, size: u64) -> Option<()> {
        self.number = PageNumber::from_u64(number)?;
        self.size = PageNumber::from_u64(size)?;
        Some(())
    }

    fn effective_size(output: &Listed) -> Option<u64> {
        PageNumber::to_u64(output.size)
    }

    fn total(output: &Listed) -> Option<u64> {
        PageNumber::to_u64(output.total)
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

/// What one call with details takes.
pub(crate) const DETAILED: Detailed = Detailed { span: 40, rows: 4, ids: 2 };

pub(crate) struct Detailed {
    pub(crate) span: i64,
    pub(crate) rows: i32,
    pub(crate) ids: usize,
}

const fn seconds(count: i64) -> Duration {
    Duration::from_secs(count.unsigned_abs())
}

impl Swept for List {
    fn max_span(&self) -> Option<Duration> {
        Some(seconds(if self.detailed.is_some() { DETAILED.span } else { SPAN }))
    }

    fn span(&self) -> (Option<OffsetDateTime>, Option<OffsetDateTime>) {
        (Some(at(self.start)), self.end.map(at))
    }

    fn set_span(&mut self, start: OffsetDateTime, end: OffsetDateTime) {
        (self.start, self.end) = (start.unix_timestamp(), Some(end.unix_timestamp()));
    }

    fn row_start(row: &Stay) -> Option<OffsetDateTime> {
        // Some do not say it.
        (row.id % 10 != 9).then(|| at(row.begin))
    }
}

impl Batched for List {
    type Id = String;
    const MAX_IDS: usize = 3;

    fn max_ids(&self) -> usize {
        if self.detailed.is_some() { DETAILED.ids } else { Self::MAX_IDS }
    }

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
