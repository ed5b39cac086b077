//! Which rows have been yielded.

use super::{
    Cursor, CursorError, Span,
    covered::Covered,
    cursor::CursorState,
    reading::{Reading, Repeated, Verdict},
};
use crate::{
    Parameters, Vendor,
    listing::{
        Key, Swept,
        key::{HashKey, KeyHash},
        span::moment,
    },
};
use std::collections::HashMap;
use time::OffsetDateTime;

/// Start of a row that does not report it.
pub(super) const UNKNOWN: i64 = i64::MIN;

/// The yielded rows, as far as they must be remembered.
///
/// A row can occur again in an older window only if it starts before the newer one, so `seen` contains the rows of the
/// current window and those that cross the start of the window read before. The newest part of the span is never final:
/// a later sweep reads it again, and skips the rows in `newest`.
pub(super) struct Progress {
    /// The key of all hashes.
    hash_key: HashKey,
    /// Hash of the request without its span and its page.
    fingerprint: KeyHash,
    covered: Covered,
    /// Rows that may occur again.
    seen: HashMap<KeyHash, Seen>,
    /// The rows of the newest part of the span, with their starts.
    newest: HashMap<KeyHash, i64>,
    /// The rows of the newest part of the current span, until it is completely read.
    newer: HashMap<KeyHash, i64>,
    /// The latest end so far.
    end: i64,
    /// Whether the current span ends before the previous one.
    earlier: bool,
    /// The request that is being read.
    reading: Reading,
}

/// A row that may occur again.
struct Seen {
    /// Its start in milliseconds since 1970.
    begin: i64,
    /// The page on which it occurred last; 0 if an earlier sweep read it.
    page: u64,
}

impl Progress {
    pub(super) fn new<A: Swept>(request: &A) -> Self {
        let hash_key = HashKey::random();
        Self {
            hash_key,
            fingerprint: fingerprint(request, &hash_key),
            covered: Covered::default(),
            seen: HashMap::new(),
            newest: HashMap::new(),
            newer: HashMap::new(),
            end: i64::MIN,
            earlier: false,
            reading: Reading::default(),
        }
    }

    /// Starts a span with the given end.
    pub(super) fn begin(&mut self, end: i64) {
        self.earlier = end < self.end;
        self.end = self.end.max(end);
        self.reading.start();
    }

    pub(super) fn missing_in(&self, span: Span) -> Vec<Span> {
        self.covered.missing_in(span)
    }

    /// Starts a page of the current request. In a window that is `provisional`, pages are requested one at a time.
    pub(super) fn start_page(&mut self, total: Option<u64>, provisional: bool) {
        self.reading.start_page(total, provisional || self.reading.is_again());
    }

    /// Notes a page that equals the page before.
    pub(super) fn repeated(&mut self) -> Repeated {
        self.reading.repeated()
    }

    /// Ends the pages of the current request, which cover so many rows.
    pub(super) fn end_pages(&mut self, rows: u64) -> Verdict {
        self.reading.end(rows)
    }

    /// Completes the current request.
    pub(super) fn end_request(&mut self) {
        self.reading.start();
    }

    /// Records a row of the current page. Returns whether it is new.
    pub(super) fn note<A: Swept>(&mut self, row: &A::Row, provisional: bool) -> bool {
        let mut key = Key::new(&self.hash_key);
        A::key(row, &mut key);
        let (key, begin) = (key.hash(), A::row_start(row).map_or(UNKNOWN, moment));
        if provisional {
            self.newer.insert(key, begin);
        }
        let last = self.seen.insert(key, Seen { begin, page: self.reading.page() });
        self.reading.count(last.as_ref().map(|last| last.page));
        last.is_none()
    }

    /// Completes a window. Windows are read newest first, so rows that start after its start cannot occur again, except
    /// when the newest part is read again.
    pub(super) fn finish(&mut self, window: Span, provisional: bool, completes_provisional: bool) {
        if provisional {
            // Also rows that only an earlier sweep found.
            let within = self.seen.iter().filter(|(_, row)| row.begin > window.from);
            self.newer.extend(within.map(|(key, row)| (*key, row.begin)));
        }
        // Put in anew, because what `retain` takes out leaves gaps, for which the map would grow in a later window.
        let again: Vec<_> = self.seen.drain().filter(|(_, row)| row.begin <= window.from).collect();
        self.seen.extend(again);
        if !provisional {
            self.covered.add(window);
        } else if completes_provisional {
            let newer = std::mem::take(&mut self.newer);
            if self.earlier {
                self.newest.extend(newer);
            } else {
                self.newest = newer;
            }
        }
    }

    /// Completes the span. Rows that start within the only covered span, and do not reach into the newest part, cannot
    /// occur again; nor can rows that start before it, if that is before the look-back limit.
    pub(super) fn finish_all(&mut self, provisional: i64, earliest: Option<i64>) {
        if let [only] = self.covered.spans()
            && only.to == provisional
        {
            let from = only.from;
            if earliest.is_some_and(|earliest| from < earliest) {
                self.seen.clear();
            } else {
                self.seen.retain(|_, row| row.begin <= from);
            }
        }
    }

    pub(super) fn cursor(&self, action: &str) -> Cursor {
        let seen = self.seen.iter().map(|(key, row)| (*key, row.begin));
        let hashes = (self.hash_key, self.fingerprint);
        if self.newer.is_empty() {
            return Cursor::new(action, hashes, self.end, &self.covered, seen, &self.newest);
        }
        // The newest part is read in several windows, and some of them are complete.
        let mut newest = self.newest.clone();
        newest.extend(&self.newer);
        Cursor::new(action, hashes, self.end, &self.covered, seen, &newest)
    }

    pub(super) fn resumed<A: Swept>(self, cursor: Cursor, request: &A) -> Result<Self, CursorError> {
        let action = A::INFO.name;
        let CursorState { hash_key, request: of, end, covered, seen, newest } = cursor.state(action)?;
        let fingerprint = fingerprint(request, &hash_key);
        if of != fingerprint {
            return Err(CursorError::Request { action });
        }
        let seen = seen.into_iter().map(|(key, begin)| (key, Seen { begin, page: 0 })).collect();
        Ok(Self { hash_key, fingerprint, covered, seen, newest, end, ..self })
    }
}

/// Hash of the request without its span and its page. It is a hash because a cursor must not reveal the requested ids.
fn fingerprint<A: Swept>(request: &A, hash_key: &HashKey) -> KeyHash {
    let mut request = request.clone();
    let paging = A::PAGING;
    request.set_span(OffsetDateTime::UNIX_EPOCH, OffsetDateTime::UNIX_EPOCH);
    if let Some(paging) = paging {
        // If the parameters cannot hold these numbers, the request keeps its own, which then identify it.
        let _ = request.set_page(paging.first, paging.max);
    }
    let mut parameters = Parameters::new();
    request.parameters(&mut parameters);
    let mut key = Key::new(hash_key);
    key.part(A::Vendor::NAME).part(A::INFO.name).part(A::INFO.version);
    match request.region() {
        Some(region) => key.part(region),
        None => key.absent(),
    };
    match parameters.into_parts() {
        Ok(parts) => {
            for (name, value) in &parts.query {
                key.part(name).part(value);
            }
            key.absent();
            for (name, value) in &parts.headers {
                key.part(name).part(value);
            }
            key.absent().bytes(parts.body.as_deref().unwrap_or_default());
        }
        // Such a request cannot be sent at all.
        Err(_) => {
            key.absent();
        }
    }
    key.hash()
}
