//! Time zones.

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer, de};
use std::borrow::Cow;

/// A fixed time zone: `+08:00`. Its value is the offset in seconds east of UTC.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TimeZone(pub i32);

impl TimeZone {
    fn parse(text: &str) -> Option<Self> {
        let (sign, rest) = match text.split_at_checked(1)? {
            ("+", rest) => (1, rest),
            ("-", rest) => (-1, rest),
            _ => return None,
        };
        let (hours, minutes) = rest.split_once(':')?;
        let number = |text: &str| {
            (text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_digit())).then(|| text.parse::<i32>().ok())?
        };
        let (hours, minutes) = (number(hours)?, number(minutes)?);
        (hours <= 14 && minutes < 60).then_some(Self(sign * (hours * 3600 + minutes * 60)))
    }
}

impl<'de> Deserialize<'de> for TimeZone {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let text = String::deserialize(from)?;
        Self::parse(&text).ok_or_else(|| {
            de::Error::custom(format_args!(
                "`{text}` is not a time zone\nwrite the offset from UTC, quoted: `\"+08:00\"`"
            ))
        })
    }
}

impl JsonSchema for TimeZone {
    fn schema_name() -> Cow<'static, str> {
        "TimeZone".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "description": "A time zone as its offset from UTC: +08:00.",
            "type": "string",
            "pattern": r"^[+-](0[0-9]|1[0-4]):[0-5][0-9]$",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn offsets_are_parsed() {
        for (text, seconds) in [("+08:00", 28_800), ("-03:30", -12_600), ("+00:00", 0), ("+14:00", 50_400)] {
            assert_eq!(TimeZone::parse(text), Some(TimeZone(seconds)), "{text}");
        }
        for text in ["", "8", "+8:00", "08:00", "+08:60", "+15:00", "Z", "CST", "+08:00:00", "+0８:00"] {
            assert_eq!(TimeZone::parse(text), None, "{text}");
        }
    }
}
