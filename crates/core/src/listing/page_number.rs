//! Page numbers and sizes of any integer type.

/// An integer type that requests and answers use for page numbers, page sizes and totals, optional or not.
pub trait PageNumber: Copy {
    /// Converts to `u64`. `None` if the number is negative or absent.
    fn to_u64(self) -> Option<u64>;

    /// Converts from `u64`. `None` if the type cannot hold `number`.
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
