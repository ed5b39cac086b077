//! Where a sweep is, to be kept.

use super::{Span, covered::Covered, progress::UNKNOWN};
use crate::listing::key::KeyHash;
use serde::{Deserialize, Serialize};
use std::{collections::HashMap, fmt};

/// The form of the cursors that are written.
const VERSION: u32 = 1;

/// Where a [`Sweep`](super::Sweep) was, to go on from there later or in another process.
///
/// It can be serialised, and shows no id: rows and the request stand in it as hashes.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cursor {
    version: u32,
    action: String,
    request: KeyHash,
    /// The latest end so far, in milliseconds since 1970 as all times here.
    end: i64,
    /// What is done: from, to.
    covered: Vec<(i64, i64)>,
    /// Rows that may come again: key and beginning.
    seen: Vec<(KeyHash, Option<i64>)>,
    /// Rows of the newest part, which is asked for again.
    newest: Vec<(KeyHash, Option<i64>)>,
}

/// Why a cursor is not one to go on from.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum CursorError {
    /// It was written in another form.
    #[error(
        "the cursor has version {found}, and this crate reads version {VERSION}: start a new sweep, or use the crate that wrote it"
    )]
    Version {
        /// The version it has.
        found: u32,
    },
    /// It is of another action.
    #[error("the cursor is of `{found}`, not of `{action}`: give each sweep its own")]
    Action {
        /// The action that is swept.
        action: &'static str,
        /// The action the cursor is of.
        found: String,
    },
    /// It is of a request that asks something else.
    #[error(
        "the cursor is of a sweep of `{action}` with other parameters; only the span and the page's size may differ: start a new sweep without it"
    )]
    Request {
        /// The action.
        action: &'static str,
    },
}

/// What a cursor says.
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

/// In an order, so that the same place has the same cursor.
fn sorted<'r>(rows: impl IntoIterator<Item = (&'r KeyHash, &'r i64)>) -> Vec<(KeyHash, Option<i64>)> {
    let known = |(key, begin): (&KeyHash, &i64)| (*key, Some(*begin).filter(|begin| *begin != UNKNOWN));
    let mut rows: Vec<_> = rows.into_iter().map(known).collect();
    rows.sort_unstable();
    rows
}

impl fmt::Debug for Cursor {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        let rows = self.seen.len() + self.newest.len();
        write!(to, "Cursor({}, {} spans done, {rows} rows remembered)", self.action, self.covered.len())
    }
}
