//! Parameters and their limits.

use super::{Bounds, List, ParameterLocation, Tolerance, Type};
use serde_json::Value as Json;

/// A parameter, or a field of an object that is sent.
#[derive(Clone, Debug, PartialEq)]
#[allow(clippy::struct_excessive_bools, reason = "each is a mark of the page on its own")]
pub struct Parameter {
    /// Name as the page spells it, as `UserId[]`.
    pub wire: String,
    /// Name as a key in JSON or as the first part of the name in a query, as `UserId`.
    pub key: String,
    /// Rust name of field and setter.
    pub rust: String,
    /// Rust name of the marker type, if required.
    pub marker: String,
    /// Type.
    pub kind: Type,
    /// The page's word for the type, where the type alone does not tell.
    pub page_type: Option<String>,
    /// Whether a call must have it.
    pub required: bool,
    /// Whether its type can contain the type that it is a field of, so that it is boxed in
    /// generated code. Such a parameter is not required.
    pub boxed: bool,
    /// Whether a call must have it under a condition.
    pub conditional: bool,
    /// Whether the value is secret. Such a parameter is a text in a body.
    pub secret: bool,
    /// Where it is written.
    pub location: ParameterLocation,
    /// How a list is written into a query.
    pub list: List,
    /// The limits.
    pub limits: Limits,
    /// What the vendor does with a list's malformed items.
    pub malformed: Option<Tolerance>,
    /// The value that the vendor uses if it is not set.
    pub default: Option<Json>,
    /// A value for the documentation.
    pub example: Option<Json>,
    /// What it is.
    pub doc: String,
    /// Notes.
    pub notes: Vec<String>,
}

/// The limits of a parameter.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Limits {
    /// Bounds of a number.
    pub range: Option<Bounds>,
    /// Bounds of a text's length in characters.
    pub length: Option<Bounds>,
    /// Bounds of a text's length in bytes of UTF-8.
    pub bytes: Option<Bounds>,
    /// Bounds of the number of items.
    pub items: Option<Bounds>,
    /// The characters of a text.
    pub characters: Option<Characters>,
}

impl Limits {
    /// Whether there are no limits.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// A set of characters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Characters {
    /// As the spec writes it: `a-z A-Z 0-9 @ . _ -`.
    pub pattern: String,
    /// First and last of each range.
    pub ranges: Vec<(char, char)>,
}

impl Characters {
    /// Whether `letter` belongs to the set.
    #[must_use]
    pub fn contains(&self, letter: char) -> bool {
        self.ranges.iter().any(|(first, last)| (*first..=*last).contains(&letter))
    }
}
