//! All of it: pages, long spans of time, more ids than one call takes.
//!
//! A generated crate says of its action what the page says, in a few lines: where the rows are, how pages are turned,
//! which span is asked about, which ids. What follows from it is here:
//!
//! - [`Pages`] and [`Rows`] turn pages to the end, which is a short or empty page and never a total.
//! - [`Sweep`] reads a span of any length, window by window.
//! - [`Batch`] asks about any number of ids.
//!
//! All of them are [streams](futures_util::Stream) with a [`next`](Rows::next) of their own. They start no tasks: calls
//! are under way while the stream is polled, and dropping it drops them.

mod batch;
mod error;
mod key;
mod page_number;
mod page_queue;
mod pages;
mod pipeline;
mod span;
mod stream_methods;
mod sweep;

pub use batch::{Batch, BatchError, ById, split};
pub use error::{ListingError, OutOfReach, Stuck};
pub use key::Key;
pub use page_number::PageNumber;
pub use pages::{Pages, Rows};
pub use sweep::{Cursor, CursorError, Sweep};

use crate::Action;
use std::{fmt, hash::Hash, time::Duration};
use time::OffsetDateTime;

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
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not answer in pages",
    label = "this action has all its answer on one page",
    note = "`.send(&client)` has all of it"
)]
pub trait Paged: Listing {}

/// An action that asks about a span of time.
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not ask about a span of time and answer in pages",
    label = "this action cannot be swept",
    note = "`.rows(&client)` has all of an answer in pages, `.send(&client)` of any other"
)]
pub trait Swept: Paged {
    /// What is documented about the span.
    const REACH: Reach;

    /// The start and the end, each where the request says it.
    fn span(&self) -> (Option<OffsetDateTime>, Option<OffsetDateTime>);

    /// Asks about another span.
    fn set_span(&mut self, start: OffsetDateTime, end: OffsetDateTime);

    /// When a row began, where the row says it. It may be before the span.
    fn begins(row: &Self::Row) -> Option<OffsetDateTime> {
        let _ = row;
        None
    }
}

/// What is documented about the span that an action asks about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reach {
    /// How long it may be.
    pub span: Option<Duration>,
    /// How far back it may begin.
    pub back: Option<Duration>,
    /// How long it takes until the vendor knows what happened.
    pub lag: Option<Duration>,
    /// What times are written in: a whole number of these.
    pub unit: Duration,
}

/// An action that asks about a list of ids.
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not ask about a list of ids",
    label = "this action cannot be divided by ids",
    note = "`.send(&client)` sends it as it is"
)]
pub trait Batched: Listing {
    /// An id.
    type Id: Clone + fmt::Debug + Eq + Hash + Send + Sync + 'static;
    /// How many ids one call takes.
    const MOST_IDS: usize;

    /// The ids that the request asks about; empty if it asks about all.
    fn ids(&self) -> &[Self::Id];

    /// Asks about other ids.
    fn set_ids(&mut self, ids: Vec<Self::Id>);

    /// The id that a row speaks of.
    fn id(row: &Self::Row) -> &Self::Id;
}
