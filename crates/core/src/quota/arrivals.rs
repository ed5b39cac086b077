//! The calls that may still count against the vendor's quota, and when they stop doing so.

use super::{
    rate_limit::RateLimit,
    round_trips::{MAX_LATENESS, RoundTrips},
    ticket::saturating_add,
};
use std::{
    collections::BTreeSet,
    sync::{Mutex, MutexGuard, PoisonError},
    time::Duration,
};
use tokio::{sync::Notify, time::Instant};

/// The calls of one key that may have arrived at the vendor within the quota's period. There are never more than the
/// quota allows; see the [module](super) for why that suffices.
#[derive(Debug, Default)]
pub(super) struct Arrivals {
    state: Mutex<State>,
    /// Wakes the call at the head of the queue when an answer arrives, or anything else changes when it may leave.
    answered: Notify,
}

#[derive(Debug, Default)]
struct State {
    /// Until when each call counts that has no answer, and its number.
    unanswered: BTreeSet<(Instant, u64)>,
    /// The end of the period that begins with each call's answer, and its number. The call counts for the shortest way
    /// there and back less.
    answered: BTreeSet<(Instant, u64)>,
    next: u64,
    round_trips: RoundTrips,
    /// [`RoundTrips::floor`].
    floor: Duration,
}

/// A call that was sent, as [`Arrivals`] counts it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Departure {
    pub(super) at: Instant,
    number: u64,
    /// Until when the call counts as long as there is no answer.
    until: Instant,
}

impl Arrivals {
    /// Counts a call that leaves now. `answers` says whether the end of the call will be reported; otherwise it is
    /// assumed to arrive at once.
    ///
    /// # Errors
    /// The time at which it may leave, unless an answer arrives before, if as many calls count as the quota allows.
    pub(super) fn depart(&self, now: Instant, rate_limit: RateLimit, answers: bool) -> Result<Departure, Instant> {
        let mut state = self.state();
        let left = saturating_add(now, state.floor);
        while state.unanswered.first().is_some_and(|(until, _)| *until <= now) {
            state.unanswered.pop_first();
        }
        while state.answered.first().is_some_and(|(end, _)| *end <= left) {
            state.answered.pop_first();
        }
        let most = usize::try_from(rate_limit.calls()).unwrap_or(usize::MAX);
        if state.unanswered.len() + state.answered.len() >= most {
            let unanswered = state.unanswered.first().map(|(until, _)| *until);
            let answered = state.answered.first().map(|(end, _)| now + end.saturating_duration_since(left));
            return Err(unanswered.into_iter().chain(answered).min().expect("a quota has at least one call"));
        }
        let until = saturating_add(now, state.counted_for(rate_limit, answers));
        let departure = Departure { at: now, number: state.next, until };
        state.next += 1;
        if !rate_limit.is_unlimited() {
            state.unanswered.insert((departure.until, departure.number));
        }
        Ok(departure)
    }

    /// Lets a call leave now that is not counted; only its round trip is measured.
    pub(super) fn depart_uncounted(&self, now: Instant) -> Departure {
        let mut state = self.state();
        state.next += 1;
        Departure { at: now, number: state.next, until: now }
    }

    /// Records that a call was answered: it arrived no later than its answer left.
    pub(super) fn answered(&self, departure: Departure, rate_limit: RateLimit) {
        let now = Instant::now();
        let took = now.saturating_duration_since(departure.at);
        let mut state = self.state();
        state.round_trips.record(took);
        state.floor = state.round_trips.floor();
        // A call that took longer was slow for another reason than the network.
        if took <= state.floor + MAX_LATENESS && state.unanswered.remove(&(departure.until, departure.number)) {
            state.answered.insert((saturating_add(now, rate_limit.window()), departure.number));
            self.answered.notify_one();
        }
    }

    /// Lets a call that departed wait for the permit of another quota: it counts until it [leaves](Self::leave).
    pub(super) fn hold(&self, departure: &mut Departure) {
        let never = saturating_add(departure.at, Duration::MAX);
        self.state().count_until(departure, never);
    }

    /// Lets a call leave now that was held. It counted all the time, so it is one of those that the quota allows.
    pub(super) fn leave(&self, departure: &mut Departure, now: Instant, rate_limit: RateLimit, answers: bool) {
        let mut state = self.state();
        let until = saturating_add(now, state.counted_for(rate_limit, answers));
        state.count_until(departure, until);
        departure.at = now;
        // Until when it counts is known only now.
        self.answered.notify_one();
    }

    /// Records that a call never left.
    pub(super) fn not_sent(&self, departure: Departure) {
        if self.state().unanswered.remove(&(departure.until, departure.number)) {
            self.answered.notify_one();
        }
    }

    /// The slack that calls need whose arrivals are not counted together.
    pub(super) fn slack(&self, unknown: Duration) -> Duration {
        self.state().round_trips.usual_spread(unknown)
    }

    /// Whether no call counts any more.
    pub(super) fn is_idle(&self, now: Instant) -> bool {
        let state = self.state();
        let last = [state.unanswered.last(), state.answered.last()];
        last.into_iter().flatten().all(|(until, _)| *until <= now)
    }

    /// The next answer.
    pub(super) fn next_answer(&self) -> impl Future<Output = ()> {
        self.answered.notified()
    }

    fn state(&self) -> MutexGuard<'_, State> {
        // The state is consistent at every point where a panic could occur.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    /// How long a call counts after its departure if no answer arrives.
    fn counted_for(&self, rate_limit: RateLimit, answers: bool) -> Duration {
        let window = rate_limit.window();
        let lateness = if answers { self.round_trips.lateness(window) } else { Duration::ZERO };
        window + lateness
    }

    /// Changes until when a call counts that has no answer.
    fn count_until(&mut self, departure: &mut Departure, until: Instant) {
        if self.unanswered.remove(&(departure.until, departure.number)) {
            self.unanswered.insert((until, departure.number));
            departure.until = until;
        }
    }
}
