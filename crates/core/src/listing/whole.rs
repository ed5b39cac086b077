//! Whole numbers of requests and answers, whatever their type.

/// A whole number of any type that requests and answers have, set or not.
pub trait Whole: Sized {
    /// The number. `None` if it is negative or not set.
    fn number(self) -> Option<u64>;

    /// A value that holds `number`. `None` if the type is too small for it.
    fn holding(number: u64) -> Option<Self>;
}

macro_rules! whole {
    ($($type:ty)*) => {$(
        impl Whole for $type {
            fn number(self) -> Option<u64> {
                self.try_into().ok()
            }

            fn holding(number: u64) -> Option<Self> {
                number.try_into().ok()
            }
        }
    )*};
}

whole!(i32 i64 u32 u64);

impl<T: Whole> Whole for Option<T> {
    fn number(self) -> Option<u64> {
        self.and_then(T::number)
    }

    fn holding(number: u64) -> Option<Self> {
        T::holding(number).map(Some)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_pass_where_they_fit() {
        assert_eq!(
            (7_i32.number(), (-1_i64).number(), Some(7_u64).number(), None::<u32>.number()),
            (Some(7), None, Some(7), None)
        );
        assert_eq!(u32::holding(u64::from(u32::MAX) + 1), None);
        assert_eq!(i32::holding(1 << 31), None);
        assert_eq!(Option::<i64>::holding(5), Some(Some(5)));
        assert_eq!(u64::holding(u64::MAX), Some(u64::MAX));
    }
}
