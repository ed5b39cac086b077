//! Listings: pagination, sweeps over long time spans, and batches of ids.
//!
//! A generated crate declares only the facts of its action: where the rows are, how pages are numbered, which time span
//! and which ids a request covers. This module derives the rest:
//!
//! - [`Pages`] and [`Rows`] fetch pages up to the last one, which is short or empty. A total never ends a listing.
//! - [`Sweep`] reads a time span of any length, window by window.
//! - [`Batch`] requests any number of ids.
//!
//! `Pages`, `Rows` and `Sweep` are [streams](futures_util::Stream) that also have an inherent [`next`](Rows::next);
//! `Batch` is a future. They spawn no tasks: calls make progress while the stream or future is polled, and dropping it
//! cancels them.

mod batch;
mod error;
mod key;
mod markers;
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

use crate::{Action, Window};
use std::{fmt, hash::Hash, time::Duration};
use time::OffsetDateTime;

/// An action whose answer contains rows.
///
/// Without [`PAGING`](Self::PAGING), the whole answer counts as one page.
pub trait Listing: Action + Clone + 'static {
    /// One row of the answer.
    type Row: Send + 'static;
    /// How the answer is paginated; `None` if it arrives whole.
    const PAGING: Option<Paging> = None;
    /// What a request names a page by.
    const PAGED_BY: PagedBy = PagedBy::Number;

    /// Returns how the answer to this request is paginated: as [`PAGING`](Self::PAGING), with a smaller maximum if a
    /// parameter of the request demands it.
    fn paging(&self) -> Option<Paging> {
        Self::PAGING
    }

    /// Returns the rows of an answer.
    fn rows(output: &Self::Output) -> &[Self::Row];

    /// Takes the rows out of an answer.
    fn into_rows(output: Self::Output) -> Vec<Self::Row>;

    /// Returns the requested page number or offset and page size in rows; each `None` where the request does not set it.
    fn page(&self) -> (Option<u64>, Option<u64>) {
        (None, None)
    }

    /// Sets the page number or offset and, always with it, the page size in rows. Returns `None` if the parameters' types
    /// cannot hold such numbers.
    fn set_page(&mut self, number: u64, size: u64) -> Option<()> {
        let _ = (number, size);
        None
    }

    /// Sets the marker of a page, if there is one, and the page size in rows. Returns `None` if the parameters' types cannot
    /// hold such a number.
    fn set_marker(&mut self, marker: Option<String>, size: u64) -> Option<()> {
        let _ = (marker, size);
        None
    }

    /// Returns the marker of the next page; `None` or an empty text after the last one.
    fn next_marker(output: &Self::Output) -> Option<&str> {
        let _ = output;
        None
    }

    /// Returns the page size in rows that the vendor applied, if the answer reports it.
    fn effective_size(output: &Self::Output) -> Option<u64> {
        let _ = output;
        None
    }

    /// Returns the number of rows on all pages, if the answer reports it. It is only a hint for prefetching.
    fn total(output: &Self::Output) -> Option<u64> {
        let _ = output;
        None
    }

    /// Adds the fields that identify a row to `key`.
    fn key(row: &Self::Row, key: &mut Key) {
        let _ = (row, key);
    }

    /// Splits the request into requests that together ask for the same rows, each with no more ids than one call
    /// accepts.
    fn split(self) -> Vec<Self> {
        vec![self]
    }
}

/// How an answer is paginated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Paging {
    /// Number of the first page; 0 for offsets and markers.
    pub first: u64,
    /// Maximum number of rows on a page.
    pub max: u64,
}

/// What a request names a page by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PagedBy {
    /// Its number.
    Number,
    /// The number of rows on the pages before.
    Offset,
    /// A marker from the answer before.
    Marker,
}

/// An action with a paginated answer: its [`Listing::PAGING`] is `Some`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no paginated answer",
    label = "this action returns everything on one page",
    note = "`.send(&client)` returns the whole answer"
)]
pub trait Paged: Listing {}

/// An action with a paginated answer whose request covers a time span.
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not take a time span or has no paginated answer",
    label = "this action cannot be swept",
    note = "`.rows(&client)` reads all rows of a paginated action, `.send(&client)` the answer of any other"
)]
pub trait Swept: Paged {
    /// The documented limits of the span.
    const REACH: Window = Window::documented(Self::INFO.window);

    /// Returns the maximum length of this request's span: that of [`REACH`](Self::REACH), or less if a parameter of the
    /// request demands it.
    fn max_span(&self) -> Option<Duration> {
        Self::REACH.span
    }

    /// Returns the start and the end of the span; each `None` where the request does not set it.
    fn span(&self) -> (Option<OffsetDateTime>, Option<OffsetDateTime>);

    /// Sets the start and the end of the span.
    fn set_span(&mut self, start: OffsetDateTime, end: OffsetDateTime);

    /// Returns the time at which a row starts, if the row reports it. It may be before the span.
    fn row_start(row: &Self::Row) -> Option<OffsetDateTime> {
        let _ = row;
        None
    }
}

/// An action that takes a list of ids.
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not take a list of ids",
    label = "this action cannot be split by ids",
    note = "`.send(&client)` sends the request unchanged"
)]
pub trait Batched: Listing {
    /// The type of an id.
    type Id: Clone + fmt::Debug + Eq + Hash + Send + Sync + 'static;
    /// Maximum number of ids in one call.
    const MAX_IDS: usize;

    /// Returns the maximum number of ids in one call with the other parameters of this request: [`MAX_IDS`](Self::MAX_IDS),
    /// or less if one of them demands it.
    fn max_ids(&self) -> usize {
        Self::MAX_IDS
    }

    /// Returns the ids of the request; empty if it sets none, which asks for all.
    fn ids(&self) -> &[Self::Id];

    /// Sets the ids.
    fn set_ids(&mut self, ids: Vec<Self::Id>);

    /// Returns the id that a row belongs to.
    fn id(row: &Self::Row) -> &Self::Id;
}
