//! Numbers in words, and units.

/// Whole numbers in English.
pub(crate) const NUMBERS: &[(&str, u64)] = &[
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
    ("fifteen", 15),
    ("twenty", 20),
    ("thirty", 30),
    ("sixty", 60),
    ("ninety", 90),
    ("hundred", 100),
];

/// Numbers of something that is not named behind them.
pub(crate) const TIMES: &[(&str, u64)] = &[("once", 1), ("twice", 2)];

/// Articles, which count one.
pub(crate) const ARTICLES: &[(&str, u64)] = &[("a", 1), ("an", 1)];

/// Digits of numbers in Chinese.
pub(crate) const DIGITS: &[(&str, u64)] =
    &[("一", 1), ("二", 2), ("两", 2), ("三", 3), ("四", 4), ("五", 5), ("六", 6), ("七", 7), ("八", 8), ("九", 9)];

/// Places of numbers in Chinese: `三十` is three tens.
pub(crate) const PLACES: &[(&str, u64)] = &[("十", 10), ("百", 100), ("千", 1_000)];

/// Ten thousand, behind digits.
pub(crate) const TEN_THOUSAND: &str = "万";

/// A half, of a unit that follows.
pub(crate) const HALF: &str = "半";

/// Units of time with their milliseconds, in which parameters are.
pub(crate) const MILLIS: &[(&str, u64)] = &[
    ("毫秒", 1),
    ("ms", 1),
    ("millisecond", 1),
    ("milliseconds", 1),
    ("秒", 1_000),
    ("s", 1_000),
    ("second", 1_000),
    ("seconds", 1_000),
    ("分钟", 60_000),
    ("min", 60_000),
    ("minute", 60_000),
    ("minutes", 60_000),
    ("小时", 3_600_000),
    ("時間", 3_600_000),
    ("hour", 3_600_000),
    ("hours", 3_600_000),
    ("天", 86_400_000),
    ("day", 86_400_000),
    ("days", 86_400_000),
];

/// Words before the unit that a parameter is in.
pub(crate) const STATED: &[&str] = &["单位", "unit:", "unit is", "in "];

/// Units of time with their seconds. [`COUNTER`] may precede those in Chinese.
pub(crate) const TIME: &[(&str, u64)] = &[
    ("second", 1),
    ("seconds", 1),
    ("秒", 1),
    ("秒钟", 1),
    ("minute", 60),
    ("minutes", 60),
    ("分钟", 60),
    ("hour", 3_600),
    ("hours", 3_600),
    ("小时", 3_600),
    ("時間", 3_600),
    ("分間", 60),
    ("日間", 86_400),
    ("か月", 2_592_000),
    ("ヶ月", 2_592_000),
    ("day", 86_400),
    ("days", 86_400),
    ("天", 86_400),
    ("日", 86_400),
    ("自然日", 86_400),
    ("week", 604_800),
    ("weeks", 604_800),
    ("周", 604_800),
    ("星期", 604_800),
    ("month", 2_592_000),
    ("months", 2_592_000),
    ("月", 2_592_000),
    ("year", 31_536_000),
    ("years", 31_536_000),
    ("年", 31_536_000),
];

/// Units of time that are so short that they count only in a rate, where no letter follows.
pub(crate) const SHORT_TIME: &[(&str, u64)] = &[
    ("s", 1),
    ("sec", 1),
    ("secs", 1),
    ("min", 60),
    ("mins", 60),
    ("h", 3_600),
    ("hr", 3_600),
    ("hrs", 3_600),
    ("d", 86_400),
];

/// The same in Chinese.
pub(crate) const SHORT_TIME_CHINESE: &[(&str, u64)] = &[("分", 60), ("时", 3_600)];

/// What is between a number and a unit in Chinese.
pub(crate) const COUNTER: &str = "个";

/// Units of the length of a text in bytes.
pub(crate) const BYTES: &[&str] = &["字节", "个字节", "byte", "b ", "バイト"];

/// Units of many bytes with how many they are. No letter follows.
pub(crate) const KILOBYTES: &[(&str, u64)] =
    &[("kb", 1_024), ("kib", 1_024), ("k 字节", 1_024), ("千字节", 1_024), ("mb", 1_048_576), ("mib", 1_048_576)];

/// Units of the length of a text in characters.
pub(crate) const CHARACTERS: &[&str] =
    &["文字", "字符", "个字符", "个中文", "个英文", "个汉字", "character", "char", "letter", "位"];

/// Units of what a text lists.
pub(crate) const ITEMS: &[&str] = &["个", "user", "id", "room", "stream"];

/// Units of something else than the items of a list, beside those of time.
pub(crate) const NO_ITEMS: &[&str] = &["秒", "second", "mb", "kb", "gb", "m", "%"];

/// Spans of time in which no parameter is counted unless the page says so.
pub(crate) const SPANS: &[&str] =
    &["小时", "天", "日", "分钟", "周", "个月", "月", "年", "hour", "day", "minute", "week", "month"];

/// Things that are counted: Chinese has a word for each.
pub(crate) const COUNTED: &[&str] = &["个", "路", "条", "种", "人", "名", "次", "user", "room", "stream", "time"];
