//! Parameters, fields, types.

use super::Sourced;
use rtc_catalog::format::{Bounds, ParameterLocation, TypeExpression};
use rtc_pages::Located;
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
}

impl Member {
    /// Whether the page says that it may be missing or empty.
    #[must_use]
    pub fn may_be_missing(&self) -> bool {
        self.nullable.is_some() || (self.required.source.is_some() && !self.required.value)
    }
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
    /// Whether its members are nowhere but in the page's example.
    pub inferred: bool,
    /// Whether it is described on another page, which its places are of.
    pub external: bool,
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
