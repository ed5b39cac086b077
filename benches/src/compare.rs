//! Measures two implementations alternately in one process, and the ratio between them.

use std::{
    fmt,
    time::{Duration, Instant},
};

/// The amount of measuring.
#[derive(Clone, Copy, Debug)]
pub struct Effort {
    /// Rounds; each gives one ratio.
    pub rounds: usize,
    /// How many times the two alternate in each round.
    pub turns: usize,
    /// How many times each does its work per turn.
    pub batch: u32,
}

impl Effort {
    /// `planned` for `cargo bench`, and almost nothing if the program is only tested.
    #[must_use]
    pub fn for_this_run(self) -> Self {
        let measuring = std::env::args().any(|argument| argument == "--bench");
        if measuring { self } else { Self { rounds: 1, turns: 2, batch: 2 } }
    }
}

/// The result of a comparison. `Display` is one line.
#[derive(Debug)]
pub struct Comparison {
    title: &'static str,
    ours: Duration,
    by_hand: Duration,
    ratios: Vec<f64>,
    goal: f64,
}

/// Runs `ours` and `by_hand` alternately, changing which comes first. Both receive the number of repetitions. The ratio
/// of a round is that of the medians of all its turns.
pub fn compare(
    title: &'static str,
    goal: f64,
    effort: Effort,
    mut ours: impl FnMut(u32),
    mut by_hand: impl FnMut(u32),
) -> Comparison {
    let mut times = (Vec::new(), Vec::new());
    let mut ratios = Vec::new();
    ours(effort.batch);
    by_hand(effort.batch);
    for _ in 0..effort.rounds {
        let mut round = (Vec::new(), Vec::new());
        for turn in 0..effort.turns {
            if turn % 2 == 0 {
                round.0.push(timed(&mut ours, effort.batch));
                round.1.push(timed(&mut by_hand, effort.batch));
            } else {
                round.1.push(timed(&mut by_hand, effort.batch));
                round.0.push(timed(&mut ours, effort.batch));
            }
        }
        let (ours, by_hand) = (median(&mut round.0), median(&mut round.1));
        ratios.push(ours / by_hand);
        times.0.push(ours);
        times.1.push(by_hand);
    }
    let (ours, by_hand) = (median(&mut times.0), median(&mut times.1));
    Comparison { title, ours: Duration::from_secs_f64(ours), by_hand: Duration::from_secs_f64(by_hand), ratios, goal }
}

/// Seconds per repetition.
fn timed(work: &mut impl FnMut(u32), batch: u32) -> f64 {
    let begun = Instant::now();
    work(batch);
    begun.elapsed().as_secs_f64() / f64::from(batch)
}

/// The median. Sorts the values.
///
/// # Panics
/// If there are none.
pub fn median(values: &mut [f64]) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}

impl fmt::Display for Comparison {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut ratios = self.ratios.clone();
        let middle = median(&mut ratios);
        let micros = |time: Duration| time.as_secs_f64() * 1e6;
        write!(to, "{}: {middle:.3} times ({:.3} to {:.3})", self.title, ratios[0], ratios[ratios.len() - 1])?;
        // A comparison without a goal has an infinite one.
        if self.goal.is_finite() {
            write!(to, ", goal {:.2}: {}", self.goal, if middle <= self.goal { "met" } else { "missed" })?;
        }
        write!(
            to,
            "; ours {:.2} µs, by hand {:.2} µs, difference {:+.2} µs",
            micros(self.ours),
            micros(self.by_hand),
            micros(self.ours) - micros(self.by_hand),
        )
    }
}
