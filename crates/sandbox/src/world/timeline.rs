//! Stays in order, found by time without a look at each.

use super::Participant;
use time::OffsetDateTime;

/// How many participants are passed over at once.
const BLOCK: usize = 64;

/// Stays in order of their first entry.
#[derive(Debug, Default)]
pub(super) struct Timeline {
    participants: Vec<usize>,
    /// Of each block, when the last one left; none if somebody never does.
    ended: Vec<Option<OffsetDateTime>>,
}

impl Timeline {
    /// Adds the participant that comes next in order.
    pub(super) fn push(&mut self, at: usize, participant: &Participant) {
        let ended = participant.ended();
        match self.ended.last_mut() {
            Some(last) if !self.participants.len().is_multiple_of(BLOCK) => {
                *last = last.zip(ended).map(|(one, other)| one.max(other));
            }
            _ => self.ended.push(ended),
        }
        self.participants.push(at);
    }

    /// Whoever had not left before `from`, and some others, in order.
    pub(super) fn around(&self, from: OffsetDateTime) -> impl Iterator<Item = usize> + '_ {
        let blocks = self.participants.chunks(BLOCK).zip(&self.ended);
        blocks
            .filter(move |(_, ended)| ended.is_none_or(|ended| ended >= from))
            .flat_map(|(participants, _)| participants)
            .copied()
    }
}
