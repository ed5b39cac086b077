//! Points in time.

use super::{Codec, Decode, Encode};
use serde::{
    Deserialize, Deserializer, Serializer,
    de::{Error, Unexpected, Visitor},
};
use std::fmt::{self, Write};
use time::{OffsetDateTime, UtcOffset, format_description::well_known};

/// A time as RFC 3339 text. Reading keeps the offset; writing is [`rfc3339`].
#[derive(Clone, Copy, Debug, Default)]
pub struct Rfc3339;

/// A time as whole seconds since 1970-01-01 UTC. Writing drops the fraction.
#[derive(Clone, Copy, Debug, Default)]
pub struct UnixSeconds;

/// A time as whole milliseconds since 1970-01-01 UTC. Writing drops what is finer.
#[derive(Clone, Copy, Debug, Default)]
pub struct UnixMillis;

/// The time as RFC 3339 text in whole seconds, the fraction dropped, with its own offset in digits (`+00:00`, never
/// `Z`). An offset that is not of whole minutes cannot be written: the same instant is then written in UTC, and in the
/// first and last day of all years that there are, where UTC may be in another one, with the offset's seconds dropped.
#[must_use]
pub fn rfc3339(time: OffsetDateTime) -> String {
    let written = time.offset().seconds_past_minute() == 0;
    let time = if written { time } else { time.checked_to_offset(UtcOffset::UTC).unwrap_or(time) };
    let mut text = String::with_capacity(25);
    let sign = if time.offset().is_negative() { '-' } else { '+' };
    // Writing to a String cannot fail.
    let _ = write!(
        text,
        "{:04}-{:02}-{:02}T{:02}:{:02}:{:02}{sign}{:02}:{:02}",
        time.year(),
        u8::from(time.month()),
        time.day(),
        time.hour(),
        time.minute(),
        time.second(),
        time.offset().whole_hours().unsigned_abs(),
        time.offset().minutes_past_hour().unsigned_abs(),
    );
    text
}

/// The time as whole milliseconds since 1970-01-01 UTC; what is finer is dropped.
#[must_use]
pub fn unix_millis(time: OffsetDateTime) -> i64 {
    time.unix_timestamp() * 1_000 + i64::from(time.millisecond())
}

impl Codec for Rfc3339 {
    type Value = OffsetDateTime;
}

impl Decode for Rfc3339 {
    fn decode<'de, D: Deserializer<'de>>(from: D) -> Result<OffsetDateTime, D::Error> {
        from.deserialize_str(TimeText)
    }

    fn decode_optional<'de, D: Deserializer<'de>>(from: D) -> Result<Option<OffsetDateTime>, D::Error> {
        from.deserialize_option(TimeTextOrNone)
    }
}

impl Encode for Rfc3339 {
    fn encode<S: Serializer>(value: &OffsetDateTime, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(&rfc3339(*value))
    }
}

impl Codec for UnixSeconds {
    type Value = OffsetDateTime;
}

impl Decode for UnixSeconds {
    fn decode<'de, D: Deserializer<'de>>(from: D) -> Result<OffsetDateTime, D::Error> {
        let seconds = i64::deserialize(from)?;
        OffsetDateTime::from_unix_timestamp(seconds)
            .map_err(|_| out_of_range(seconds, &"seconds since 1970 within the years -9999 to 9999"))
    }
}

impl Encode for UnixSeconds {
    fn encode<S: Serializer>(value: &OffsetDateTime, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_i64(value.unix_timestamp())
    }
}

impl Codec for UnixMillis {
    type Value = OffsetDateTime;
}

impl Decode for UnixMillis {
    fn decode<'de, D: Deserializer<'de>>(from: D) -> Result<OffsetDateTime, D::Error> {
        let millis = i64::deserialize(from)?;
        OffsetDateTime::from_unix_timestamp_nanos(i128::from(millis) * 1_000_000)
            .map_err(|_| out_of_range(millis, &"milliseconds since 1970 within the years -9999 to 9999"))
    }
}

impl Encode for UnixMillis {
    fn encode<S: Serializer>(value: &OffsetDateTime, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_i64(unix_millis(*value))
    }
}

fn out_of_range<E: Error>(found: i64, wanted: &'static &'static str) -> E {
    E::invalid_value(Unexpected::Signed(found), wanted)
}

/// Reads a time from its text.
struct TimeText;

impl Visitor<'_> for TimeText {
    type Value = OffsetDateTime;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a time such as 2006-01-02T15:04:05+08:00")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<OffsetDateTime, E> {
        OffsetDateTime::parse(text, &well_known::Rfc3339).map_err(|_| E::invalid_value(Unexpected::Str(text), &self))
    }
}

/// Reads a time from its text, and none from `null` and the empty text.
struct TimeTextOrNone;

impl<'de> Visitor<'de> for TimeTextOrNone {
    type Value = Option<OffsetDateTime>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a time such as 2006-01-02T15:04:05+08:00, an empty string or null")
    }

    fn visit_unit<E>(self) -> Result<Self::Value, E> {
        Ok(None)
    }

    fn visit_none<E>(self) -> Result<Self::Value, E> {
        Ok(None)
    }

    fn visit_some<D: Deserializer<'de>>(self, from: D) -> Result<Self::Value, D::Error> {
        from.deserialize_str(self)
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Self::Value, E> {
        if text.is_empty() { Ok(None) } else { TimeText.visit_str(text).map(Some) }
    }
}
