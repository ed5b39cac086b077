//! Errors of listings.

use crate::{Error, ErrorCode, error::debug_is_display};
use std::{error, fmt};
use time::OffsetDateTime;

/// Why the next page or row is not available.
///
/// Everything yielded before is complete. The next poll retries the page that failed, so nothing is skipped.
#[derive(thiserror::Error)]
#[non_exhaustive]
pub enum ListingError<C: ErrorCode> {
    /// The call for the page failed.
    #[error(transparent)]
    Call(#[from] Error<C>),
    /// The vendor's pages are inconsistent.
    #[error(transparent)]
    Stuck(Stuck),
    /// A part of the requested span is not available. The stream ends with this error.
    #[error(transparent)]
    OutOfReach(OutOfReach),
}

impl<C: ErrorCode> ListingError<C> {
    /// The error of the call, if a call failed.
    #[must_use]
    pub const fn call(&self) -> Option<&Error<C>> {
        if let Self::Call(error) = self { Some(error) } else { None }
    }

    /// The code that the vendor refused the call with.
    #[must_use]
    pub fn code(&self) -> Option<&C> {
        self.call().and_then(Error::code)
    }
}

/// The vendor's pages are inconsistent: continuing would lose rows or never end.
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Stuck {
    /// A page has the same rows as the page before.
    Repeated {
        /// The action.
        action: &'static str,
        /// The requested page number.
        number: u64,
    },
    /// A page names itself, or one before it, as the next one.
    RepeatedMarker {
        /// The action.
        action: &'static str,
        /// The page, counted from 1.
        number: u64,
    },
    /// The effective page size grew, so that the page starts after rows that no page contains.
    Grown {
        /// The action.
        action: &'static str,
        /// The requested page number.
        number: u64,
        /// Effective size of the page before, in rows.
        before: u64,
        /// Effective size of this page, in rows.
        now: u64,
    },
    /// The page number cannot grow any further.
    Endless {
        /// The action.
        action: &'static str,
        /// Number of pages yielded so far.
        pages: u64,
    },
    /// Rows of a window of a sweep are missing however often it is read. The next poll reads it again.
    Moving {
        /// The action.
        action: &'static str,
        /// Number of different rows found.
        found: u64,
        /// Number of rows that the pages cover.
        rows: u64,
    },
}

impl fmt::Display for Stuck {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Repeated { action, number } => write!(
                to,
                "page {number} of `{action}` has the same rows as the page before it; request the page again, or start again with another page size"
            ),
            Self::RepeatedMarker { action, number } => write!(
                to,
                "page {number} of `{action}` continues with the marker of a page that has been before, so the pages would never end; request the page again"
            ),
            Self::Grown { action, number, before, now } => write!(
                to,
                "page {number} of `{action}` has a size of {now} rows and the page before it a size of {before}, so the rows between them would be missing; start again with an explicit page size"
            ),
            Self::Endless { action, pages } => write!(
                to,
                "`{action}` has no page number left after {pages} pages, and the last one was full; narrow the request"
            ),
            Self::Moving { action, found, rows } => write!(
                to,
                "the pages of `{action}` cover {rows} rows and only {found} different ones were found, in many attempts: the rows change places between calls, or several have the same key; poll again to continue, or sweep a shorter span"
            ),
        }
    }
}

impl error::Error for Stuck {}

/// A part of the requested span is not available.
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum OutOfReach {
    /// The span starts before the vendor's look-back limit. Nothing was sent.
    Before {
        /// The action.
        action: &'static str,
        /// URL of the vendor's page that documents the look-back limit.
        page: &'static str,
        /// Start of the unavailable part.
        from: OffsetDateTime,
        /// End of the unavailable part; everything after it is available.
        to: OffsetDateTime,
    },
    /// A part passed the vendor's look-back limit while the sweep was running. All other rows were yielded.
    Late {
        /// The action.
        action: &'static str,
        /// Start of the missing part.
        from: OffsetDateTime,
        /// End of the missing part.
        to: OffsetDateTime,
    },
    /// The request has no start, and no look-back limit is documented. Nothing was sent.
    NoStart {
        /// The action.
        action: &'static str,
    },
}

impl fmt::Display for OutOfReach {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Before { action, page, from, to: end } => write!(
                to,
                "`{action}` was not sent, the span starts before the vendor's look-back limit: nothing is available from {from} to {end}; start somewhat after {end}, or take the available part with `.clamped()` ({page})"
            ),
            Self::Late { action, from, to: end } => write!(
                to,
                "`{action}` could not read {from} to {end}: that part passed the vendor's look-back limit before the sweep reached it; all other rows were yielded"
            ),
            Self::NoStart { action } => write!(
                to,
                "`{action}` was not sent: a sweep needs a start, because no look-back limit is documented; set one"
            ),
        }
    }
}

impl error::Error for OutOfReach {}

impl<C: ErrorCode> fmt::Debug for ListingError<C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Call(error) => error.fmt(f),
            Self::Stuck(error) => error.fmt(f),
            Self::OutOfReach(error) => error.fmt(f),
        }
    }
}

debug_is_display!(Stuck, OutOfReach);
