//! Participants in order of entry, searchable by time without a full scan.

use super::Participant;
use time::OffsetDateTime;

/// Number of participants that are skipped at once.
const BLOCK: usize = 64;

/// Participants in order of their first entry.
#[derive(Debug, Default)]
pub(super) struct Timeline {
    participants: Vec<usize>,
    /// For each block, when its last participant left; `None` if somebody never does.
    ended: Vec<Option<OffsetDateTime>>,
}

impl Timeline {
    /// Appends the next participant in order.
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

    /// Everyone who had not left before `from`, in order. May include others too.
    pub(super) fn around(&self, from: OffsetDateTime) -> impl Iterator<Item = usize> + '_ {
        let blocks = self.participants.chunks(BLOCK).zip(&self.ended);
        blocks
            .filter(move |(_, ended)| ended.is_none_or(|ended| ended >= from))
            .flat_map(|(participants, _)| participants)
            .copied()
    }
    /// All participants, in order.
    pub(super) fn all(&self) -> impl Iterator<Item = usize> + '_ {
        self.participants.iter().copied()
    }
}
