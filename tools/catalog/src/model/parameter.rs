//! Parameters, and what is allowed of them.

use super::{Bounds, List, Place, Tolerance, Type};
use serde_json::Value as Json;

/// A parameter, or a field of an object that is sent.
#[derive(Clone, Debug)]
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
    /// Whether its object may hold an object of the type that it is a field of, so that it needs a place of its own in
    /// memory. Such a parameter is not required.
    pub boxed: bool,
    /// Whether a call must have it under a condition.
    pub conditional: bool,
    /// Where it is written.
    pub place: Place,
    /// How a list is written into a query.
    pub list: List,
    /// What is allowed.
    pub limits: Limits,
    /// What the vendor does with a list's malformed items.
    pub malformed: Option<Tolerance>,
    /// What the vendor takes if it is left out.
    pub default: Option<Json>,
    /// A value to show.
    pub example: Option<Json>,
    /// What it is.
    pub doc: String,
    /// Remarks.
    pub notes: Vec<String>,
}

/// What is allowed of a parameter.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Limits {
    /// Bounds of a number.
    pub range: Option<Bounds>,
    /// Bounds of a text's length in characters.
    pub length: Option<Bounds>,
    /// Bounds of the number of items.
    pub items: Option<Bounds>,
    /// The characters of a text.
    pub characters: Option<Characters>,
}

impl Limits {
    /// Whether everything is allowed.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// A set of characters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Characters {
    /// As the spec writes it: `a-z A-Z 0-9 @ . _ -`.
    pub words: String,
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
