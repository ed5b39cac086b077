//! Enumerations.

use super::Notes;
use indexmap::IndexMap;
use schemars::JsonSchema;
use serde::Deserialize;

/// An open enumeration: other values are kept unchanged.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Enumeration {
    /// A description in one sentence.
    pub doc: String,
    /// What the values are on the wire.
    #[serde(default)]
    pub of: Underlying,
    /// The documented values: on the wire to Rust name, as `2g: Cellular2g`.
    pub values: IndexMap<String, EnumerationValue>,
    /// Reports for maintainers of the spec.
    #[serde(default)]
    pub note: Notes,
}

/// What the values of an enumeration are on the wire.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Underlying {
    /// Texts.
    #[default]
    String,
    /// Whole numbers.
    Integer,
}

/// A documented value: its Rust name, or its name and what it means.
#[derive(Clone, Debug, JsonSchema)]
#[schemars(untagged)]
pub enum EnumerationValue {
    /// The Rust name.
    Name(String),
    /// The Rust name and more.
    Described(DescribedValue),
}

impl<'de> Deserialize<'de> for EnumerationValue {
    fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct Visitor;
        impl<'de> serde::de::Visitor<'de> for Visitor {
            type Value = EnumerationValue;
            fn expecting(&self, to: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                to.write_str("a Rust name, or `{ name: …, doc: … }`")
            }
            fn visit_str<E>(self, name: &str) -> Result<EnumerationValue, E> {
                Ok(EnumerationValue::Name(name.to_owned()))
            }
            fn visit_map<A: serde::de::MapAccess<'de>>(self, from: A) -> Result<EnumerationValue, A::Error> {
                DescribedValue::deserialize(serde::de::value::MapAccessDeserializer::new(from))
                    .map(EnumerationValue::Described)
            }
        }
        from.deserialize_any(Visitor)
    }
}

/// A documented value with what it means.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DescribedValue {
    /// Rust name of the variant.
    pub name: String,
    /// What it means, as a sentence.
    pub doc: String,
    /// Reports for maintainers of the spec.
    #[serde(default)]
    pub note: Notes,
}
