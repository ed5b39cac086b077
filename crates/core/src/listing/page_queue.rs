//! The pages of one question.

use super::{Key, Listing, ListingError, Paging, Stuck, key::KeyHash};
use crate::{Action, Client, Error};
use std::{
    collections::VecDeque,
    pin::Pin,
    task::{Context, Poll},
};

/// A call on its way.
type Fetch<A> = Pin<Box<dyn Future<Output = Result<<A as Action>::Output, Error<<A as Action>::Code>>> + Send>>;
/// What became of a page.
type Page<A> = Result<<A as Action>::Output, ListingError<<A as Action>::Code>>;

/// One question, whose pages are asked for in any number at once and handed out in order.
pub(super) struct PageQueue<A: Listing> {
    request: A,
    paging: Option<Paging>,
    /// The number of the first page.
    first: u64,
    /// How many rows each page is asked to have.
    size: u64,
    /// How many pages were handed out.
    handed: u64,
    /// The pages after those, as far as they are asked for.
    slots: VecDeque<PageSlot<A>>,
    /// How many pages there are if the vendor's total is right.
    hinted: u64,
    /// What was handed out last: its rows' keys, and the size that counted.
    previous: Option<(KeyHash, u64)>,
    /// Whether the last page was handed out.
    over: bool,
}

enum PageSlot<A: Listing> {
    /// To be asked for, again perhaps.
    Pending,
    /// Asked for. `stale` tells that nobody looked after the call for long, so that its failing means nothing.
    InFlight { call: Fetch<A>, stale: bool },
    /// Here.
    Received(Page<A>),
}

/// How much is known of a page that could be asked for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Likelihood {
    /// It is the first one, or follows a full one, or the vendor's total speaks for it.
    Likely,
    /// There may be such a page: as many as there were already.
    Possible,
}

impl<A: Listing> PageQueue<A> {
    pub(super) fn new(request: A) -> Self {
        let (number, size) = request.page();
        let paging = A::PAGING;
        Self {
            paging,
            first: number.or(paging.map(|paging| paging.first)).unwrap_or(0),
            size: size.or(paging.map(|paging| paging.most)).unwrap_or(0),
            request,
            handed: 0,
            slots: VecDeque::new(),
            hinted: 0,
            previous: None,
            over: false,
        }
    }

    /// Whether all pages were handed out.
    pub(super) const fn is_over(&self) -> bool {
        self.over
    }

    /// How many pages are asked for or here.
    pub(super) fn held(&self) -> usize {
        self.slots.iter().filter(|slot| !matches!(slot, PageSlot::Pending)).count()
    }

    /// How many calls are on their way.
    pub(super) fn in_flight(&self) -> usize {
        self.slots.iter().filter(|slot| matches!(slot, PageSlot::InFlight { .. })).count()
    }

    /// Whether the page that is to be handed out next is not even asked for.
    pub(super) fn needs_next(&self) -> bool {
        !self.over && self.slots.front().is_none_or(|slot| matches!(slot, PageSlot::Pending))
    }

    /// Asks for one more page, if there is one of which so much is known. False if there is none.
    pub(super) fn ask(&mut self, client: &Client<A::Vendor>, likelihood: Likelihood) -> bool {
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
                pages: self.handed.saturating_add(at as u64),
            }))),
        };
        if at == self.slots.len() {
            self.slots.push_back(slot);
        } else {
            self.slots[at] = slot;
        }
        true
    }

    /// Whether there is a page behind those that are asked for, as far as can be told.
    fn has_more(&self, likelihood: Likelihood) -> bool {
        if self.over {
            return false;
        }
        let asked = self.handed.saturating_add(self.slots.len() as u64);
        if self.paging.is_none() || asked == 0 {
            return asked == 0;
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
            Likelihood::Likely => follows_full || asked < self.hinted,
            Likelihood::Possible => {
                let came = self.slots.iter().filter(|slot| matches!(slot, PageSlot::Received(Ok(_)))).count();
                asked < self.handed.saturating_add(came as u64).saturating_mul(2)
            }
        }
    }

    /// The request for the page that stands at that place behind those handed out.
    fn page(&self, at: usize) -> Option<A> {
        let mut request = self.request.clone();
        if self.paging.is_some() {
            let number = self.first.checked_add(self.handed)?.checked_add(at as u64)?;
            request.turn_to(number, self.size)?;
        }
        Some(request)
    }

    /// The size that counts: never more than was asked for, is documented, or the vendor says it took, since a page
    /// that is held for short when it is not would end the listing too early.
    fn counted(&self, output: &A::Output) -> u64 {
        let answered = A::answered_size(output).filter(|size| *size > 0).unwrap_or(u64::MAX);
        let most = self.paging.map_or(u64::MAX, |paging| paging.most);
        self.size.min(most).min(answered).max(1)
    }

    fn is_full(&self, output: &A::Output) -> bool {
        A::rows(output).len() as u64 >= self.counted(output)
    }

    /// Tells the calls that are on their way that nobody looked after them for long.
    pub(super) fn mark_stale(&mut self) {
        for slot in &mut self.slots {
            if let PageSlot::InFlight { stale, .. } = slot {
                *stale = true;
            }
        }
    }

    /// Goes on with the calls. True if one of them is done.
    pub(super) fn poll(&mut self, context: &mut Context<'_>) -> bool {
        let mut came = false;
        let mut at = 0;
        while let Some(slot) = self.slots.get_mut(at) {
            at += 1;
            let PageSlot::InFlight { call, stale } = slot else { continue };
            let Poll::Ready(page) = call.as_mut().poll(context) else { continue };
            came = true;
            let ignored = *stale && !matches!(page, Ok(_) | Err(Error::Refused(_) | Error::Limits(_)));
            *slot = if ignored { PageSlot::Pending } else { PageSlot::Received(page.map_err(ListingError::Call)) };
            if let PageSlot::Received(Ok(output)) = &self.slots[at - 1] {
                if let Some(total) = A::total(output) {
                    self.hinted = total.div_ceil(self.counted(output));
                }
                if self.paging.is_none() || !self.is_full(output) {
                    // Nothing comes behind a short page: what was asked for there is not waited for.
                    self.slots.truncate(at);
                }
            }
        }
        came
    }

    /// The next page, if it is here.
    pub(super) fn take_next(&mut self) -> Option<Page<A>> {
        if !matches!(self.slots.front(), Some(PageSlot::Received(_))) {
            return None;
        }
        let Some(PageSlot::Received(page)) = self.slots.pop_front() else { return None };
        let page = page.and_then(|output| self.accept(output));
        if let Err(error) = &page {
            match error {
                ListingError::Stuck(Stuck::Endless { .. }) => self.end(),
                _ => self.retry_failed(),
            }
        }
        Some(page)
    }

    /// Takes a page for the next one, unless it cannot be.
    fn accept(&mut self, output: A::Output) -> Page<A> {
        if self.paging.is_some() {
            let (action, number) = (A::INFO.name, self.first.saturating_add(self.handed));
            let (keys, now) = (keys::<A>(&output), self.counted(&output));
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
        self.handed = self.handed.saturating_add(1);
        if self.paging.is_none() || !self.is_full(&output) {
            self.end();
        }
        Ok(output)
    }

    /// Nothing more is asked for or handed out.
    pub(super) fn end(&mut self) {
        self.over = true;
        self.slots.clear();
    }

    /// The page that failed is asked for again, and those that were asked for ahead and failed too: what befell all of
    /// them together is reported once.
    fn retry_failed(&mut self) {
        self.reset_failures();
        self.slots.push_front(PageSlot::Pending);
    }

    /// Asks again for what was asked for ahead and failed.
    pub(super) fn reset_failures(&mut self) {
        for slot in &mut self.slots {
            if matches!(slot, PageSlot::Received(Err(_))) {
                *slot = PageSlot::Pending;
            }
        }
    }
}

/// What the rows of a page are together.
fn keys<A: Listing>(output: &A::Output) -> KeyHash {
    let mut all = Key::new();
    for row in A::rows(output) {
        A::key(row, &mut all);
    }
    all.hash()
}
