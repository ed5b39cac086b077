//! Why a listing does not go on.

use crate::{Error, ErrorCode};
use std::{error, fmt};

/// Why the next page cannot be had.
///
/// What was handed out before is whole. Asking the stream again asks for the same page again, so nothing is left out.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ListingError<C: ErrorCode> {
    /// The call for the page failed.
    #[error(transparent)]
    Call(#[from] Error<C>),
    /// The pages lead nowhere.
    #[error(transparent)]
    Stuck(Stuck),
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

/// The vendor's pages lead nowhere: going on would lose rows or never end.
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
