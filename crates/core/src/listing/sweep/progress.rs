//! Which rows have been yielded.

use super::{Cursor, CursorError, Span, covered::Covered};
use crate::{
    Parameters, Vendor,
    listing::{Key, Swept, key::KeyHash, span::moment},
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
    /// Hash of the request without its span and its page.
    fingerprint: KeyHash,
    covered: Covered,
    /// Rows that may occur again, with their starts in milliseconds since 1970.
    seen: HashMap<KeyHash, i64>,
    /// The rows of the newest part of the span.
    newest: HashMap<KeyHash, i64>,
    /// The rows of the newest part of the current span, until it is completely read.
    newer: HashMap<KeyHash, i64>,
    /// The latest end so far.
    end: i64,
    /// Whether the current span ends before the previous one.
    earlier: bool,
}

impl Progress {
    pub(super) fn new<A: Swept>(request: &A) -> Self {
        Self {
            fingerprint: fingerprint(request),
            covered: Covered::default(),
            seen: HashMap::new(),
            newest: HashMap::new(),
            newer: HashMap::new(),
            end: i64::MIN,
            earlier: false,
        }
    }

    /// Starts a span with the given end.
    pub(super) fn begin(&mut self, end: i64) {
        self.earlier = end < self.end;
        self.end = self.end.max(end);
    }

    pub(super) fn missing_in(&self, span: Span) -> Vec<Span> {
        self.covered.missing_in(span)
    }

    /// Records a row. Returns whether it is new.
    pub(super) fn note<A: Swept>(&mut self, row: &A::Row, provisional: bool) -> bool {
        let mut key = Key::new();
        A::key(row, &mut key);
        let (key, begin) = (key.hash(), A::row_start(row).map_or(UNKNOWN, moment));
        if provisional {
            self.newer.insert(key, begin);
        }
        self.seen.insert(key, begin).is_none()
    }

    /// Completes a window. Windows are read newest first, so rows that start after its start cannot occur again.
    pub(super) fn finish(&mut self, window: Span, provisional: bool, completes_provisional: bool) {
        self.seen.retain(|_, begin| *begin <= window.from);
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
                self.seen.retain(|_, begin| *begin <= from);
            }
        }
    }

    pub(super) fn cursor(&self, action: &str) -> Cursor {
        Cursor::new(action, self.fingerprint, self.end, &self.covered, &self.seen, &self.newest)
    }

    pub(super) fn resumed(self, cursor: Cursor, action: &'static str) -> Result<Self, CursorError> {
        let (covered, seen, newest, end) = cursor.checked(action, self.fingerprint)?;
        Ok(Self { covered, seen, newest, end, ..self })
    }
}

/// Hash of the request without its span and its page. It is a hash because a cursor must not reveal the requested ids.
fn fingerprint<A: Swept>(request: &A) -> KeyHash {
    let mut request = request.clone();
    let paging = A::PAGING;
    request.set_span(OffsetDateTime::UNIX_EPOCH, OffsetDateTime::UNIX_EPOCH);
    if let Some(paging) = paging {
        // If the parameters cannot hold these numbers, the request keeps its own, which then identify it.
        let _ = request.set_page(paging.first, paging.max);
    }
    let mut parameters = Parameters::new();
    request.parameters(&mut parameters);
    let mut key = Key::new();
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
