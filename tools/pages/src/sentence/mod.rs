//! What the sentences of a description say beyond describing.

mod case;
mod condition;
mod default;
mod limited;
mod limits;
mod other;
mod powers;
mod quantity;
mod scale;
mod special;
mod unread;
mod values;

pub(crate) use case::{is_case, is_of_a_case};
pub(crate) use condition::condition;
pub(crate) use default::default;
pub(crate) use limits::limits;
pub(crate) use quantity::{count, seconds};
pub(crate) use special::special;
pub(crate) use unread::unread;
pub(crate) use values::{values, values_alone};

use crate::{
    pattern::{BLANKS, any, any_of, first, group, has, has_alone, meaning, pattern},
    words::{defaults, limits as limit_words, rates, times},
};

/// A value the sentences give as an example.
pub(crate) fn example(text: &str) -> Option<(String, usize)> {
    let cue = first(&text.to_ascii_lowercase(), defaults::EXAMPLE)?;
    let behind = text[cue.end..].trim_start();
    let behind = behind.strip_prefix(['：', ':']).unwrap_or(behind).trim_start();
    let behind = behind.strip_prefix(['“', '`']).unwrap_or(behind);
    let start = text.len() - behind.len();
    let list = behind.starts_with('[').then(|| behind.find(']')).flatten().map(|end| end + 1);
    let is_chinese = |letter: char| ('\u{4e00}'..='\u{9fff}').contains(&letter);
    let list = list.filter(|end| !behind[..*end].contains(|letter: char| letter == '\n' || is_chinese(letter)));
    let ends = |letter: char| letter.is_whitespace() || "，。；;,”`）)".contains(letter);
    let length = list.unwrap_or_else(|| behind.find(ends).unwrap_or(behind.len()));
    let value = &behind[..length];
    // The next sentence may be glued on, as `1590065777.Note:`.
    let end = value
        .char_indices()
        .find(|(at, letter)| *letter == '.' && value[at + 1..].starts_with(|next: char| next.is_ascii_uppercase()));
    let value = end.map_or(value, |(at, _)| &value[..at]).trim_end_matches(['.', '：', ':']);
    // `For example, to ask about May` has no value; `such as grid or speaker` has.
    let next = &behind[length..];
    let prose = value.bytes().all(|letter| letter.is_ascii_alphabetic())
        && next.starts_with(' ')
        && !defaults::OR.iter().any(|or| next.starts_with(or));
    let plain = value.is_ascii() && !value.is_empty() && !prose && !value.starts_with(['{', '\\', '<', '"']);
    plain.then(|| (value.to_owned(), start))
}

/// A text without the words that give a number to each of several things, if it has some: what is found in it and not in the
/// text itself was not read.
pub(crate) fn of_several(text: &str) -> Option<String> {
    if !text.contains(|letter: char| letter.is_ascii_digit()) {
        return None;
    }
    let small = text.to_ascii_lowercase();
    let words = [limit_words::RESPECTIVELY, rates::RESPECTIVELY].concat();
    if !has(&small, &words) {
        return None;
    }
    let mut plain = text.to_owned();
    for word in words {
        while let Some(at) = plain.to_ascii_lowercase().find(word) {
            plain.replace_range(at..at + word.len(), &" ".repeat(word.len()));
        }
    }
    Some(plain)
}

/// Where the sentences say that it may be null.
pub(crate) fn nullable(text: &str) -> Option<usize> {
    first(&text.to_ascii_lowercase(), defaults::NULL).map(|found| found.start)
}

pattern!(
    JOINED,
    &format!(
        r#"{}{}?{BLANKS}(?:“|")?({separator})(?:”|"|（|\()?(?:“|"|')?(?:{separator})?(?:”|"|'|）|\))?(?:）|\))?{BLANKS}{}|{} {}?({separator})|(comma)-separated"#,
        any(&[defaults::WITH]),
        any(&[defaults::OF_WHICH_WIDTH]),
        any(&[defaults::SEPARATED]),
        any(&[defaults::SEPARATED_BY]),
        any(&[defaults::ARTICLES]),
        separator = any_of(&[defaults::SEPARATORS])
    )
);

/// The separator between the items of a list that is written as one text.
pub(crate) fn joined(text: &str) -> Option<(String, usize)> {
    let small = text.to_ascii_lowercase();
    if ![defaults::SEPARATED, defaults::SEPARATED_BY, &[defaults::COMMA_SEPARATED]]
        .iter()
        .any(|words| has(&small, words))
    {
        return None;
    }
    let found = JOINED.captures(&small)?;
    let (word, span) = group(&found)?;
    let mark = meaning(word, defaults::SEPARATORS)?;
    Some((mark.to_owned(), span.start))
}

/// What a number or a text means as a point in time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Time {
    Seconds,
    Millis,
    Rfc3339,
}

/// Whether the sentences speak of a point in time.
pub(crate) fn time(text: &str) -> Option<Time> {
    let small = text.to_ascii_lowercase();
    if has(&small, times::ISO) {
        return Some(Time::Rfc3339);
    }
    let found = first(&small, times::TIMESTAMP)?;
    if times::NO_TIMESTAMP.iter().any(|word| small[found.end..].starts_with(word)) {
        return None;
    }
    let behind = small[found.end..].char_indices().nth(40).map_or(small.len(), |(at, _)| found.end + at);
    let near = &small[..behind];
    if has(near, times::MILLISECONDS) || has_alone(near, times::MS) || has_digits(near, 13, "ms") {
        return Some(Time::Millis);
    }
    let seconds = has(near, times::SECONDS) || has_digits(near, 10, "s") || near.contains(times::UNIX);
    seconds.then_some(Time::Seconds)
}

/// Whether a text has a number in it that has as many digits as a point in time, perhaps with its unit.
fn has_digits(text: &str, count: usize, unit: &str) -> bool {
    let mut numbers = text.split(|letter: char| !letter.is_ascii_alphanumeric() && letter != '_');
    numbers.any(|word| {
        let digits = word.strip_suffix(unit).unwrap_or(word);
        digits.len() == count && digits.bytes().all(|digit| digit.is_ascii_digit())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn examples_conditions_and_times() {
        assert_eq!(example("such as 1400188366.").map(|(value, _)| value).as_deref(), Some("1400188366"));
        assert_eq!(example("such as 1590065777.Note: only").map(|(value, _)| value).as_deref(), Some("1590065777"));
        assert_eq!(example("例如，图片").map(|(value, _)| value), None);
        assert_eq!(example("For example, to ask about May, say so.").map(|(value, _)| value), None);
        assert_eq!(example("used for tasks such as cloud recording and others").map(|(value, _)| value), None);
        assert_eq!(example("for example, room1 of app1").map(|(value, _)| value).as_deref(), Some("room1"));
        assert_eq!(example("a name such as grid or speaker").map(|(value, _)| value).as_deref(), Some("grid"));
        assert_eq!(
            example("成员，不可重复。示例值：[\"ann\",\"bob\"]").map(|(value, _)| value).as_deref(),
            Some("[\"ann\",\"bob\"]")
        );
        assert_eq!(
            example("示例：UserId[]=a&UserId[]=b").map(|(value, _)| value).as_deref(),
            Some("UserId[]=a&UserId[]=b")
        );
        assert!(
            condition("声浪 ID。参数 SoundLevel 取值为 1 时，此参数必填。").is_none_or(|text| text.contains("必填"))
        );
        assert_eq!(
            condition("当 VideoEncId 取值为 4 时，该字段必填。").as_deref(),
            Some("当 VideoEncId 取值为 4 时，该字段必填")
        );
        assert_eq!(time("进入时间，Unix 毫秒时间戳。"), Some(Time::Millis));
        assert_eq!(time("The start time, a Unix timestamp (seconds)."), Some(Time::Seconds));
        assert_eq!(time("格式为 RFC3339，单位为秒"), Some(Time::Rfc3339));
        assert_eq!(time("时长，单位为秒"), None);
        assert_eq!(time("投递时间戳精度，可选项 [1：秒；2：毫秒]"), None);
        assert_eq!(time("录制的时间戳间隔，单位毫秒"), None);
        assert_eq!(time("事件的时间戳，unix时间（1589891188801ms)"), Some(Time::Millis));
        assert_eq!(joined("多个 ID 用逗号隔开").map(|(mark, _)| mark).as_deref(), Some(","));
        assert!(nullable("Note: This field may return null.").is_some());
    }
}
