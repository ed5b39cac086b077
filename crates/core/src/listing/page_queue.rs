//! The queue of pages of one request.

use super::{
    Key, Listing, ListingError, PagedBy, Paging, Stuck,
    key::{HashKey, KeyHash},
    markers::Markers,
};
use crate::{Action, Client, Error, ErrorCode, Failure, Retry};
use std::{
    collections::VecDeque,
    pin::Pin,
    task::{Context, Poll},
};

/// The future of a call.
type Fetch<A> = Pin<Box<dyn Future<Output = Result<<A as Action>::Output, Error<<A as Action>::Code>>> + Send>>;
/// The result of fetching a page.
type Page<A> = Result<<A as Action>::Output, ListingError<<A as Action>::Code>>;

/// The pages of one request. Several are fetched concurrently; they are yielded in order.
pub(super) struct PageQueue<A: Listing> {
    request: A,
    paging: Option<Paging>,
    /// Number of the first page.
    first: u64,
    /// Requested page size in rows.
    size: u64,
    markers: Markers,
    /// Number of pages yielded so far.
    yielded: u64,
    /// The following pages, as far as they are requested.
    slots: VecDeque<PageSlot<A>>,
    /// Number of pages according to the vendor's total.
    estimated_pages: u64,
    /// The keys of the rows of the page yielded last, and its effective page size.
    previous: Option<(KeyHash, u64)>,
    /// How often in a row the next page could not be read.
    unreadable: u32,
    hash_key: HashKey,
    /// Number of rows that the pages yielded so far cover.
    rows: u64,
    /// Whether a page is requested only after the page before has been yielded.
    one_at_a_time: bool,
    /// Whether the last page has been yielded.
    done: bool,
}

/// How often in a row a page may be unreadable before a stream ends.
const MAX_UNREADABLE: u32 = 2;

enum PageSlot<A: Listing> {
    /// To be requested, possibly again.
    Pending,
    /// Requested. `stale` marks a call that was not polled for a long time, so that its failure is ignored.
    InFlight { call: Fetch<A>, stale: bool },
    /// Received.
    Received(Page<A>),
}

/// How likely it is that a page exists.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Likelihood {
    /// It is the first page, or follows a full one, or the vendor's total includes it.
    Likely,
    /// It may exist: at most as many pages are guessed as have been received.
    Possible,
}

impl<A: Listing> PageQueue<A> {
    pub(super) fn new(request: A) -> Self {
        let (number, size) = request.page();
        let paging = request.paging();
        Self {
            paging,
            first: number.or(paging.map(|paging| paging.first)).unwrap_or(0),
            size: size.or(paging.map(|paging| paging.max)).unwrap_or(0),
            request,
            markers: Markers::default(),
            yielded: 0,
            slots: VecDeque::new(),
            estimated_pages: 0,
            previous: None,
            unreadable: 0,
            hash_key: HashKey::random(),
            rows: 0,
            // The marker of a page is in the answer before, and offsets follow from the size that the vendor uses.
            one_at_a_time: A::PAGED_BY != PagedBy::Number,
            done: false,
        }
    }

    /// Requests a page only after the page before has been yielded, so that answers are as old as their order says.
    pub(super) fn one_at_a_time(mut self) -> Self {
        self.one_at_a_time = true;
        self
    }

    /// Number of rows that the pages yielded so far cover: where the last one ends in the vendor's order.
    pub(super) const fn rows(&self) -> u64 {
        self.rows
    }

    /// Whether all pages have been yielded.
    pub(super) const fn is_done(&self) -> bool {
        self.done
    }

    /// Whether the next page cannot be read however often it is requested.
    pub(super) const fn is_unreadable(&self) -> bool {
        self.unreadable >= MAX_UNREADABLE
    }

    /// Number of pages that are requested or received.
    pub(super) fn held(&self) -> usize {
        self.slots.iter().filter(|slot| !matches!(slot, PageSlot::Pending)).count()
    }

    /// Number of calls in flight.
    pub(super) fn in_flight(&self) -> usize {
        self.slots.iter().filter(|slot| matches!(slot, PageSlot::InFlight { .. })).count()
    }

    /// Whether the page to be yielded next is not requested yet.
    pub(super) fn needs_next(&self) -> bool {
        !self.done && self.slots.front().is_none_or(|slot| matches!(slot, PageSlot::Pending))
    }

    /// Requests one more page that is at least as likely as `likelihood`. Returns `false` if there is none.
    pub(super) fn start(&mut self, client: &Client<A::Vendor>, likelihood: Likelihood) -> bool {
        let due = self.slots.iter().position(|slot| matches!(slot, PageSlot::Pending));
        let at = match due {
            Some(at) => at,
            None if self.has_more(likelihood) => self.slots.len(),
            None => return false,
        };
        let slot = match self.page(at) {
            Some(request) => {
                let client = client.clone();
                PageSlot::InFlight { call: Box::pin(async move { client.send(&request).await }), stale: false }
            }
            None => PageSlot::Received(Err(ListingError::Stuck(Stuck::Endless {
                action: A::INFO.name,
                pages: self.yielded.saturating_add(at as u64),
            }))),
        };
        if at == self.slots.len() {
            self.slots.push_back(slot);
        } else {
            self.slots[at] = slot;
        }
        true
    }

    /// Whether a page may follow those already requested.
    fn has_more(&self, likelihood: Likelihood) -> bool {
        if self.done || (self.one_at_a_time && !self.slots.is_empty()) {
            return false;
        }
        let requested = self.yielded.saturating_add(self.slots.len() as u64);
        if self.paging.is_none() || requested == 0 {
            return requested == 0;
        }
        let follows_full = match self.slots.back() {
            None => true,
            Some(PageSlot::Received(Ok(output))) => self.is_full(output),
            Some(_) => false,
        };
        if self.slots.iter().any(|slot| matches!(slot, PageSlot::Received(Ok(output)) if !self.is_full(output))) {
            return false;
        }
        match likelihood {
            Likelihood::Likely => follows_full || requested < self.estimated_pages,
            Likelihood::Possible => {
                let received = self.slots.iter().filter(|slot| matches!(slot, PageSlot::Received(Ok(_)))).count();
                requested < self.yielded.saturating_add(received as u64).saturating_mul(2)
            }
        }
    }

    /// The request for the page at index `at` of `slots`.
    fn page(&self, at: usize) -> Option<A> {
        let mut request = self.request.clone();
        if self.paging.is_some() {
            let before = self.yielded.checked_add(at as u64)?;
            match A::PAGED_BY {
                PagedBy::Number => request.set_page(self.first.checked_add(before)?, self.size)?,
                PagedBy::Offset => request.set_page(self.first.checked_add(self.rows)?, self.size)?,
                PagedBy::Marker => request.set_marker(self.markers.next().cloned(), self.size)?,
            }
        }
        Some(request)
    }

    /// The effective page size: the minimum of the requested, the documented and the reported size. If a full page were
    /// mistaken for a short one, the listing would end too early.
    fn page_size(&self, output: &A::Output) -> u64 {
        let answered = A::effective_size(output).filter(|size| *size > 0).unwrap_or(u64::MAX);
        let max = self.paging.map_or(u64::MAX, |paging| paging.max);
        self.size.min(max).min(answered).max(1)
    }

    fn is_full(&self, output: &A::Output) -> bool {
        A::rows(output).len() as u64 >= self.page_size(output)
    }

    /// Marks the calls in flight as stale: they were not polled for a long time.
    pub(super) fn mark_stale(&mut self) {
        for slot in &mut self.slots {
            if let PageSlot::InFlight { stale, .. } = slot {
                *stale = true;
            }
        }
    }

    /// Polls the calls in flight. Returns `true` if one of them is ready.
    pub(super) fn poll(&mut self, context: &mut Context<'_>) -> bool {
        let mut ready = false;
        let mut at = 0;
        while let Some(slot) = self.slots.get_mut(at) {
            at += 1;
            let PageSlot::InFlight { call, stale } = slot else { continue };
            let Poll::Ready(page) = call.as_mut().poll(context) else { continue };
            ready = true;
            let ignored = *stale && !matches!(page, Ok(_) | Err(Error::Refused(_) | Error::Limits(_)));
            *slot = if ignored { PageSlot::Pending } else { PageSlot::Received(page.map_err(ListingError::Call)) };
            if let PageSlot::Received(Ok(output)) = &self.slots[at - 1] {
                if let Some(total) = A::total(output) {
                    self.estimated_pages = total.div_ceil(self.page_size(output));
                }
                if self.paging.is_none() || !self.is_full(output) {
                    // No page follows a short one, so drop the calls for later pages.
                    self.slots.truncate(at);
                }
            }
        }
        ready
    }

    /// The next page, if it has been received.
    pub(super) fn take_next(&mut self) -> Option<Page<A>> {
        if !matches!(self.slots.front(), Some(PageSlot::Received(_))) {
            return None;
        }
        let Some(PageSlot::Received(page)) = self.slots.pop_front() else { return None };
        let page = page.and_then(|output| self.accept(output));
        if let Err(error) = &page {
            self.unreadable = if is_final_unreadable(error) { self.unreadable + 1 } else { 0 };
            match error {
                ListingError::Stuck(Stuck::Endless { .. }) => self.end(),
                _ => self.retry_failed(),
            }
        }
        Some(page)
    }

    /// Checks that a page is a plausible successor of the page before, and accepts it as the next one.
    fn accept(&mut self, output: A::Output) -> Page<A> {
        let now = self.page_size(&output);
        if A::PAGED_BY == PagedBy::Marker {
            return self.accept_marked(output);
        }
        if self.paging.is_some() {
            let (action, number) = (A::INFO.name, self.first.saturating_add(self.yielded));
            let keys = self.keys(&output);
            if let Some((before_keys, before)) = self.previous {
                if keys == before_keys {
                    return Err(ListingError::Stuck(Stuck::Repeated { action, number }));
                }
                if now > before && !A::rows(&output).is_empty() {
                    return Err(ListingError::Stuck(Stuck::Grown { action, number, before, now }));
                }
            }
            self.previous = Some((keys, now));
        }
        self.unreadable = 0;
        let before = if A::PAGED_BY == PagedBy::Offset { self.rows } else { self.yielded.saturating_mul(now) };
        self.rows = before.saturating_add(A::rows(&output).len() as u64);
        self.yielded = self.yielded.saturating_add(1);
        if self.paging.is_none() || !self.is_full(&output) {
            self.end();
        }
        Ok(output)
    }

    /// Accepts a page with the marker of the next one, which must be a new one.
    fn accept_marked(&mut self, output: A::Output) -> Page<A> {
        let next = A::next_marker(&output).filter(|marker| !marker.is_empty());
        if next.is_some_and(|next| self.markers.is_known(next)) {
            let (action, number) = (A::INFO.name, self.yielded.saturating_add(1));
            return Err(ListingError::Stuck(Stuck::RepeatedMarker { action, number }));
        }
        self.unreadable = 0;
        self.rows = self.rows.saturating_add(A::rows(&output).len() as u64);
        self.yielded = self.yielded.saturating_add(1);
        match next {
            Some(next) => self.markers.advance(next.to_owned()),
            None => self.end(),
        }
        Ok(output)
    }

    /// Ends the queue: nothing more is requested or yielded.
    pub(super) fn end(&mut self) {
        self.done = true;
        self.slots.clear();
    }

    /// Requests the failed page again, together with the prefetched pages that failed too: a failure that affects all
    /// of them is reported once.
    fn retry_failed(&mut self) {
        self.reset_failures();
        self.slots.push_front(PageSlot::Pending);
    }

    /// Requests prefetched pages again that failed.
    pub(super) fn reset_failures(&mut self) {
        for slot in &mut self.slots {
            if matches!(slot, PageSlot::Received(Err(_))) {
                *slot = PageSlot::Pending;
            }
        }
    }

    /// The combined key of all rows of a page.
    fn keys(&self, output: &A::Output) -> KeyHash {
        let mut all = Key::new(&self.hash_key);
        for row in A::rows(output) {
            A::key(row, &mut all);
        }
        all.hash()
    }
}

/// Whether a page came but cannot be read, and will not be the next time.
fn is_final_unreadable<C: ErrorCode>(error: &ListingError<C>) -> bool {
    error.call().is_some_and(|error| error.failure() == Some(Failure::Unreadable) && error.retry() == Retry::Never)
}
