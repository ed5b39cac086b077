//! Resolved types.

use super::Calendar;
use std::time::Duration;

/// A resolved type.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Type {
    /// A text.
    String,
    /// `true` or `false`.
    Bool,
    /// A signed 32-bit integer.
    I32,
    /// A signed 64-bit integer.
    I64,
    /// An unsigned 32-bit integer.
    U32,
    /// An unsigned 64-bit integer.
    U64,
    /// A number of double precision.
    F64,
    /// A time as RFC 3339 text, in whole seconds.
    Rfc3339,
    /// A time as Unix seconds.
    UnixSeconds,
    /// A time as Unix milliseconds.
    UnixMillis,
    /// A day or a time as text without an offset.
    Calendar(Calendar),
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
    /// The built-in types by name.
    pub const SCALARS: [(&'static str, Self); 14] = [
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
        ("date", Self::Calendar(Calendar::Date)),
        ("compact_date", Self::Calendar(Calendar::CompactDate)),
        ("local_time", Self::Calendar(Calendar::Seconds(0))),
        ("local_minutes", Self::Calendar(Calendar::Minutes(0))),
    ];

    /// The placeholder for a type that could not be found. Only specs with mistakes have one.
    #[must_use]
    pub(crate) fn unresolved() -> Self {
        Self::Record(String::new())
    }

    /// Whether this type, or the type that it contains, could not be found.
    #[must_use]
    pub(crate) fn is_unresolved(&self) -> bool {
        *self.innermost() == Self::unresolved()
    }

    /// Whether it is a day or a time.
    #[must_use]
    pub fn is_time(&self) -> bool {
        matches!(self, Self::Rfc3339 | Self::UnixSeconds | Self::UnixMillis | Self::Calendar(_))
    }

    /// Whether it is a day, with no time.
    #[must_use]
    pub fn is_day(&self) -> bool {
        matches!(self, Self::Calendar(calendar) if calendar.is_day())
    }

    /// Whether it is an integer.
    #[must_use]
    pub fn is_integer(&self) -> bool {
        matches!(self, Self::I32 | Self::I64 | Self::U32 | Self::U64)
    }

    /// Whether its values can identify something: texts, booleans, integers and values of enumerations.
    #[must_use]
    pub fn identifies(&self) -> bool {
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

    /// The type as text for people, such as `list of text`.
    #[must_use]
    pub fn describe(&self) -> String {
        match self {
            Self::String => "text".to_owned(),
            Self::Bool => "boolean".to_owned(),
            Self::I32 => "32-bit integer".to_owned(),
            Self::I64 => "64-bit integer".to_owned(),
            Self::U32 => "unsigned 32-bit integer".to_owned(),
            Self::U64 => "unsigned 64-bit integer".to_owned(),
            Self::F64 => "number".to_owned(),
            Self::Rfc3339 => "RFC 3339 time in whole seconds".to_owned(),
            Self::UnixSeconds => "Unix time in seconds".to_owned(),
            Self::UnixMillis => "Unix time in milliseconds".to_owned(),
            Self::Calendar(Calendar::Date | Calendar::CompactDate) => "day".to_owned(),
            Self::Calendar(Calendar::Seconds(_) | Calendar::Minutes(_)) => "time in the vendor's time zone".to_owned(),
            Self::Record(name) | Self::Enum(name) => name.clone(),
            Self::List(inner) => format!("list of {}", inner.describe()),
            Self::Map(inner) => format!("mapping from text to {}", inner.describe()),
        }
    }

    /// The smallest step between two values of a time; `None` if it is no time.
    #[must_use]
    pub const fn step(&self) -> Option<Duration> {
        match self {
            Self::Rfc3339 | Self::UnixSeconds | Self::Calendar(Calendar::Seconds(_)) => Some(Duration::from_secs(1)),
            Self::UnixMillis => Some(Duration::from_millis(1)),
            Self::Calendar(Calendar::Minutes(_)) => Some(Duration::from_secs(60)),
            Self::Calendar(Calendar::Date | Calendar::CompactDate) => Some(Duration::from_secs(86_400)),
            _ => None,
        }
    }

    /// [`describe`](Self::describe) with its article; a type of the spec has none.
    #[must_use]
    pub fn describe_one(&self) -> String {
        let article = match self {
            Self::Record(_) | Self::Enum(_) => "",
            Self::U32 | Self::U64 | Self::Rfc3339 => "an ",
            _ => "a ",
        };
        article.to_owned() + &self.describe()
    }
}

/// How a query spells a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum List {
    /// The name once for each item: `Name=a&Name=b`.
    Repeated,
    /// The name with brackets once for each item: `Name[]=a&Name[]=b`.
    Brackets,
    /// The name with a number that counts from the given one: `Name.0=a&Name.1=b`.
    Numbered(u32),
    /// One text, with this separator between the items: `Name=a,b`.
    Joined(String),
}
