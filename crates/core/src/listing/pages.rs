//! Streams of pages, and of their rows.

use super::{
    ListingError, Paged,
    page_queue::PageQueue,
    pipeline::{Event, Pipeline},
    stream_methods::stream_methods,
};
use crate::Client;
use futures_util::Stream;
use std::{
    pin::Pin,
    task::{Context, Poll, ready},
    vec::IntoIter,
};

/// The pages of a request, from the page that the request names, or else the first, to the last.
///
/// The page size is the one that the request sets, or else the documented maximum. The last page is short or empty; a
/// total that the vendor reports never ends the stream. After an error, the next poll retries the same page. The stream
/// ends early only after a page that came twice and could not be read either time.
///
/// A request with more ids than one call accepts is split; the pages of the parts follow each other.
#[must_use = "nothing is sent until this is polled"]
pub struct Pages<A: Paged> {
    requests: IntoIter<A>,
    pipeline: Pipeline<A>,
}

impl<A: Paged> Pages<A> {
    /// Creates the stream. Nothing is sent until it is polled.
    pub fn new(request: A, client: &Client<A::Vendor>) -> Self {
        Self { requests: request.split().into_iter(), pipeline: Pipeline::new(client.clone(), 1) }
    }

    /// Sends up to `calls` requests concurrently; one unless set. With more than one, pages are prefetched.
    pub fn concurrency(mut self, calls: usize) -> Self {
        self.pipeline.set_concurrency(calls);
        self
    }
}

stream_methods!(Pages<A: Paged>, A::Output, "page");

impl<A: Paged> Stream for Pages<A> {
    type Item = Result<A::Output, ListingError<A::Code>>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let Self { requests, pipeline } = &mut *self;
        loop {
            match ready!(pipeline.poll(context, &mut || requests.next().map(PageQueue::new))) {
                Some(Ok(Event::Page(page))) => return Poll::Ready(Some(Ok(page))),
                Some(Ok(Event::End { .. })) => {}
                Some(Err(error)) => return Poll::Ready(Some(Err(error))),
                None => return Poll::Ready(None),
            }
        }
    }
}

/// The rows of a request, page by page, from the page that the request names, or else the first, to the last.
///
/// Like [`Pages`], but one row at a time. A row that the vendor returns on two pages is yielded twice.
#[must_use = "nothing is sent until this is polled"]
pub struct Rows<A: Paged> {
    pages: Pages<A>,
    rows: IntoIter<A::Row>,
}

impl<A: Paged> Rows<A> {
    /// Creates the stream. Nothing is sent until it is polled.
    pub fn new(request: A, client: &Client<A::Vendor>) -> Self {
        Self { pages: Pages::new(request, client), rows: Vec::new().into_iter() }
    }

    /// Sends up to `calls` requests concurrently; one unless set. With more than one, pages are prefetched.
    pub fn concurrency(mut self, calls: usize) -> Self {
        self.pages = self.pages.concurrency(calls);
        self
    }
}

stream_methods!(Rows<A: Paged>, A::Row, "row");

impl<A: Paged> Stream for Rows<A> {
    type Item = Result<A::Row, ListingError<A::Code>>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        loop {
            if let Some(row) = self.rows.next() {
                return Poll::Ready(Some(Ok(row)));
            }
            match ready!(Pin::new(&mut self.pages).poll_next(context)) {
                Some(Ok(page)) => self.rows = A::into_rows(page).into_iter(),
                Some(Err(error)) => return Poll::Ready(Some(Err(error))),
                None => return Poll::Ready(None),
            }
        }
    }
}
