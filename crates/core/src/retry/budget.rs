//! The retry budget of a client.

use std::sync::atomic::{AtomicU32, Ordering};

/// The cost of a retry, in tenths.
const RETRY: u32 = 10;
/// The cost of a retry after a timeout, in tenths: the vendor may still be processing the abandoned attempt.
const RETRY_AFTER_TIMEOUT: u32 = 20;
/// What a success at the first attempt refills, in tenths.
const SUCCESS: u32 = 1;

/// The retries left to a client and its clones, in tenths.
#[derive(Debug)]
pub(crate) struct Budget {
    capacity: u32,
    left: AtomicU32,
}

/// What a retry took from the budget, in tenths.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Spent(u32);

impl Budget {
    /// A full budget of this many retries.
    pub(crate) const fn new(retries: u32) -> Self {
        let capacity = retries.saturating_mul(RETRY);
        Self { capacity, left: AtomicU32::new(capacity) }
    }

    /// Takes the cost of a retry. `None` if too little is left.
    pub(crate) fn spend(&self, timed_out: bool) -> Option<Spent> {
        let cost = if timed_out { RETRY_AFTER_TIMEOUT } else { RETRY };
        let taken = self.left.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |left| left.checked_sub(cost));
        taken.is_ok().then_some(Spent(cost))
    }

    /// Refills after a success: with the cost of the last retry, or a little if there was none.
    pub(crate) fn succeeded(&self, last: Option<Spent>) {
        // The usual case writes nothing, so that concurrent calls do not contend for a cache line.
        if self.left.load(Ordering::Relaxed) == self.capacity {
            return;
        }
        let back = last.map_or(SUCCESS, |Spent(cost)| cost);
        let refill = |left: u32| Some(left.saturating_add(back).min(self.capacity));
        // The closure always returns a value.
        let _ = self.left.fetch_update(Ordering::Relaxed, Ordering::Relaxed, refill);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn retries_left(budget: &Budget) -> usize {
        std::iter::from_fn(|| budget.spend(false)).count()
    }

    #[test]
    fn retries_use_it_up_and_time_outs_do_so_faster() {
        assert_eq!(retries_left(&Budget::new(100)), 100);
        let budget = Budget::new(5);
        assert!(budget.spend(true).is_some());
        assert_eq!(retries_left(&budget), 3);
        assert_eq!(Budget::new(1).spend(true), None);
        assert_eq!(Budget::new(0).spend(false), None);
    }

    #[test]
    fn successes_fill_it_up_again() {
        let budget = Budget::new(2);
        let last = budget.spend(true);
        budget.succeeded(last);
        assert_eq!(retries_left(&budget), 2);
        for _ in 0..9 {
            budget.succeeded(None);
        }
        assert_eq!(budget.spend(false), None);
        budget.succeeded(None);
        assert_eq!(retries_left(&budget), 1);
        (0..1_000).for_each(|_| budget.succeeded(None));
        assert_eq!(retries_left(&budget), 2, "never more than at the start");
        let huge = Budget::new(u32::MAX);
        huge.spend(false);
        huge.succeeded(Some(Spent(u32::MAX)));
    }
}
