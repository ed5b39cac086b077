//! How often an action may be called.

use super::{Notes, Span};
use crate::yaml::ONE_OR_MANY;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{
    Deserialize,
    de::{Deserializer, SeqAccess},
};
use std::{borrow::Cow, fmt};

/// How often the vendor allows calls: one quota, or a list of those that all apply.
#[derive(Clone, Debug, Default)]
pub struct Quotas(pub Vec<Quota>);

impl<'de> Deserialize<'de> for Quotas {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct Visitor;
        impl<'de> serde::de::Visitor<'de> for Visitor {
            type Value = Quotas;
            fn expecting(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
                to.write_str("a quota, or a list of quotas")
            }
            fn visit_seq<A: SeqAccess<'de>>(self, mut from: A) -> Result<Quotas, A::Error> {
                let mut quotas = Vec::new();
                while let Some(quota) = from.next_element()? {
                    quotas.push(quota);
                }
                Ok(Quotas(quotas))
            }
        }
        from.deserialize_newtype_struct(ONE_OR_MANY, Visitor)
    }
}

impl JsonSchema for Quotas {
    fn schema_name() -> Cow<'static, str> {
        "Quotas".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let [one, many] = [generator.subschema_for::<Quota>(), generator.subschema_for::<Vec<Quota>>()];
        json_schema!({ "anyOf": [one, many] })
    }
}

/// A quota: how often the vendor allows calls.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Quota {
    /// How many calls.
    pub calls: u32,
    /// In which time.
    pub per: Span,
    /// Which calls are counted together.
    pub scope: Scope,
    /// The parameters that tell one app or room from another. A room's quota needs them; an app's does where the
    /// credentials are not the app's own.
    #[serde(default)]
    pub by: Vec<String>,
    /// If not empty, only calls that set one of these parameters are counted.
    #[serde(default)]
    pub given: Vec<String>,
    /// Reports for maintainers of the spec.
    #[serde(default)]
    pub note: Notes,
}

/// Which calls a quota counts together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Scope {
    /// All calls of this action by one account.
    Account,
    /// All calls of this action for one app.
    App,
    /// All calls of this action for one room.
    Room,
}
