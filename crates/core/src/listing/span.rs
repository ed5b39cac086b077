//! Times as whole milliseconds since 1970, and spans of them.

use time::OffsetDateTime;

/// The first and the last millisecond that an `OffsetDateTime` can hold.
const BOUNDS: (i64, i64) = (-377_705_116_800_000, 253_402_300_799_999);
const NANOS: i128 = 1_000_000;

/// A half-open span `from..to`, in milliseconds since 1970.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Span {
    pub(super) from: i64,
    pub(super) to: i64,
}

/// The time rounded down to whole milliseconds.
pub(super) fn moment(time: OffsetDateTime) -> i64 {
    i64::try_from(time.unix_timestamp_nanos().div_euclid(NANOS))
        .expect("every `OffsetDateTime` in milliseconds fits into 64 bits")
}

/// The time rounded up to whole milliseconds.
pub(super) fn moment_after(time: OffsetDateTime) -> i64 {
    moment(time) + i64::from(time.unix_timestamp_nanos().rem_euclid(NANOS) > 0)
}

/// The time of a moment, clamped to what an `OffsetDateTime` can hold.
pub(super) fn time_of(moment: i64) -> OffsetDateTime {
    let moment = moment.clamp(BOUNDS.0, BOUNDS.1);
    OffsetDateTime::from_unix_timestamp_nanos(i128::from(moment) * NANOS)
        .expect("the moment is clamped to the range of `OffsetDateTime`")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_and_moments_are_the_same() {
        for at in [BOUNDS.0, -1, 0, 1, 1_795_000_000_123, BOUNDS.1] {
            assert_eq!(moment(time_of(at)), at);
            assert_eq!(moment_after(time_of(at)), at);
        }
        let between = OffsetDateTime::UNIX_EPOCH + time::Duration::nanoseconds(-1);
        assert_eq!((moment(between), moment_after(between)), (-1, 0));
        assert_eq!((time_of(i64::MIN), time_of(i64::MAX)), (time_of(BOUNDS.0), time_of(BOUNDS.1)));
    }
}
