//! Random faults.

use super::Fault;
use crate::rng::Rng;
use std::time::Duration;
use time::Duration as Signed;

/// Random faults with their probabilities and a seed: the same seed and the same order of arrival give the same faults.
/// Each vendor has its own random sequence.
///
/// ```
/// use rtc_sandbox::{Chances, Fault};
/// use std::time::Duration;
///
/// // 10 % of the calls are reset, 5 % are answered with 503; every call takes 20 ms.
/// let chances = Chances::new(7)
///     .with(0.10, Fault::reset())
///     .with(0.05, Fault::unavailable())
///     .always(Fault::latency(Duration::from_millis(20)));
/// ```
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Chances {
    seed: u64,
    /// The fault that every call gets.
    always: Fault,
    /// Faults with their probabilities, from 0 to 1.
    likely: Vec<(f64, Fault)>,
}

impl Chances {
    /// Creates an empty set with a seed.
    #[must_use]
    pub fn new(seed: u64) -> Self {
        Self { seed, ..Self::default() }
    }

    /// Creates a set of all kinds of faults with equal probability; `rate` (0 to 1) is that of all of them together.
    #[must_use]
    pub fn mixed(seed: u64, rate: f64) -> Self {
        let all = every_kind();
        #[allow(clippy::cast_precision_loss, reason = "there are a few dozen kinds")]
        let share = rate / all.len() as f64;
        all.into_iter().fold(Self::new(seed), |chances, fault| chances.with(share, fault))
    }

    /// Adds a fault with the probability `rate` (0 to 1). A call gets at most one of the added faults: if the
    /// probabilities exceed 1 in total, those added last are cut off.
    #[must_use]
    pub fn with(mut self, rate: f64, fault: Fault) -> Self {
        self.likely.push((rate, fault));
        self
    }

    /// Adds a fault that every call gets, in addition to its random one.
    #[must_use]
    pub fn always(mut self, fault: Fault) -> Self {
        self.always = self.always.then(fault);
        self
    }

    pub(super) fn seed(&self) -> u64 {
        self.seed
    }

    pub(super) fn always_happens(&self) -> &Fault {
        &self.always
    }

    /// Draws the fault of the next call.
    pub(super) fn draw(&self, rng: &mut Rng) -> Option<Fault> {
        let mut left = rng.unit();
        let hit = self.likely.iter().find(|(rate, _)| {
            let hit = left < *rate;
            left -= rate;
            hit
        });
        hit.map(|(_, fault)| fault.clone())
    }
}

/// One fault of every kind.
fn every_kind() -> Vec<Fault> {
    let (moment, second) = (Duration::from_millis(20), Duration::from_secs(1));
    vec![
        Fault::away(moment),
        Fault::reset_unread(),
        Fault::reset(),
        Fault::latency(moment),
        Fault::latency_between(Duration::ZERO, 10 * moment),
        Fault::silent(),
        Fault::stalled(),
        Fault::truncated(),
        Fault::too_many_requests(),
        Fault::too_many_requests().retry_after(second),
        Fault::too_many_requests().retry_after_date(second),
        Fault::bad_gateway(),
        Fault::unavailable(),
        Fault::failed(),
        Fault::throttled(),
        Fault::expired(),
        Fault::expired().then(Fault::date_off(Signed::HOUR)),
        Fault::expired().then(Fault::no_date()),
        Fault::clock_off(Signed::HOUR),
        Fault::null_lists(),
        Fault::missing_lists(),
        Fault::unknown_values(),
        Fault::unknown_fields(),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drawn(chances: &Chances, calls: usize) -> Vec<Option<Fault>> {
        let mut rng = Rng::new(chances.seed());
        (0..calls).map(|_| chances.draw(&mut rng)).collect()
    }

    #[test]
    fn rates_are_kept_and_come_again() {
        let chances = Chances::new(3).with(0.25, Fault::reset()).with(0.1, Fault::stalled());
        let faults = drawn(&chances, 10_000);
        assert_eq!(faults, drawn(&chances, 10_000));
        let count = |wanted: &Fault| faults.iter().filter(|fault| fault.as_ref() == Some(wanted)).count();
        assert!((2_300..2_700).contains(&count(&Fault::reset())), "{}", count(&Fault::reset()));
        assert!((900..1_100).contains(&count(&Fault::stalled())), "{}", count(&Fault::stalled()));
        assert_ne!(faults, drawn(&Chances { seed: 4, ..chances }, 10_000));
    }

    #[test]
    fn a_mix_has_every_kind() {
        let faults = drawn(&Chances::mixed(1, 0.2), 10_000);
        assert!((1_800..2_200).contains(&faults.iter().flatten().count()));
        for kind in every_kind() {
            assert!(faults.iter().flatten().any(|fault| *fault == kind), "{kind}");
        }
        assert!(drawn(&Chances::mixed(1, 0.0), 100).iter().all(Option::is_none));
        assert!(drawn(&Chances::mixed(1, 1.0), 100).iter().all(Option::is_some));
    }
}
