//! Error codes.

/// Defines an enum of error codes, each row a variant, its text on the wire, where there is one its number, whether to
/// try again, what it means and, where there is something to say, what to do.
///
/// ```
/// use rtc_core::{ErrorCode, Retry};
///
/// rtc_core::error_codes! {
///     /// What the vendor may answer.
///     pub enum Code {
///         RoomNotFound = "NotFound.Room", Never, "the room does not exist";
///         Busy = "Busy" | 17, Throttle, "too many calls", "ask less often";
///     }
/// }
///
/// assert_eq!(Code::from_wire("Busy"), Code::Busy);
/// assert_eq!(Code::from_number(17), Some(Code::Busy));
/// assert_eq!(Code::Busy.advice(), Some("ask less often"));
/// // A code without a name is kept; it is repeated as its class is.
/// let unknown = Code::from_wire("Busy.Disk");
/// assert_eq!((unknown.code().as_ref(), unknown.meaning(), unknown.retry()), ("Busy.Disk", None, Retry::Throttle));
/// ```
#[macro_export]
macro_rules! error_codes {
    (
        $(#[$about:meta])*
        pub enum $name:ident {
            $($variant:ident = $wire:literal $(| $number:literal)?, $retry:ident, $meaning:literal $(, $advice:literal)?;)*
        }
    ) => {
        $(#[$about])*
        #[allow(rustdoc::bare_urls, rustdoc::broken_intra_doc_links, rustdoc::invalid_html_tags)]
        #[derive(Clone, Debug, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum $name {
            $(
                #[doc = concat!("`", $wire, "`: ", $meaning, ".")]
                $(#[doc = concat!("\nWhat to do: ", $advice, ".")])?
                $variant,
            )*
            /// A code that had no name in the documentation when this crate was made.
            Undocumented($crate::Undocumented<String>),
        }

        impl $name {
            /// The documented codes.
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
