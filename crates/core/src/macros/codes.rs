//! Error codes.

/// What the documentation of a code shows of a sentence.
#[doc(hidden)]
#[macro_export]
macro_rules! documented {
    ($sentence:literal) => {
        $sentence
    };
    ($sentence:literal as $shown:literal) => {
        $shown
    };
}

/// Defines an enum of error codes. Each row has a variant, its text on the wire, optionally its number, its retry
/// class, its meaning and optionally advice. A sentence that is no Markdown has what its documentation shows after `as`.
///
/// ```
/// use rtc_core::{ErrorCode, Retry};
///
/// rtc_core::error_codes! {
///     /// The error codes of the vendor.
///     pub enum Code {
///         RoomNotFound = "NotFound.Room", Never, "the room does not exist";
///         Busy = "Busy" | 17, Throttle, "too many calls", "ask less often";
///         Odd = "Odd", Never, "a <b> that is open" as "a \\<b\\> that is open";
///     }
/// }
///
/// assert_eq!(Code::from_wire("Busy"), Code::Busy);
/// assert_eq!(Code::from_number(17), Some(Code::Busy));
/// assert_eq!(Code::Busy.advice(), Some("ask less often"));
/// // An undocumented code is kept; its retry class is that of the code before the first `.`.
/// let unknown = Code::from_wire("Busy.Disk");
/// assert_eq!((unknown.code().as_ref(), unknown.meaning(), unknown.retry()), ("Busy.Disk", None, Retry::Throttle));
/// ```
#[macro_export]
macro_rules! error_codes {
    (
        $(#[$about:meta])*
        pub enum $name:ident {
            $(
                $variant:ident = $wire:literal $(| $number:literal)?, $retry:ident,
                $meaning:literal $(as $shown:literal)? $(, $advice:literal $(as $told:literal)?)?;
            )*
        }
    ) => {
        $(#[$about])*
        #[derive(Clone, Debug, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum $name {
            $(
                #[doc = concat!("`", $wire, "`: ", $crate::documented!($meaning $(as $shown)?), ".")]
                $(#[doc = concat!("\nWhat to do: ", $crate::documented!($advice $(as $told)?), ".")])?
                $variant,
            )*
            /// A code that was not documented when this crate was generated.
            Undocumented($crate::Undocumented<String>),
        }

        impl $name {
            /// The documented codes.
            #[allow(clippy::large_stack_arrays, reason = "it is a constant behind a reference, never on the stack")]
            pub const DOCUMENTED: &'static [Self] = &[$(Self::$variant),*];
        }

        impl $crate::ErrorCode for $name {
            fn from_wire(code: &str) -> Self {
                match code {
                    $($wire => Self::$variant,)*
                    _ => Self::Undocumented($crate::Undocumented::new(code.to_owned())),
                }
            }

            fn from_number(number: i64) -> Option<Self> {
                // Where several codes have a number, the first one is meant.
                const NUMBERS: &[(i64, $name)] = &[$($(($number, $name::$variant),)?)*];
                NUMBERS.iter().find(|(known, _)| *known == number).map(|(_, code)| code.clone())
            }

            fn code(&self) -> std::borrow::Cow<'_, str> {
                std::borrow::Cow::Borrowed(match self {
                    $(Self::$variant => $wire,)*
                    Self::Undocumented(code) => code.wire(),
                })
            }

            fn meaning(&self) -> Option<&'static str> {
                match self {
                    $(Self::$variant => Some($meaning),)*
                    Self::Undocumented(_) => None,
                }
            }

            fn advice(&self) -> Option<&'static str> {
                match self {
                    $(Self::$variant => $crate::error_codes!(@optional $($advice)?),)*
                    Self::Undocumented(_) => None,
                }
            }

            fn retry(&self) -> $crate::Retry {
                match self {
                    $(Self::$variant => $crate::Retry::$retry,)*
                    Self::Undocumented(code) => match code.wire().split_once('.') {
                        Some((class, _)) => Self::from_wire(class).retry(),
                        None => $crate::Retry::Never,
                    },
                }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, to: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                to.write_str(&$crate::ErrorCode::code(self))
            }
        }
    };
    (@optional) => { None };
    (@optional $text:literal) => { Some($text) };
}

/// Defines an enum of an action's own error codes, rows as in [`error_codes!`](crate::error_codes), with one more
/// variant for the codes that the vendor's actions share.
///
/// ```
/// use rtc_core::{ErrorCode, Retry};
///
/// rtc_core::error_codes! {
///     /// The error codes of every action.
///     pub enum VendorCode {
///         Busy = "Busy" | 17, Throttle, "too many calls", "ask less often";
///     }
/// }
/// rtc_core::action_codes! {
///     /// The error codes of this action.
///     pub enum Code or VendorCode {
///         RangeTooLong = "Range.TooLong", Never, "the span is too long";
///     }
/// }
///
/// assert_eq!(Code::from_wire("Range.TooLong"), Code::RangeTooLong);
/// assert_eq!(Code::from_wire("Busy"), Code::Common(VendorCode::Busy));
/// assert_eq!(Code::from_number(17), Some(Code::Common(VendorCode::Busy)));
/// assert_eq!(Code::from_wire("Busy.Disk").retry(), Retry::Throttle);
/// assert_eq!(Code::from_wire("Strange"), Code::Common(VendorCode::from_wire("Strange")));
/// ```
#[macro_export]
macro_rules! action_codes {
    (
        $(#[$about:meta])*
        pub enum $name:ident or $common:ident {
            $(
                $variant:ident = $wire:literal $(| $number:literal)?, $retry:ident,
                $meaning:literal $(as $shown:literal)? $(, $advice:literal $(as $told:literal)?)?;
            )*
        }
    ) => {
        $(#[$about])*
        #[derive(Clone, Debug, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum $name {
            $(
                #[doc = concat!("`", $wire, "`: ", $crate::documented!($meaning $(as $shown)?), ".")]
                $(#[doc = concat!("\nWhat to do: ", $crate::documented!($advice $(as $told)?), ".")])?
                $variant,
            )*
            /// A code that the vendor's actions share, or one without a name in the documentation.
            Common($common),
        }

        impl $name {
            /// The action's own documented codes.
            pub const OWN: &'static [Self] = &[$(Self::$variant),*];
        }

        impl From<$common> for $name {
            fn from(code: $common) -> Self {
                Self::Common(code)
            }
        }

        impl $crate::ErrorCode for $name {
            fn from_wire(code: &str) -> Self {
                match code {
                    $($wire => Self::$variant,)*
                    other => Self::Common($crate::ErrorCode::from_wire(other)),
                }
            }

            fn from_number(number: i64) -> Option<Self> {
                // Where several codes have a number, the first one is meant.
                const NUMBERS: &[(i64, $name)] = &[$($(($number, $name::$variant),)?)*];
                let own = NUMBERS.iter().find(|(known, _)| *known == number).map(|(_, code)| code.clone());
                own.or_else(|| $crate::ErrorCode::from_number(number).map(Self::Common))
            }

            fn code(&self) -> std::borrow::Cow<'_, str> {
                match self {
                    $(Self::$variant => std::borrow::Cow::Borrowed($wire),)*
                    Self::Common(code) => $crate::ErrorCode::code(code),
                }
            }

            fn meaning(&self) -> Option<&'static str> {
                match self {
                    $(Self::$variant => Some($meaning),)*
                    Self::Common(code) => $crate::ErrorCode::meaning(code),
                }
            }

            fn advice(&self) -> Option<&'static str> {
                match self {
                    $(Self::$variant => $crate::error_codes!(@optional $($advice)?),)*
                    Self::Common(code) => $crate::ErrorCode::advice(code),
                }
            }

            fn retry(&self) -> $crate::Retry {
                match self {
                    $(Self::$variant => $crate::Retry::$retry,)*
                    // An undocumented code is repeated as its class is, which may be one of the action's own.
                    Self::Common(code) if $crate::ErrorCode::meaning(code).is_none() => {
                        match $crate::ErrorCode::code(code).split_once('.') {
                            Some((class, _)) => $crate::ErrorCode::retry(&Self::from_wire(class)),
                            None => $crate::Retry::Never,
                        }
                    }
                    Self::Common(code) => $crate::ErrorCode::retry(code),
                }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, to: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                to.write_str(&$crate::ErrorCode::code(self))
            }
        }
    };
}
