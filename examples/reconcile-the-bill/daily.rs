use std::collections::BTreeMap;
use time::{Date, Duration, OffsetDateTime, UtcOffset, macros::offset};

/// Days begin at midnight in China, as in Volcengine's example of a bill.
pub(crate) const CHINA: UtcOffset = offset!(+8);

/// Minutes of each day.
#[derive(Default)]
pub(crate) struct Daily(BTreeMap<Date, f64>);

impl Daily {
    pub(crate) fn add(&mut self, day: Date, minutes: f64) {
        *self.0.entry(day).or_default() += minutes;
    }

    /// Adds the time from `start` to `end` to the days in which it is.
    pub(crate) fn add_span(&mut self, start: OffsetDateTime, end: OffsetDateTime) {
        let mut from = start.to_offset(CHINA);
        while from < end {
            let midnight = from.date().midnight().assume_offset(CHINA) + Duration::DAY;
            self.add(from.date(), (midnight.min(end) - from).as_seconds_f64() / 60.0);
            from = midnight;
        }
    }

    pub(crate) fn of(&self, day: Date) -> f64 {
        self.0.get(&day).copied().unwrap_or_default()
    }

    pub(crate) fn days(&self) -> impl Iterator<Item = (Date, f64)> {
        self.0.iter().map(|(day, minutes)| (*day, *minutes))
    }

    pub(crate) fn total(&self) -> f64 {
        self.0.values().sum()
    }
}
