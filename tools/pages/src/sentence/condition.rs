//! When something is required that else is optional.

use crate::{
    pattern::{first, has, has_alone},
    words::{cases, required as words},
};

/// The sentence that says when something is required after all.
pub(crate) fn condition(text: &str) -> Option<String> {
    let small = text.to_ascii_lowercase();
    let (mut start, mut letters) = (0, small.char_indices().peekable());
    while let Some((at, letter)) = letters.next() {
        let next = letters.peek().map_or(small.len(), |(next, _)| *next);
        let is_last = letters.peek().is_none();
        // A point inside a number ends nothing.
        let point = letter == '.' && !small[next..].starts_with(|next: char| next.is_ascii_digit());
        let ends = matches!(letter, '。' | '；' | ';' | '\n') || point;
        if !ends && !is_last {
            continue;
        }
        let range = start..if ends { at } else { next };
        if is_condition(&small[range.clone()]) {
            return Some(text[range].trim().trim_start_matches("- ").to_owned());
        }
        start = next;
    }
    None
}

fn is_condition(sentence: &str) -> bool {
    if has(sentence, words::ONE_OF) {
        return true;
    }
    let is_wish = has(sentence, words::WISHES);
    if let Some(required) = first(sentence, words::REQUIRED).filter(|_| !is_wish) {
        let before = &sentence[..required.start];
        if has(before, cases::INNER) {
            return false;
        }
        if names_a_case(before) || follows_a_case(before) {
            return true;
        }
    }
    let Some(required) = first(sentence, words::REQUIRED_ENGLISH) else { return false };
    let (before, behind) = (&sentence[..required.start], sentence[required.end..].trim_start());
    let case_behind = words::WHEN_ENGLISH.iter().any(|when| behind.strip_prefix(when).is_some_and(ends_a_word));
    let subject = before.trim_end();
    let subject = subject.strip_suffix(words::IS).unwrap_or(subject).trim_end();
    let of_this = words::THIS.iter().any(|this| subject.ends_with(this));
    let case_before = words::WHEN_ENGLISH.iter().any(|when| has_alone(before, when));
    let choice = words::EITHER.iter().any(|either| before.contains(either) || behind.starts_with(either));
    !is_wish && (case_behind || case_before && of_this) || choice
}

fn ends_a_word(behind: &str) -> bool {
    !behind.starts_with(|next: char| next.is_ascii_alphanumeric())
}

/// Whether a word such as `当` begins a condition, rather than being a part of another word.
fn names_a_case(before: &str) -> bool {
    words::IF.iter().any(|word| {
        let mut behind = before.match_indices(word).map(|(at, word)| &before[at + word.len()..]);
        behind.any(|behind| !words::NO_IF.iter().any(|other| behind.starts_with(other)))
    })
}

/// Whether words end with a case, a few letters aside: `Type 为 2 时，该参数`.
fn follows_a_case(before: &str) -> bool {
    words::THEN.iter().any(|then| {
        before.rfind(then).is_some_and(|at| {
            let behind = &before[at + then.len()..];
            behind.chars().count() <= FEW && !words::NO_THEN.iter().any(|other| behind.starts_with(other))
        })
    })
}

/// How many letters may be between a case and what it requires.
const FEW: usize = 8;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn conditions_in_both_languages() {
        for (text, wanted) in [
            ("当 VideoEncId 取值为 4 时，该字段必填。", Some("当 VideoEncId 取值为 4 时，该字段必填")),
            ("声浪 ID。参数 SoundLevel 取值为 1 时，此参数必填。", Some("参数 SoundLevel 取值为 1 时，此参数必填")),
            ("流 ID。Type=1 时必选，否则忽略。", Some("Type=1 时必选，否则忽略")),
            ("录制模式为 2 的情况下必填", Some("录制模式为 2 的情况下必填")),
            ("若 Mode 为 1，则不能为空", Some("若 Mode 为 1，则不能为空")),
            ("RoomId 和 UserId 二选一", Some("RoomId 和 UserId 二选一")),
            ("The id. Required when Type is 2.", Some("Required when Type is 2")),
            ("It is required only if Mode is 1.5; else ignored.", Some("It is required only if Mode is 1.5")),
            ("Mandatory if Type is 2", Some("Mandatory if Type is 2")),
            ("If Type is 2, this parameter is required.", Some("If Type is 2, this parameter is required")),
            ("When Type is 2, it must be specified.", Some("When Type is 2, it must be specified")),
            ("Must be set when Type is 2", Some("Must be set when Type is 2")),
            ("Either RoomId or UserId must be given.", Some("Either RoomId or UserId must be given")),
            ("You must specify either RoomId or UserId.", Some("You must specify either RoomId or UserId")),
            ("开始时间不能为空。", None),
            ("当前房间的 ID，必填。", None),
            ("The id is required. When it is full, more fail.", None),
            ("If the room is locked, the app sends what is required.", None),
            ("如果希望立刻录制，必须指定白板 ID。", None),
            ("如果希望开始录制后立刻录制白板，必须指定白板 ID。", None),
            ("如果设置了这个参数，那么里面的字段都是必填的，没有默认值。", None),
            ("If you want a picture, this parameter is required.", None),
            ("Required.", None),
            ("必填，长度不超过 64。", None),
        ] {
            assert_eq!(condition(text).as_deref(), wanted, "{text}");
        }
    }
}
