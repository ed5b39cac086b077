//! Where the word for a type ends.

use super::{Parser, Types};
use crate::{
    cell::{known_word, required_word},
    words::types as words,
};

impl Parser<'_> {
    /// Where a type may end, the likeliest first.
    pub(super) fn kinds(&self, rest: &str) -> Vec<usize> {
        let front = words::LIST_FRONTS.iter().find(|front| rest.starts_with(**front));
        let start = front.map_or(0, |front| front.len());
        let word = |letter: char| letter.is_ascii_alphanumeric() || matches!(letter, '_' | '[' | ']' | '<' | '>');
        let end = rest[start..].find(|letter| !word(letter)).map_or(rest.len(), |length| start + length);
        let end = if front.is_none() && rest[end..].starts_with(words::ISO) { end + words::ISO.len() } else { end };
        if self.types == Types::Named {
            let name = &rest[start..end];
            if !name.starts_with(|letter: char| letter.is_ascii_uppercase()) {
                return Vec::new();
            }
            let foreign = rest[end..].starts_with(|next: char| !next.is_ascii());
            if !self.glued || foreign || rest[end..].is_empty() {
                return vec![end];
            }
            let known = (1..=name.len()).rev().find(|end| self.words.alone.contains(&name[..*end]));
            let sentence = [known, Some(without_last_word(name))].into_iter().flatten().map(|length| start + length);
            // Yes or no may follow: then the type ends before it, wherever that is.
            let before =
                (1..name.len()).filter(|length| required_word(&name[*length..]).is_some()).map(|length| start + length);
            return if self.small { before.chain(sentence).collect() } else { sentence.collect() };
        }
        let small = self.types == Types::Small || !rest.starts_with(|letter: char| letter.is_ascii_lowercase());
        if !self.small && words::COMMON.contains(&&rest[..end]) {
            return Vec::new();
        }
        let plain = |at: usize| {
            let word = rest[start..at].trim_end_matches("[]");
            words::GLUED.iter().any(|known| known.eq_ignore_ascii_case(word))
        };
        let ends = (start + 1..=end).rev().filter(|at| rest.is_char_boundary(*at));
        let ends = ends.filter(|at| if self.glued { plain(*at) } else { *at == end });
        ends.filter(|at| small && &rest[..*at] != "List" && known_word(&rest[..*at]) && !cuts_a_word(rest, *at))
            .collect()
    }
}

/// The length of a name without the first word of the sentence that is glued to it.
pub(super) fn without_last_word(name: &str) -> usize {
    let letters: Vec<(usize, char)> = name.char_indices().collect();
    let upper = |at: usize| letters.get(at).is_some_and(|(_, letter)| letter.is_ascii_uppercase());
    let Some(mut last) = (1..letters.len()).rev().find(|at| upper(*at)) else { return name.len() };
    // `ID` is one word.
    if last + 1 == letters.len() {
        while last > 1 && upper(last - 1) {
            last -= 1;
        }
    }
    letters[last].0
}

/// Whether the word goes on behind `end`, as `Int` in `Internal` and in `Int32`.
fn cuts_a_word(rest: &str, end: usize) -> bool {
    let behind = &rest[end..];
    if words::UNMISTAKABLE.contains(&&rest[..end]) && !behind.starts_with("s ") {
        return false;
    }
    let digits = behind.len() - behind.trim_start_matches(|letter: char| letter.is_ascii_digit()).len();
    behind.starts_with(|next: char| next.is_ascii_lowercase()) || digits > 0 && known_word(&rest[..end + digits])
}
