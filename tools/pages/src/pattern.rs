//! Words found in texts, and patterns made of tables of words.

use regex::{Captures, Regex, RegexBuilder};
use std::{cmp::Reverse, ops::Range};

/// A pattern that is known to be one, for texts in small letters.
///
/// Small letters alone and no Unicode make it compile in a fraction of the time, which is most of what reading a page takes.
/// Characters beyond ASCII stand for themselves all the same; a class of them needs `(?u:…)`.
pub(crate) fn compiled(text: &str) -> Regex {
    let mut builder = RegexBuilder::new(text);
    builder.unicode(false);
    builder.build().expect("the patterns in this crate are valid, as its tests show")
}

/// A pattern that is compiled when it is first needed.
macro_rules! pattern {
    ($visibility:vis $name:ident, $text:expr) => {
        $visibility static $name: std::sync::LazyLock<regex::Regex> = std::sync::LazyLock::new(|| $crate::pattern::compiled($text));
    };
}
pub(crate) use pattern;

/// Any number of blanks, as part of a pattern.
pub(crate) const BLANKS: &str = "(?:\\s|\u{a0}|\u{3000})*";

/// Any of the words, as part of a pattern.
pub(crate) fn any(tables: &[&[&str]]) -> String {
    alternatives(tables.iter().flat_map(|words| words.iter().copied()).collect())
}

/// Any of the words that mean something, as part of a pattern.
pub(crate) fn any_of<T>(tables: &[&[(&str, T)]]) -> String {
    alternatives(tables.iter().flat_map(|words| words.iter().map(|(word, _)| *word)).collect())
}

fn alternatives(mut words: Vec<&str>) -> String {
    words.sort_by_key(|word| Reverse(word.len()));
    let words: Vec<String> = words.into_iter().map(regex::escape).collect();
    format!("(?:{})", words.join("|"))
}

/// The first group of a match that took part.
pub(crate) fn group<'a>(found: &Captures<'a>) -> Option<(&'a str, Range<usize>)> {
    found.iter().skip(1).flatten().next().map(|group| (group.as_str(), group.range()))
}

/// Whether a text in small letters has one of the words in it.
pub(crate) fn has(small: &str, words: &[&str]) -> bool {
    words.iter().any(|word| small.contains(word))
}

/// Where a text in small letters has the first of the words.
pub(crate) fn first(small: &str, words: &[&str]) -> Option<Range<usize>> {
    let found = words.iter().filter_map(|word| small.find(word).map(|at| at..at + word.len()));
    found.min_by_key(|found| (found.start, Reverse(found.end)))
}

/// The longest of the words that a text in small letters starts with.
pub(crate) fn front<'w>(small: &str, words: &[&'w str]) -> Option<&'w str> {
    words.iter().filter(|word| small.starts_with(**word)).max_by_key(|word| word.len()).copied()
}

/// Whether a text in small letters starts with one of the words.
pub(crate) fn starts(small: &str, words: &[&str]) -> bool {
    words.iter().any(|word| small.starts_with(word))
}

/// Whether a text in small letters ends with one of the words.
pub(crate) fn ends(small: &str, words: &[&str]) -> bool {
    words.iter().any(|word| small.ends_with(word))
}

/// Whether a word is in a text in small letters without a letter beside it.
pub(crate) fn has_alone(small: &str, word: &str) -> bool {
    let is_letter = |letter: char| letter.is_ascii_alphanumeric() || letter == '_';
    small
        .match_indices(word)
        .any(|(at, _)| !small[..at].ends_with(is_letter) && !small[at + word.len()..].starts_with(is_letter))
}

/// What a word means in a table.
pub(crate) fn meaning<T: Copy>(word: &str, table: &[(&str, T)]) -> Option<T> {
    table.iter().find(|(known, _)| *known == word).map(|(_, meaning)| *meaning)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_of_the_words_is_found() {
        let words = ["time", "times", "次"];
        assert_eq!(any(&[&words]), "(?:times|time|次)");
        assert_eq!(first("20 times", &words), Some(3..8));
        assert_eq!(front("times", &words), Some("times"));
        assert!(has_alone("20 ms.", "ms") && !has_alone("terms", "ms"));
        assert!(compiled(&any(&[&words])).is_match("20 times"));
    }
}
