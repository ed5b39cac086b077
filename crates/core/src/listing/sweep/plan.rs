//! What is asked for, in which order.

use super::{Span, progress::Progress};
use crate::listing::{
    Swept,
    span::{moment, moment_after, time_of},
};
use std::{
    collections::VecDeque,
    time::{Duration, Instant},
};
use time::OffsetDateTime;

/// How much later than allowed a window starts that has come close to what the vendor reaches back to: it is still to be
/// sent, and read page by page. In milliseconds.
const GRACE: i64 = 10_000;

/// By how much a clock is off that the client has learned to be. In milliseconds.
const CLOCK_TOLERANCE: u64 = 60_000;

/// The windows of a sweep, and how far they are.
pub(super) struct Plan<A: Swept> {
    /// The request, or one for each set of ids that fits into a call.
    questions: Vec<A>,
    /// What is not cut into windows yet, oldest first.
    remaining: Vec<Span>,
    /// From here on the vendor may not know everything yet.
    provisional: i64,
    /// How many questions of the last window were asked.
    asked: usize,
    /// The windows that were begun, newest first; the first one is being read.
    open: VecDeque<OpenWindow>,
    /// What slid out of reach, if anything did.
    missing: Option<Span>,
    grace: i64,
    /// When this was decided, by the client's clock and by one that nobody sets; none once the clock was looked at again.
    decided: Option<(i64, Instant)>,
}

/// A window that was begun.
struct OpenWindow {
    span: Span,
    provisional: bool,
    /// How many of its questions are not read to the end.
    left: usize,
    /// Whether its start slid out of reach before it was read to the end.
    incomplete: bool,
}

impl<A: Swept> Plan<A> {
    /// The span that the request asks about, in whole units of its times. `None` if it has no start.
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
        // A cursor can have been made finer than that: what the request cannot tell apart is asked for again.
        let remaining: Vec<_> = progress.missing_in(span).into_iter().map(|part| whole(part, unit)).collect();
        let newest = remaining.last().filter(|part| part.to == span.to);
        // At least one unit: what reaches up to the end must be known again by a sweep that goes on from there.
        let lag = millis(lag).div_euclid(unit).saturating_mul(unit).max(unit);
        let provisional = newest.map_or(i64::MAX, |part| part.from.max(part.to.saturating_sub(lag)));
        progress.begin(span.to);
        Self {
            questions: request.clone().split(),
            remaining,
            provisional,
            asked: 0,
            open: VecDeque::new(),
            missing: None,
            grace: GRACE,
            decided: Some((moment(now), Instant::now())),
        }
    }

    /// Whether the first answer has shown the clock, by which this was decided, to be off.
    pub(super) fn clock_was_wrong(&mut self, now: OffsetDateTime) -> bool {
        self.decided.take().is_some_and(|(then, instant)| {
            let passed = moment(now).saturating_sub(then).saturating_sub(millis(instant.elapsed()));
            passed.unsigned_abs() > CLOCK_TOLERANCE
        })
    }

    /// The start of what is to be asked for.
    pub(super) fn oldest(&self) -> Option<i64> {
        self.remaining.first().map(|part| part.from)
    }

    /// The earliest start that a window may have.
    pub(super) fn earliest(&self, now: OffsetDateTime) -> Option<i64> {
        let back = millis(A::REACH.back?);
        let unit = millis(A::REACH.unit).max(1);
        let earliest = moment(now).saturating_sub(back).saturating_add(self.grace);
        Some(earliest.div_euclid(unit).saturating_add(1).saturating_mul(unit))
    }

    /// From where on the newest part reaches that is asked for again by a sweep that goes on.
    pub(super) const fn provisional(&self) -> i64 {
        self.provisional
    }

    pub(super) fn missing(&self) -> Option<Span> {
        self.missing
    }

    /// Whether what is being read may not be complete yet.
    pub(super) fn is_provisional(&self) -> bool {
        self.open.front().is_some_and(|window| window.provisional)
    }

    /// The next question, of the same window or the next.
    pub(super) fn next_question(&mut self, now: OffsetDateTime) -> Option<A> {
        if self.open.is_empty() || self.asked == self.questions.len() {
            let window = self.next_window(now)?;
            self.open.push_back(window);
            self.asked = 0;
        }
        let (mut question, span) = (self.questions.get(self.asked)?.clone(), self.open.back()?.span);
        self.asked += 1;
        question.set_span(time_of(span.from), time_of(span.to));
        Some(question)
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
                return Some(OpenWindow { span, provisional, left: self.questions.len(), incomplete: false });
            }
        }
    }

    /// The newest part of what is left, as long as a window may be.
    fn cut(&mut self) -> Option<Span> {
        let part = self.remaining.last_mut()?;
        let longest = A::REACH.span.map_or(i64::MAX, millis);
        let border = if part.to > self.provisional { self.provisional } else { i64::MIN };
        let from = part.to.saturating_sub(longest).max(part.from).max(border);
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

    /// Whether the window that is being read starts where the vendor does not reach back to any more.
    pub(super) fn has_slid_out(&self, now: OffsetDateTime) -> bool {
        let Some(back) = A::REACH.back.map(millis) else { return false };
        self.open.front().is_some_and(|window| window.span.from < moment(now).saturating_sub(back))
    }

    /// The window that is being read slid out of reach: what is left of it is to be asked for again.
    pub(super) fn mark_incomplete(&mut self) {
        if let Some(window) = self.open.front_mut() {
            window.incomplete = true;
        }
    }

    /// A question of the window that is being read is at its end.
    pub(super) fn end_question(&mut self, progress: &mut Progress) {
        let Some(window) = self.open.front_mut() else { return };
        window.left = window.left.saturating_sub(1);
        if window.left > 0 {
            return;
        }
        let Some(window) = self.open.pop_front() else { return };
        if window.incomplete {
            // Whoever was too slow gets more time.
            self.grace = self.grace.saturating_mul(2);
            self.remaining.insert(0, window.span);
            return;
        }
        progress.finish(window.span, window.provisional, window.span.from == self.provisional);
    }
}

/// The span made longer where it does not begin and end with a whole unit.
fn whole(span: Span, unit: i64) -> Span {
    let up = |at: i64| at.div_euclid(unit).saturating_add(i64::from(at.rem_euclid(unit) > 0)).saturating_mul(unit);
    Span { from: span.from.div_euclid(unit).saturating_mul(unit), to: up(span.to) }
}

fn millis(duration: Duration) -> i64 {
    i64::try_from(duration.as_millis()).unwrap_or(i64::MAX)
}
