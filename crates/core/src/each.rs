//! All values of one type in an optional parameter, a list, a mapping, or any of them within another.

use std::collections::BTreeMap;
use time::{Date, OffsetDateTime};

/// Contains any number of values of type `T`.
pub trait Each<T: ?Sized> {
    /// Visits the values in their order.
    fn each<'v>(&'v self, visit: &mut dyn FnMut(&'v T));
}

impl Each<str> for String {
    fn each<'v>(&'v self, visit: &mut dyn FnMut(&'v str)) {
        visit(self);
    }
}

/// Implements [`Each`] for types that are their own only value.
macro_rules! one_value {
    ($($type:ty)*) => {$(
        impl Each<$type> for $type {
            fn each<'v>(&'v self, visit: &mut dyn FnMut(&'v $type)) {
                visit(self);
            }
        }
    )*};
}

one_value!(i32 i64 u32 u64 f64 OffsetDateTime Date);

impl<T: ?Sized, V: Each<T>> Each<T> for Option<V> {
    fn each<'v>(&'v self, visit: &mut dyn FnMut(&'v T)) {
        if let Some(value) = self {
            value.each(visit);
        }
    }
}

impl<T: ?Sized, V: Each<T>> Each<T> for Vec<V> {
    fn each<'v>(&'v self, visit: &mut dyn FnMut(&'v T)) {
        for value in self {
            value.each(visit);
        }
    }
}

impl<T: ?Sized, V: Each<T>> Each<T> for BTreeMap<String, V> {
    fn each<'v>(&'v self, visit: &mut dyn FnMut(&'v T)) {
        for value in self.values() {
            value.each(visit);
        }
    }
}

/// A list or mapping with a number of items.
pub trait Items {
    /// How many items. `None` if the list or mapping is not set.
    fn count(&self) -> Option<usize>;
}

impl<T> Items for Vec<T> {
    fn count(&self) -> Option<usize> {
        Some(self.len())
    }
}

impl<T> Items for BTreeMap<String, T> {
    fn count(&self) -> Option<usize> {
        Some(self.len())
    }
}

impl<T: Items> Items for Option<T> {
    fn count(&self) -> Option<usize> {
        self.as_ref().and_then(Items::count)
    }
}
