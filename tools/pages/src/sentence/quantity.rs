//! Numbers and spans of time in words.

use crate::{pattern::meaning, words::units};

/// A whole number in digits or as a word.
pub(crate) fn count(word: &str) -> Option<u64> {
    let digits: String = word.chars().filter(|letter| !matches!(letter, ',' | ' ' | '*')).collect();
    if let Some(ten_thousands) = digits.strip_suffix(units::TEN_THOUSAND) {
        return of_ten_thousands(ten_thousands);
    }
    digits.parse().ok().or_else(|| {
        let small = digits.to_lowercase();
        let english = [units::NUMBERS, units::TIMES, units::ARTICLES].iter().find_map(|table| meaning(&small, table));
        english.or_else(|| chinese(&small))
    })
}

/// How many `1.5` of ten thousand are.
fn of_ten_thousands(number: &str) -> Option<u64> {
    let (whole, part) = number.split_once('.').unwrap_or((number, ""));
    let scale = 10_u64.checked_pow(u32::try_from(part.len()).ok()?)?;
    let all = format!("{whole}{part}").parse::<u64>().ok()?.checked_mul(10_000)?;
    (all % scale == 0).then_some(all / scale)
}

/// A whole number in Chinese, as `三十一`.
fn chinese(word: &str) -> Option<u64> {
    let (mut whole, mut digit) = (0_u64, None);
    for letter in word.chars() {
        let letter = letter.to_string();
        if let Some(value) = meaning(&letter, units::DIGITS) {
            // Two digits side by side are no number of this kind.
            digit.replace(value).is_none().then_some(())?;
        } else {
            whole = whole.checked_add(digit.take().unwrap_or(1).checked_mul(meaning(&letter, units::PLACES)?)?)?;
        }
    }
    whole.checked_add(digit.unwrap_or_default()).filter(|whole| *whole > 0)
}

/// How many seconds `unit` has, and `None` for a word that is no unit of time.
fn unit(word: &str) -> Option<u64> {
    let word = word.to_lowercase();
    let word = word.trim_start_matches(units::COUNTER).trim();
    [units::TIME, units::SHORT_TIME, units::SHORT_TIME_CHINESE].iter().find_map(|table| meaning(word, table))
}

/// The seconds of a year, the longest unit.
const YEAR: u64 = 365 * 86_400;

/// A span of time in seconds.
pub(crate) fn seconds(number: &str, of: &str) -> Option<u64> {
    let unit = unit(of)?;
    // `2023 年` is a date.
    if unit >= YEAR && count(number).is_some_and(|years| years >= 100) {
        return None;
    }
    if number == units::HALF {
        return Some(unit / 2).filter(|half| *half > 0);
    }
    let Some((whole, part)) = number.split_once('.') else { return count(number)?.checked_mul(unit) };
    let scale = 10_u64.checked_pow(u32::try_from(part.len()).ok()?)?;
    let part = part.parse::<u64>().ok()?.checked_mul(unit)?;
    // Where it is no whole number of seconds, it was read wrong.
    (part % scale == 0).then_some(())?;
    count(whole)?.checked_mul(unit)?.checked_add(part / scale)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans() {
        assert_eq!(seconds("four", "hours"), Some(14_400));
        assert_eq!(seconds("14", "天"), Some(1_209_600));
        assert_eq!(seconds("三", "个月"), Some(7_776_000));
        assert_eq!(seconds("三十一", "天"), Some(2_678_400));
        assert_eq!(seconds("十四", "天"), Some(1_209_600));
        assert_eq!(seconds("一百二十", "秒"), Some(120));
        assert_eq!(seconds("半", "小时"), Some(1_800));
        assert_eq!(seconds("1.5", "hours"), Some(5_400));
        assert_eq!(seconds("99999999999999999999", "天"), None);
        assert_eq!(seconds("3", "rooms"), None);
        assert_eq!(seconds("一二", "天"), None);
        assert_eq!((seconds("2023", "年"), seconds("2", "years")), (None, Some(2 * YEAR)));
    }
}
