//! Clauses that name a case, whose numbers limit nothing: `当画面数量小于等于 17 个时`.

use crate::{
    pattern::{ends, starts},
    words::{cases as words, required},
};

/// The clause that something at an offset is in.
fn clause(text: &str, at: usize) -> &str {
    let is_end = |(end, letter): (usize, char)| {
        let number = text[..end].ends_with(|before: char| before.is_ascii_digit())
            && text[end + letter.len_utf8()..].starts_with(|next: char| next.is_ascii_digit());
        matches!(letter, '，' | '。' | '；' | ';' | '\n' | '（' | '(' | '）' | ')')
            || matches!(letter, ',' | '.') && !number
    };
    let start = text[..at].char_indices().rev().find(|found| is_end(*found));
    let start = start.map_or(0, |(end, letter)| end + letter.len_utf8());
    let end = text[at..].char_indices().map(|(end, letter)| (at + end, letter)).find(|found| is_end(*found));
    text[start..end.map_or(text.len(), |(end, _)| end)]
        .trim()
        .trim_start_matches(['-', '*', '•', '·', ' ', '\u{a0}', '（', '('])
}

/// Whether the clause at an offset of a text in small letters says when something is so, by its beginning or its end.
pub(crate) fn is_case(small: &str, at: usize) -> bool {
    let clause = clause(small, at);
    begins_a_case(clause) || ends_a_case(clause)
}

/// Whether a sentence in small letters is about a case, by its beginning.
pub(crate) fn is_of_a_case(sentence: &str) -> bool {
    begins_a_case(
        sentence.trim_start_matches(['-', '*', '•', '·', ' ', '\u{a0}', '（', '(', '\n', '。', ';', '；', '.']),
    )
}

/// Whether it does so by both its beginning and its end.
pub(crate) fn is_case_throughout(small: &str, at: usize) -> bool {
    let clause = clause(small, at);
    (begins_a_case(clause) || starts(clause, words::AT)) && ends_a_case(clause)
}

/// Whether the clause at an offset names a case before it, as `为空时最大 50` does at its number.
pub(super) fn follows_a_case(small: &str, at: usize) -> bool {
    let clause = clause(small, at);
    let start = clause.as_ptr() as usize - small.as_ptr() as usize;
    small.get(start..at).is_some_and(|before| ends_a_case(before.trim_end()))
}

fn begins_a_case(clause: &str) -> bool {
    let chinese = required::IF.iter().any(|word| {
        clause.strip_prefix(word).is_some_and(|behind| !required::NO_IF.iter().any(|other| behind.starts_with(other)))
    });
    let english = required::WHEN_ENGLISH.iter().any(|word| {
        clause.strip_prefix(word).is_some_and(|behind| behind.starts_with(|next: char| next.is_whitespace()))
    });
    chinese || english
}

fn ends_a_case(clause: &str) -> bool {
    ends(clause, words::ENDS) && !ends(clause, words::NO_ENDS)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clauses_that_name_a_case() {
        for (text, wanted) in [
            ("布局：当画面数量小于等于 17 个时，每行 4 个。", true),
            ("查询时间小于等于17天时，返回每五分钟的数据", true),
            ("when the number of screens is less than 17, each line has four", true),
            ("If the period is 17 days or shorter, the data is of five minutes.", true),
            ("超过 17 个的情况下，返回空。", true),
            ("单次查询最多不能超过17天。", false),
            ("每次查询时最多 17 个。", false),
            ("录制时长不超过 17 小时，否则失败。", false),
            ("Up to 17 users when there are details.", false),
            ("当前最多 17 个。", false),
        ] {
            let at = text.find("17").unwrap_or_default();
            assert_eq!(is_case(&text.to_ascii_lowercase(), at), wanted, "{text}");
        }
    }
}
