//! Usage: how long users were in rooms.

use super::{WorldState, index::Row};
use std::ops::Range;
use time::{Duration, OffsetDateTime};

/// The time that users spent in rooms. All vendors bill it: a user who publishes counts as video, any other as audio.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Usage {
    pub(crate) audio: Duration,
    pub(crate) video: Duration,
}

impl WorldState {
    /// The usage of an app, or of one room, within the span, as known at `now`.
    pub(crate) fn usage(
        &self,
        app: &str,
        room: Option<&str>,
        span: &Range<OffsetDateTime>,
        now: OffsetDateTime,
    ) -> Usage {
        let rows = self.during(app, room, span);
        rows.into_iter().fold(Usage::default(), |usage, row| usage.with(row, span, now))
    }
}

impl std::ops::Add for Usage {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self { audio: self.audio + other.audio, video: self.video + other.video }
    }
}

impl Usage {
    /// Adds the time that a participant spent in the room.
    pub(crate) fn with(mut self, (_, participant): Row<'_>, span: &Range<OffsetDateTime>, now: OffsetDateTime) -> Self {
        for session in participant.seen(now) {
            let left = session.left(now).unwrap_or(now).min(span.end);
            let present = (left - session.join.max(span.start)).max(Duration::ZERO);
            if session.device.published {
                self.video += present;
            } else {
                self.audio += present;
            }
        }
        self
    }
}
