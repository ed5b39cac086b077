//! Escaping of texts that come from outside.

use std::{
    borrow::Cow,
    fmt::{self, Write},
};

/// The longest text that is shown, in characters.
const LONGEST: usize = 1024;

/// The format characters of Unicode (category `Cf`), which the standard library does not classify.
const FORMAT_CHARACTERS: &[(char, char)] = &[
    ('\u{ad}', '\u{ad}'),
    ('\u{600}', '\u{605}'),
    ('\u{61c}', '\u{61c}'),
    ('\u{6dd}', '\u{6dd}'),
    ('\u{70f}', '\u{70f}'),
    ('\u{890}', '\u{891}'),
    ('\u{8e2}', '\u{8e2}'),
    ('\u{180e}', '\u{180e}'),
    ('\u{200b}', '\u{200f}'),
    // The separators of lines and paragraphs (`Zl`, `Zp`) precede U+202A.
    ('\u{2028}', '\u{202e}'),
    ('\u{2060}', '\u{2064}'),
    ('\u{2066}', '\u{206f}'),
    ('\u{feff}', '\u{feff}'),
    ('\u{fff9}', '\u{fffb}'),
    ('\u{110bd}', '\u{110bd}'),
    ('\u{110cd}', '\u{110cd}'),
    ('\u{13430}', '\u{1343f}'),
    ('\u{1bca0}', '\u{1bca3}'),
    ('\u{1d173}', '\u{1d17a}'),
    ('\u{e0001}', '\u{e0001}'),
    ('\u{e0020}', '\u{e007f}'),
];

/// Whether a character must not be shown as it is: controls, line and paragraph separators, and format characters, which
/// reorder, hide or break what is around them.
fn is_escaped(character: char) -> bool {
    character.is_control()
        || (character >= '\u{ad}' && FORMAT_CHARACTERS.iter().any(|&(first, last)| (first..=last).contains(&character)))
}

/// The beginning of a text, up to the shown length.
pub(super) fn beginning(text: &str) -> String {
    text.chars().take(LONGEST).collect()
}

/// The text with such characters escaped, so that it cannot forge log lines.
pub(crate) fn escaped(text: &str) -> Cow<'_, str> {
    if !text.contains(is_escaped) {
        return Cow::Borrowed(text);
    }
    let mut escaped = String::with_capacity(text.len() + 16);
    for character in text.chars() {
        // Writing to a String cannot fail.
        let _ = write_character(&mut escaped, character);
    }
    Cow::Owned(escaped)
}

/// Writes a text that comes from outside, truncated and with control and format characters escaped.
pub(super) fn write_escaped(to: &mut impl Write, text: &str) -> fmt::Result {
    for (index, character) in text.chars().enumerate() {
        if index == LONGEST {
            return to.write_char('…');
        }
        write_character(to, character)?;
    }
    Ok(())
}

fn write_character(to: &mut impl Write, character: char) -> fmt::Result {
    if is_escaped(character) { write!(to, "{}", character.escape_default()) } else { to.write_char(character) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use unicode_general_category::{GeneralCategory, get_general_category};

    /// Also of a newer version of Unicode: a character that it adds fails this test.
    #[test]
    fn exactly_controls_separators_and_format_characters_are_escaped() {
        for character in (char::MIN..=char::MAX).filter(|character| *character != '\u{180e}') {
            let category = get_general_category(character);
            let expected = matches!(
                category,
                GeneralCategory::Control
                    | GeneralCategory::Format
                    | GeneralCategory::LineSeparator
                    | GeneralCategory::ParagraphSeparator
            );
            assert_eq!(is_escaped(character), expected, "{character:?}: {category:?}");
        }
    }

    #[test]
    fn text_stays_text() {
        for text in ["", "房间不存在", "कि é שלום مرحبا 😀 — …"] {
            assert!(matches!(escaped(text), Cow::Borrowed(same) if same == text), "{text}");
        }
        assert_eq!(escaped("a\u{202e}b\u{2028}c\n\u{200b}"), "a\\u{202e}b\\u{2028}c\\n\\u{200b}");
        let mut shown = String::new();
        write_escaped(&mut shown, &"\u{202e}".repeat(LONGEST + 1)).unwrap();
        assert_eq!(shown.matches("\\u{202e}").count(), LONGEST);
        assert!(shown.ends_with('…'));
    }
}
