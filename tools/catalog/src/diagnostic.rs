//! Mistakes in files: position, message and help.

use crate::yaml::Span;
use annotate_snippets::{AnnotationKind, Level, Renderer, Snippet};
use std::{fmt, ops::Range, path::PathBuf, sync::Arc};

/// A file's path and text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// The path to print, relative to the root of the project where that is known.
    pub path: PathBuf,
    /// The whole text.
    pub text: String,
}

impl Source {
    /// The bytes of a span.
    #[must_use]
    pub fn bytes(&self, span: Span) -> Range<usize> {
        // The parser counts characters behind a byte order mark.
        let mark = usize::from(self.text.starts_with('\u{feff}'));
        let byte = |index: usize| self.text.char_indices().nth(index + mark).map_or(self.text.len(), |(at, _)| at);
        let start = byte(span.start);
        start..byte(span.end).max(start)
    }

    /// The first line of the span: carets under a whole block would not help.
    #[must_use]
    pub fn first_line(&self, span: Span) -> Range<usize> {
        let bytes = self.bytes(span);
        let end = self.text[bytes.clone()].find(['\n', '\r']).map_or(bytes.end, |at| bytes.start + at);
        bytes.start..end
    }

    /// Line and column of a span's start, both counted from 1, the column in characters.
    #[must_use]
    pub fn position(&self, span: Span) -> (usize, usize) {
        let before = &self.text[..self.bytes(span).start];
        let line_start = before.rfind('\n').map_or(0, |at| at + 1);
        (before.matches('\n').count() + 1, before[line_start..].chars().count() + 1)
    }
}

/// A mistake at a position in a file that is not yet known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// Where.
    pub span: Span,
    /// What is wrong.
    pub message: String,
    /// A short label for the caret.
    pub label: Option<String>,
    /// What to do.
    pub help: Option<String>,
    /// Related positions, with labels.
    pub also: Vec<(Span, String)>,
}

impl Problem {
    /// A mistake at `span`.
    pub fn new(span: Span, message: impl Into<String>) -> Self {
        Self { span, message: message.into(), label: None, help: None, also: Vec::new() }
    }

    /// Adds a label to the caret.
    #[must_use]
    pub fn label(mut self, label: impl Into<String>) -> Self {
        self.label = Some(label.into());
        self
    }

    /// Adds what to do.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// Adds a related position.
    #[must_use]
    pub fn also(mut self, span: Span, label: impl Into<String>) -> Self {
        self.also.push((span, label.into()));
        self
    }

    /// The finished diagnostic, in `source`.
    #[must_use]
    pub fn within(self, source: &Arc<Source>) -> Diagnostic {
        Diagnostic { source: Arc::clone(source), problem: self }
    }
}

/// A mistake in a file. Its `Display` has several lines: the message, `file:line:column`, the line with a caret, and
/// what to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    source: Arc<Source>,
    problem: Problem,
}

impl Diagnostic {
    /// What is wrong, in one line.
    #[must_use]
    pub fn message(&self) -> &str {
        &self.problem.message
    }

    /// The file.
    #[must_use]
    pub fn path(&self) -> &std::path::Path {
        &self.source.path
    }

    /// Line and column, both counted from 1, the column in characters.
    #[must_use]
    pub fn position(&self) -> (usize, usize) {
        self.source.position(self.problem.span)
    }
}

impl fmt::Display for Diagnostic {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        let path = self.source.path.display().to_string().replace('\\', "/");
        let primary = AnnotationKind::Primary
            .span(self.source.first_line(self.problem.span))
            .label(self.problem.label.as_deref());
        let others = self
            .problem
            .also
            .iter()
            .map(|(span, label)| AnnotationKind::Context.span(self.source.first_line(*span)).label(label.as_str()));
        let snippet =
            Snippet::source(self.source.text.as_str()).path(path.as_str()).annotation(primary).annotations(others);
        let mut group = Level::ERROR.primary_title(self.problem.message.as_str()).element(snippet);
        if let Some(help) = &self.problem.help {
            group = group.element(Level::HELP.message(help.as_str()));
        }
        write!(to, "{}", Renderer::plain().term_width(100).render(&[group]))
    }
}
