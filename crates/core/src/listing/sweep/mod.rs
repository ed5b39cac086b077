//! Sweeps: a span of any length, window by window.

mod covered;
mod cursor;
mod plan;
mod progress;
mod reading;

pub use cursor::{Cursor, CursorError};

use super::{
    Listing, ListingError, OutOfReach, Stuck, Swept,
    pipeline::{Event, Pipeline, default_concurrency},
    span::{Span, time_of},
    stream_methods::stream_methods,
};
use crate::{Action, Client, Error, Limits, LimitsBroken, error::History};
use futures_util::Stream;
use plan::Plan;
use progress::Progress;
use reading::{Repeated, Verdict};
use std::{
    pin::Pin,
    task::{Context, Poll, ready},
    time::Duration,
    vec::IntoIter,
};

/// The rows of a time span of any length.
///
/// The span is split into windows of the maximum length that the vendor allows, newest first, and each is read page by
/// page; requests are prefetched as far as the quota allows. A row that belongs to two windows is yielded once. For
/// this, the sweep remembers only the rows of the current window and those that cross its start, so memory does not
/// grow with the span, provided that rows report when they start.
///
/// The vendor may order rows by anything, and rows may change places while a window is read, for example when a user
/// leaves. Then a row is on two pages and another one on none, which the sweep notices: it reads the window again until
/// all its rows are found, and yields those that are new.
///
/// - **The end** of the span is at most the current time. If it is not set, it is the current time minus the vendor's
///   lag: the time until the vendor has recorded an event.
/// - **Errors** do not end the stream: the next poll retries the request that failed. A page that comes twice and cannot
///   be read either time ends it; the cursor stays before that page.
/// - **Pausing and resuming**: see [`cursor`](Self::cursor) and [`resume`](Self::resume).
/// - **Keep polling.** Calls make progress only while the stream is polled, and each holds a place in the queue for the
///   quota: do not await another call of the same action with the same account between two polls.
///
/// The request may set the page size, but not the page number: every window is read from its first page.
#[must_use = "nothing is sent until this is polled"]
pub struct Sweep<A: Swept> {
    request: A,
    pipeline: Pipeline<A>,
    lag: Duration,
    clamped: bool,
    progress: Progress,
    /// Set with the first poll.
    plan: Option<Plan<A>>,
    rows: IntoIter<A::Row>,
    done: bool,
}

/// A row, or the error that prevents it.
type NextRow<A> = Result<<A as Listing>::Row, ListingError<<A as Action>::Code>>;

impl<A: Swept> Sweep<A> {
    /// Creates the stream. Nothing is sent until it is polled.
    pub fn new(request: A, client: &Client<A::Vendor>) -> Self {
        Self {
            progress: Progress::new(&request),
            request,
            pipeline: Pipeline::new(client.clone(), default_concurrency::<A>(client)),
            lag: A::REACH.lag.unwrap_or_default(),
            clamped: false,
            plan: None,
            rows: Vec::new().into_iter(),
            done: false,
        }
    }

    /// Sends up to `calls` requests concurrently. Unless set, as many as the quota allows in two seconds; one if the
    /// action is not safe to repeat.
    pub fn concurrency(mut self, calls: usize) -> Self {
        self.pipeline.set_concurrency(calls);
        self
    }

    /// Skips the part of the span before the vendor's look-back limit. Without this, such a span is an error before
    /// anything is sent.
    pub fn clamped(mut self) -> Self {
        self.clamped = true;
        self
    }

    /// Sets the vendor's lag: the time until it has recorded an event. Defaults to the documented one. A
    /// [resumed](Self::resume) sweep reads the newest part of the span, of this length, again.
    pub fn lag(mut self, lag: Duration) -> Self {
        self.lag = lag;
        self
    }

    /// Continues from the cursor of another sweep: rows that it yielded are not yielded again.
    ///
    /// The span may differ, for example have a later end. The part that both spans share is not read again, except for
    /// the newest part of the other sweep, of the length of the vendor's lag: rows that were recorded late are yielded
    /// now. A row that was yielded while the user was still in the call is not yielded again after the call has ended.
    ///
    /// # Errors
    /// If the cursor belongs to another action, to a request whose parameters differ in more than the span and the
    /// page, or to a version of this crate with another cursor format.
    pub fn resume(mut self, cursor: Cursor) -> Result<Self, CursorError> {
        self.progress = self.progress.resumed(cursor, &self.request)?;
        Ok(self)
    }

    /// The position of the sweep after the row yielded last. Available at any time, and serialisable.
    ///
    /// It takes some 16 bytes for each row of the current window and for each row that crosses its start or lies in the
    /// newest part of the span; its size does not grow with the span.
    #[must_use]
    pub fn cursor(&self) -> Cursor {
        self.progress.cursor(A::INFO.name)
    }

    /// Polls until there is a row to yield, or the sweep ends.
    fn advance(&mut self, context: &mut Context<'_>) -> Poll<Option<NextRow<A>>> {
        loop {
            if let Some(row) = self.next_new_row() {
                self.poll_prefetched(context);
                return Poll::Ready(Some(Ok(row)));
            }
            if self.done {
                return Poll::Ready(None);
            }
            let Some(plan) = &mut self.plan else {
                if let Err(error) = self.begin() {
                    self.done = true;
                    return Poll::Ready(Some(Err(error)));
                }
                continue;
            };
            let client = self.pipeline.client().clone();
            let event = ready!(self.pipeline.poll(context, &mut || plan.next_pages(client.now())));
            match event {
                Some(Ok(Event::Page(_))) if plan.clock_was_wrong(client.now()) => {
                    self.pipeline.restart();
                    self.plan = None;
                }
                Some(Ok(Event::Page(page))) => {
                    self.progress.start_page(A::total(&page), plan.is_provisional());
                    self.rows = A::into_rows(page).into_iter();
                }
                Some(Ok(Event::End { rows })) => {
                    if let Err(error) = self.end_pages(rows) {
                        return Poll::Ready(Some(Err(error)));
                    }
                }
                Some(Err(error @ ListingError::Stuck(Stuck::Repeated { .. }))) => {
                    let repeated = self.progress.repeated();
                    if repeated != Repeated::AskAgain
                        && let Some(pages) = plan.pages_again()
                    {
                        self.pipeline.replace_front(pages);
                    }
                    if repeated == Repeated::Report {
                        return Poll::Ready(Some(Err(error)));
                    }
                }
                Some(Err(ListingError::Call(Error::Limits(_)))) if plan.has_slid_out(client.now()) => {
                    plan.mark_incomplete();
                    self.pipeline.skip();
                }
                Some(Err(error)) => {
                    self.done = self.pipeline.has_ended();
                    return Poll::Ready(Some(Err(error)));
                }
                None => {
                    self.done = true;
                    self.progress.finish_all(plan.provisional(), plan.earliest(client.now()));
                    let missing = plan.missing().filter(|_| !self.clamped);
                    return Poll::Ready(missing.map(|span| Err(Self::out_of_reach(span, true))));
                }
            }
        }
    }

    /// Ends the pages of the current request, or requests them again if rows are missing.
    fn end_pages(&mut self, rows: u64) -> Result<(), ListingError<A::Code>> {
        let Some(plan) = &mut self.plan else { return Ok(()) };
        let verdict = if plan.is_incomplete() { Verdict::Complete } else { self.progress.end_pages(rows) };
        if verdict == Verdict::Complete {
            plan.end_request(&mut self.progress);
            return Ok(());
        }
        if let Some(pages) = plan.pages_again() {
            self.pipeline.push_front(pages);
        }
        let Verdict::Moving { found, rows } = verdict else { return Ok(()) };
        Err(ListingError::Stuck(Stuck::Moving { action: A::INFO.name, found, rows }))
    }

    /// The next row of the page that has not been yielded before.
    fn next_new_row(&mut self) -> Option<A::Row> {
        let provisional = self.plan.as_ref().is_some_and(Plan::is_provisional);
        let progress = &mut self.progress;
        self.rows.find(|row| progress.note::<A>(row, provisional))
    }

    /// Plans the windows before anything is sent.
    fn begin(&mut self) -> Result<(), ListingError<A::Code>> {
        let now = self.pipeline.client().now();
        let violations = Limits::broken_by_sweep(&self.request, now);
        if !violations.is_empty() {
            let (action, history) = (A::INFO.name, History::default());
            return Err(Error::Limits(Box::new(LimitsBroken { action, violations, history })).into());
        }
        let span = Plan::<A>::span(&self.request, now, self.lag);
        let span = span.ok_or(ListingError::OutOfReach(OutOfReach::NoStart { action: A::INFO.name }))?;
        let plan = Plan::new(&self.request, span, self.lag, now, &mut self.progress);
        if let Some(earliest) = plan.earliest(now)
            && !self.clamped
            && let Some(oldest) = plan.oldest()
            && oldest < earliest
        {
            return Err(Self::out_of_reach(Span { from: oldest, to: earliest.min(span.to) }, false));
        }
        self.plan = Some(plan);
        Ok(())
    }

    fn out_of_reach(span: Span, late: bool) -> ListingError<A::Code> {
        let (action, page) = (A::INFO.name, A::INFO.page);
        let (from, to) = (time_of(span.from), time_of(span.to));
        ListingError::OutOfReach(if late {
            OutOfReach::Late { action, from, to }
        } else {
            OutOfReach::Before { action, page, from, to }
        })
    }

    /// Polls prefetched calls while rows are yielded.
    fn poll_prefetched(&mut self, context: &mut Context<'_>) {
        if let Some(plan) = &mut self.plan {
            let client = self.pipeline.client().clone();
            self.pipeline.poll_in_flight(context, &mut || plan.next_pages(client.now()));
        }
    }
}

stream_methods!(Sweep<A: Swept>, A::Row, "row");

impl<A: Swept> Stream for Sweep<A> {
    type Item = Result<A::Row, ListingError<A::Code>>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.advance(context)
    }
}
