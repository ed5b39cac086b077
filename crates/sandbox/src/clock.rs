//! The clock of a sandbox.

use std::sync::{Arc, Mutex, PoisonError};
use time::{Duration, OffsetDateTime, UtcOffset, format_description::BorrowedFormatItem, macros::format_description};

const HTTP_DATE: &[BorrowedFormatItem<'_>] =
    format_description!("[weekday repr:short], [day] [month repr:short] [year] [hour]:[minute]:[second] GMT");

/// The clock of a sandbox. Clones share the time, so a test that keeps a clone can move it.
#[derive(Clone, Debug)]
pub struct Clock(Arc<Mutex<Time>>);

#[derive(Clone, Copy, Debug)]
enum Time {
    /// At this offset from the machine's clock.
    Running(Duration),
    /// Stopped at a time.
    Still(OffsetDateTime),
}

impl Clock {
    /// The machine's clock.
    #[must_use]
    pub fn system() -> Self {
        Self(Arc::new(Mutex::new(Time::Running(Duration::ZERO))))
    }

    /// A clock that stays at `at` until it is advanced.
    #[must_use]
    pub fn still(at: OffsetDateTime) -> Self {
        Self(Arc::new(Mutex::new(Time::Still(at))))
    }

    /// The current time of this clock.
    #[must_use]
    pub fn now(&self) -> OffsetDateTime {
        match *self.0.lock().unwrap_or_else(PoisonError::into_inner) {
            Time::Running(offset) => OffsetDateTime::now_utc() + offset,
            Time::Still(at) => at,
        }
    }

    /// Moves the clock by `by`, backwards if that is negative. A running clock keeps running.
    pub fn advance(&self, by: Duration) {
        match &mut *self.0.lock().unwrap_or_else(PoisonError::into_inner) {
            Time::Running(offset) => *offset += by,
            Time::Still(at) => *at += by,
        }
    }
}

/// Formats a time for the header `Date`.
pub(crate) fn http_date(at: OffsetDateTime) -> String {
    at.to_offset(UtcOffset::UTC).format(HTTP_DATE).unwrap_or_default()
}

impl Default for Clock {
    fn default() -> Self {
        Self::system()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_those_of_http() {
        assert_eq!(
            http_date(OffsetDateTime::from_unix_timestamp(784_111_777).unwrap()),
            "Sun, 06 Nov 1994 08:49:37 GMT"
        );
    }

    #[test]
    fn clones_show_the_same_time() {
        let clock = Clock::still(OffsetDateTime::UNIX_EPOCH);
        clock.clone().advance(Duration::days(1));
        assert_eq!(clock.now().unix_timestamp(), 86_400);
        let running = Clock::system();
        running.advance(Duration::hours(-1));
        assert!(running.now() < OffsetDateTime::now_utc() - Duration::minutes(59));
    }
}
