//! Days, and times without an offset.

use super::{Codec, Decode, Encode, TimeFormat};
use serde::{
    Deserializer, Serializer,
    de::{Error, Unexpected, Visitor},
};
use std::{fmt, marker::PhantomData};
use time::{Date as Day, Month, OffsetDateTime, PrimitiveDateTime, Time, UtcOffset};

/// A day as `2026-11-30`.
#[derive(Clone, Copy, Debug, Default)]
pub struct Date;

/// A day as `20261130`.
#[derive(Clone, Copy, Debug, Default)]
pub struct CompactDate;

/// A time as `2026-11-30 08:00:00` in the zone that is `ZONE` seconds east of UTC. Encoding drops the fraction.
#[derive(Clone, Copy, Debug, Default)]
pub struct LocalTime<const ZONE: i32>;

/// A time as `2026-11-30 08:00` in the zone that is `ZONE` seconds east of UTC. Encoding drops the seconds.
#[derive(Clone, Copy, Debug, Default)]
pub struct LocalMinutes<const ZONE: i32>;

/// The beginning of a day in the zone that is `ZONE` seconds east of UTC.
#[must_use]
pub fn midnight<const ZONE: i32>(day: Day) -> OffsetDateTime {
    PrimitiveDateTime::new(day, Time::MIDNIGHT).assume_offset(zone(ZONE))
}

/// The offset, or UTC if it is none.
fn zone(seconds: i32) -> UtcOffset {
    UtcOffset::from_whole_seconds(seconds).unwrap_or(UtcOffset::UTC)
}

/// A text form of a day or a time.
trait Form: Codec {
    /// The form, with `9` for each digit.
    const PATTERN: &'static str;
    /// The form's name and a text of this form.
    const EXAMPLE: &'static str;

    /// The value of the numbers: year, month, day, hour, minute, second, as far as the form has them, else 0.
    fn value(numbers: [u16; 6]) -> Option<Self::Value>;
}

/// The numbers of a text that has the form.
fn numbers(pattern: &str, text: &str) -> Option<[u16; 6]> {
    let fits =
        |(expected, letter): (u8, u8)| if expected == b'9' { letter.is_ascii_digit() } else { expected == letter };
    if text.len() != pattern.len() || !pattern.bytes().zip(text.bytes()).all(fits) {
        return None;
    }
    let mut digits = text.bytes().filter(u8::is_ascii_digit).map(|digit| u16::from(digit - b'0'));
    Some([4, 2, 2, 2, 2, 2].map(|width| digits.by_ref().take(width).fold(0, |number, digit| number * 10 + digit)))
}

fn day([year, month, day, ..]: [u16; 6]) -> Option<Day> {
    let month = Month::try_from(u8::try_from(month).ok()?).ok()?;
    Day::from_calendar_date(i32::from(year), month, u8::try_from(day).ok()?).ok()
}

fn local<const ZONE: i32>(numbers: [u16; 6]) -> Option<OffsetDateTime> {
    let [.., hour, minute, second] = numbers.map(|number| u8::try_from(number).unwrap_or(u8::MAX));
    let time = Time::from_hms(hour, minute, second).ok()?;
    Some(PrimitiveDateTime::new(day(numbers)?, time).assume_offset(zone(ZONE)))
}

/// A time on the clocks of a zone. In the first and last day of the supported years it may keep its own offset.
fn in_zone<const ZONE: i32>(time: OffsetDateTime) -> OffsetDateTime {
    time.checked_to_offset(zone(ZONE)).unwrap_or(time)
}

/// Implements the codec of a form.
macro_rules! form {
    ([$($generics:tt)*] $form:ty, $value:ty, $pattern:literal, $example:literal, $read:expr, |$given:ident| $text:expr) => {
        impl<$($generics)*> Codec for $form {
            type Value = $value;
        }

        impl<$($generics)*> Form for $form {
            const PATTERN: &'static str = $pattern;
            const EXAMPLE: &'static str = $example;

            fn value(numbers: [u16; 6]) -> Option<$value> {
                $read(numbers)
            }
        }

        impl<$($generics)*> TimeFormat for $form {
            fn text($given: &$value) -> String {
                $text
            }
        }

        impl<$($generics)*> Decode for $form {
            fn decode<'de, D: Deserializer<'de>>(from: D) -> Result<$value, D::Error> {
                from.deserialize_str(Text::<Self>(PhantomData))
            }

            fn decode_optional<'de, D: Deserializer<'de>>(from: D) -> Result<Option<$value>, D::Error> {
                from.deserialize_option(TextOrNone::<Self>(PhantomData))
            }
        }

        impl<$($generics)*> Encode for $form {
            fn encode<S: Serializer>(value: &$value, to: S) -> Result<S::Ok, S::Error> {
                to.serialize_str(&Self::text(value))
            }
        }
    };
}

form!([] Date, Day, "9999-99-99", "a day such as 2026-11-30", day, |day| {
    format!("{:04}-{:02}-{:02}", day.year(), u8::from(day.month()), day.day())
});
form!([] CompactDate, Day, "99999999", "a day such as 20261130", day, |day| {
    format!("{:04}{:02}{:02}", day.year(), u8::from(day.month()), day.day())
});
form!([const ZONE: i32] LocalTime<ZONE>, OffsetDateTime, "9999-99-99 99:99:99", "a time such as 2026-11-30 08:00:00", local::<ZONE>, |time| {
    let local = in_zone::<ZONE>(*time);
    format!("{} {:02}:{:02}:{:02}", Date::text(&local.date()), local.hour(), local.minute(), local.second())
});
form!([const ZONE: i32] LocalMinutes<ZONE>, OffsetDateTime, "9999-99-99 99:99", "a time such as 2026-11-30 08:00", local::<ZONE>, |time| {
    let local = in_zone::<ZONE>(*time);
    format!("{} {:02}:{:02}", Date::text(&local.date()), local.hour(), local.minute())
});

/// Decodes from text.
struct Text<F>(PhantomData<F>);

impl<F: Form> Visitor<'_> for Text<F> {
    type Value = F::Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(F::EXAMPLE)
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<F::Value, E> {
        let value = numbers(F::PATTERN, text).and_then(F::value);
        value.ok_or_else(|| E::invalid_value(Unexpected::Str(text), &self))
    }
}

/// Decodes from text; `null` and the empty text are `None`.
struct TextOrNone<F>(PhantomData<F>);

impl<'de, F: Form> Visitor<'de> for TextOrNone<F> {
    type Value = Option<F::Value>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}, an empty string or null", F::EXAMPLE)
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
        if text.is_empty() { Ok(None) } else { Text::<F>(PhantomData).visit_str(text).map(Some) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value, json};
    use std::fmt::Debug;
    use time::macros::{date, datetime};

    const CHINA: i32 = 8 * 3_600;

    fn both_ways<C: Decode + Encode>(value: &C::Value, text: &str)
    where
        C::Value: PartialEq + Debug,
    {
        let json = C::encode(value, serde_json::value::Serializer).unwrap();
        assert_eq!(json, text);
        assert_eq!(C::decode(&json).unwrap(), *value);
    }

    #[test]
    fn days_and_times_are_written_and_read_in_their_form() {
        both_ways::<Date>(&date!(2026 - 11 - 30), "2026-11-30");
        both_ways::<CompactDate>(&date!(2024 - 02 - 29), "20240229");
        both_ways::<LocalTime<CHINA>>(&datetime!(2026-11-30 00:00:01 UTC), "2026-11-30 08:00:01");
        both_ways::<LocalMinutes<CHINA>>(&datetime!(2026-11-30 23:59 +8), "2026-11-30 23:59");
        assert_eq!(LocalTime::<0>::text(&datetime!(2026-11-30 08:00:59.9 +8)), "2026-11-30 00:00:59");
        assert_eq!(midnight::<CHINA>(date!(2026 - 11 - 30)), datetime!(2026-11-29 16:00 UTC));
    }

    #[test]
    fn other_forms_are_refused_and_an_optional_text_may_be_empty() {
        for text in ["2026-11-31", "20261130", "2026-1-1", "2026-11-30 ", "", "２０２６-11-30"] {
            assert!(Date::decode(&json!(text)).is_err(), "{text}");
        }
        for text in ["2026-11-30T00:00:00", "2026-11-30 24:00:00", "2026-11-30 00:00"] {
            assert!(LocalTime::<CHINA>::decode(&json!(text)).is_err(), "{text}");
        }
        for value in [Value::Null, json!("")] {
            assert_eq!(CompactDate::decode_optional(&value).unwrap(), None);
            assert_eq!(LocalMinutes::<0>::decode_optional(&value).unwrap(), None);
        }
        assert!(CompactDate::decode_optional(&json!(20_261_130)).is_err());
    }
}
