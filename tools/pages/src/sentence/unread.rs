//! Sentences with a number behind words for a default or a limit, from which nothing was read.

use super::{
    case::{follows_a_case, is_case},
    limits::{is_beside, is_of_a_value},
    values::values,
};
use crate::{
    facts::{Field, FieldType},
    pattern::has,
    words::{defaults, limits, units},
};

/// How many letters may be between words and their number.
const FAR: usize = 24;

/// What a description states and was not read: `a default` or `a limit`, and where.
pub(crate) fn unread(text: &str, field: &Field) -> Option<(&'static str, usize)> {
    let small = text.to_ascii_lowercase();
    let defaults = [defaults::DEFAULT, defaults::DEFAULT_ENGLISH];
    if field.default.is_none()
        && let Some(at) = stated(&small, &defaults).map(|(at, _)| at).next()
    {
        return Some(("a default", at));
    }
    let kind = field.kind.as_ref().map(|kind| &kind.value.word);
    let limited = kind.is_none_or(|kind| !matches!(kind, FieldType::Object | FieldType::Named(_) | FieldType::Bool));
    if !limited {
        return None;
    }
    let words = [
        limits::MOST,
        limits::LEAST,
        limits::AT_MOST,
        limits::AT_LEAST,
        limits::MAXIMUM,
        limits::MINIMUM,
        limits::CERTAIN_IN_CHINESE,
        limits::CERTAIN_IN_ENGLISH,
    ];
    let of_a_file = has(&small, limits::FILES);
    if !field.limits.is_empty() {
        let mut of_a_case = stated(&small, &words).filter(|(at, _)| follows_a_case(&small, *at));
        return of_a_case.next().map(|(at, _)| ("a limit of a case", at));
    }
    let in_words = stated_in_words(&small, &words);
    let mut found = stated(&small, &words).chain(in_words).filter(|(at, number)| {
        let unit = behind_a_number(&small[*number..]);
        let large = unit.starts_with('m') || units::KILOBYTES.iter().any(|(word, _)| unit.starts_with(word));
        let of_time = units::TIME.iter().any(|(word, _)| unit.starts_with(word));
        // A limit in the meaning of one value is one of a case.
        let of_a_value = || field.values.len() > 1 && is_of_a_value(text, *at, &values(text, kind));
        !(of_time || of_a_file && large || is_case(&small, *at) || is_beside(&small, *at) || of_a_value())
    });
    found.next().map(|(at, _)| ("a limit", at))
}

/// Where words with a number soon behind them are, and where the number is.
fn stated<'t>(small: &'t str, tables: &'t [&[&str]]) -> impl Iterator<Item = (usize, usize)> + 't {
    let words = tables.iter().flat_map(|table| table.iter());
    words.flat_map(move |word| {
        small.match_indices(*word).filter_map(move |(at, _)| {
            let end = at + word.len();
            let is_letter = |letter: char| letter.is_ascii_alphanumeric();
            let inside = word.is_ascii() && (small[..at].ends_with(is_letter) || small[end..].starts_with(is_letter));
            let near = small[end..].char_indices().take(FAR);
            let mut near =
                near.take_while(|(_, letter)| !matches!(letter, '。' | '；' | ';' | '.' | '，' | ',' | '\n'));
            let number = near.find(|(_, letter)| letter.is_ascii_digit()).filter(|_| !inside);
            number.map(|(offset, _)| (at, end + offset))
        })
    })
}

/// Where words are that a number in English words follows at once, as `at most ten`, and where the number is.
fn stated_in_words<'t>(small: &'t str, tables: &'t [&[&str]]) -> impl Iterator<Item = (usize, usize)> + 't {
    let words = tables.iter().flat_map(|table| table.iter());
    words.flat_map(move |word| {
        small.match_indices(*word).filter_map(move |(at, _)| {
            let behind = &small[at + word.len()..];
            let number = behind.trim_start();
            let apart = number.len() < behind.len() && !small[..at].ends_with(|letter: char| letter.is_alphanumeric());
            (apart && number_in_words(number).is_some()).then(|| (at, small.len() - number.len()))
        })
    })
}

/// The number in English words that a text in small letters begins with.
fn number_in_words(small: &str) -> Option<&'static str> {
    let word = small.split(|letter: char| !letter.is_ascii_alphabetic()).next()?;
    units::NUMBERS.iter().map(|(number, _)| *number).find(|number| *number == word)
}

/// What follows a number that a text in small letters begins with.
fn behind_a_number(small: &str) -> &str {
    let behind = &small[number_in_words(small).map_or(0, str::len)..];
    behind.trim_start_matches(|letter: char| letter.is_ascii_digit() || ",. ".contains(letter))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        facts::{Limit, LimitKind, TypeWord},
        position::{Located, Position},
    };

    fn said(text: &str, kind: FieldType) -> Option<&'static str> {
        let position = Position { line: 1, column: 1, file: 0 };
        let mut field = Field::new(Located { value: "Size".to_owned(), position });
        field.kind = Some(Located { value: TypeWord { word: kind, written: String::new(), means: None }, position });
        unread(text, &field).map(|(what, _)| what)
    }

    #[test]
    fn what_is_stated_and_not_read_is_known() {
        assert_eq!(said("The default maximum is 20.", FieldType::I32), Some("a default"));
        assert_eq!(said("The maximum for one painter is 20.", FieldType::I32), Some("a limit"));
        assert_eq!(said("取值不得超过墙的 20 倍。", FieldType::I32), Some("a limit"));
        assert_eq!(said("At most ten users.", FieldType::I32), Some("a limit"));
        assert_eq!(said("At most ten minutes.", FieldType::I32), None);
        assert_eq!(said("At most someone.", FieldType::I32), None);
        assert_eq!(said("By default the wall is red.", FieldType::String), None);
        assert_eq!(said("图片不超过 5 MB。", FieldType::String), None);
        assert_eq!(said("建议不超过 20。", FieldType::I32), None);
        assert_eq!(said("当超过 20 个时，返回空。", FieldType::I32), None);
        assert_eq!(said("The wall 20.", FieldType::I32), None);
    }

    #[test]
    fn a_limit_of_a_case_beside_a_general_one_is_known() {
        let position = Position { line: 1, column: 1, file: 0 };
        let mut field = Field::new(Located { value: "Size".to_owned(), position });
        let limit = Limit { of: LimitKind::Value, least: None, most: None };
        field.limits.push(Located { value: limit, position });
        let said = |text| unread(text, &field).map(|(what, _)| what);
        assert_eq!(said("最大 100，SdkAppId 为空时最大 50。"), Some("a limit of a case"));
        assert_eq!(said("最大 100，超过 50 个时返回空。"), None);
        assert_eq!(said("每小时最大 100。"), None);
    }
}
