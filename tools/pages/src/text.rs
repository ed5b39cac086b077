//! Text that remembers where in the page each piece of it is.

use std::ops::Range;

/// A link inside a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Link {
    /// What is written.
    pub(crate) label: String,
    /// Where it leads.
    pub(crate) target: String,
}

/// A text as a reader of the page sees it: without tags and escapes, `\n` between lines, `- ` before items of a list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Text {
    string: String,
    /// Offset in `string` and in the page, at the start of each piece, in order.
    marks: Vec<(usize, usize)>,
    pub(crate) links: Vec<Link>,
}

impl Text {
    /// A piece of the page as it is.
    pub(crate) fn new(string: &str, at: usize) -> Self {
        let mut text = Self::default();
        text.push(string, at);
        text
    }

    pub(crate) fn as_str(&self) -> &str {
        &self.string
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.string.trim().is_empty()
    }

    /// Adds a piece that is at `at` in the page.
    pub(crate) fn push(&mut self, piece: &str, at: usize) {
        if piece.is_empty() {
            return;
        }
        let here = self.string.len();
        let follows = self.marks.last().is_some_and(|(text, page)| here - text + page == at);
        if !follows {
            self.marks.push((here, at));
        }
        self.string.push_str(piece);
    }

    /// Adds another text.
    pub(crate) fn append(&mut self, other: &Self) {
        let here = self.string.len();
        self.marks.extend(other.marks.iter().map(|(text, page)| (text + here, *page)));
        self.string.push_str(&other.string);
        self.links.extend(other.links.iter().cloned());
    }

    /// Starts a new line unless one has just begun.
    pub(crate) fn end_line(&mut self, at: usize) {
        let kept = self.string.trim_end_matches([' ', '\t']).len();
        self.cut(kept);
        if !self.string.is_empty() && !self.string.ends_with('\n') {
            self.push("\n", at);
        }
    }

    fn cut(&mut self, length: usize) {
        self.string.truncate(length);
        self.marks.truncate(self.marks.partition_point(|(text, _)| *text < length));
    }

    /// The page's offset for an offset of the text.
    pub(crate) fn source(&self, offset: usize) -> usize {
        let behind = self.marks.partition_point(|(text, _)| *text <= offset);
        match behind.checked_sub(1).map(|mark| self.marks[mark]) {
            Some((text, page)) => page + (offset - text),
            None => self.marks.first().map_or(0, |(_, page)| *page),
        }
    }

    /// The page's offset of the first thing to be seen.
    pub(crate) fn start(&self) -> usize {
        self.source(self.string.len() - self.string.trim_start().len())
    }

    /// A part of it, with all links.
    pub(crate) fn slice(&self, range: Range<usize>) -> Self {
        let mut part = Self { links: self.links.clone(), ..Self::default() };
        let mut from = range.start;
        while from < range.end {
            let next = self.marks.partition_point(|(text, _)| *text <= from);
            let to = self.marks.get(next).map_or(range.end, |(text, _)| (*text).min(range.end));
            part.push(&self.string[from..to], self.source(from));
            from = to;
        }
        part
    }

    /// Without white space around it.
    pub(crate) fn trimmed(&self) -> Self {
        let kept = self.string.trim();
        let start = self.string.len() - self.string.trim_start().len();
        if kept.len() == self.string.len() { self.clone() } else { self.slice(start..start + kept.len()) }
    }

    /// The same, but with the blanks that indent it, as `&nbsp;` does.
    pub(crate) fn indented(&self) -> Self {
        let kept = self.string.trim_end();
        let front = kept.len() - kept.trim_start_matches([' ', '\t', '\n', '\r']).len();
        self.slice(front..kept.len())
    }

    /// Its lines with their offsets in the text, empty ones left out.
    pub(crate) fn lines(&self) -> impl Iterator<Item = (usize, &str)> {
        let mut at = 0;
        self.string.split('\n').filter_map(move |line| {
            let start = at;
            at += line.len() + 1;
            (!line.trim().is_empty()).then_some((start, line))
        })
    }

    /// In one line, white space as single blanks.
    pub(crate) fn flat(&self) -> String {
        self.string.split_whitespace().collect::<Vec<_>>().join(" ")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn offsets_lead_back_into_the_page() {
        let mut text = Text::new("abc", 10);
        text.push("def", 13);
        text.end_line(16);
        text.push("ghi", 40);
        assert_eq!((text.source(0), text.source(4), text.source(8)), (10, 14, 41));
        let part = text.slice(4..9);
        assert_eq!((part.as_str(), part.source(0), part.source(3)), ("ef\ngh", 14, 40));
        assert_eq!(part.trimmed(), part);
    }
}
