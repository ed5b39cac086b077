//! The format of specs: the types that the loader decodes and that the JSON Schema is generated from.
//!
//! Nothing here is checked or resolved beyond its shape; the [model](crate::model) is what the generator sees.

mod action;
mod enumeration;
mod expression;
mod job;
mod narrower;
mod pages;
mod quota;
mod situation;
mod time_zone;
mod tolerance;
mod vendor;
mod window;
mod words;

pub use action::{ActionFile, Example, Exception, ExceptionSource, Field, Method, Parameter, Record};
pub use enumeration::{DescribedValue, Enumeration, EnumerationValue, Underlying};
pub use expression::{Bounds, Span, TypeExpression};
pub use job::Job;
pub use narrower::Narrower;
pub use pages::{Batch, Pages};
pub use quota::{Quota, Quotas, Scope};
pub use situation::Situation;
pub use time_zone::TimeZone;
pub use tolerance::{Beyond, Tolerance};
pub use vendor::{
    Common, CommonField, CommonParameter, Envelope, Host, ParameterLocation, Regions, SignatureRules, VendorFile,
};
pub use window::Window;
pub use words::{IntegerType, Words};

use schemars::JsonSchema;
use serde::Deserialize;

/// The source of the facts in the vendor's documentation.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Origin {
    /// Address of the page.
    pub url: String,
    /// The day the page was read, as `2026-11-22`.
    pub read: String,
    /// The day the page itself says it was last changed, as `2025-11-13`.
    #[serde(default)]
    pub updated: Option<String>,
}

/// One note or several.
#[derive(Clone, Debug, Default, JsonSchema)]
#[schemars(untagged)]
pub enum Notes {
    /// None.
    #[default]
    #[schemars(skip)]
    None,
    /// One.
    One(String),
    /// Several.
    Many(Vec<String>),
}

impl Notes {
    /// The notes as a list.
    #[must_use]
    pub fn list(&self) -> Vec<String> {
        match self {
            Self::None => Vec::new(),
            Self::One(note) => vec![note.clone()],
            Self::Many(notes) => notes.clone(),
        }
    }
}

impl<'de> Deserialize<'de> for Notes {
    fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct Visitor;
        impl<'de> serde::de::Visitor<'de> for Visitor {
            type Value = Notes;
            fn expecting(&self, to: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                to.write_str("a sentence, or a list of them")
            }
            fn visit_str<E>(self, note: &str) -> Result<Notes, E> {
                Ok(Notes::One(note.to_owned()))
            }
            fn visit_seq<A: serde::de::SeqAccess<'de>>(self, mut from: A) -> Result<Notes, A::Error> {
                let mut notes = Vec::new();
                while let Some(note) = from.next_element()? {
                    notes.push(note);
                }
                Ok(Notes::Many(notes))
            }
        }
        from.deserialize_any(Visitor)
    }
}

/// An error code: what it means and what the caller can do.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Code {
    /// Rust name of the variant, as `RoomNotFound`. Needed where the code is a number or differs from another one in
    /// case alone; else made from the code.
    #[serde(default)]
    pub name: Option<String>,
    /// What it means, as a sentence without a full stop, lower case: "the room does not exist".
    pub doc: String,
    /// What the caller can do about it, in the same form.
    #[serde(default)]
    pub advice: Option<String>,
    /// Whether and how to retry the call.
    pub retry: Retry,
    /// A number that the vendor sends beside the code, or instead of it.
    #[serde(default)]
    pub number: Option<i64>,
    /// What several codes have in common, as `room_not_found`: gives a method `is_room_not_found`.
    #[serde(default, rename = "is")]
    pub is: Option<String>,
    /// HTTP status that comes with it, where one is documented.
    #[serde(default)]
    pub status: Option<u16>,
    /// The situations that the vendor answers with this code.
    #[serde(default)]
    pub means: Vec<Situation>,
    /// The parameters, headers included, for which the code answers these situations; all of them unless given.
    #[serde(default)]
    pub parameters: Vec<String>,
    /// Reports for maintainers of the spec.
    #[serde(default)]
    pub note: Notes,
}

/// Whether and how to retry a refused call.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Retry {
    /// Do not retry: the call or the account must change.
    Never,
    /// Retry the same call after a moment.
    Backoff,
    /// Retry later and at a lower rate.
    Throttle,
    /// Retry with a corrected clock and a new signature.
    Resign,
    /// Retry with new credentials.
    RefreshCredentials,
}
