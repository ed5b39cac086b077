//! Types in the words of a spec.

use serde::{Serialize, Serializer};
use std::fmt;

/// A type. Its `Display` and its JSON are the words that a spec has for it, as `[string]` or `{map: u64}`; `integer` and
/// `number` say that the page leaves the size open, `object` and `any` that it leaves the fields open.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum FieldType {
    /// A text.
    String,
    /// `true` or `false`.
    Bool,
    /// A whole number of 32 bits.
    I32,
    /// A whole number of 64 bits.
    I64,
    /// A whole number of 32 bits, not negative.
    U32,
    /// A whole number of 64 bits, not negative.
    U64,
    /// A whole number of a size the page does not say.
    Integer,
    /// A number of double precision.
    F64,
    /// A number of which the page does not say whether it is whole.
    Number,
    /// A point in time as RFC 3339 text.
    Rfc3339,
    /// A point in time as seconds since 1970 UTC.
    UnixSeconds,
    /// A point in time as milliseconds since 1970 UTC.
    UnixMillis,
    /// An object.
    Object,
    /// Something of a type the page does not say.
    Any,
    /// A type by its name.
    Named(String),
    /// A list.
    List(Box<FieldType>),
    /// A mapping from texts.
    Map(Box<FieldType>),
}

impl FieldType {
    /// The type of a list's items or a mapping's values, else itself.
    #[must_use]
    pub fn innermost(&self) -> &Self {
        match self {
            Self::List(inner) | Self::Map(inner) => inner.innermost(),
            _ => self,
        }
    }

    /// The same with another type in the middle.
    #[must_use]
    pub fn with_innermost(&self, kind: Self) -> Self {
        match self {
            Self::List(inner) => Self::List(Box::new(inner.with_innermost(kind))),
            Self::Map(inner) => Self::Map(Box::new(inner.with_innermost(kind))),
            _ => kind,
        }
    }

    /// Whether it is a whole number, of whatever size.
    #[must_use]
    pub fn is_integer(&self) -> bool {
        matches!(self, Self::I32 | Self::I64 | Self::U32 | Self::U64 | Self::Integer)
    }

    /// Whether values of it may have fields of their own.
    #[must_use]
    pub fn has_fields(&self) -> bool {
        matches!(self.innermost(), Self::Object | Self::Any | Self::Named(_))
    }
}

impl fmt::Display for FieldType {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        to.write_str(match self {
            Self::String => "string",
            Self::Bool => "bool",
            Self::I32 => "i32",
            Self::I64 => "i64",
            Self::U32 => "u32",
            Self::U64 => "u64",
            Self::Integer => "integer",
            Self::F64 => "f64",
            Self::Number => "number",
            Self::Rfc3339 => "rfc3339",
            Self::UnixSeconds => "unix_seconds",
            Self::UnixMillis => "unix_millis",
            Self::Object => "object",
            Self::Any => "any",
            Self::Named(name) => name,
            Self::List(item) => return write!(to, "[{item}]"),
            Self::Map(value) => return write!(to, "{{map: {value}}}"),
        })
    }
}

impl Serialize for FieldType {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(self)
    }
}
