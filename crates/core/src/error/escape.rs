//! Escaping of texts that come from outside.

use std::fmt::{self, Write};

/// The longest text that is shown, in characters.
const LONGEST: usize = 1024;

/// The beginning of a text, up to the shown length.
pub(super) fn beginning(text: &str) -> String {
    text.chars().take(LONGEST).collect()
}

/// Writes a text that comes from outside, truncated and with control characters escaped, so that it cannot forge log
/// lines.
pub(super) fn write_escaped(to: &mut impl Write, text: &str) -> fmt::Result {
    for (index, character) in text.chars().enumerate() {
        if index == LONGEST {
            return to.write_char('…');
        }
        if character.is_control() {
            write!(to, "{}", character.escape_default())?;
        } else {
            to.write_char(character)?;
        }
    }
    Ok(())
}
