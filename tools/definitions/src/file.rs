//! A file of a definition: its text, and where things in it are.

use rtc_catalog::{
    Diagnostic, Problem, Source,
    yaml::{Node, Span, Value},
};
use rtc_pages::{Located, Origin, Position};
use std::{path::PathBuf, sync::Arc};

/// A file of a definition.
#[derive(Debug)]
pub(crate) struct File {
    pub(crate) source: Arc<Source>,
    /// Its number, by which positions name it.
    pub(crate) number: u16,
    /// The numbers of the characters that start lines.
    starts: Vec<usize>,
    /// Where each [`STEP`]th character is in the text, in bytes.
    steps: Vec<usize>,
    /// Where the text that is parsed has fewer characters than the file: from which character on, and by how many in all.
    shifts: Vec<(usize, usize)>,
}

/// Something in a definition that keeps it from being read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Mistake {
    pub(crate) at: Position,
    pub(crate) message: String,
    pub(crate) help: String,
}

impl Mistake {
    pub(crate) fn new(at: Position, message: impl Into<String>, help: impl Into<String>) -> Self {
        Self { at, message: message.into(), help: help.into() }
    }

    /// The mistake with the line in which it is.
    pub(crate) fn diagnostic(self, files: &[Arc<File>]) -> Option<Diagnostic> {
        let file = files.get(usize::from(self.at.file))?;
        Some(Problem::new(file.span(self.at), self.message).help(self.help).within(&file.source))
    }
}

/// How many characters are between two whose places are known.
const STEP: usize = 256;

impl File {
    pub(crate) fn new(path: PathBuf, text: &str, number: u16) -> Self {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text).to_owned();
        let ends = text.chars().enumerate().filter(|(_, letter)| *letter == '\n').map(|(at, _)| at + 1);
        let starts = std::iter::once(0).chain(ends).collect();
        let steps = text.char_indices().step_by(STEP).map(|(byte, _)| byte).collect();
        Self { source: Arc::new(Source { path, text }), number, starts, steps, shifts: Vec::new() }
    }

    /// The same, where the text that is parsed lacks characters of the file.
    pub(crate) fn shifted(mut self, shifts: Vec<(usize, usize)>) -> Self {
        self.shifts = shifts;
        self
    }

    pub(crate) fn text(&self) -> &str {
        &self.source.text
    }

    /// The position of a character of the parsed text.
    pub(crate) fn position(&self, character: usize) -> Position {
        let shift = self.shifts.partition_point(|(from, _)| *from <= character);
        let at = character + shift.checked_sub(1).map_or(0, |shift| self.shifts[shift].1);
        let line = self.starts.partition_point(|start| *start <= at).max(1);
        Position { line, column: at - self.starts[line - 1] + 1, file: self.number }
    }

    pub(crate) fn at<T>(&self, value: T, span: Span) -> Located<T> {
        Located { value, position: self.position(span.start) }
    }

    /// The position of a line's column, both counted from 1.
    pub(crate) fn line(&self, line: usize, column: usize) -> Position {
        Position { line, column, file: self.number }
    }

    /// Where a character of the file is in the text, in bytes.
    fn byte(&self, character: usize) -> usize {
        let Some(from) = self.steps.get(character / STEP).copied() else { return self.text().len() };
        let mut behind = self.text()[from..].char_indices();
        behind.nth(character % STEP).map_or(self.text().len(), |(byte, _)| from + byte)
    }

    fn span(&self, at: Position) -> Span {
        let line = self.starts.get(at.line.saturating_sub(1)).or(self.starts.last()).copied().unwrap_or_default();
        let start = line + at.column.saturating_sub(1);
        Span { start, end: start + 1 }
    }

    /// Where the text of a scalar is.
    pub(crate) fn origin(&self, node: &Node) -> Origin {
        let start = self.position(node.span.start);
        let from = self.byte(self.starts[start.line - 1] + start.column - 1);
        let rest = &self.text()[from..];
        let Value::Scalar { text, .. } = &node.value else { return Origin { start, indent: None } };
        let front = || rest.lines().next().unwrap_or_default();
        let first = text.lines().next().unwrap_or_default();
        if rest.starts_with('|') || text.contains('\n') && !rest.starts_with('"') && !front().contains(first) {
            let next = rest.lines().skip(1).find(|line| !line.trim().is_empty()).unwrap_or_default();
            let indent = next.chars().take_while(|letter| *letter == ' ').count();
            let header =
                usize::from(rest.starts_with(['|', '>']) || front().trim_end().ends_with(['|', '-', '+', '>']));
            let first = Position { line: start.line + header, column: indent + 1, ..start };
            return Origin { start: first, indent: Some(indent) };
        }
        let quote = usize::from(rest.starts_with(['"', '\'']));
        Origin { start: Position { column: start.column + quote, ..start }, indent: None }
    }
}
