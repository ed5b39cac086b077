//! All of it: pages, long spans of time, more ids than one call takes.
//!
//! A generated crate says of its action what the page says, in a few lines: where the rows are, how pages are turned,
//! which span is asked about, which ids. What follows from it is here:
//!
//! - [`Pages`] and [`Rows`] turn pages to the end, which is a short or empty page and never a total.
//!
//! All of them are [streams](futures_util::Stream) with a [`next`](Rows::next) of their own. They start no tasks: calls
//! are under way while the stream is polled, and dropping it drops them.

mod error;
mod key;
mod pages;
mod part;
mod pipeline;
mod whole;

pub use error::{ListingError, Stuck};
pub use key::Key;
pub use pages::{Pages, Rows};
pub use whole::Whole;

use crate::Action;

/// An action that answers rows.
///
/// What an action without [pages](Self::PAGING) answers is one page.
pub trait Listing: Action + Clone + 'static {
    /// What the answer has many of.
    type Row: Send + 'static;
    /// How its answer comes in pages; `None` if it comes whole.
    const PAGING: Option<Paging> = None;

    /// The rows of an answer.
    fn rows(output: &Self::Output) -> &[Self::Row];

    /// The rows of an answer that is not needed any more.
    fn into_rows(output: Self::Output) -> Vec<Self::Row>;

    /// The number of the page that is asked for, and how many rows it is to have; each where the request says it.
    fn page(&self) -> (Option<u64>, Option<u64>) {
        (None, None)
    }

    /// Asks for another page, and always for its size with it. `None` if the parameters cannot hold such numbers.
    fn turn_to(&mut self, number: u64, size: u64) -> Option<()> {
        let _ = (number, size);
        None
    }

    /// How many rows a page has at most, as far as the answer says it: what the vendor made of what was asked.
    fn answered_size(output: &Self::Output) -> Option<u64> {
        let _ = output;
        None
    }

    /// How many rows there are on all pages, as far as the answer says it. A hint, and nothing is left out because of it.
    fn total(output: &Self::Output) -> Option<u64> {
        let _ = output;
        None
    }

    /// What tells a row from all others.
    fn key(row: &Self::Row, key: &mut Key) {
        let _ = (row, key);
    }

    /// The requests that together ask for the same, each with no more ids than one call takes.
    fn split(self) -> Vec<Self> {
        vec![self]
    }
}

/// How an answer comes in pages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Paging {
    /// The first page's number.
    pub first: u64,
    /// The most rows of a page.
    pub most: u64,
}

/// An action whose answer comes in pages: its [`Listing::PAGING`] is there.
pub trait Paged: Listing {}
