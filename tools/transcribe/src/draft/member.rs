//! Parameters, fields, types.

use super::Sourced;
use rtc_catalog::format::{Bounds, ParameterLocation, TypeExpression};
use rtc_pages::{Limit, Located, Position, TypeWord};
use serde_json::Value as Json;

/// A parameter or a field.
#[derive(Clone, Debug, PartialEq)]
pub struct Member {
    /// Its name as specs spell it: `UserIds.N`, `UserId[]`, `RoomId`.
    pub name: Located<String>,
    /// Its Rust name, where the one made from its name will not do.
    pub rust: Option<String>,
    /// Its type.
    pub kind: Sourced<TypeExpression>,
    /// The page's own word for its type, where others would have done as well.
    pub page_type: Option<String>,
    /// Whether a call must have it; of a field, whether every answer has it.
    pub required: Sourced<bool>,
    /// The page's sentence on when a call must have it, where it is neither always nor never.
    pub condition: Option<Located<String>>,
    /// Where it goes, if not where the method puts it.
    pub place: Option<ParameterLocation>,
    /// The separator between the items of a list that is written as one text.
    pub join: Option<Located<String>>,
    /// Bounds of a number.
    pub range: Option<Located<Bounds>>,
    /// Bounds of a text's length.
    pub length: Option<Located<Bounds>>,
    /// Bounds of a text's length in bytes.
    pub bytes: Option<Located<Bounds>>,
    /// Bounds of a list's length.
    pub items: Option<Located<Bounds>>,
    /// What the vendor takes if it is left out.
    pub default: Option<Located<Json>>,
    /// A value to show.
    pub example: Option<Located<Json>>,
    /// Where the page says that it may be `null` or empty.
    pub nullable: Option<Located<bool>>,
    /// The vendor's sentence, if the spec keeps it.
    pub doc: Option<String>,
    /// What the page has of it, also where its type cannot have that.
    pub page: PageWords,
}

/// What a page has of a parameter or field, before a type was chosen for it: a person may choose another type than import does.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PageWords {
    /// Its type.
    pub kind: Option<Located<TypeWord>>,
    /// Whether the page describes fields of it.
    pub has_fields: bool,
    /// The name of the draft's type that has these fields.
    pub described: Option<String>,
    /// Where it goes.
    pub location: Option<ParameterLocation>,
    /// The separator between the items of a list that is written as one text.
    pub join: Option<Located<String>>,
    /// What its values are limited to.
    pub limits: Vec<Located<Limit>>,
    /// What it is when it is not there.
    pub default: Option<Located<String>>,
    /// A value to show.
    pub example: Option<Located<String>>,
    /// Numbers that the page allows beside its limits.
    pub special: Vec<Located<String>>,
    /// The values that it can have, where there are a few.
    pub values: Vec<Located<String>>,
}

/// Whether a call must have a parameter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Requirement {
    /// Always.
    Required,
    /// Under a condition.
    Conditional,
    /// Never.
    Optional,
}

impl Requirement {
    /// The words for it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Required => "required",
            Self::Conditional => "required under a condition",
            Self::Optional => "optional",
        }
    }
}

impl Member {
    /// Whether the page says that it may be missing or empty.
    #[must_use]
    pub fn may_be_missing(&self) -> bool {
        self.nullable.is_some() || (self.required.source.is_some() && !self.required.value)
    }

    /// Its name without what says how a list is written.
    #[must_use]
    pub fn key(&self) -> &str {
        key(&self.name.value)
    }

    /// What its name says of how a list is written: `[]`, `.N` or nothing.
    #[must_use]
    pub fn list_suffix(&self) -> &str {
        &self.name.value[self.key().len()..]
    }

    /// Whether a call must have it, where the page says that, and where the page says it.
    #[must_use]
    pub fn requirement(&self) -> Option<(Requirement, Position)> {
        match (self.required.source, self.required.value, &self.condition) {
            (Some(at), true, _) => Some((Requirement::Required, at)),
            (_, _, Some(condition)) => Some((Requirement::Conditional, condition.position)),
            (Some(at), false, None) => Some((Requirement::Optional, at)),
            (None, _, None) => None,
        }
    }
}

/// A name as specs spell it without what says how a list is written.
pub(crate) fn key(name: &str) -> &str {
    name.strip_suffix("[]").or_else(|| name.strip_suffix(".N")).unwrap_or(name)
}

/// Whether objects of a type are sent or answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Side {
    /// Sent.
    Request,
    /// Answered.
    Response,
}

/// A type of objects.
#[derive(Clone, Debug, PartialEq)]
pub struct Record {
    /// Its Rust name.
    pub name: String,
    /// The page's name for it, where it has one.
    pub written: Option<String>,
    /// Whether its objects are sent or answered.
    pub side: Side,
    /// The vendor's sentence, if the spec keeps it.
    pub doc: Option<String>,
    /// Its members.
    pub members: Vec<Member>,
    /// What the page names among them and import leaves out, because the page does not say what is in it.
    pub left_out: Vec<Member>,
    /// Whether its members are nowhere but in the page's example.
    pub inferred: bool,
    /// Whether it is described on another page, which its places are of.
    pub external: bool,
    /// The type that is described there and has its members. Its own name, unless it is nested in that one.
    pub described_as: Option<String>,
}

/// A type with a few documented values.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Enumeration {
    /// Its Rust name.
    pub name: String,
    /// The name on the wire of the parameter or field whose values these are.
    pub written: String,
    /// Whether the values are whole numbers.
    pub integer: bool,
    /// The vendor's sentence, if the spec keeps it.
    pub doc: Option<String>,
    /// The values.
    pub values: Vec<Value>,
    /// Whether they are described on another page, which their places are of.
    pub external: bool,
}

impl Enumeration {
    /// The values, if they are whole numbers.
    pub(crate) fn numbers(&self) -> Vec<i64> {
        let values = self.values.iter().filter(|_| self.integer);
        values.filter_map(|value| value.wire.value.parse().ok()).collect()
    }
}

/// A documented value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Value {
    /// The value on the wire.
    pub wire: Located<String>,
    /// Its Rust name.
    pub rust: String,
    /// The vendor's words, if the spec keeps them.
    pub doc: Option<String>,
}
