//! The serialisable position of a sweep.

use super::{Span, covered::Covered, progress::UNKNOWN};
use crate::{
    error::debug_is_display,
    listing::key::{HashKey, KeyHash},
};
use serde::{Deserialize, Serialize};
use std::{collections::HashMap, fmt};

/// Version of the format that is written.
const VERSION: u32 = 2;

/// The position of a [`Sweep`](super::Sweep), to resume from later or in another process.
///
/// It can be serialised, and contains no ids: rows and the request are stored as hashes, with the key of these hashes.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cursor {
    version: u32,
    action: String,
    /// The key of all hashes here. Cursors of version 1 have none.
    #[serde(default)]
    hash_key: HashKey,
    request: KeyHash,
    /// The latest end so far, in milliseconds since 1970, like all times here.
    end: i64,
    /// The spans that are completely read: from, to.
    covered: Vec<(i64, i64)>,
    /// Rows that may occur again: key and start.
    seen: Vec<(KeyHash, Option<i64>)>,
    /// Rows of the newest part, which is read again.
    newest: Vec<(KeyHash, Option<i64>)>,
}

/// Why a cursor cannot be resumed from.
#[derive(Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum CursorError {
    /// It has another format.
    #[error(
        "the cursor has version {found}, and this crate reads version {VERSION}: start a new sweep, or use the crate that wrote it"
    )]
    Version {
        /// Version of the cursor.
        found: u32,
    },
    /// It belongs to another action.
    #[error("the cursor belongs to `{found}`, not to `{action}`: use a separate cursor for each sweep")]
    Action {
        /// The action of the sweep.
        action: &'static str,
        /// The action of the cursor.
        found: String,
    },
    /// It belongs to a request with other parameters.
    #[error(
        "the cursor belongs to a sweep of `{action}` with other parameters; only the span and the page's size may differ: start a new sweep without it"
    )]
    Request {
        /// The action.
        action: &'static str,
    },
}

debug_is_display!(CursorError);

/// The contents of a cursor that belongs to a sweep. Rows are hashes of their keys, with their starts.
pub(super) struct CursorState {
    pub(super) hash_key: HashKey,
    pub(super) request: KeyHash,
    pub(super) end: i64,
    pub(super) covered: Covered,
    pub(super) seen: HashMap<KeyHash, i64>,
    pub(super) newest: HashMap<KeyHash, i64>,
}

impl Cursor {
    /// `seen` and `newest` may share rows.
    pub(super) fn new(
        action: &str,
        (hash_key, request): (HashKey, KeyHash),
        end: i64,
        covered: &Covered,
        seen: impl Iterator<Item = (KeyHash, i64)>,
        newest: &HashMap<KeyHash, i64>,
    ) -> Self {
        Self {
            version: VERSION,
            action: action.to_owned(),
            hash_key,
            request,
            end,
            covered: covered.spans().iter().map(|span| (span.from, span.to)).collect(),
            seen: sorted(seen.filter(|(key, _)| !newest.contains_key(key))),
            newest: sorted(newest.iter().map(|(key, begin)| (*key, *begin))),
        }
    }

    /// The contents, if the format is known and the cursor belongs to the action.
    pub(super) fn state(self, action: &'static str) -> Result<CursorState, CursorError> {
        let Self { version, action: found, hash_key, request, end, covered: spans, seen, newest } = self;
        if version != VERSION {
            return Err(CursorError::Version { found: version });
        }
        if found != action {
            return Err(CursorError::Action { action, found });
        }
        let mut covered = Covered::default();
        for (from, to) in spans {
            covered.add(Span { from, to });
        }
        let known = |(key, begin): (KeyHash, Option<i64>)| (key, begin.unwrap_or(UNKNOWN));
        let newest: HashMap<_, _> = newest.into_iter().map(known).collect();
        let seen = seen.into_iter().map(known).chain(newest.iter().map(|(key, begin)| (*key, *begin))).collect();
        Ok(CursorState { hash_key, request, end, covered, seen, newest })
    }
}

/// Sorts the rows, so that equal positions have equal cursors.
fn sorted(rows: impl Iterator<Item = (KeyHash, i64)>) -> Vec<(KeyHash, Option<i64>)> {
    let mut rows: Vec<_> = rows.map(|(key, begin)| (key, Some(begin).filter(|begin| *begin != UNKNOWN))).collect();
    rows.sort_unstable();
    rows
}

impl fmt::Debug for Cursor {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        let rows = self.seen.len() + self.newest.len();
        write!(to, "Cursor({}, {} spans covered, {rows} rows remembered)", self.action, self.covered.len())
    }
}
