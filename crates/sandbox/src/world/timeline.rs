//! Stays in order, found by time without a look at each.

use super::Stay;
use time::OffsetDateTime;

/// How many stays are passed over at once.
const BLOCK: usize = 64;

/// Stays in order of their first entry.
#[derive(Debug, Default)]
pub(super) struct Timeline {
    stays: Vec<usize>,
    /// Of each block, when the last one left; none if somebody never does.
    ended: Vec<Option<OffsetDateTime>>,
}

impl Timeline {
    /// Adds the stay that comes next in order.
    pub(super) fn push(&mut self, at: usize, stay: &Stay) {
        let ended = stay.ended();
        match self.ended.last_mut() {
            Some(last) if !self.stays.len().is_multiple_of(BLOCK) => {
                *last = last.zip(ended).map(|(one, other)| one.max(other));
            }
            _ => self.ended.push(ended),
        }
        self.stays.push(at);
    }

    /// Whoever had not left before `from`, and some others, in order.
    pub(super) fn around(&self, from: OffsetDateTime) -> impl Iterator<Item = usize> + '_ {
        let blocks = self.stays.chunks(BLOCK).zip(&self.ended);
        blocks.filter(move |(_, ended)| ended.is_none_or(|ended| ended >= from)).flat_map(|(stays, _)| stays).copied()
    }
}
