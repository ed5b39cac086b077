//! Where something is in a page.

use serde::Serialize;

/// A place in a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct Position {
    /// The line, counted from 1.
    pub line: usize,
    /// The character in the line, counted from 1.
    pub column: usize,
    /// Which of the files that describe the action it is in: 0 is the first one. See [`Facts::files`](crate::Facts::files).
    #[serde(skip_serializing_if = "is_first")]
    pub file: u16,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes a reference")]
fn is_first(file: &u16) -> bool {
    *file == 0
}

impl Position {
    /// A place in the first file.
    #[must_use]
    pub fn new(line: usize, column: usize) -> Self {
        Self { line, column, file: 0 }
    }
}

/// Where a text is that was taken out of a file, as a description out of a definition.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Origin {
    /// Where its first character is.
    pub start: Position,
    /// How many characters come before each further line of it. `None` if the text is written in a way in which its lines are
    /// not lines of the file: everything in it is then at the start.
    pub indent: Option<usize>,
}

impl std::fmt::Display for Position {
    fn fmt(&self, to: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(to, "{}:{}", self.line, self.column)
    }
}

/// Something a page says, and where it says it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Located<T> {
    /// What it says.
    pub value: T,
    /// Where.
    #[serde(flatten)]
    pub position: Position,
}

impl<T> Located<T> {
    /// The same place, another view of what is there.
    pub fn map<U>(self, into: impl FnOnce(T) -> U) -> Located<U> {
        Located { value: into(self.value), position: self.position }
    }
}

/// The starts of a page's lines, to turn byte offsets into positions.
#[derive(Debug)]
pub(crate) struct Lines<'a> {
    page: &'a str,
    starts: Vec<usize>,
    origin: Option<Origin>,
}

impl<'a> Lines<'a> {
    pub(crate) fn new(page: &'a str) -> Self {
        let starts = std::iter::once(0).chain(page.match_indices('\n').map(|(at, _)| at + 1)).collect();
        Self { page, starts, origin: None }
    }

    /// Those of a text that was taken out of a file. Positions are the file's.
    pub(crate) fn within(text: &'a str, origin: Origin) -> Self {
        Self { origin: Some(origin), ..Self::new(text) }
    }

    /// The position of a byte. Offsets inside a character count as the character, those behind the end as the end.
    pub(crate) fn position(&self, offset: usize) -> Position {
        let offset = offset.min(self.page.len());
        let line = self.starts.partition_point(|start| *start <= offset);
        let start = self.starts[line - 1];
        let column = self.page[start..].char_indices().take_while(|(at, _)| start + at < offset).count();
        let Some(Origin { start, indent }) = self.origin else { return Position::new(line, column + 1) };
        match indent {
            None => start,
            Some(_) if line == 1 => Position { column: start.column + column, ..start },
            Some(indent) => Position { line: start.line + line - 1, column: indent + column + 1, ..start },
        }
    }

    pub(crate) fn at<T>(&self, value: T, offset: usize) -> Located<T> {
        Located { value, position: self.position(offset) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_and_characters_count_from_one() {
        let lines = Lines::new("ab\n房间x\n");
        let parsed: Vec<String> = [0, 1, 3, 6, 9, 10, 11, 99].map(|offset| lines.position(offset).to_string()).into();
        assert_eq!(parsed, ["1:1", "1:2", "2:1", "2:2", "2:3", "2:4", "3:1", "3:1"]);
    }

    #[test]
    fn a_text_out_of_a_file_has_the_positions_of_the_file() {
        let start = Position::new(7, 20);
        let parsed = |indent| {
            let lines = Lines::within("ab\nxy", Origin { start, indent });
            [0, 1, 3, 4].map(|offset| lines.position(offset).to_string())
        };
        assert_eq!(parsed(Some(4)), ["7:20", "7:21", "8:5", "8:6"]);
        assert_eq!(parsed(None), ["7:20"; 4]);
    }
}
