//! Numbers and spans of time in words.

const WORDS: &[(&str, u64)] = &[
    ("one", 1),
    ("two", 2),
    ("three", 3),
    ("four", 4),
    ("five", 5),
    ("six", 6),
    ("seven", 7),
    ("eight", 8),
    ("nine", 9),
    ("ten", 10),
    ("twelve", 12),
    ("fourteen", 14),
    ("thirty", 30),
    ("a", 1),
    ("an", 1),
    ("once", 1),
    ("twice", 2),
    ("twenty", 20),
    ("sixty", 60),
    ("ninety", 90),
    ("一", 1),
    ("二", 2),
    ("四", 4),
    ("五", 5),
    ("十", 10),
    ("三十", 30),
    ("两", 2),
    ("三", 3),
    ("六", 6),
    ("七", 7),
    ("半", 0),
    ("十四", 14),
];

/// A whole number in digits or as a word.
pub(crate) fn count(word: &str) -> Option<u64> {
    let digits: String = word.chars().filter(|letter| !matches!(letter, ',' | ' ' | '*')).collect();
    digits.parse().ok().or_else(|| {
        let small = digits.to_lowercase();
        WORDS.iter().find(|(word, count)| *word == small && *count > 0).map(|(_, count)| *count)
    })
}

/// How many seconds `unit` has, and `None` for a word that is no unit of time.
fn unit(word: &str) -> Option<u64> {
    let word = word.to_lowercase();
    let word = word.trim_start_matches("个").trim();
    Some(match word {
        "s" | "秒" | "秒钟" | "sec" | "secs" | "second" | "seconds" => 1,
        "min" | "mins" | "分钟" | "分" | "minute" | "minutes" => 60,
        "h" | "小时" | "hour" | "hours" => 3_600,
        "d" | "天" | "日" | "day" | "days" => 86_400,
        "周" | "week" | "weeks" => 604_800,
        "月" | "month" | "months" => 2_592_000,
        "年" | "year" | "years" => 31_536_000,
        _ => return None,
    })
}

/// A span of time in seconds.
pub(crate) fn seconds(number: &str, of: &str) -> Option<u64> {
    count(number)?.checked_mul(unit(of)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans() {
        assert_eq!(seconds("four", "hours"), Some(14_400));
        assert_eq!(seconds("14", "天"), Some(1_209_600));
        assert_eq!(seconds("三", "个月"), Some(7_776_000));
        assert_eq!(seconds("99999999999999999999", "天"), None);
        assert_eq!(seconds("3", "rooms"), None);
    }
}
