//! The span of time that an action can be asked about.

use crate::{
    facts::Window,
    position::Lines,
    sentence::{pattern, seconds},
    text::Text,
};

// A number, also in words, and a unit of time.
pattern!(
    TIME,
    r"(?i)([0-9]+|[a-z]+|[一两二三四五六七十]+)[\s\-*]*(个?[月天日周年]|个?小时|分钟|秒|seconds?|minutes?|hours?|days?|weeks?|months?|years?)"
);

/// Words that the span of a query is named by.
const SPANS: &[&str] = &["跨度", "time span", "timespan"];
/// Words that name a span of time, of a query or of something else.
const PERIODS: &[&str] = &[
    "间隔",
    "时间范围",
    "时间段",
    "时间差",
    "起止时间",
    "时间区间",
    "查询时间",
    "time range",
    "interval",
    "period",
    "range",
    "start and end",
    "end and start",
    "start time and end time",
    "end time and start time",
    "start time and the end time",
    "difference",
];
/// Words that show that a period is one of a query.
const QUERIES: &[&str] = &["查询", "开始", "结束", "起止", "quer", "start", "end ", "end.", "request", "time range"];
/// Words that a limit of a span follows.
const LIMITS: &[&str] = &[
    "不能超过",
    "不得超过",
    "不可超过",
    "不应超过",
    "不要超过",
    "不允许超过",
    "不超过",
    "不能大于",
    "不得大于",
    "不大于",
    "最大为",
    "最大",
    "最长为",
    "最长",
    "最多为",
    "最多",
    "至多",
    "限制为",
    "限制在",
    "小于",
    "小于等于",
    "为",
    "up to",
    "at most",
    "be more than",
    "be longer than",
    "be greater than",
    "be over",
    "not exceed",
    "cannot exceed",
    "can't exceed",
    "never exceed",
    "exceed",
    "no more than",
    "no longer than",
    "not longer than",
    "less than",
    "within",
    "limited to",
    "maximum of",
    "of single query",
    "of a single query",
    "跨度",
    "is",
    "be",
    "：",
    ":",
    "=",
];
/// Words without which `exceed` and the like say when something happens, and limit nothing.
const NOT: &[&str] = &["not", "n't", "never", "no "];
/// Words that a look-back follows.
const BACK: &[&str] = &[
    "最远可查询时间",
    "最远可查询",
    "最远可查",
    "最远",
    "最近",
    "过去",
    "近",
    "farthest queryable time",
    "in the last",
    "in the past",
    "the last",
    "the past",
    "within the last",
    "within the past",
    "last",
    "past",
];
/// Words that a delay follows.
const LAG: &[&str] = &["数据延迟", "数据延时", "延迟约", "延迟", "data delay", "delay of", "latency", "delay"];
/// Words that say that the vendor cuts a longer span.
const CLAMPED: &[&str] = &["自动调整", "自动截断", "automatically adjusted"];

/// What a number of a text limits.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Meaning {
    Span,
    Back,
    Lag,
}

/// Takes what a text says of it; what was said first stays.
pub(super) fn words(window: &mut Window, text: &Text, lines: &Lines<'_>) {
    let words = text.as_str();
    if let Some(at) = CLAMPED.iter().find_map(|word| words.find(word)) {
        window.clamped.get_or_insert(lines.at(true, text.source(at)));
    }
    if !words.contains(|letter: char| letter.is_ascii_digit()) && !speaks_of_time(words) {
        return;
    }
    let mut last = 0;
    for found in TIME.captures_iter(words) {
        let (Some(all), Some(number), Some(unit)) = (found.get(0), found.get(1), found.get(2)) else { continue };
        // Where cells are glued together, a number in words follows another word, as in `timeFourteen`.
        let glued = number.as_str().rfind(|letter: char| letter.is_ascii_uppercase()).unwrap_or(0);
        let number = if number.as_str().starts_with(|first: char| first.is_ascii_alphabetic()) { glued } else { 0 }
            + number.start()..number.end();
        let Some(seconds) = seconds(&words[number.clone()], unit.as_str()) else { continue };
        let meaning = meaning(words, last, number.start, all.end(), seconds);
        last = all.end();
        let slot = match meaning {
            Some(Meaning::Span) => &mut window.span,
            Some(Meaning::Back) => &mut window.back,
            Some(Meaning::Lag) => &mut window.lag,
            None => continue,
        };
        slot.get_or_insert(lines.at(seconds, text.source(number.start)));
    }
}

/// Whether a text has a word for a unit of time, whose number may be a word too.
fn speaks_of_time(words: &str) -> bool {
    ["天", "小时", "月", "周", "day", "hour", "week", "month", "分钟"].iter().any(|unit| words.contains(unit))
}

/// What the time between `start` and `end` limits. `last` is the end of the time before it.
fn meaning(text: &str, last: usize, start: usize, end: usize, seconds: u64) -> Option<Meaning> {
    let sentence = sentence(text, start)..sentence_end(text, end);
    let whole = text[sentence.clone()].to_lowercase();
    let before = text[sentence.start.max(last)..start].to_lowercase();
    let behind = text[end..sentence.end].trim_start_matches(['*', ' ']).to_lowercase();
    let before = before.trim_end_matches([' ', '*', '(', '（', '`', '\t', '\u{a0}']);
    let has = |words: &[&str]| words.iter().any(|word| whole.contains(word));
    if ends_near(before, LAG) {
        return Some(Meaning::Lag);
    }
    let long = seconds >= 3_600;
    let ago = ["前", "以前", "之前", " ago", "ago"].iter().any(|word| behind.starts_with(word))
        || ["内的", "以内的", "内数据"].iter().any(|word| behind.starts_with(word))
            && has(&["查询", "数据"])
            && !has(SPANS);
    if long && (ends_near(before, BACK) || ago) {
        return Some(Meaning::Back);
    }
    if behind.starts_with("apart") {
        return Some(Meaning::Span);
    }
    let limit = LIMITS.iter().filter(|word| before.ends_with(**word)).max_by_key(|word| word.len());
    let relation = match limit {
        Some(word) if word.is_ascii() && (word.starts_with("be ") || *word == "exceed" || word.ends_with(" than")) => {
            NOT.iter().any(|not| before.contains(not))
        }
        Some(_) => true,
        None => before.ends_with("up to") || ["以内", "之内"].iter().any(|word| behind.starts_with(word)),
    };
    // Only words that say no more than `is` need the subject right before them.
    let plain = limit.is_some_and(|word| matches!(*word, "is" | "be" | "为" | "：" | ":" | "="));
    let subject = if plain { before } else { whole.as_str() };
    let named = |words: &[&str]| words.iter().any(|word| subject.contains(word));
    let of_query = named(SPANS) || long && named(PERIODS) && has(QUERIES);
    let bare =
        long && !plain && limit.is_some_and(|word| word.contains("超过")) && has(&["开始", "结束", "时间跨度", "查询"]);
    let bare = bare || long && !plain && relation && has(&["starttime", "endtime", "start time", "end time"]);
    (relation && (of_query || bare)).then_some(Meaning::Span)
}

/// Whether one of the words ends a text, a few letters that are no digits aside.
fn ends_near(text: &str, words: &[&str]) -> bool {
    let tail = text.char_indices().rev().nth(3).map_or(0, |(at, _)| at);
    words.iter().any(|word| {
        text.rfind(word).is_some_and(|at| {
            let end = at + word.len();
            let whole = !word.is_ascii() || !text[..at].ends_with(|before: char| before.is_ascii_alphabetic());
            whole
                && end >= tail
                && !text[end..].contains(|letter: char| letter.is_ascii_digit() || letter.is_ascii_alphabetic())
        })
    })
}

/// Where the sentence starts in which an offset is.
fn sentence(text: &str, at: usize) -> usize {
    text[..at]
        .char_indices()
        .rev()
        .find(|(end, letter)| ends(text, *end, *letter))
        .map_or(0, |(end, letter)| end + letter.len_utf8())
}

/// Where the sentence ends in which an offset is.
fn sentence_end(text: &str, at: usize) -> usize {
    text[at..]
        .char_indices()
        .find(|(end, letter)| ends(text, at + end, *letter))
        .map_or(text.len(), |(end, _)| at + end)
}

fn ends(text: &str, at: usize, letter: char) -> bool {
    let digit = || text[at + letter.len_utf8()..].starts_with(|next: char| next.is_ascii_digit());
    matches!(letter, '。' | '；' | ';' | '\n') || letter == '.' && !digit()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::position::Located;

    fn parsed(text: &str) -> String {
        let mut window = Window::default();
        words(&mut window, &Text::new(text, 0), &Lines::new(text));
        let number =
            |seconds: Option<Located<u64>>| seconds.map_or("-".to_owned(), |seconds| seconds.value.to_string());
        format!("{} {} {}", number(window.span), number(window.back), number(window.lag))
    }

    #[test]
    fn spans_of_the_three_vendors() {
        for (text, wanted) in [
            ("- 最远可查询时间：14 天", "- 1209600 -"),
            ("- 最大单次查询时间跨度：6 小时（若超过 6 小时，自动调整）", "21600 - -"),
            ("- 数据延迟：100 秒", "- - 100"),
            ("the users of a specified time range (up to four hours) in the last 14 days.", "14400 1209600 -"),
            ("The end and start time cannot be more than four hours apart.", "14400 - -"),
            ("Only data in the last 14 days can be queried.", "- 1209600 -"),
            ("The farthest queryable time：Fourteen days", "- 1209600 -"),
            ("Maximum time span of single query：24 hours (If it is over 24 hours)", "86400 - -"),
            ("查询开始和结束时间的间隔不能超过 1 天。", "86400 - -"),
            ("房间内没有主播 30 秒后停止。", "- - -"),
            ("The start and end time cannot be more than 24 hours apart.", "86400 - -"),
            ("The queried period cannot exceed four hours.", "14400 - -"),
            ("The time range of a query cannot be longer than 31 days.", "2678400 - -"),
            ("查询的时间跨度不超过 3 天", "259200 - -"),
            ("跨度不超过一个月，只能查询最近 90 天的数据。", "2592000 7776000 -"),
            ("Lists the halls of a specified time range in the last 14 days.", "- 1209600 -"),
            ("The difference between EndTime and StartTime must not exceed 7 days.", "604800 - -"),
            ("StartTime 与 EndTime 的间隔最长为 24 小时。", "86400 - -"),
            ("开始时间，不能早于 60 天前", "- 5184000 -"),
            ("回调间隔为 5 秒。", "- - -"),
            ("The callback interval is 60 seconds.", "- - -"),
            ("A hall is closed if it is empty for 24 hours.", "- - -"),
            ("录制时长不超过 5 小时。", "- - -"),
        ] {
            assert_eq!(parsed(text), wanted, "{text}");
        }
    }
}
