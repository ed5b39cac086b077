//! Questions one after the other, asked ahead.

use super::{
    Listing, ListingError,
    page_queue::{Likelihood, PageQueue},
};
use crate::{Action, Client};
use std::{
    collections::VecDeque,
    task::{Context, Poll},
    time::{Duration, Instant},
};

/// How much latency the calls on their way are to cover.
const LOOKAHEAD: Duration = Duration::from_secs(2);
/// The bounds of how many calls that is.
const CONCURRENCY_BOUNDS: std::ops::RangeInclusive<usize> = 2..=64;
/// How many calls are on their way where the page names no quota.
const CONCURRENCY_WITHOUT_QUOTA: usize = 4;
/// How often calls on their way are looked after while rows of a page are handed out.
const POLL_INTERVAL: Duration = Duration::from_millis(1);
/// Calls that nobody polls for that long may time out without anything being wrong.
const STALE_AFTER: Duration = Duration::from_secs(2);

/// Questions, the pages of each handed out in order. A bounded number of calls is on the way, a bounded number of pages is
/// held.
pub(super) struct Pipeline<A: Listing> {
    client: Client<A::Vendor>,
    /// The questions that are begun; the pages of the first one are handed out.
    queues: VecDeque<PageQueue<A>>,
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
        Self { client, queues: VecDeque::new(), concurrency, polled: None }
    }

    pub(super) const fn client(&self) -> &Client<A::Vendor> {
        &self.client
    }

    pub(super) fn set_concurrency(&mut self, calls: usize) {
        self.concurrency = calls.max(1);
    }

    /// The next page or end of a question. `None` when there are no more questions.
    pub(super) fn poll(&mut self, context: &mut Context<'_>, source: Source<'_, A>) -> Poll<Option<Next<A>>> {
        if self.queues.front().is_some_and(PageQueue::is_over) {
            self.queues.pop_front();
            return Poll::Ready(Some(Ok(Event::End)));
        }
        self.mark_stale_after_pause(self.polled);
        let event = self.advance(context, source);
        self.polled = Some(Instant::now());
        event
    }

    fn advance(&mut self, context: &mut Context<'_>, source: Source<'_, A>) -> Poll<Option<Next<A>>> {
        loop {
            self.ask_ahead(source);
            let mut came = false;
            for queue in &mut self.queues {
                came |= queue.poll(context);
            }
            let Some(queue) = self.queues.front_mut() else { return Poll::Ready(None) };
            if let Some(page) = queue.take_next() {
                if page.is_err() {
                    self.queues.iter_mut().for_each(PageQueue::reset_failures);
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
    pub(super) fn poll_in_flight(&mut self, context: &mut Context<'_>, source: Source<'_, A>) {
        if self.polled.is_some_and(|polled| polled.elapsed() < POLL_INTERVAL) {
            return;
        }
        self.mark_stale_after_pause(self.polled);
        self.ask_ahead(source);
        for queue in &mut self.queues {
            queue.poll(context);
        }
        self.polled = Some(Instant::now());
    }

    /// What fails of the calls on their way after nobody polled them for long, counts for nothing.
    fn mark_stale_after_pause(&mut self, polled: Option<Instant>) {
        if polled.is_some_and(|polled| polled.elapsed() > STALE_AFTER) {
            self.queues.iter_mut().for_each(PageQueue::mark_stale);
        }
    }

    /// Forgets all questions that were begun.
    pub(super) fn restart(&mut self) {
        self.queues.clear();
    }

    /// Leaves the rest of the first question.
    pub(super) fn skip(&mut self) {
        if let Some(queue) = self.queues.front_mut() {
            queue.end();
        }
    }

    fn ask_ahead(&mut self, source: Source<'_, A>) {
        while self.queues.iter().map(PageQueue::in_flight).sum::<usize>() < self.concurrency && self.ask_one(source) {}
    }

    /// Asks for the page that will be needed first, as far as can be told: of the questions in their order the pages that
    /// there probably are, then the first page of another question, and only then pages that there may be.
    fn ask_one(&mut self, source: Source<'_, A>) -> bool {
        if let Some(first) = self.queues.front_mut()
            && first.needs_next()
        {
            return first.ask(&self.client, Likelihood::Likely);
        }
        // One call at a time is one page at a time. Else as many pages are held as calls are on the way, so that what
        // comes early does not keep others from being asked for.
        let room = if self.concurrency == 1 { 1 } else { 2 * self.concurrency };
        if self.queues.iter().map(PageQueue::held).sum::<usize>() >= room {
            return false;
        }
        let client = &self.client;
        if self.queues.iter_mut().any(|queue| queue.ask(client, Likelihood::Likely)) {
            return true;
        }
        if let Some(request) = source() {
            let mut queue = PageQueue::new(request);
            let asked = queue.ask(client, Likelihood::Likely);
            self.queues.push_back(queue);
            return asked;
        }
        self.queues.iter_mut().any(|queue| queue.ask(client, Likelihood::Possible))
    }
}

/// How many calls to have on the way: enough to use the quota over a slow connection. One, if asking for what is not
/// needed is not harmless.
pub(super) fn default_concurrency<A: Action>(client: &Client<A::Vendor>) -> usize {
    if !A::INFO.safe {
        return 1;
    }
    let Some(quota) = client.quota::<A>() else { return CONCURRENCY_WITHOUT_QUOTA };
    let calls = (u128::from(quota.calls) * LOOKAHEAD.as_millis()).div_ceil(quota.per.as_millis().max(1));
    usize::try_from(calls).unwrap_or(usize::MAX).clamp(*CONCURRENCY_BOUNDS.start(), *CONCURRENCY_BOUNDS.end())
}
