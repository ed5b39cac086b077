//! The little languages inside a spec: types, bounds, spans of time.

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
                to.write_str("a type: a word as `string`, a list as `[string]`, a mapping as `{ map: u64 }`")
            }
            fn visit_str<E>(self, name: &str) -> Result<TypeExpression, E> {
                Ok(TypeExpression::Name(name.to_owned()))
            }
            fn visit_seq<A: de::SeqAccess<'de>>(self, mut from: A) -> Result<TypeExpression, A::Error> {
                let one = "a list names the one type of its items\nwrite it as `[string]`";
                let item = from.next_element()?.ok_or_else(|| de::Error::custom(one))?;
                match from.next_element::<de::IgnoredAny>()? {
                    None => Ok(TypeExpression::List(Box::new(item))),
                    Some(_) => Err(de::Error::custom(one)),
                }
            }
            fn visit_map<A: de::MapAccess<'de>>(self, mut from: A) -> Result<TypeExpression, A::Error> {
                let one = "a mapping names the one type of its values\nwrite it as `{ map: string }`";
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
            "description": "A type: string, bool, i32, i64, u32, u64, f64, rfc3339, unix_seconds, unix_millis, the name of \
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
    /// The least that is allowed.
    pub least: Option<i64>,
    /// The most that is allowed.
    pub most: Option<i64>,
}

impl Bounds {
    fn parse(text: &str) -> Option<Self> {
        let (least, most) = match text.split_once("..=") {
            Some((least, most)) => (least.trim(), Some(most.trim().parse().ok()?)),
            None => (text.strip_suffix("..")?.trim(), None),
        };
        let least = if least.is_empty() { None } else { Some(least.parse().ok()?) };
        (least.is_some() || most.is_some()).then_some(Self { least, most })
    }

    /// Whether `value` is allowed.
    #[must_use]
    pub fn contains(&self, value: i128) -> bool {
        self.least.is_none_or(|least| i128::from(least) <= value)
            && self.most.is_none_or(|most| value <= i128::from(most))
    }
}

impl fmt::Display for Bounds {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.least, self.most) {
            (Some(least), Some(most)) if least == most => write!(to, "exactly {least}"),
            (Some(least), Some(most)) => write!(to, "{least} to {most}"),
            (Some(least), None) => write!(to, "at least {least}"),
            (None, Some(most)) => write!(to, "at most {most}"),
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
                    "`{text}` goes beyond {}, where bounds end\nleave that end open: the type has its own",
                    i64::MAX
                ));
            }
            de::Error::custom(format_args!(
                "`{text}` are no bounds\nwrite them as `1..=100`, `1..` or `..=128`, whole numbers"
            ))
        })?;
        match (bounds.least, bounds.most) {
            (Some(least), Some(most)) if least > most => {
                Err(de::Error::custom(format_args!("nothing lies within `{text}`\nput the smaller number first")))
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
                "`{text}` is no span of time\nwrite a whole number above 0 and a unit: `500ms`, `100s`, `5m`, `6h`, `14d`"
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
    fn bounds_and_spans_are_read_and_said() {
        for (text, said) in
            [("1..=100", "1 to 100"), ("1..", "at least 1"), ("..=128", "at most 128"), ("3..=3", "exactly 3")]
        {
            assert_eq!(Bounds::parse(text).unwrap().to_string(), said);
        }
        for text in ["", "..", "1", "1..5", "a..=b", "..="] {
            assert_eq!(Bounds::parse(text), None, "{text}");
        }
        for (text, said) in
            [("1s", "1 second"), ("100s", "100 seconds"), ("6h", "6 hours"), ("14d", "14 days"), ("90m", "90 minutes")]
        {
            assert_eq!(Span::parse(text).unwrap().to_string(), said);
        }
        for text in ["", "s", "0s", "1", "-1s", "1.5h", "1 h", "99999999999999999999d", "18446744073709551615d", "1µs"]
        {
            assert_eq!(Span::parse(text), None, "{text}");
        }
    }
}
