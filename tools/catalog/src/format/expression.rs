//! Types, bounds and spans of time.

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer, de};
use std::{borrow::Cow, fmt, time::Duration};

/// A type: `string`, `rfc3339`, `User`, `[string]`, `{ map: u64 }`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TypeExpression {
    /// A scalar, or a type or enumeration of this spec.
    Name(String),
    /// A list.
    List(Box<TypeExpression>),
    /// A mapping from texts to values.
    Map(Box<TypeExpression>),
}

impl<'de> Deserialize<'de> for TypeExpression {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct Visitor;
        impl<'de> de::Visitor<'de> for Visitor {
            type Value = TypeExpression;
            fn expecting(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
                to.write_str(
                    "a type: a name such as `string`, a list such as `[string]`, or a mapping such as `{ map: u64 }`",
                )
            }
            fn visit_str<E>(self, name: &str) -> Result<TypeExpression, E> {
                Ok(TypeExpression::Name(name.to_owned()))
            }
            fn visit_seq<A: de::SeqAccess<'de>>(self, mut from: A) -> Result<TypeExpression, A::Error> {
                let one = "a list has exactly one item type\nwrite it like `[string]`";
                let item = from.next_element()?.ok_or_else(|| de::Error::custom(one))?;
                match from.next_element::<de::IgnoredAny>()? {
                    None => Ok(TypeExpression::List(Box::new(item))),
                    Some(_) => Err(de::Error::custom(one)),
                }
            }
            fn visit_map<A: de::MapAccess<'de>>(self, mut from: A) -> Result<TypeExpression, A::Error> {
                let one = "a mapping has exactly one value type\nwrite it like `{ map: string }`";
                match from.next_entry::<String, TypeExpression>()? {
                    Some((key, value)) if key == "map" && from.next_key::<String>()?.is_none() => {
                        Ok(TypeExpression::Map(Box::new(value)))
                    }
                    _ => Err(de::Error::custom(one)),
                }
            }
        }
        from.deserialize_any(Visitor)
    }
}

impl JsonSchema for TypeExpression {
    fn schema_name() -> Cow<'static, str> {
        "Type".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let inner = generator.subschema_for::<Self>();
        json_schema!({
            "description": "A type: string, bool, i32, i64, u32, u64, f64, rfc3339, unix_seconds, unix_millis, date, compact_date, local_time, local_minutes, the name of \
                a type or an enumeration of this spec, [T] for a list, { map: T } for a mapping from texts.",
            "oneOf": [
                { "type": "string" },
                { "type": "array", "items": inner, "minItems": 1, "maxItems": 1 },
                { "type": "object", "properties": { "map": inner }, "required": ["map"], "additionalProperties": false },
            ],
        })
    }
}

/// Whole numbers from one to another, both included: `1..=100`, `1..`, `..=128`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bounds {
    /// The smallest allowed number.
    pub min: Option<i64>,
    /// The largest allowed number.
    pub max: Option<i64>,
}

impl Bounds {
    fn parse(text: &str) -> Option<Self> {
        let (min, max) = match text.split_once("..=") {
            Some((min, max)) => (min.trim(), Some(max.trim().parse().ok()?)),
            None => (text.strip_suffix("..")?.trim(), None),
        };
        let min = if min.is_empty() { None } else { Some(min.parse().ok()?) };
        (min.is_some() || max.is_some()).then_some(Self { min, max })
    }

    /// Whether `value` is allowed.
    #[must_use]
    pub fn contains(&self, value: i128) -> bool {
        self.min.is_none_or(|min| i128::from(min) <= value) && self.max.is_none_or(|max| value <= i128::from(max))
    }

    /// Whether a floating-point number is allowed.
    #[must_use]
    #[allow(
        clippy::cast_precision_loss,
        reason = "documented bounds are within the integers that doubles represent exactly"
    )]
    pub fn contains_float(&self, value: f64) -> bool {
        self.min.is_none_or(|min| min as f64 <= value) && self.max.is_none_or(|max| value <= max as f64)
    }
}

impl fmt::Display for Bounds {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.min, self.max) {
            (Some(min), Some(max)) if min == max => write!(to, "exactly {min}"),
            (Some(min), Some(max)) => write!(to, "{min} to {max}"),
            (Some(min), None) => write!(to, "at least {min}"),
            (None, Some(max)) => write!(to, "at most {max}"),
            (None, None) => to.write_str("any"),
        }
    }
}

impl<'de> Deserialize<'de> for Bounds {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let text = String::deserialize(from)?;
        let bounds = Self::parse(&text).ok_or_else(|| {
            let numbers = text.split(|letter: char| !letter.is_ascii_digit()).filter(|number| !number.is_empty());
            if numbers.clone().any(|number| number.parse::<i64>().is_err()) {
                return de::Error::custom(format_args!(
                    "`{text}` exceeds {}, the largest bound\nomit that end: the type limits it",
                    i64::MAX
                ));
            }
            de::Error::custom(format_args!("`{text}` is not a range\nwrite integers as `1..=100`, `1..` or `..=128`"))
        })?;
        match (bounds.min, bounds.max) {
            (Some(min), Some(max)) if min > max => {
                Err(de::Error::custom(format_args!("`{text}` is empty\nput the smaller number first")))
            }
            _ => Ok(bounds),
        }
    }
}

impl JsonSchema for Bounds {
    fn schema_name() -> Cow<'static, str> {
        "Bounds".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "description": "Whole numbers from one to another, both included: 1..=100, 1.., ..=128.",
            "type": "string",
            "pattern": r"^\s*((-?\d+)?\s*\.\.=\s*-?\d+|-?\d+\s*\.\.)\s*$",
        })
    }
}

/// A span of time: `500ms`, `100s`, `5m`, `6h`, `14d`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Span(pub Duration);

impl Span {
    const UNITS: [(&'static str, u64); 5] =
        [("ms", 1), ("s", 1_000), ("m", 60_000), ("h", 3_600_000), ("d", 86_400_000)];

    fn parse(text: &str) -> Option<Self> {
        let digits = text.len() - text.trim_start_matches(|letter: char| letter.is_ascii_digit()).len();
        let (number, unit) = text.split_at(digits);
        let (_, millis) = Self::UNITS.into_iter().find(|(name, _)| *name == unit)?;
        let number: u64 = number.parse().ok().filter(|number| *number > 0)?;
        Some(Self(Duration::from_millis(number.checked_mul(millis)?)))
    }
}

impl fmt::Display for Span {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        let millis = self.0.as_millis();
        let words = ["millisecond", "second", "minute", "hour", "day"];
        let (word, size) = words
            .into_iter()
            .zip(Self::UNITS)
            .rev()
            .map(|(word, (_, size))| (word, u128::from(size)))
            .find(|(_, size)| millis.is_multiple_of(*size))
            .unwrap_or(("millisecond", 1));
        let count = millis / size;
        write!(to, "{count} {word}{}", if count == 1 { "" } else { "s" })
    }
}

impl<'de> Deserialize<'de> for Span {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let text = String::deserialize(from)?;
        Self::parse(&text).ok_or_else(|| {
            de::Error::custom(format_args!(
                "`{text}` is not a span of time\nwrite a positive integer and a unit: `500ms`, `100s`, `5m`, `6h`, `14d`"
            ))
        })
    }
}

impl JsonSchema for Span {
    fn schema_name() -> Cow<'static, str> {
        "Span".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "description": "A span of time: 500ms, 100s, 5m, 6h, 14d.",
            "type": "string",
            "pattern": r"^[0-9]+(ms|s|m|h|d)$",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bounds_and_spans_are_parsed_and_displayed() {
        for (text, shown) in
            [("1..=100", "1 to 100"), ("1..", "at least 1"), ("..=128", "at most 128"), ("3..=3", "exactly 3")]
        {
            assert_eq!(Bounds::parse(text).unwrap().to_string(), shown);
        }
        for text in ["", "..", "1", "1..5", "a..=b", "..="] {
            assert_eq!(Bounds::parse(text), None, "{text}");
        }
        for (text, shown) in
            [("1s", "1 second"), ("100s", "100 seconds"), ("6h", "6 hours"), ("14d", "14 days"), ("90m", "90 minutes")]
        {
            assert_eq!(Span::parse(text).unwrap().to_string(), shown);
        }
        for text in ["", "s", "0s", "1", "-1s", "1.5h", "1 h", "99999999999999999999d", "18446744073709551615d", "1µs"]
        {
            assert_eq!(Span::parse(text), None, "{text}");
        }
    }
}
