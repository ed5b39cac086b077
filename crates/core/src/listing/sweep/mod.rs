//! Any span of time, window by window.

mod covered;
mod cursor;
mod plan;
mod progress;

pub use cursor::{Cursor, CursorError};

use super::{
    Listing, ListingError, OutOfReach, Swept,
    pipeline::{Event, Pipeline, default_concurrency},
    span::{Span, time_of},
    stream_methods::stream_methods,
};
use crate::{Action, Client, Error, Limits, LimitsBroken, error::History};
use futures_util::Stream;
use plan::Plan;
use progress::Progress;
use std::{
    pin::Pin,
    task::{Context, Poll, ready},
    time::Duration,
    vec::IntoIter,
};

/// The rows of a span of any length.
///
/// The span is cut into windows as long as the vendor allows, newest first, and each is read page by page; calls are on
/// their way ahead of what is handed out, as many as the quota can use. A row that reaches over the border of
/// two windows comes once. What is remembered for that is what the rows of one window and those that reach over its
/// beginning need, so memory does not grow with the span, where the page says when a row began.
///
/// - **The end** is the time of asking at the latest. Left out, it is as long ago as the vendor takes to know what
///   happened.
/// - **Errors** do not end it: after one, the next thing to come is what failed.
/// - **Stopping and going on**: [`cursor`](Self::cursor) and [`resume`](Self::resume).
/// - **Keep polling.** Calls are on their way only while the stream is polled, and hold their places in the line for the
///   quota: do not wait in between for another call of the same action with the same account.
///
/// A page's size may be set, its number not: each window has all its pages.
#[must_use = "nothing is asked for until this is polled"]
pub struct Sweep<A: Swept> {
    request: A,
    pipeline: Pipeline<A>,
    lag: Duration,
    clamped: bool,
    progress: Progress,
    /// There once the first call was asked for.
    plan: Option<Plan<A>>,
    rows: IntoIter<A::Row>,
    over: bool,
}

/// A row, or why there is none.
type NextRow<A> = Result<<A as Listing>::Row, ListingError<<A as Action>::Code>>;

impl<A: Swept> Sweep<A> {
    /// Nothing is asked for until the stream is polled.
    pub fn new(request: A, client: &Client<A::Vendor>) -> Self {
        Self {
            progress: Progress::new(&request),
            request,
            pipeline: Pipeline::new(client.clone(), default_concurrency::<A>(client)),
            lag: A::REACH.lag.unwrap_or_default(),
            clamped: false,
            plan: None,
            rows: Vec::new().into_iter(),
            over: false,
        }
    }

    /// Has up to so many calls on the way at once. Unless set, as many as the quota allows in two seconds; one,
    /// if asking is not safe to repeat.
    pub fn concurrency(mut self, calls: usize) -> Self {
        self.pipeline.set_concurrency(calls);
        self
    }

    /// Takes the part of the span that can be had where the vendor does not reach back to its start. Without this, such a
    /// span is an error before anything is sent.
    pub fn clamped(mut self) -> Self {
        self.clamped = true;
        self
    }

    /// How long it takes until the vendor knows what happened, if that is not what the page says. The newest part of the
    /// span, so long, is asked for again by a sweep that is [resumed](Self::resume).
    pub fn lag(mut self, lag: Duration) -> Self {
        self.lag = lag;
        self
    }

    /// Goes on where another sweep was when it gave that cursor: what it handed out does not come again.
    ///
    /// The span may be another one, such as one with a later end. What lies in both and was handed out is not asked for
    /// again, but for the newest part of the other sweep, as long as the vendor's lag: what had not arrived there yet
    /// comes now. A row that came while somebody was still in the call does not come again when that is over.
    ///
    /// # Errors
    /// If the cursor is of another action, of other parameters than those of the span and the pages, or of a version of
    /// this crate that wrote it otherwise.
    pub fn resume(mut self, cursor: Cursor) -> Result<Self, CursorError> {
        self.progress = self.progress.resumed(cursor, A::INFO.name)?;
        Ok(self)
    }

    /// Where the sweep is: behind the row that was handed out last. It can be asked for at any time, and serialised.
    ///
    /// Its size is that of 16 bytes for each row of the window that is being read and for each row that reaches over its
    /// beginning or into the newest part of the span; it does not grow with the span.
    #[must_use]
    pub fn cursor(&self) -> Cursor {
        self.progress.cursor(A::INFO.name)
    }

    /// Goes on until there is a row to hand out, or nothing more.
    fn advance(&mut self, context: &mut Context<'_>) -> Poll<Option<NextRow<A>>> {
        loop {
            if let Some(row) = self.next_new_row() {
                self.tend(context);
                return Poll::Ready(Some(Ok(row)));
            }
            if self.over {
                return Poll::Ready(None);
            }
            let Some(plan) = &mut self.plan else {
                if let Err(error) = self.begin() {
                    self.over = true;
                    return Poll::Ready(Some(Err(error)));
                }
                continue;
            };
            let client = self.pipeline.client().clone();
            let event = ready!(self.pipeline.poll(context, &mut || plan.next_question(client.now())));
            match event {
                Some(Ok(Event::Page(_))) if plan.clock_was_wrong(client.now()) => {
                    self.pipeline.restart();
                    self.plan = None;
                }
                Some(Ok(Event::Page(page))) => self.rows = A::into_rows(page).into_iter(),
                Some(Ok(Event::End)) => plan.end_question(&mut self.progress),
                Some(Err(ListingError::Call(Error::Limits(_)))) if plan.has_slid_out(client.now()) => {
                    plan.mark_incomplete();
                    self.pipeline.skip();
                }
                Some(Err(error)) => return Poll::Ready(Some(Err(error))),
                None => {
                    self.over = true;
                    self.progress.finish_all(plan.provisional(), plan.earliest(client.now()));
                    let missing = plan.missing().filter(|_| !self.clamped);
                    return Poll::Ready(missing.map(|span| Err(Self::out_of_reach(span, true))));
                }
            }
        }
    }

    /// The next row of the page that was not handed out before.
    fn next_new_row(&mut self) -> Option<A::Row> {
        let provisional = self.plan.as_ref().is_some_and(Plan::is_provisional);
        let progress = &mut self.progress;
        self.rows.find(|row| progress.note::<A>(row, provisional))
    }

    /// Decides what to ask for, before anything is sent.
    fn begin(&mut self) -> Result<(), ListingError<A::Code>> {
        let now = self.pipeline.client().now();
        if let (Some(start), Some(end)) = self.request.span()
            && start > end
        {
            let violations = Limits::broken_by(&self.request, now);
            return Err(Error::Limits(Box::new(LimitsBroken {
                action: A::INFO.name,
                violations,
                history: History::default(),
            }))
            .into());
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

    /// Goes on with the calls on their way while rows are handed out.
    fn tend(&mut self, context: &mut Context<'_>) {
        if let Some(plan) = &mut self.plan {
            let client = self.pipeline.client().clone();
            self.pipeline.poll_in_flight(context, &mut || plan.next_question(client.now()));
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
