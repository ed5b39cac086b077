//! The days of a span.

use std::ops::Range;
use time::{Date, Duration, OffsetDateTime, Time, UtcOffset};

/// The days in that offset of which a part is in the span, oldest first.
pub(super) fn days(
    span: &Range<OffsetDateTime>,
    zone: UtcOffset,
) -> impl Iterator<Item = Range<OffsetDateTime>> + use<> {
    let first = span.start.checked_to_offset(zone).map_or(Date::MAX, OffsetDateTime::date);
    let end = span.end;
    let mut next = (span.start < end).then_some(first);
    std::iter::from_fn(move || {
        let day = next?;
        let begin = day.with_time(Time::MIDNIGHT).assume_offset(zone);
        next = day.next_day();
        (begin < end).then(|| begin..begin.saturating_add(Duration::DAY))
    })
}

/// The part of a span that is also in another one; empty if there is none.
pub(super) fn common(one: &Range<OffsetDateTime>, other: &Range<OffsetDateTime>) -> Range<OffsetDateTime> {
    let start = one.start.max(other.start);
    start..one.end.min(other.end).max(start)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_begin_at_midnight_in_their_zone() {
        let zone = UtcOffset::from_hms(8, 0, 0).unwrap();
        let midnight = OffsetDateTime::from_unix_timestamp(1_587_830_400).unwrap();
        let of = |start: i64, end: i64| -> Vec<i64> {
            let span = midnight + Duration::hours(start)..midnight + Duration::hours(end);
            days(&span, zone).map(|day| (day.start - midnight).whole_hours()).collect()
        };
        assert_eq!(of(0, 24), [0]);
        assert_eq!(of(0, 25), [0, 24]);
        assert_eq!(of(-1, 1), [-24, 0]);
        assert_eq!(of(3, 3), [0_i64; 0]);
    }
}
