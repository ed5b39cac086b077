//! Points in time.

use super::{Codec, Decode, Encode, lenient::integer};
use serde::{
    Deserialize, Deserializer, Serializer,
    de::{Error, Unexpected, Visitor},
};
use std::fmt::{self, Write};
use time::{OffsetDateTime, UtcOffset, format_description::well_known};

/// A time as RFC 3339 text, as in answers. Decoding and encoding keep the offset and a fraction of a second.
#[derive(Clone, Copy, Debug, Default)]
pub struct Rfc3339;

/// A time as RFC 3339 text, as in requests: in whole seconds and with the time's own offset.
#[derive(Clone, Copy, Debug, Default)]
pub struct Rfc3339Seconds;

/// A time as whole seconds since 1970-01-01 UTC. Encoding drops the fraction.
#[derive(Clone, Copy, Debug, Default)]
pub struct UnixSeconds;

/// A time as whole milliseconds since 1970-01-01 UTC. Encoding drops the fraction.
#[derive(Clone, Copy, Debug, Default)]
pub struct UnixMillis;

/// A codec of days or times that also formats them as text, for queries and headers.
pub trait TimeFormat: Codec {
    /// Formats the day or time.
    fn text(time: &Self::Value) -> String;
}

impl TimeFormat for Rfc3339Seconds {
    fn text(time: &OffsetDateTime) -> String {
        rfc3339(*time, 0)
    }
}

impl TimeFormat for UnixSeconds {
    fn text(time: &OffsetDateTime) -> String {
        time.unix_timestamp().to_string()
    }
}

impl TimeFormat for UnixMillis {
    fn text(time: &OffsetDateTime) -> String {
        unix_millis(*time).to_string()
    }
}

/// The time as RFC 3339 text with `nanosecond`s unless that is 0, and with the time's own offset in digits (`+00:00`, never
/// `Z`). RFC 3339 cannot express an offset with seconds: such a time is written in UTC instead. Where UTC would
/// leave the supported years, in the first and last day of the range, the offset's seconds are dropped.
#[must_use]
fn rfc3339(time: OffsetDateTime, nanosecond: u32) -> String {
    let written = time.offset().seconds_past_minute() == 0;
    let time = if written { time } else { time.checked_to_offset(UtcOffset::UTC).unwrap_or(time) };
    let mut text = String::with_capacity(35);
    let sign = if time.offset().is_negative() { '-' } else { '+' };
    // Writing to a String cannot fail.
    let _ = write!(
        text,
        "{:04}-{:02}-{:02}T{:02}:{:02}:{:02}",
        time.year(),
        u8::from(time.month()),
        time.day(),
        time.hour(),
        time.minute(),
        time.second(),
    );
    if nanosecond > 0 {
        let digits = format!("{nanosecond:09}");
        text.push('.');
        text.push_str(digits.trim_end_matches('0'));
    }
    let (hours, minutes) = (time.offset().whole_hours(), time.offset().minutes_past_hour());
    let _ = write!(text, "{sign}{:02}:{:02}", hours.unsigned_abs(), minutes.unsigned_abs());
    text
}

/// The time as whole milliseconds since 1970-01-01 UTC; the fraction is dropped.
#[must_use]
pub(super) fn unix_millis(time: OffsetDateTime) -> i64 {
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
        to.serialize_str(&rfc3339(*value, value.nanosecond()))
    }
}

impl Codec for Rfc3339Seconds {
    type Value = OffsetDateTime;
}

impl Encode for Rfc3339Seconds {
    fn encode<S: Serializer>(value: &OffsetDateTime, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(&rfc3339(*value, 0))
    }
}

impl Codec for UnixSeconds {
    type Value = OffsetDateTime;
}

impl Decode for UnixSeconds {
    fn decode<'de, D: Deserializer<'de>>(from: D) -> Result<OffsetDateTime, D::Error> {
        from_seconds(i64::deserialize(from)?)
    }

    fn decode_optional<'de, D: Deserializer<'de>>(from: D) -> Result<Option<OffsetDateTime>, D::Error> {
        from.deserialize_any(NumberOrNone)?.map(from_seconds).transpose()
    }
}

fn from_seconds<E: Error>(seconds: i64) -> Result<OffsetDateTime, E> {
    OffsetDateTime::from_unix_timestamp(seconds)
        .map_err(|_| out_of_range(seconds, &"seconds since 1970 within the years -9999 to 9999"))
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
        from_millis(i64::deserialize(from)?)
    }

    fn decode_optional<'de, D: Deserializer<'de>>(from: D) -> Result<Option<OffsetDateTime>, D::Error> {
        from.deserialize_any(NumberOrNone)?.map(from_millis).transpose()
    }
}

fn from_millis<E: Error>(millis: i64) -> Result<OffsetDateTime, E> {
    OffsetDateTime::from_unix_timestamp_nanos(i128::from(millis) * 1_000_000)
        .map_err(|_| out_of_range(millis, &"milliseconds since 1970 within the years -9999 to 9999"))
}

impl Encode for UnixMillis {
    fn encode<S: Serializer>(value: &OffsetDateTime, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_i64(unix_millis(*value))
    }
}

fn out_of_range<E: Error>(found: i64, wanted: &'static &'static str) -> E {
    E::invalid_value(Unexpected::Signed(found), wanted)
}

/// Decodes a time from text.
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

/// Decodes a time from text; `null` and the empty text are `None`.
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

/// Reads a time's number, also from quotes and from a whole float, and none from `null` and the empty text.
struct NumberOrNone;

impl Visitor<'_> for NumberOrNone {
    type Value = Option<i64>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an integer, an empty string or null")
    }

    fn visit_unit<E>(self) -> Result<Self::Value, E> {
        Ok(None)
    }

    fn visit_i64<E>(self, number: i64) -> Result<Self::Value, E> {
        Ok(Some(number))
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<Self::Value, E> {
        i64::try_from(number).map(Some).map_err(|_| E::invalid_value(Unexpected::Unsigned(number), &self))
    }

    fn visit_f64<E: Error>(self, number: f64) -> Result<Self::Value, E> {
        // The text of a float is exact, and whole floats beyond 64 bits are not read.
        let whole = integer(&format!("{number:?}")).and_then(|number| i64::try_from(number).ok());
        whole.map(Some).ok_or_else(|| E::invalid_value(Unexpected::Float(number), &self))
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Self::Value, E> {
        if text.is_empty() {
            return Ok(None);
        }
        let whole = integer(text).and_then(|number| i64::try_from(number).ok());
        whole.map(Some).ok_or_else(|| E::invalid_value(Unexpected::Str(text), &self))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value, json};

    #[test]
    fn an_optional_number_may_be_null_or_empty() {
        let at = |seconds| OffsetDateTime::from_unix_timestamp(seconds).ok();
        for (value, time) in [(json!(null), None), (json!(""), None), (json!(7), at(7)), (json!(-7), at(-7))] {
            assert_eq!(UnixSeconds::decode_optional(&value).unwrap(), time, "{value}");
            let millis = value.as_i64().map_or(value, |seconds| Value::from(seconds * 1_000));
            assert_eq!(UnixMillis::decode_optional(&millis).unwrap(), time, "{millis}");
        }
        for value in [json!("7"), json!(7.0), json!("7e0")] {
            assert_eq!(UnixSeconds::decode_optional(&value).unwrap(), at(7), "{value}");
        }
        for value in [json!(" 7"), json!(u64::MAX), json!(7.5), json!(1e300), json!([])] {
            assert!(UnixSeconds::decode_optional(&value).is_err(), "{value}");
            assert!(UnixMillis::decode_optional(&value).is_err(), "{value}");
        }
    }
}
