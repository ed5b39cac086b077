//! Texts that came from elsewhere.

use std::fmt::{self, Write};

/// How much of a text is shown, in characters.
const LONGEST: usize = 1024;

/// The beginning of a text: as much as is shown of it.
pub(super) fn beginning(text: &str) -> String {
    text.chars().take(LONGEST).collect()
}

/// Writes a text that came from elsewhere: control characters escaped, so that it cannot forge lines of a log, and cut
/// where it gets too long for one.
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
