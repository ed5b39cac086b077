//! Which windows a sweep reads, and in which order.

use super::{Span, progress::Progress};
use crate::listing::{
    Swept,
    page_queue::PageQueue,
    span::{moment, moment_after, time_of},
};
use std::{
    collections::VecDeque,
    time::{Duration, Instant},
};
use time::OffsetDateTime;

/// How much later than allowed a window starts whose start is close to the vendor's look-back limit, so that there is
/// time to read it page by page. In milliseconds.
const GRACE: i64 = 10_000;

/// Largest clock error that is tolerated before the windows are planned again. In milliseconds.
const CLOCK_TOLERANCE: u64 = 60_000;

/// The windows of a sweep and their state.
pub(super) struct Plan<A: Swept> {
    /// The request, or one for each set of ids that fits into a call.
    requests: Vec<A>,
    /// The parts that are not split into windows yet, oldest first.
    remaining: Vec<Span>,
    /// Maximum length of a window, in milliseconds.
    longest: i64,
    /// From here on, the vendor may not have recorded everything yet.
    provisional: i64,
    /// Number of started requests of the last window.
    started: usize,
    /// The started windows, newest first; the first one is being read.
    open: VecDeque<OpenWindow>,
    /// The part that passed the look-back limit, if any.
    missing: Option<Span>,
    grace: i64,
    /// When the plan was made, by the client's clock and by the monotonic one; `None` once the clock has been checked.
    decided: Option<(i64, Instant)>,
}

/// A started window.
struct OpenWindow {
    span: Span,
    provisional: bool,
    /// Number of its requests that are not completely read.
    left: usize,
    /// Whether its start passed the look-back limit before it was completely read.
    incomplete: bool,
}

impl OpenWindow {
    fn pages<A: Swept>(&self, request: &A) -> PageQueue<A> {
        let mut request = request.clone();
        request.set_span(time_of(self.span.from), time_of(self.span.to));
        PageQueue::new(request)
    }
}

impl<A: Swept> Plan<A> {
    /// The span of the request, in whole units of its times. `None` if it has no start.
    pub(super) fn span(request: &A, now: OffsetDateTime, lag: Duration) -> Option<Span> {
        let (start, end) = request.span();
        let unit = millis(A::REACH.unit).max(1);
        let now = moment(now);
        let to = end.map_or_else(|| now.saturating_sub(millis(lag)), moment_after).min(now);
        let from = match (start, A::REACH.back) {
            (Some(start), _) => moment(start),
            (None, Some(back)) => now.saturating_sub(millis(back)).saturating_add(GRACE),
            (None, None) => return None,
        };
        Some(whole(Span { from, to }, unit))
    }

    pub(super) fn new(request: &A, span: Span, lag: Duration, now: OffsetDateTime, progress: &mut Progress) -> Self {
        let unit = millis(A::REACH.unit).max(1);
        // A cursor may have a finer resolution: what the request cannot distinguish is read again.
        let remaining: Vec<_> = progress.missing_in(span).into_iter().map(|part| whole(part, unit)).collect();
        let newest = remaining.last().filter(|part| part.to == span.to);
        // At least one unit: a sweep that resumes from here must read the last unit again.
        let lag = millis(lag).div_euclid(unit).saturating_mul(unit).max(unit);
        let provisional = newest.map_or(i64::MAX, |part| part.from.max(part.to.saturating_sub(lag)));
        progress.begin(span.to);
        let mut request = request.clone();
        if let (Some(paging), (Some(_), size)) = (request.paging(), request.page()) {
            // Every window is read from its first page.
            let _ = request.set_page(paging.first, size.unwrap_or(paging.max));
        }
        Self {
            longest: request.max_span().map_or(i64::MAX, millis),
            requests: request.split(),
            remaining,
            provisional,
            started: 0,
            open: VecDeque::new(),
            missing: None,
            grace: GRACE,
            decided: Some((moment(now), Instant::now())),
        }
    }

    /// Whether the first answer revealed that the clock used for planning was wrong.
    pub(super) fn clock_was_wrong(&mut self, now: OffsetDateTime) -> bool {
        self.decided.take().is_some_and(|(then, instant)| {
            let passed = moment(now).saturating_sub(then).saturating_sub(millis(instant.elapsed()));
            passed.unsigned_abs() > CLOCK_TOLERANCE
        })
    }

    /// Start of the oldest part that is not read yet.
    pub(super) fn oldest(&self) -> Option<i64> {
        self.remaining.first().map(|part| part.from)
    }

    /// The earliest start that a window may have; `None` without a look-back limit.
    pub(super) fn earliest(&self, now: OffsetDateTime) -> Option<i64> {
        let back = millis(A::REACH.back?);
        let unit = millis(A::REACH.unit).max(1);
        let earliest = moment(now).saturating_sub(back).saturating_add(self.grace);
        Some(earliest.div_euclid(unit).saturating_add(1).saturating_mul(unit))
    }

    /// Start of the newest part, which a resumed sweep reads again.
    pub(super) const fn provisional(&self) -> i64 {
        self.provisional
    }

    pub(super) fn missing(&self) -> Option<Span> {
        self.missing
    }

    /// Whether the current window may not be complete yet.
    pub(super) fn is_provisional(&self) -> bool {
        self.open.front().is_some_and(|window| window.provisional)
    }

    /// The pages of the next request, of the current window or the next one.
    pub(super) fn next_pages(&mut self, now: OffsetDateTime) -> Option<PageQueue<A>> {
        if self.open.is_empty() || self.started == self.requests.len() {
            let window = self.next_window(now)?;
            self.open.push_back(window);
            self.started = 0;
        }
        let (request, window) = (self.requests.get(self.started)?, self.open.back()?);
        let pages = window.pages(request);
        self.started += 1;
        // Rows may appear while the newest part is read. If its pages were requested side by side, a row that one of
        // them displaced could be missed unnoticed.
        Some(if window.provisional { pages.one_at_a_time() } else { pages })
    }

    /// The pages of the current request, to be read again.
    pub(super) fn pages_again(&self) -> Option<PageQueue<A>> {
        let window = self.open.front()?;
        let request = self.requests.get(self.requests.len().checked_sub(window.left)?)?;
        Some(window.pages(request).one_at_a_time())
    }

    /// Whether the current window is to be requested again with a later start.
    pub(super) fn is_incomplete(&self) -> bool {
        self.open.front().is_some_and(|window| window.incomplete)
    }

    fn next_window(&mut self, now: OffsetDateTime) -> Option<OpenWindow> {
        loop {
            let mut span = self.cut()?;
            if let Some(earliest) = self.earliest(now)
                && span.from < earliest
            {
                self.add_missing(Span { from: span.from, to: earliest.min(span.to) });
                span.from = earliest;
            }
            if span.from < span.to {
                let provisional = span.from >= self.provisional;
                return Some(OpenWindow { span, provisional, left: self.requests.len(), incomplete: false });
            }
        }
    }

    /// Cuts the newest window of maximum length off the remaining parts.
    fn cut(&mut self) -> Option<Span> {
        let part = self.remaining.last_mut()?;
        let border = if part.to > self.provisional { self.provisional } else { i64::MIN };
        let from = part.to.saturating_sub(self.longest).max(part.from).max(border);
        let span = Span { from, to: part.to };
        part.to = from;
        if part.from >= part.to {
            self.remaining.pop();
        }
        Some(span)
    }

    fn add_missing(&mut self, span: Span) {
        let before = self.missing.unwrap_or(span);
        self.missing = Some(Span { from: before.from.min(span.from), to: before.to.max(span.to) });
    }

    /// Whether the start of the current window has passed the look-back limit.
    pub(super) fn has_slid_out(&self, now: OffsetDateTime) -> bool {
        let Some(back) = A::REACH.back.map(millis) else { return false };
        self.open.front().is_some_and(|window| window.span.from < moment(now).saturating_sub(back))
    }

    /// Marks the current window as incomplete: it is requested again with a later start.
    pub(super) fn mark_incomplete(&mut self) {
        if let Some(window) = self.open.front_mut() {
            window.incomplete = true;
        }
    }

    /// Ends a request of the current window.
    pub(super) fn end_request(&mut self, progress: &mut Progress) {
        let Some(window) = self.open.front_mut() else { return };
        window.left = window.left.saturating_sub(1);
        progress.end_request();
        if window.left > 0 {
            return;
        }
        let Some(window) = self.open.pop_front() else { return };
        if window.incomplete {
            // Reading was too slow for the grace period, so double it.
            self.grace = self.grace.saturating_mul(2);
            self.remaining.insert(0, window.span);
            return;
        }
        progress.finish(window.span, window.provisional, window.span.from == self.provisional);
    }
}

/// Extends the span to whole units.
fn whole(span: Span, unit: i64) -> Span {
    let up = |at: i64| at.div_euclid(unit).saturating_add(i64::from(at.rem_euclid(unit) > 0)).saturating_mul(unit);
    Span { from: span.from.div_euclid(unit).saturating_mul(unit), to: up(span.to) }
}

fn millis(duration: Duration) -> i64 {
    i64::try_from(duration.as_millis()).unwrap_or(i64::MAX)
}
