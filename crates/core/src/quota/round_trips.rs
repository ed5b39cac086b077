//! How long recent calls took to be answered.

use std::time::Duration;

/// How many of the latest calls are remembered.
const REMEMBERED: usize = 128;
/// With fewer round trips than this, the shortest one says nothing about the network.
const FEW: usize = 8;
/// A request that takes this much longer to arrive than the fastest one is taken for lost. A segment that TCP repeats
/// once arrives earlier.
pub(super) const MAX_LATENESS: Duration = Duration::from_millis(500);

/// The round trips of the latest calls of one key, in microseconds.
#[derive(Clone, Debug, Default)]
pub(super) struct RoundTrips {
    latest: Vec<u32>,
    /// Where the next one goes once the memory is full.
    next: usize,
}

impl RoundTrips {
    pub(super) fn record(&mut self, took: Duration) {
        let took = u32::try_from(took.as_micros()).unwrap_or(u32::MAX);
        if self.latest.len() < REMEMBERED {
            self.latest.push(took);
        } else {
            self.latest[self.next] = took;
        }
        self.next = (self.next + 1) % REMEMBERED;
    }

    /// A time that no round trip is expected to fall below: the way there and back without any delay. Of `k` round trips
    /// spread over `S`, the shortest is above that by `S / k` on average, so `8·S / k` is taken off; a new one is then
    /// below with a probability of about `e⁻⁸ / k`.
    pub(super) fn floor(&self) -> Duration {
        let Some((shortest, spread)) = self.range().filter(|_| self.latest.len() > FEW) else { return Duration::ZERO };
        let guard = u64::from(spread) * FEW as u64 / self.latest.len() as u64;
        Duration::from_micros(u64::from(shortest).saturating_sub(guard))
    }

    /// How much later than the fastest a request is expected to arrive at most, if its answer is not there within
    /// `period`.
    ///
    /// If answers usually come within the period, a missing one shows that its call is late, by [`MAX_LATENESS`] at most.
    /// Otherwise answers come too late to tell, and the spread of earlier ones has to do.
    pub(super) fn lateness(&self, period: Duration) -> Duration {
        let Some((shortest, spread)) = self.range().filter(|_| self.latest.len() > FEW) else { return MAX_LATENESS };
        let spread = micros(spread);
        if micros(shortest) + spread < period { MAX_LATENESS } else { spread }
    }

    /// The spread of round trips without the slowest hundredth or so, [`MAX_LATENESS`] at most: the slack of calls whose
    /// arrivals are not counted together. Of `k` round trips, the spread is too small by a part that shrinks with `k`, so
    /// `4 / k` of it is added. `unknown` as long as there are few.
    pub(super) fn usual_spread(&self, unknown: Duration) -> Duration {
        let Some((shortest, _)) = self.range().filter(|_| self.latest.len() > FEW) else { return unknown };
        let mut sorted = self.latest.clone();
        let last = sorted.len() - 1 - sorted.len() / 64;
        let (_, longest, _) = sorted.select_nth_unstable(last);
        let spread = micros(*longest - shortest);
        (spread + spread * 4 / u32::try_from(self.latest.len()).unwrap_or(u32::MAX)).min(MAX_LATENESS)
    }

    /// The shortest round trip, and how much longer the longest one took, [`MAX_LATENESS`] at most.
    fn range(&self) -> Option<(u32, u32)> {
        let (shortest, longest) = (self.latest.iter().min()?, self.latest.iter().max()?);
        let cap = u32::try_from(MAX_LATENESS.as_micros()).unwrap_or(u32::MAX);
        Some((*shortest, (longest - shortest).min(cap)))
    }
}

fn micros(micros: u32) -> Duration {
    Duration::from_micros(micros.into())
}
