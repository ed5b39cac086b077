//! Resolved types.

/// A resolved type.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Type {
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
    /// A number of double precision.
    F64,
    /// A point in time as RFC 3339 text, whole seconds.
    Rfc3339,
    /// A point in time as seconds since 1970 UTC.
    UnixSeconds,
    /// A point in time as milliseconds since 1970 UTC.
    UnixMillis,
    /// A type of objects, by its Rust name.
    Record(String),
    /// An enumeration, by its Rust name.
    Enum(String),
    /// A list.
    List(Box<Type>),
    /// A mapping from texts.
    Map(Box<Type>),
}

impl Type {
    /// The names of the types that need no definition.
    pub const SCALARS: [(&'static str, Self); 10] = [
        ("string", Self::String),
        ("bool", Self::Bool),
        ("i32", Self::I32),
        ("i64", Self::I64),
        ("u32", Self::U32),
        ("u64", Self::U64),
        ("f64", Self::F64),
        ("rfc3339", Self::Rfc3339),
        ("unix_seconds", Self::UnixSeconds),
        ("unix_millis", Self::UnixMillis),
    ];

    /// Stands for a type that could not be found. No model without mistakes has one.
    #[must_use]
    pub(crate) fn unresolved() -> Self {
        Self::Record(String::new())
    }

    /// Whether this or what is in it could not be found.
    #[must_use]
    pub(crate) fn is_unresolved(&self) -> bool {
        *self.innermost() == Self::unresolved()
    }

    /// Whether it is a point in time.
    #[must_use]
    pub fn is_time(&self) -> bool {
        matches!(self, Self::Rfc3339 | Self::UnixSeconds | Self::UnixMillis)
    }

    /// Whether it is a whole number.
    #[must_use]
    pub fn is_integer(&self) -> bool {
        matches!(self, Self::I32 | Self::I64 | Self::U32 | Self::U64)
    }

    /// Whether its values can tell one thing from another: texts, whole numbers, and what enumerations hold.
    #[must_use]
    pub fn is_one_value(&self) -> bool {
        matches!(self, Self::String | Self::Bool | Self::Enum(_)) || self.is_integer()
    }

    /// The type of a list's items or a mapping's values, else itself.
    #[must_use]
    pub fn innermost(&self) -> &Self {
        match self {
            Self::List(inner) | Self::Map(inner) => inner.innermost(),
            _ => self,
        }
    }

    /// The type in words for people, as `list of text`.
    #[must_use]
    pub fn words(&self) -> String {
        match self {
            Self::String => "text".to_owned(),
            Self::Bool => "true or false".to_owned(),
            Self::I32 => "whole number, 32 bits".to_owned(),
            Self::I64 => "whole number, 64 bits".to_owned(),
            Self::U32 => "whole number, 32 bits, not negative".to_owned(),
            Self::U64 => "whole number, 64 bits, not negative".to_owned(),
            Self::F64 => "number".to_owned(),
            Self::Rfc3339 => "time, RFC 3339, whole seconds".to_owned(),
            Self::UnixSeconds => "time, Unix seconds".to_owned(),
            Self::UnixMillis => "time, Unix milliseconds".to_owned(),
            Self::Record(name) | Self::Enum(name) => name.clone(),
            Self::List(inner) => format!("list of {}", inner.words()),
            Self::Map(inner) => format!("mapping from text to {}", inner.words()),
        }
    }
}

/// How a list is written into a query.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum List {
    /// The name once for each item: `Name=a&Name=b`.
    Repeated,
    /// The name with brackets once for each item: `Name[]=a&Name[]=b`.
    Brackets,
    /// The name with a number that counts from the given one: `Name.0=a&Name.1=b`.
    Numbered(u32),
    /// One text with this between the items: `Name=a,b`.
    Joined(String),
}
