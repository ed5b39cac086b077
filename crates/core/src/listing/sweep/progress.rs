//! What was handed out, as far as it must be known.

use super::{Cursor, CursorError, Span, covered::Covered};
use crate::{
    Parameters, Vendor,
    listing::{Key, Swept, key::KeyHash, span::moment},
};
use std::collections::HashMap;
use time::OffsetDateTime;

/// Stands for the beginning of a row that does not say it.
pub(super) const UNKNOWN: i64 = i64::MIN;

/// What was handed out.
///
/// A row can come again in an older window only if it began before the newer one did, so `seen` has the rows of the
/// window that is being read and those that reach over the start of the last one that was read. The newest part of the
/// span is never done: a later sweep asks for it again, and skips `newest`.
pub(super) struct Progress {
    /// What the request asks, but for its span and its pages.
    fingerprint: KeyHash,
    covered: Covered,
    /// Rows that can come again, with their beginnings in milliseconds since 1970.
    seen: HashMap<KeyHash, i64>,
    /// The rows of the newest part of the span.
    newest: HashMap<KeyHash, i64>,
    /// Those of the span that is being read, until they are complete.
    newer: HashMap<KeyHash, i64>,
    /// The latest end so far.
    end: i64,
    /// Whether the span that is being read ends before another one did.
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

    /// Begins to read a span that ends there.
    pub(super) fn begin(&mut self, end: i64) {
        self.earlier = end < self.end;
        self.end = self.end.max(end);
    }

    pub(super) fn missing_in(&self, span: Span) -> Vec<Span> {
        self.covered.missing_in(span)
    }

    /// Whether the row is to be handed out: whether it was not before.
    pub(super) fn note<A: Swept>(&mut self, row: &A::Row, provisional: bool) -> bool {
        let mut key = Key::new();
        A::key(row, &mut key);
        let (key, begin) = (key.hash(), A::begins(row).map_or(UNKNOWN, moment));
        if provisional {
            self.newer.insert(key, begin);
        }
        self.seen.insert(key, begin).is_none()
    }

    /// A window is read to its end. Windows come newest first, so what began after its start does not come again.
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

    /// All is read. What began within one span that is done, and does not reach into the newest part, cannot come again;
    /// nor can what began before it, where the vendor does not reach back to any more.
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

/// What the request asks, but for its span and its pages, as a hash: a cursor must not show whom somebody asks about.
fn fingerprint<A: Swept>(request: &A) -> KeyHash {
    let mut request = request.clone();
    let paging = A::PAGING;
    request.set_span(OffsetDateTime::UNIX_EPOCH, OffsetDateTime::UNIX_EPOCH);
    if let Some(paging) = paging {
        // Where it cannot hold them, it keeps its own, and those are part of what is asked.
        let _ = request.turn_to(paging.first, paging.most);
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
