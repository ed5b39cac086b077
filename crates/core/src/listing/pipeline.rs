//! Questions one after the other, asked ahead.

use super::{
    Listing, ListingError,
    part::{Known, Part},
};
use crate::{Action, Client};
use std::{
    collections::VecDeque,
    task::{Context, Poll},
    time::{Duration, Instant},
};

/// How much latency the calls on their way are to cover.
const AHEAD: Duration = Duration::from_secs(2);
/// The bounds of how many calls that is.
const CALLS: std::ops::RangeInclusive<usize> = 2..=64;
/// How many calls are on their way where the page names no quota.
const CALLS_WITHOUT_QUOTA: usize = 4;
/// How often calls on their way are looked after while rows of a page are handed out.
const OFTEN: Duration = Duration::from_millis(1);
/// Calls that nobody polls for that long may time out without anything being wrong.
const LONG: Duration = Duration::from_secs(2);

/// Questions, the pages of each handed out in order. A bounded number of calls is on the way, a bounded number of pages is
/// held.
pub(super) struct Pipeline<A: Listing> {
    client: Client<A::Vendor>,
    /// The questions that are begun; the pages of the first one are handed out.
    parts: VecDeque<Part<A>>,
    concurrency: usize,
    polled: Option<Instant>,
}

/// What comes out of a pipeline.
pub(super) enum Event<O> {
    /// The next page of the first question.
    Page(O),
    /// That was the last page of the first question.
    End,
}

/// An event, or why there is none.
type Next<A> = Result<Event<<A as Action>::Output>, ListingError<<A as Action>::Code>>;

/// The questions that are still to be asked.
pub(super) type Source<'s, A> = &'s mut dyn FnMut() -> Option<A>;

impl<A: Listing> Pipeline<A> {
    pub(super) const fn new(client: Client<A::Vendor>, concurrency: usize) -> Self {
        Self { client, parts: VecDeque::new(), concurrency, polled: None }
    }

    pub(super) const fn client(&self) -> &Client<A::Vendor> {
        &self.client
    }

    pub(super) fn set_concurrency(&mut self, calls: usize) {
        self.concurrency = calls.max(1);
    }

    /// The next page or end of a question. `None` when there are no more questions.
    pub(super) fn poll(&mut self, context: &mut Context<'_>, source: Source<'_, A>) -> Poll<Option<Next<A>>> {
        if self.parts.front().is_some_and(Part::is_over) {
            self.parts.pop_front();
            return Poll::Ready(Some(Ok(Event::End)));
        }
        self.return_after(self.polled);
        let event = self.advance(context, source);
        self.polled = Some(Instant::now());
        event
    }

    fn advance(&mut self, context: &mut Context<'_>, source: Source<'_, A>) -> Poll<Option<Next<A>>> {
        loop {
            self.ask_ahead(source);
            let mut came = false;
            for part in &mut self.parts {
                came |= part.poll(context);
            }
            let Some(part) = self.parts.front_mut() else { return Poll::Ready(None) };
            if let Some(page) = part.hand_out() {
                if page.is_err() {
                    self.parts.iter_mut().for_each(Part::forget_failures);
                }
                return Poll::Ready(Some(page.map(Event::Page)));
            }
            // What came may leave room for more calls, and those must be polled once before anyone is woken by them. A
            // page that failed may have to wait for such room itself: others were asked for in its place.
            if !came {
                return Poll::Pending;
            }
        }
    }

    /// Goes on with the calls that are on their way, if that was not just done.
    pub(super) fn tend(&mut self, context: &mut Context<'_>, source: Source<'_, A>) {
        if self.polled.is_some_and(|polled| polled.elapsed() < OFTEN) {
            return;
        }
        self.return_after(self.polled);
        self.ask_ahead(source);
        for part in &mut self.parts {
            part.poll(context);
        }
        self.polled = Some(Instant::now());
    }

    /// What fails of the calls on their way after nobody polled them for long, counts for nothing.
    fn return_after(&mut self, polled: Option<Instant>) {
        if polled.is_some_and(|polled| polled.elapsed() > LONG) {
            self.parts.iter_mut().for_each(Part::leave);
        }
    }

    /// Forgets all questions that were begun.
    pub(super) fn restart(&mut self) {
        self.parts.clear();
    }

    /// Leaves the rest of the first question.
    pub(super) fn skip(&mut self) {
        if let Some(part) = self.parts.front_mut() {
            part.end();
        }
    }

    fn ask_ahead(&mut self, source: Source<'_, A>) {
        while self.parts.iter().map(Part::asked).sum::<usize>() < self.concurrency && self.ask_one(source) {}
    }

    /// Asks for the page that will be needed first, as far as can be told: of the questions in their order the pages that
    /// there probably are, then the first page of another question, and only then pages that there may be.
    fn ask_one(&mut self, source: Source<'_, A>) -> bool {
        if let Some(first) = self.parts.front_mut()
            && first.waits()
        {
            return first.ask(&self.client, Known::Probable);
        }
        // One call at a time is one page at a time. Else as many pages are held as calls are on the way, so that what
        // comes early does not keep others from being asked for.
        let room = if self.concurrency == 1 { 1 } else { 2 * self.concurrency };
        if self.parts.iter().map(Part::held).sum::<usize>() >= room {
            return false;
        }
        let client = &self.client;
        if self.parts.iter_mut().any(|part| part.ask(client, Known::Probable)) {
            return true;
        }
        if let Some(request) = source() {
            let mut part = Part::new(request);
            let asked = part.ask(client, Known::Probable);
            self.parts.push_back(part);
            return asked;
        }
        self.parts.iter_mut().any(|part| part.ask(client, Known::Guessed))
    }
}

/// How many calls to have on the way: enough to use the quota over a slow connection. One, if asking for what is not
/// needed is not harmless.
pub(super) fn usual_concurrency<A: Action>(client: &Client<A::Vendor>) -> usize {
    if !A::INFO.safe {
        return 1;
    }
    let Some(quota) = client.quota::<A>() else { return CALLS_WITHOUT_QUOTA };
    let calls = (u128::from(quota.calls) * AHEAD.as_millis()).div_ceil(quota.per.as_millis().max(1));
    usize::try_from(calls).unwrap_or(usize::MAX).clamp(*CALLS.start(), *CALLS.end())
}
