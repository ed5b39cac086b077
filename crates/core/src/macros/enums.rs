//! Open enumerations.

/// Defines an open enum of texts, each row a variant and its text on the wire.
///
/// ```
/// rtc_core::text_enum! {
///     /// A network.
///     pub enum Access {
///         /// Some wireless LAN.
///         Wifi = "wifi",
///         Cellular2g = "2g",
///     }
/// }
///
/// assert_eq!(Access::from("2g"), Access::Cellular2g);
/// // A value without a name is kept and written back.
/// assert_eq!(Access::from("6g").as_str(), "6g");
/// assert_ne!(Access::from("6g"), Access::from("7g"));
/// ```
#[macro_export]
macro_rules! text_enum {
    ($(#[$about:meta])* pub enum $name:ident { $($(#[$what:meta])* $variant:ident = $wire:literal,)* }) => {
        $(#[$about])*
        #[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[non_exhaustive]
        pub enum $name {
            $($(#[$what])* #[doc = concat!("`", $wire, "` on the wire.")] $variant,)*
            /// A value that was not documented when this crate was generated.
            Undocumented($crate::Undocumented<String>),
        }

        impl $name {
            /// The documented values.
            #[allow(clippy::large_stack_arrays, reason = "it is a constant behind a reference, never on the stack")]
            pub const DOCUMENTED: &'static [Self] = &[$(Self::$variant),*];

            /// The value as on the wire.
            #[must_use]
            pub fn as_str(&self) -> &str {
                match self {
                    $(Self::$variant => $wire,)*
                    Self::Undocumented(text) => text.wire(),
                }
            }

            fn documented(text: &str) -> Option<Self> {
                match text {
                    $($wire => Some(Self::$variant),)*
                    _ => None,
                }
            }
        }

        impl From<&str> for $name {
            fn from(text: &str) -> Self {
                Self::documented(text).unwrap_or_else(|| Self::Undocumented($crate::Undocumented::new(text.to_owned())))
            }
        }

        impl From<String> for $name {
            fn from(text: String) -> Self {
                Self::documented(&text).unwrap_or_else(|| Self::Undocumented($crate::Undocumented::new(text)))
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, to: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                to.write_str(self.as_str())
            }
        }

        impl $crate::generated::IntoValue<$name> for $name {
            fn into_value(self) -> $name {
                self
            }
        }

        impl $crate::generated::IntoValue<$name> for &str {
            fn into_value(self) -> $name {
                $name::from(self)
            }
        }

        impl $crate::generated::IntoValue<$name> for String {
            fn into_value(self) -> $name {
                $name::from(self)
            }
        }

        impl $crate::generated::Texts for $name {
            fn texts(&self, visit: &mut dyn FnMut(String)) {
                visit(self.as_str().to_owned());
            }
        }

        impl $crate::generated::ZeroValue for $name {
            fn is_zero(&self) -> bool {
                self.as_str().is_empty()
            }
        }

        impl $crate::generated::serde::Serialize for $name {
            fn serialize<S: $crate::generated::serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
                to.serialize_str(self.as_str())
            }
        }

        impl<'de> $crate::generated::serde::Deserialize<'de> for $name {
            fn deserialize<D: $crate::generated::serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
                $crate::generated::string_enum(from)
            }
        }
    };
}

/// Defines an open enum of whole numbers, each row a variant and its number on the wire.
///
/// ```
/// rtc_core::number_enum! {
///     /// A role.
///     pub enum Role {
///         Host = 1,
///         Audience = 2,
///     }
/// }
///
/// assert_eq!(Role::from(2), Role::Audience);
/// // A value without a name is kept and written back.
/// assert_eq!(Role::from(8).number(), 8);
/// ```
#[macro_export]
macro_rules! number_enum {
    ($(#[$about:meta])* pub enum $name:ident { $($(#[$what:meta])* $variant:ident = $wire:literal,)* }) => {
        $(#[$about])*
        #[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[non_exhaustive]
        pub enum $name {
            $($(#[$what])* #[doc = concat!("`", $wire, "` on the wire.")] $variant,)*
            /// A value that was not documented when this crate was generated.
            Undocumented($crate::Undocumented<i64>),
        }

        impl $name {
            /// The documented values.
            #[allow(clippy::large_stack_arrays, reason = "it is a constant behind a reference, never on the stack")]
            pub const DOCUMENTED: &'static [Self] = &[$(Self::$variant),*];

            /// The value as on the wire.
            #[must_use]
            pub const fn number(&self) -> i64 {
                match self {
                    $(Self::$variant => $wire,)*
                    Self::Undocumented(number) => *number.wire(),
                }
            }
        }

        impl From<i64> for $name {
            fn from(number: i64) -> Self {
                match number {
                    $($wire => Self::$variant,)*
                    _ => Self::Undocumented($crate::Undocumented::new(number)),
                }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, to: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.number().fmt(to)
            }
        }

        impl $crate::generated::IntoValue<$name> for $name {
            fn into_value(self) -> $name {
                self
            }
        }

        impl $crate::generated::IntoValue<$name> for i64 {
            fn into_value(self) -> $name {
                $name::from(self)
            }
        }

        impl $crate::generated::Texts for $name {
            fn texts(&self, visit: &mut dyn FnMut(String)) {
                visit(self.number().to_string());
            }
        }

        impl $crate::generated::ZeroValue for $name {
            fn is_zero(&self) -> bool {
                self.number() == 0
            }
        }

        impl $crate::generated::serde::Serialize for $name {
            fn serialize<S: $crate::generated::serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
                to.serialize_i64(self.number())
            }
        }

        impl<'de> $crate::generated::serde::Deserialize<'de> for $name {
            fn deserialize<D: $crate::generated::serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
                $crate::generated::serde::Deserialize::deserialize(from).map(|number: i64| Self::from(number))
            }
        }
    };
}
