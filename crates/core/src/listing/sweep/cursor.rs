//! The serialisable position of a sweep.

use super::{Span, covered::Covered, progress::UNKNOWN};
use crate::{error::debug_is_display, listing::key::KeyHash};
use serde::{Deserialize, Serialize};
use std::{collections::HashMap, fmt};

/// Version of the format that is written.
const VERSION: u32 = 1;

/// The position of a [`Sweep`](super::Sweep), to resume from later or in another process.
///
/// It can be serialised, and contains no ids: rows and the request are stored as hashes.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cursor {
    version: u32,
    action: String,
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

/// The contents of a cursor.
pub(super) type CursorState = (Covered, HashMap<KeyHash, i64>, HashMap<KeyHash, i64>, i64);

impl Cursor {
    pub(super) fn new(
        action: &str,
        request: KeyHash,
        end: i64,
        covered: &Covered,
        seen: &HashMap<KeyHash, i64>,
        newest: &HashMap<KeyHash, i64>,
    ) -> Self {
        Self {
            version: VERSION,
            action: action.to_owned(),
            request,
            end,
            covered: covered.spans().iter().map(|span| (span.from, span.to)).collect(),
            seen: sorted(seen.iter().filter(|(key, _)| !newest.contains_key(*key))),
            newest: sorted(newest),
        }
    }

    pub(super) fn checked(self, action: &'static str, request: KeyHash) -> Result<CursorState, CursorError> {
        if self.version != VERSION {
            return Err(CursorError::Version { found: self.version });
        }
        if self.action != action {
            return Err(CursorError::Action { action, found: self.action });
        }
        if self.request != request {
            return Err(CursorError::Request { action });
        }
        let mut covered = Covered::default();
        self.covered.into_iter().for_each(|(from, to)| covered.add(Span { from, to }));
        let known = |(key, begin): (KeyHash, Option<i64>)| (key, begin.unwrap_or(UNKNOWN));
        let newest: HashMap<_, _> = self.newest.into_iter().map(known).collect();
        let seen = self.seen.into_iter().map(known).chain(newest.iter().map(|(key, begin)| (*key, *begin))).collect();
        Ok((covered, seen, newest, self.end))
    }
}

/// Sorts the rows, so that equal positions have equal cursors.
fn sorted<'r>(rows: impl IntoIterator<Item = (&'r KeyHash, &'r i64)>) -> Vec<(KeyHash, Option<i64>)> {
    let known = |(key, begin): (&KeyHash, &i64)| (*key, Some(*begin).filter(|begin| *begin != UNKNOWN));
    let mut rows: Vec<_> = rows.into_iter().map(known).collect();
    rows.sort_unstable();
    rows
}

impl fmt::Debug for Cursor {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        let rows = self.seen.len() + self.newest.len();
        write!(to, "Cursor({}, {} spans covered, {rows} rows remembered)", self.action, self.covered.len())
    }
}
