//! Times as whole milliseconds since 1970, and spans of them.

use time::OffsetDateTime;

/// The first and the last moment that a time can hold.
const MOST: (i64, i64) = (-377_705_116_800_000, 253_402_300_799_999);
const NANOS: i128 = 1_000_000;

/// From a moment up to another, in milliseconds since 1970.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Span {
    pub(super) from: i64,
    pub(super) to: i64,
}

/// The last whole millisecond up to `time`.
pub(super) fn moment(time: OffsetDateTime) -> i64 {
    i64::try_from(time.unix_timestamp_nanos().div_euclid(NANOS)).expect("a time of this library is within 64 bits")
}

/// The first whole millisecond from `time` on.
pub(super) fn moment_after(time: OffsetDateTime) -> i64 {
    moment(time) + i64::from(time.unix_timestamp_nanos().rem_euclid(NANOS) > 0)
}

/// The time of a moment, or the nearest that there is.
pub(super) fn time_of(moment: i64) -> OffsetDateTime {
    let moment = moment.clamp(MOST.0, MOST.1);
    OffsetDateTime::from_unix_timestamp_nanos(i128::from(moment) * NANOS).expect("it is within what a time can hold")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_and_moments_are_the_same() {
        for at in [MOST.0, -1, 0, 1, 1_795_000_000_123, MOST.1] {
            assert_eq!(moment(time_of(at)), at);
            assert_eq!(moment_after(time_of(at)), at);
        }
        let between = OffsetDateTime::UNIX_EPOCH + time::Duration::nanoseconds(-1);
        assert_eq!((moment(between), moment_after(between)), (-1, 0));
        assert_eq!((time_of(i64::MIN), time_of(i64::MAX)), (time_of(MOST.0), time_of(MOST.1)));
    }
}
