//! Where something is in a page.

use serde::Serialize;

/// A place in a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct Position {
    /// The line, counted from 1.
    pub line: usize,
    /// The character in the line, counted from 1.
    pub column: usize,
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
}

impl<'a> Lines<'a> {
    pub(crate) fn new(page: &'a str) -> Self {
        let starts = std::iter::once(0).chain(page.match_indices('\n').map(|(at, _)| at + 1)).collect();
        Self { page, starts }
    }

    /// The position of a byte. Offsets inside a character count as the character, those behind the end as the end.
    pub(crate) fn position(&self, offset: usize) -> Position {
        let offset = offset.min(self.page.len());
        let line = self.starts.partition_point(|start| *start <= offset);
        let start = self.starts[line - 1];
        let column = self.page[start..].char_indices().take_while(|(at, _)| start + at < offset).count();
        Position { line, column: column + 1 }
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
}
