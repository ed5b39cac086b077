//! The span of time that an action can be asked about.

use crate::{
    facts::Window,
    pattern::{any_of, ends, has, pattern, starts},
    position::Lines,
    sentence::{is_case, is_of_a_case, seconds},
    text::Text,
    words::{
        cases, rates, required,
        spans::{self as words, LimitWord},
        units,
    },
};

// A number, also in words, and a unit of time.
pattern!(
    TIME,
    &format!(
        r"([0-9][0-9,]*(?:\.[0-9]+)?|[a-z]+|{}|{}+)[\s\-*]*((?:{})?{})",
        units::HALF,
        any_of(&[units::DIGITS, units::PLACES]),
        units::COUNTER,
        any_of(&[units::TIME])
    )
);

/// What a number of a text limits.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Meaning {
    Span,
    Back,
    Lag,
}

/// Takes what a text says of it; what was said first stays.
pub(super) fn read(window: &mut Window, text: &Text, lines: &Lines<'_>) {
    let said = text.as_str();
    if let Some(at) = words::CLAMPED.iter().find_map(|word| said.find(word)) {
        window.clamped.get_or_insert(lines.at(true, text.source(at)));
    }
    let small = said.to_ascii_lowercase();
    if !has(&small, words::UNITS) {
        return;
    }
    let (mut last, mut after_a_span) = (0, false);
    for found in TIME.captures_iter(&small) {
        let (Some(all), Some(number), Some(unit)) = (found.get(0), found.get(1), found.get(2)) else { continue };
        // Where cells are glued together, a number in words follows another word, as in `timeFourteen`.
        let glued = said[number.range()].rfind(|letter: char| letter.is_ascii_uppercase()).unwrap_or(0);
        let number = if number.as_str().starts_with(|first: char| first.is_ascii_alphabetic()) { glued } else { 0 }
            + number.start()..number.end();
        let Some(seconds) = seconds(&said[number.clone()], unit.as_str()) else { continue };
        // Which of several numbers belongs to which span is a matter of order, which nothing here knows.
        let of_several =
            has(&small[sentence(&small, number.start)..sentence_end(&small, all.end())], rates::RESPECTIVELY);
        let meaning = meaning(said, last, number.start, all.end(), seconds)
            .filter(|_| !of_several && !is_case(&small, number.start));
        let otherwise = is_otherwise(&small, last, number.start, all.end());
        // `otherwise 4 hours` behind a span says no more of what is limited.
        let meaning = meaning.or((after_a_span && otherwise).then_some(Meaning::Span));
        let after_another_span = after_a_span;
        last = all.end();
        after_a_span = meaning == Some(Meaning::Span);
        let case = || !otherwise && is_in_a_case(&small, number.start, all.end());
        let slot = match meaning {
            Some(Meaning::Span) if case() => &mut window.in_a_case,
            Some(Meaning::Span) => &mut window.span,
            Some(Meaning::Back) => &mut window.back,
            Some(Meaning::Lag) => &mut window.lag,
            None => continue,
        };
        let said = lines.at(seconds, text.source(number.start));
        // What is said before `otherwise` is of a case, whatever the words for it are.
        if otherwise && meaning == Some(Meaning::Span) && after_another_span {
            window.in_a_case = window.in_a_case.take().or(window.span.take());
            window.span = Some(said);
            continue;
        }
        slot.get_or_insert(said);
    }
}

/// Whether words before or behind a time say that it is for all other cases.
fn is_otherwise(small: &str, last: usize, start: usize, end: usize) -> bool {
    let before = &small[sentence(small, start).max(last.min(start))..start];
    let behind = small[end..].trim_start_matches(['*', ' ']);
    has(before, words::OTHERWISE) || starts(behind, words::OTHERWISE)
}

/// Whether the time between `start` and `end` is limited in a case only, which its sentence begins with, or which is right
/// before the words for a span or right behind it.
fn is_in_a_case(small: &str, start: usize, end: usize) -> bool {
    let begin = sentence(small, start);
    let before = &small[begin..start];
    let named = words::SPANS.iter().chain(words::PERIODS).filter_map(|word| before.find(word)).min();
    let subject = before[..named.unwrap_or(0)].trim_end_matches(['，', ',', ' ']);
    let behind = small[end..].trim_start_matches(['*', ' ']);
    let case_behind = required::WHEN_ENGLISH.iter().any(|when| {
        behind.strip_prefix(when).is_some_and(|rest| rest.starts_with(' ')) && !starts(behind, words::BEYOND)
    });
    is_of_a_case(&small[begin..]) || ends(subject, cases::ENDS) && !ends(subject, cases::NO_ENDS) || case_behind
}

/// What the time between `start` and `end` limits. `last` is the end of the time before it.
fn meaning(text: &str, last: usize, start: usize, end: usize, seconds: u64) -> Option<Meaning> {
    let sentence = sentence(text, start)..sentence_end(text, end);
    let whole = text[sentence.clone()].to_lowercase();
    let before = text[sentence.start.max(last)..start].to_lowercase();
    let behind = text[end..sentence.end].trim_start_matches(['*', ' ']).to_lowercase();
    let before = before.trim_end_matches([' ', '*', '(', '（', '`', '\t', '\u{a0}']);
    if ends_near(before, words::LAG) || starts(&behind, words::LAG_BEHIND) && has(&whole, words::DATA) {
        return Some(Meaning::Lag);
    }
    let long = seconds >= 3_600;
    let ago = starts(&behind, words::AGO)
        || starts(&behind, words::AGO_OF_RECORDS) && has(&whole, words::RECORDS) && !has(&whole, words::SPANS);
    if long && (ends_near(before, words::BACK) || ago) {
        return Some(Meaning::Back);
    }
    if behind.starts_with(words::APART) {
        return Some(Meaning::Span);
    }
    let limit = words::LIMITS.iter().filter(|(word, _)| before.ends_with(word)).max_by_key(|(word, _)| word.len());
    let relation = match limit {
        Some((_, LimitWord::Exceeding)) => has(before, words::NOT),
        Some((_, LimitWord::Below)) => !has(before, words::NOT),
        Some((_, LimitWord::Most | LimitWord::Is)) => true,
        None => starts(&behind, words::BEHIND),
    };
    // Only words that say no more than `is` need the subject right before them.
    let plain = limit.is_some_and(|(_, kind)| *kind == LimitWord::Is);
    let subject = if plain { before } else { whole.as_str() };
    let of_query = has(subject, words::SPANS) || long && has(subject, words::PERIODS) && has(&whole, words::QUERIES);
    // A limit with a word of its own needs no name of what it limits, where the sentence speaks of a query and its ends.
    let bare = !plain
        && long
        && (limit.is_some_and(|(word, _)| word.contains(words::EXCEED)) && has(&whole, words::ENDS)
            || has(&whole, words::TIMES)
            || limit.is_some_and(|(word, _)| has(word, words::QUERY))
            || has(&whole, words::SINGLE) && has(&whole, words::QUERY));
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
        .find(|(end, letter)| ends_a_sentence(text, *end, *letter))
        .map_or(0, |(end, letter)| end + letter.len_utf8())
}

/// Where the sentence ends in which an offset is.
fn sentence_end(text: &str, at: usize) -> usize {
    text[at..]
        .char_indices()
        .find(|(end, letter)| ends_a_sentence(text, at + end, *letter))
        .map_or(text.len(), |(end, _)| at + end)
}

fn ends_a_sentence(text: &str, at: usize, letter: char) -> bool {
    let digit = || text[at + letter.len_utf8()..].starts_with(|next: char| next.is_ascii_digit());
    matches!(letter, '。' | '；' | ';' | '\n') || letter == '.' && !digit()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::position::Located;

    fn parsed(text: &str) -> String {
        let mut window = Window::default();
        read(&mut window, &Text::new(text, 0), &Lines::new(text));
        let number =
            |seconds: Option<Located<u64>>| seconds.map_or("-".to_owned(), |seconds| seconds.value.to_string());
        let case = window.in_a_case.map_or(String::new(), |case| format!(" case {}", case.value));
        format!("{} {} {}{case}", number(window.span), number(window.back), number(window.lag))
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
            ("- 查询时间小于等于1天时，返回每5分钟粒度的数据；\n- 单次查询统计区间最多不能超过31天。", "2678400 - -"),
            ("If the period queried is one day or shorter, the data is of five minutes.", "- - -"),
            (
                "  • If the period queried is one day or shorter, the statistics are of five minutes.\n  • The period queried per request cannot be longer than 31 days.",
                "2678400 - -",
            ),
            ("数据最早可查日期为2023年4月1日0点，最大可查范围近3个月。", "- 7776000 -"),
            ("若 DataType 不为空，查询时间跨度最大为 1 小时；否则最大为 4 小时。", "14400 - - case 3600"),
            ("If DataType is set, at most 1 hour can be queried; otherwise, 4 hours.", "14400 - - case 3600"),
            ("传入 UserId 时时间跨度最长 7 天，不传时最长 1 天。", "86400 - - case 604800"),
            (
                "The time range may not be longer than one day when UserId is given, and 4 hours otherwise.",
                "14400 - - case 86400",
            ),
            ("两者的跨度，AppId 不为空时不得超过 1 小时，否则不得超过 6 小时。", "21600 - - case 3600"),
            ("EndTime minus StartTime must be less than or equal to 4 hours.", "14400 - -"),
            ("查询跨度和可回溯时间分别不超过 6 小时和 14 天。", "- - -"),
            ("Data older than 30 days cannot be queried.", "- 2592000 -"),
        ] {
            assert_eq!(parsed(text), wanted, "{text}");
        }
    }
}
