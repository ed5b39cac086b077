//! Decimal numbers of a fixed width, as dates in signatures have them.

/// Appends a number, padded with zeros to at least `width` digits.
pub fn push(to: &mut String, number: u32, width: u32) {
    let mut unit = 10_u32.saturating_pow(width.saturating_sub(1));
    while number / unit > 9 {
        unit = unit.saturating_mul(10);
    }
    while unit > 0 {
        to.push(char::from_digit(number / unit % 10, 10).unwrap_or('0'));
        unit /= 10;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_as_formatted() {
        for number in [0, 7, 42, 999, 1_000, 9_999, 12_345, 999_999_999] {
            for width in [1, 2, 4, 9] {
                let mut text = String::new();
                push(&mut text, number, width);
                assert_eq!(text, format!("{number:0width$}", width = width as usize));
            }
        }
    }
}
