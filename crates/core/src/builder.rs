//! Shared parts of request builders: tracking of required parameters, and conversions for setters.
//!
//! The type of a request's builder has a tuple with one entry per required parameter: [`Unset`] initially, [`Set`]
//! after its setter was called. `build` and `send` require a trait of the request on each entry, so that a missing
//! parameter is a compile error that names it.

use std::collections::BTreeMap;
use time::{Date, OffsetDateTime};

/// A required parameter without a value.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Unset;

/// A required parameter with a value.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Set;

mod sealed {
    pub trait Sealed {}
    impl Sealed for super::Set {}
}

/// A required parameter that has a value: [`Set`], and nothing else.
pub trait IsSet: sealed::Sealed {}

#[diagnostic::do_not_recommend]
impl IsSet for Set {}

/// Conversion of a setter's argument into a parameter of type `T`: any string for a text, any iterator for a list.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a value for a parameter of type `{T}`",
    label = "expected a value of type `{T}`"
)]
pub trait IntoValue<T> {
    /// Converts into the type that the request stores.
    fn into_value(self) -> T;
}

/// Conversion of an optional parameter's argument: a value, or an `Option` of one.
///
/// `Form` distinguishes the two and is always inferred.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is neither a value for a parameter of type `{T}` nor an `Option` of one",
    label = "expected a value of type `{T}`, or an `Option` of one"
)]
pub trait IntoOption<T, Form> {
    /// The value as the request keeps it.
    fn into_option(self) -> Option<T>;
}

/// The form of [`IntoOption`] that is a value.
#[derive(Clone, Copy, Debug)]
pub struct AsValue;

/// The form of [`IntoOption`] that is an `Option` of a value.
#[derive(Clone, Copy, Debug)]
pub struct AsOption;

impl<T, V: IntoValue<T>> IntoOption<T, AsValue> for V {
    fn into_option(self) -> Option<T> {
        Some(self.into_value())
    }
}

impl<T, V: IntoValue<T>> IntoOption<T, AsOption> for Option<V> {
    fn into_option(self) -> Option<T> {
        self.map(IntoValue::into_value)
    }
}

impl<V: Into<String>> IntoValue<String> for V {
    fn into_value(self) -> String {
        self.into()
    }
}

impl<T, V: IntoIterator<Item: IntoValue<T>>> IntoValue<Vec<T>> for V {
    fn into_value(self) -> Vec<T> {
        self.into_iter().map(IntoValue::into_value).collect()
    }
}

impl<T, K: Into<String>, V: IntoValue<T>, I: IntoIterator<Item = (K, V)>> IntoValue<BTreeMap<String, T>> for I {
    fn into_value(self) -> BTreeMap<String, T> {
        self.into_iter().map(|(name, value)| (name.into(), value.into_value())).collect()
    }
}

/// Implements [`IntoValue`] for types that a setter takes as they are.
macro_rules! taken_as_they_are {
    ($($type:ty)*) => {$(
        impl IntoValue<$type> for $type {
            fn into_value(self) -> $type {
                self
            }
        }
    )*};
}

taken_as_they_are!(bool i32 i64 u32 u64 f64 OffsetDateTime Date);

#[cfg(test)]
mod tests {
    use super::*;

    fn optional<T, Form>(value: impl IntoOption<T, Form>) -> Option<T> {
        value.into_option()
    }

    #[test]
    fn an_optional_parameter_takes_a_value_or_an_option() {
        let wanted = Some("a".to_owned());
        assert_eq!(optional("a"), wanted);
        assert_eq!(optional(String::from("a")), wanted);
        assert_eq!(optional(Some("a")), wanted);
        assert_eq!(optional::<String, _>(None::<&str>), None);
        assert_eq!(optional::<u32, _>(20), Some(20));
        assert_eq!(optional::<u32, _>(Some(20)), Some(20));
    }

    #[test]
    fn a_list_takes_any_iterator_of_values() {
        let wanted = Some(vec!["a".to_owned(), "b".to_owned()]);
        assert_eq!(optional(["a", "b"]), wanted);
        assert_eq!(optional(vec![String::from("a"), String::from("b")]), wanted);
        assert_eq!(optional(Some(["a", "b"])), wanted);
        assert_eq!(optional::<Vec<String>, _>(Some("a")), Some(vec!["a".to_owned()]));
        assert_eq!(optional::<Vec<Vec<u32>>, _>([[1]]), Some(vec![vec![1]]));
        assert_eq!(optional([("k", "v")]), Some(BTreeMap::from([("k".to_owned(), "v".to_owned())])));
    }
}
