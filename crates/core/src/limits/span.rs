//! Ranges and durations in words.

use std::{
    fmt::Display,
    ops::{Bound, RangeBounds},
};
use time::Duration;

/// A range of values in words: "1 to 100", "at most 100", "at least 1".
pub(super) fn range<T: Display + PartialOrd>(allowed: &impl RangeBounds<T>) -> String {
    match (allowed.start_bound(), allowed.end_bound()) {
        (Bound::Included(low), Bound::Included(high)) if low == high => format!("{low}"),
        (Bound::Included(low), Bound::Included(high)) => format!("{low} to {high}"),
        (Bound::Unbounded, Bound::Unbounded) => "anything".to_owned(),
        (low, high) => {
            let low = match low {
                Bound::Included(low) => Some(format!("at least {low}")),
                Bound::Excluded(low) => Some(format!("more than {low}")),
                Bound::Unbounded => None,
            };
            let high = match high {
                Bound::Included(high) => Some(format!("at most {high}")),
                Bound::Excluded(high) => Some(format!("less than {high}")),
                Bound::Unbounded => None,
            };
            [low, high].into_iter().flatten().collect::<Vec<_>>().join(" and ")
        }
    }
}

/// A range of counts with its noun: "1 to 10 items", "at most 1 item".
pub(super) fn counted(allowed: &impl RangeBounds<usize>, one: &str, many: &str) -> String {
    let last = match (allowed.end_bound(), allowed.start_bound()) {
        (Bound::Included(&last) | Bound::Excluded(&last), _)
        | (Bound::Unbounded, Bound::Included(&last) | Bound::Excluded(&last)) => last,
        (Bound::Unbounded, Bound::Unbounded) => 0,
    };
    format!("{} {}", range(allowed), if last == 1 { one } else { many })
}

/// A span of time in words: "6 h", "14 d 2 min", "0.5 s". From a minute on, a fraction of a second is rounded up, so
/// that a span longer than a limit is also displayed as longer.
pub(super) fn duration(span: Duration) -> String {
    let span = span.abs();
    let whole = span.subsec_nanoseconds() == 0 || span < Duration::MINUTE;
    let span = if whole { span } else { Duration::seconds(span.whole_seconds().saturating_add(1)) };
    let seconds = span.whole_seconds().unsigned_abs();
    let parts = [(seconds / 86_400, "d"), (seconds / 3_600 % 24, "h"), (seconds / 60 % 60, "min")];
    let mut words: Vec<_> =
        parts.into_iter().filter(|&(count, _)| count > 0).map(|(count, unit)| format!("{count} {unit}")).collect();
    let fraction = span.subsec_nanoseconds().unsigned_abs();
    if fraction > 0 {
        let digits = format!("{fraction:09}");
        words.push(format!("{}.{} s", seconds % 60, digits.trim_end_matches('0')));
    } else if !seconds.is_multiple_of(60) || words.is_empty() {
        words.push(format!("{} s", seconds % 60));
    }
    words.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_read_as_words() {
        assert_eq!(range(&(1..=100)), "1 to 100");
        assert_eq!(range(&(3..=3)), "3");
        assert_eq!(range(&(..=100)), "at most 100");
        assert_eq!(range(&(1..)), "at least 1");
        assert_eq!(range(&(1..100)), "at least 1 and less than 100");
        assert_eq!(counted(&(..=1), "item", "items"), "at most 1 item");
        assert_eq!(counted(&(1..=10), "item", "items"), "1 to 10 items");
    }

    #[test]
    fn durations_read_as_words() {
        assert_eq!(duration(Duration::hours(6)), "6 h");
        assert_eq!(duration(Duration::days(14) + Duration::minutes(2)), "14 d 2 min");
        assert_eq!(duration(Duration::hours(1) + Duration::milliseconds(500)), "1 h 1 s");
        assert_eq!(duration(Duration::milliseconds(1500)), "1.5 s");
        assert_eq!(duration(Duration::ZERO), "0 s");
        assert_eq!(duration(Duration::seconds(-61)), "1 min 1 s");
    }
}
