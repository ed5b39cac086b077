//! Where an error code ends.

use super::kinds::without_last_word;

/// Where a code ends, if one is at the start. `known` are codes that are one word.
pub(super) fn codes(rest: &str, glued: bool, known: &[String]) -> Vec<usize> {
    let part = |letter: char| letter.is_ascii_alphanumeric() || matches!(letter, '.' | '_' | '-');
    let end = rest.find(|letter: char| !part(letter)).unwrap_or(rest.len());
    let word = rest[..end].trim_end_matches('.');
    let number = word.find(|letter: char| !letter.is_ascii_digit() && letter != '-').unwrap_or(word.len());
    if number > 0 && (number == word.len() || glued) {
        return vec![number];
    }
    let class = known.iter().filter(|class| word.starts_with(class.as_str())).max_by_key(|class| class.len());
    let detailed = word.split_once('.').is_some_and(|(class, detail)| {
        class.starts_with(|letter: char| letter.is_ascii_uppercase()) && class.len() > 3 && !detail.is_empty()
    });
    let foreign = rest[word.len()..].starts_with(|next: char| !next.is_ascii());
    match class {
        _ if detailed && glued && !foreign => vec![without_last_word(word)],
        _ if detailed => vec![word.len()],
        Some(class) if class.len() == word.len() || glued => vec![class.len()],
        _ if !glued && is_class(word, &rest[word.len()..]) => vec![word.len()],
        _ => Vec::new(),
    }
}

/// Whether it is a class that is not known yet: several words in one, and a sentence behind it.
fn is_class(word: &str, behind: &str) -> bool {
    let humps = word.bytes().filter(u8::is_ascii_uppercase).count();
    let letters = word.starts_with(|first: char| first.is_ascii_uppercase())
        && word.bytes().all(|byte| byte.is_ascii_alphabetic());
    let sentence = behind.trim_start().starts_with(|next: char| next.is_ascii_uppercase() || !next.is_ascii());
    letters && humps > 1 && word.len() > 9 && behind.starts_with(char::is_whitespace) && sentence
}
