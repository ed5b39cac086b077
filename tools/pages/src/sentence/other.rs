//! Limits in a description that are those of another parameter: `Use PageSize, which is at most 50`.

use crate::{
    pattern::{ends, has},
    words::limits as words,
};

/// Whether the limit at an offset is one of another parameter than the one called `own`.
pub(super) fn is_of_another(text: &str, at: usize, own: &str) -> bool {
    let start = text[..at].rfind(['。', '；', '\n', ';']).unwrap_or(0);
    let start = text[start..at].rfind(". ").map_or(start, |end| start + end);
    let before = &text[start..at];
    let number = text[at..].find(|letter: char| letter.is_ascii_digit()).map_or(at, |number| at + number);
    let is_other = |name: &str| is_name(name) && !is_related(name, own);
    is_other(name_at_the_end(without_links(before)))
        || is_replaced(before, is_other)
        || names(&text[at..number]).any(|(_, name)| is_other(name))
}

/// Whether a sentence says to use another parameter instead.
fn is_replaced(before: &str, is_other: impl Fn(&str) -> bool) -> bool {
    let small = before.to_ascii_lowercase();
    has(&small, words::USE)
        && names(before).any(|(at, name)| ends(small[..at].trim_end_matches([' ', '`']), words::USE) && is_other(name))
}

/// A text without the words at its end that are between a name and its limit.
fn without_links(text: &str) -> &str {
    let bare = text.trim_end_matches([' ', '\u{a0}', '`', '*', ',', '，', ':', '：']);
    let small = bare.to_ascii_lowercase();
    let link = words::BEHIND_A_NAME.iter().find(|word| {
        let before = small.strip_suffix(**word);
        before.is_some_and(|before| !word.is_ascii() || before.ends_with([' ', ',', '`']))
    });
    link.map_or(bare, |word| without_links(&bare[..bare.len() - word.len()]))
}

fn name_at_the_end(text: &str) -> &str {
    text.rsplit(|letter: char| !is_of_a_name(letter)).next().unwrap_or_default()
}

/// The words of a text that may be names, with where they are.
fn names(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let words = text.split(|letter: char| !is_of_a_name(letter)).filter(|word| !word.is_empty());
    words.map(|word| (word.as_ptr() as usize - text.as_ptr() as usize, word))
}

fn is_of_a_name(letter: char) -> bool {
    letter.is_ascii_alphanumeric() || letter == '_'
}

/// Whether a word is written as only names are: `PageSize`, `page_size`.
fn is_name(word: &str) -> bool {
    let letters = word.as_bytes();
    let hump = |pair: &[u8]| pair[0].is_ascii_lowercase() && pair[1].is_ascii_uppercase();
    word.len() > 3 && (letters.windows(2).any(hump) || word.trim_matches('_').contains('_'))
}

/// Whether a name is the parameter's own or one of its parts, as `UserId` is of `UserIds`.
fn is_related(name: &str, own: &str) -> bool {
    let plain = |name: &str| name.replace('_', "").to_ascii_lowercase();
    let (name, own) = (plain(name), plain(own));
    own.contains(&name) || name.contains(&own) && !own.is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn limits_of_another_parameter() {
        for (text, wanted) in [
            ("Deprecated. Use PageSize, which is at most 50", true),
            ("已废弃，请使用 PageSize，最大 50。", true),
            ("Use `page_size` with at most 50 entries", true),
            ("PageSize must be at most 50", true),
            ("The maximum of PageSize is 50", true),
            ("PageSize 的取值范围为 1～50", true),
            ("Limit is at most 50", false),
            ("RowLimit is at most 50", false),
            ("Use PageSize. It is at most 50", false),
            ("Used with PageSize of a list. At most 50", false),
            ("与 PageSize 一起使用。最大 50", false),
        ] {
            let cues = ["at most", "最大", "maximum", "取值范围"];
            let at = cues.iter().filter_map(|cue| text.to_ascii_lowercase().find(cue)).min().unwrap_or_default();
            assert_eq!(is_of_another(text, at, "Limit"), wanted, "{text}");
        }
    }
}
