//! The pipeline of requests whose pages are prefetched.

use super::{
    Listing, ListingError,
    page_queue::{Likelihood, PageQueue},
};
use crate::{Action, Client, Quota};
use std::{
    collections::VecDeque,
    task::{Context, Poll},
    time::{Duration, Instant},
};

/// How much latency the calls in flight are meant to cover.
const LOOKAHEAD: Duration = Duration::from_secs(2);
/// Bounds of the default concurrency.
const CONCURRENCY_BOUNDS: std::ops::RangeInclusive<usize> = 2..=64;
/// Default concurrency of an action without a documented quota.
const CONCURRENCY_WITHOUT_QUOTA: usize = 4;
/// How often calls in flight are polled while the rows of a page are yielded.
const POLL_INTERVAL: Duration = Duration::from_millis(1);
/// A call that is not polled for this long may time out although nothing is wrong.
const STALE_AFTER: Duration = Duration::from_secs(2);

/// A queue of requests whose pages are yielded in order. Both the number of calls in flight and the number of buffered
/// pages are bounded.
pub(super) struct Pipeline<A: Listing> {
    client: Client<A::Vendor>,
    /// The started requests; the pages of the first one are being yielded.
    queues: VecDeque<PageQueue<A>>,
    concurrency: usize,
    polled: Option<Instant>,
    /// Whether a page cannot be read, so that nothing more is yielded.
    ended: bool,
}

/// What a pipeline yields.
pub(super) enum Event<O> {
    /// The next page of the first request.
    Page(O),
    /// The first request has no more pages.
    End {
        /// Number of rows that its pages cover.
        rows: u64,
    },
}

/// An event, or the error that prevents it.
type Next<A> = Result<Event<<A as Action>::Output>, ListingError<<A as Action>::Code>>;

/// Produces the requests that are not started yet.
pub(super) type Source<'s, A> = &'s mut dyn FnMut() -> Option<PageQueue<A>>;

impl<A: Listing> Pipeline<A> {
    pub(super) const fn new(client: Client<A::Vendor>, concurrency: usize) -> Self {
        Self { client, queues: VecDeque::new(), concurrency, polled: None, ended: false }
    }

    pub(super) const fn client(&self) -> &Client<A::Vendor> {
        &self.client
    }

    pub(super) fn set_concurrency(&mut self, calls: usize) {
        self.concurrency = calls.max(1);
    }

    /// Whether the pipeline has ended because a page cannot be read.
    pub(super) const fn has_ended(&self) -> bool {
        self.ended
    }

    /// Polls for the next page of the first request, or its end. `None` when there are no more requests.
    pub(super) fn poll(&mut self, context: &mut Context<'_>, source: Source<'_, A>) -> Poll<Option<Next<A>>> {
        if self.ended {
            return Poll::Ready(None);
        }
        if let Some(done) = self.queues.front().filter(|queue| queue.is_done()) {
            let rows = done.rows();
            self.queues.pop_front();
            return Poll::Ready(Some(Ok(Event::End { rows })));
        }
        self.mark_stale_after_pause(self.polled);
        let event = self.advance(context, source);
        self.polled = Some(Instant::now());
        event
    }

    fn advance(&mut self, context: &mut Context<'_>, source: Source<'_, A>) -> Poll<Option<Next<A>>> {
        loop {
            self.prefetch(source);
            let mut ready = false;
            for queue in &mut self.queues {
                ready |= queue.poll(context);
            }
            let Some(queue) = self.queues.front_mut() else { return Poll::Ready(None) };
            if let Some(page) = queue.take_next() {
                if queue.is_unreadable() {
                    self.queues.clear();
                    self.ended = true;
                } else if page.is_err() {
                    self.queues.iter_mut().for_each(PageQueue::reset_failures);
                }
                return Poll::Ready(Some(page.map(Event::Page)));
            }
            // A completed call may free a slot for another one, which must be polled once to register its waker. A page
            // that failed may itself have to wait for a slot, because other calls took its slot.
            if !ready {
                return Poll::Pending;
            }
        }
    }

    /// Polls the calls in flight, unless that has just been done.
    pub(super) fn poll_in_flight(&mut self, context: &mut Context<'_>, source: Source<'_, A>) {
        if self.polled.is_some_and(|polled| polled.elapsed() < POLL_INTERVAL) {
            return;
        }
        self.mark_stale_after_pause(self.polled);
        self.prefetch(source);
        for queue in &mut self.queues {
            queue.poll(context);
        }
        self.polled = Some(Instant::now());
    }

    /// After a long pause in polling, failures of the calls in flight are ignored.
    fn mark_stale_after_pause(&mut self, polled: Option<Instant>) {
        if polled.is_some_and(|polled| polled.elapsed() > STALE_AFTER) {
            self.queues.iter_mut().for_each(PageQueue::mark_stale);
        }
    }

    /// Drops all started requests.
    pub(super) fn restart(&mut self) {
        self.queues.clear();
    }

    /// Yields these pages before those of all other requests.
    pub(super) fn push_front(&mut self, queue: PageQueue<A>) {
        self.queues.push_front(queue);
    }

    /// Yields these pages instead of the remaining ones of the first request.
    pub(super) fn replace_front(&mut self, queue: PageQueue<A>) {
        self.queues.pop_front();
        self.queues.push_front(queue);
    }

    /// Skips the remaining pages of the first request.
    pub(super) fn skip(&mut self) {
        if let Some(queue) = self.queues.front_mut() {
            queue.end();
        }
    }

    fn prefetch(&mut self, source: Source<'_, A>) {
        while self.queues.iter().map(PageQueue::in_flight).sum::<usize>() < self.concurrency && self.start_one(source) {
        }
    }

    /// Starts the call that is probably needed first: the likely pages of the started requests in order, then the first
    /// page of a new request, and last the pages that merely may exist.
    fn start_one(&mut self, source: Source<'_, A>) -> bool {
        if let Some(first) = self.queues.front_mut()
            && first.needs_next()
        {
            return first.start(&self.client, Likelihood::Likely);
        }
        // With a concurrency of one, pages are fetched one at a time. Otherwise, as many pages are buffered as calls
        // are in flight, so that a page that arrives early does not block further calls.
        let room = if self.concurrency == 1 { 1 } else { 2 * self.concurrency };
        if self.queues.iter().map(PageQueue::held).sum::<usize>() >= room {
            return false;
        }
        let client = &self.client;
        if self.queues.iter_mut().any(|queue| queue.start(client, Likelihood::Likely)) {
            return true;
        }
        if let Some(mut queue) = source() {
            let started = queue.start(client, Likelihood::Likely);
            self.queues.push_back(queue);
            return started;
        }
        self.queues.iter_mut().any(|queue| queue.start(client, Likelihood::Possible))
    }
}

/// Number of calls to keep in flight: enough to use the quota over a slow connection. One if the action is not safe to
/// repeat, because prefetching sends calls that may not be needed.
pub(super) fn default_concurrency<A: Action>(client: &Client<A::Vendor>) -> usize {
    if !A::INFO.safe {
        return 1;
    }
    let calls =
        |quota: &Quota| (u128::from(quota.calls) * LOOKAHEAD.as_millis()).div_ceil(quota.per.as_millis().max(1));
    // A quota for a day or so says nothing of how fast calls may follow each other.
    let paced = client.quotas::<A>().iter().filter(|quota| !quota.is_counted());
    let Some(calls) = paced.map(calls).min() else { return CONCURRENCY_WITHOUT_QUOTA };
    usize::try_from(calls).unwrap_or(usize::MAX).clamp(*CONCURRENCY_BOUNDS.start(), *CONCURRENCY_BOUNDS.end())
}
