//! Limits that are narrower if a parameter is set.

use super::{Action, Span};

/// A limit that applies instead of the general one, which is wider, if a parameter is set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Narrower {
    /// The parameter: an index into the action's parameters. It is neither required nor one that listings set.
    pub when: usize,
    /// The limit.
    pub limit: NarrowerLimit,
}

/// What is limited, and how.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NarrowerLimit {
    /// The window is at most so long.
    Span(Span),
    /// A list or mapping has at most so many items.
    Items {
        /// Its parameter: an index into the action's parameters.
        of: usize,
        /// The most items.
        max: i64,
    },
    /// A number is at most so large. That of a page's size is the most rows of a page.
    Range {
        /// Its parameter: an index into the action's parameters.
        of: usize,
        /// The largest value.
        max: i64,
    },
}

impl Action {
    /// The narrower lengths of the window, each with the parameter that demands it, shortest first.
    #[must_use]
    pub fn narrower_spans(&self) -> Vec<(usize, Span)> {
        self.narrower_by(|limit| match limit {
            NarrowerLimit::Span(span) => Some(span),
            _ => None,
        })
    }

    /// The narrower numbers of items of a parameter, each with the parameter that demands it, smallest first.
    #[must_use]
    pub fn narrower_items(&self, parameter: usize) -> Vec<(usize, i64)> {
        self.narrower_by(|limit| match limit {
            NarrowerLimit::Items { of, max } if of == parameter => Some(max),
            _ => None,
        })
    }

    /// The narrower largest values of a parameter, each with the parameter that demands it, smallest first.
    #[must_use]
    pub fn narrower_ranges(&self, parameter: usize) -> Vec<(usize, i64)> {
        self.narrower_by(|limit| match limit {
            NarrowerLimit::Range { of, max } if of == parameter => Some(max),
            _ => None,
        })
    }

    /// The narrower limits that `choose` takes, each with the parameter that demands it, narrowest first.
    fn narrower_by<T: Ord + Copy>(&self, choose: impl Fn(NarrowerLimit) -> Option<T>) -> Vec<(usize, T)> {
        let chosen = self.narrower.iter().filter_map(|narrower| Some((narrower.when, choose(narrower.limit)?)));
        let mut chosen: Vec<(usize, T)> = chosen.collect();
        chosen.sort_by_key(|(_, max)| *max);
        chosen
    }
}
