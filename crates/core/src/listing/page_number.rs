//! Whole numbers of requests and answers, whatever their type.

/// A whole number of any type that requests and answers have, set or not.
pub trait PageNumber: Copy {
    /// The number. `None` if it is negative or not set.
    fn to_u64(self) -> Option<u64>;

    /// A value that holds `number`. `None` if the type is too small for it.
    fn from_u64(number: u64) -> Option<Self>;
}

macro_rules! whole {
    ($($type:ty)*) => {$(
        impl PageNumber for $type {
            fn to_u64(self) -> Option<u64> {
                self.try_into().ok()
            }

            fn from_u64(number: u64) -> Option<Self> {
                number.try_into().ok()
            }
        }
    )*};
}

whole!(i32 i64 u32 u64);

impl<T: PageNumber> PageNumber for Option<T> {
    fn to_u64(self) -> Option<u64> {
        self.and_then(T::to_u64)
    }

    fn from_u64(number: u64) -> Option<Self> {
        T::from_u64(number).map(Some)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_pass_where_they_fit() {
        assert_eq!(
            (7_i32.to_u64(), (-1_i64).to_u64(), Some(7_u64).to_u64(), None::<u32>.to_u64()),
            (Some(7), None, Some(7), None)
        );
        assert_eq!(u32::from_u64(u64::from(u32::MAX) + 1), None);
        assert_eq!(i32::from_u64(1 << 31), None);
        assert_eq!(Option::<i64>::from_u64(5), Some(Some(5)));
        assert_eq!(u64::from_u64(u64::MAX), Some(u64::MAX));
    }
}
