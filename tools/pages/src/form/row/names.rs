//! Where the name at the start of a row ends.

use super::{Parser, Types};
use crate::words::{calls as words, types::LIST_FRONTS};
use std::collections::HashSet;

/// What the rest of the page knows of names, for rows whose cells are glued together.
#[derive(Debug, Default)]
pub(crate) struct Words {
    /// Words that are in quotes, as the names in an example do.
    quoted: HashSet<String>,
    /// Words that are alone in a line, as the names of types do.
    pub(super) alone: HashSet<String>,
    /// Error codes that are one word.
    pub(super) codes: Vec<String>,
}

impl Words {
    pub(crate) fn new(page: &str, codes: &[String]) -> Self {
        let quoted = page.split('"').filter(|word| is_word(word)).map(str::to_owned).collect();
        // The page of an action has its own name and those of its neighbours alone in lines.
        let action = page.lines().any(|line| line.trim_start().starts_with(words::ACTION));
        let lines = page.lines().map(str::trim).filter(|word| !action && is_word(word));
        Self { quoted, alone: lines.map(str::to_owned).collect(), codes: codes.to_vec() }
    }
}

fn is_word(text: &str) -> bool {
    !text.is_empty() && text.len() < 80 && text.bytes().all(|letter| letter.is_ascii_alphanumeric() || letter == b'_')
}

impl Parser<'_> {
    /// Where a name may end, the likeliest first.
    pub(super) fn names(&self, rest: &str) -> Vec<usize> {
        let start = rest.find(|letter: char| letter.is_ascii_alphabetic() || letter == '_').unwrap_or(rest.len());
        if !rest[..start].chars().all(|letter| matches!(letter, '└' | '─' | '>' | '+' | '-' | ' ')) {
            return Vec::new();
        }
        let part = |letter: char| letter.is_ascii_alphanumeric() || matches!(letter, '_' | '.' | '[' | ']' | '-');
        let end = rest[start..].find(|letter| !part(letter)).map_or(rest.len(), |length| start + length);
        let sentence = self.types != Types::Known && words::NO_FIELDS_OF_NAMED_TYPES.contains(&&rest[start..end]);
        if start == end || sentence || words::NO_FIELDS.contains(&&rest[start..end]) {
            return Vec::new();
        }
        if !self.glued {
            return if rest[end..].starts_with(char::is_whitespace) { vec![end] } else { Vec::new() };
        }
        // Every place where a new word may start, the longest name first.
        let mut ends: Vec<usize> = (start + 1..=end).rev().filter(|at| rest.is_char_boundary(*at)).collect();
        if self.types == Types::Named {
            ends.sort_by_key(|at| self.doubt(&rest[start..*at], &rest[*at..], *at));
        }
        ends
    }

    /// How doubtful it is that `name` ends where a type's name starts, and what decides between equals.
    fn doubt(&self, name: &str, behind: &str, at: usize) -> (u8, usize) {
        if behind.starts_with(LIST_FRONTS[0]) {
            return (0, at);
        }
        let kind = behind;
        let length = kind.find(|letter: char| !letter.is_ascii_alphanumeric()).unwrap_or(kind.len());
        let known = (1..=length).rev().any(|end| self.words.alone.contains(&kind[..end]));
        let doubled = kind.starts_with(name);
        let quoted = self.words.quoted.contains(name);
        match (known, doubled, quoted) {
            (true, _, true) | (true, true, _) => (0, at),
            (_, true, true) => (1, at),
            (true, ..) => (2, at),
            (_, _, true) => (3, usize::MAX - at),
            (_, true, _) => (4, at),
            _ => (5, at),
        }
    }
}
