//! Errors of listings.

use crate::{Error, ErrorCode};
use std::{error, fmt};
use time::OffsetDateTime;

/// Why the next page or row is not available.
///
/// Everything yielded before is complete. The next poll retries the page that failed, so nothing is skipped.
#[derive(Debug, thiserror::Error)]
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
    /// The error of the call, if it was one that failed.
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

/// The vendor's pages are inconsistent: going on would lose rows or never end.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Stuck {
    /// A page has the very rows of the page before.
    Repeated {
        /// The action.
        action: &'static str,
        /// The page's number, as asked.
        number: u64,
    },
    /// A page has room for more rows than the pages before had, so that it begins behind rows that no page showed.
    Grown {
        /// The action.
        action: &'static str,
        /// The page's number, as asked.
        number: u64,
        /// How many rows the page before had room for.
        before: u64,
        /// How many rows this one has room for.
        now: u64,
    },
    /// There is no number for the next page.
    Endless {
        /// The action.
        action: &'static str,
        /// How many pages there were.
        pages: u64,
    },
}

impl fmt::Display for Stuck {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Repeated { action, number } => write!(
                to,
                "page {number} of `{action}` has the same rows as the page before it; ask for the page again, or start again with a size of your own"
            ),
            Self::Grown { action, number, before, now } => write!(
                to,
                "page {number} of `{action}` has room for {now} rows and the page before it for {before}, so the rows between them would be missing; start again with a size of your own"
            ),
            Self::Endless { action, pages } => write!(
                to,
                "`{action}` has no number for another page after {pages}, and the last one was full; ask about less at once"
            ),
        }
    }
}

impl error::Error for Stuck {}

/// A part of the requested span is not available.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum OutOfReach {
    /// The span starts before the vendor's look-back limit. Nothing was sent.
    Before {
        /// The action.
        action: &'static str,
        /// URL of the page that says how far back one may ask.
        page: &'static str,
        /// Where the part that cannot be had begins.
        from: OffsetDateTime,
        /// Where it ends: what comes after it can be had.
        to: OffsetDateTime,
    },
    /// A part slid out of what the vendor reaches back to while the sweep was under way. All other rows were handed out.
    Late {
        /// The action.
        action: &'static str,
        /// Where the part that is missing begins.
        from: OffsetDateTime,
        /// Where it ends.
        to: OffsetDateTime,
    },
    /// The request has no start, and the page does not say how far back one may ask. Nothing was sent.
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
                "`{action}` was too late for {from} to {end}: that part passed the vendor's look-back limit before the sweep reached it; all other rows were yielded"
            ),
            Self::NoStart { action } => write!(
                to,
                "`{action}` was not sent: a sweep needs a start, because no look-back limit is documented; set one"
            ),
        }
    }
}

impl error::Error for OutOfReach {}
