//! Pages, and the rows on them, to the end.

use super::{
    ListingError, Paged,
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

/// The pages of a request, from the first one, or the one that the request names, to the last.
///
/// A page has as many rows as the request says, or else as many as the vendor allows. The last one is short or empty;
/// what the vendor counts as a total decides nothing. After an error, the next thing to come is the same page.
///
/// A request with more ids than one call takes is divided, and the pages of one division follow those of the other.
#[must_use = "nothing is asked for until this is polled"]
pub struct Pages<A: Paged> {
    questions: IntoIter<A>,
    pipeline: Pipeline<A>,
}

impl<A: Paged> Pages<A> {
    /// Nothing is asked for until the stream is polled.
    pub fn new(request: A, client: &Client<A::Vendor>) -> Self {
        Self { questions: request.split().into_iter(), pipeline: Pipeline::new(client.clone(), 1) }
    }

    /// Has up to so many calls on the way at once; one unless set. More than one asks for pages before they are needed.
    pub fn concurrency(mut self, calls: usize) -> Self {
        self.pipeline.set_concurrency(calls);
        self
    }
}

stream_methods!(Pages<A: Paged>, A::Output, "page");

impl<A: Paged> Stream for Pages<A> {
    type Item = Result<A::Output, ListingError<A::Code>>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let Self { questions, pipeline } = &mut *self;
        loop {
            match ready!(pipeline.poll(context, &mut || questions.next())) {
                Some(Ok(Event::Page(page))) => return Poll::Ready(Some(Ok(page))),
                Some(Ok(Event::End)) => {}
                Some(Err(error)) => return Poll::Ready(Some(Err(error))),
                None => return Poll::Ready(None),
            }
        }
    }
}

/// The rows of a request, page by page, from the first page, or the one that the request names, to the last.
///
/// As [`Pages`], but a row at a time. Rows that the vendor shows on two pages come twice.
#[must_use = "nothing is asked for until this is polled"]
pub struct Rows<A: Paged> {
    pages: Pages<A>,
    rows: IntoIter<A::Row>,
}

impl<A: Paged> Rows<A> {
    /// Nothing is asked for until the stream is polled.
    pub fn new(request: A, client: &Client<A::Vendor>) -> Self {
        Self { pages: Pages::new(request, client), rows: Vec::new().into_iter() }
    }

    /// Has up to so many calls on the way at once; one unless set. More than one asks for pages before they are needed.
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
