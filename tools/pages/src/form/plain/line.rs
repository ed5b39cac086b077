//! Lines of a page.

use crate::text::Text;

/// A line of the page.
#[derive(Debug)]
pub(super) struct Line {
    /// As it is there.
    pub(super) whole: Text,
    /// Without white space around it.
    pub(super) bare: Text,
}

impl Line {
    pub(super) fn as_str(&self) -> &str {
        self.bare.as_str()
    }

    pub(super) fn is_empty(&self) -> bool {
        self.as_str().is_empty()
    }

    /// How far it is indented.
    pub(super) fn indent(&self) -> usize {
        let whole = self.whole.as_str();
        whole.chars().take_while(|letter| letter.is_whitespace()).count()
    }
}

/// The lines of a page.
pub(super) fn lines(page: &Text) -> Vec<Line> {
    let mut at = 0;
    let line = |line: &str| {
        let start = at;
        at += line.len();
        let whole = page.slice(start..start + line.trim_end_matches(['\n', '\r']).len());
        Line { bare: whole.trimmed(), whole }
    };
    page.as_str().split_inclusive('\n').map(line).collect()
}

/// The first line from `at` on that holds anything, over a few empty ones.
pub(super) fn next_filled(lines: &[Line], at: usize) -> Option<usize> {
    (at..lines.len().min(at + 4)).find(|at| !lines[*at].is_empty())
}
