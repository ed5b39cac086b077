//! Findings as text with the lines of page and spec.

use crate::{Difference, Finding, PageSide};
use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};
use rtc_catalog::Source;
use rtc_pages::Position;
use std::{fmt, ops::Range};

/// A finding with the lines of page and spec that it is about. Its `Display` is a report of several lines.
pub struct FindingDisplay<'a> {
    /// The finding.
    pub finding: &'a Finding,
    /// The page, or that of the type that the finding speaks of.
    pub page: &'a Source,
    /// The spec's file, or the vendor's if that is what the finding points at.
    pub spec: &'a Source,
    /// What the page is called: `the page`, or `the definition`.
    pub label: &'a str,
}

impl fmt::Display for FindingDisplay<'_> {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        let finding = self.finding;
        let (page_path, spec_path) = (path(&self.page.path), path(&finding.spec.file));
        let mut group = Group::with_title(Level::ERROR.primary_title(finding.message.as_str()));
        if let Some(on_page) = &finding.page {
            let at = AnnotationKind::Primary.span(self.span(on_page)).label(self.label);
            group = group.element(Snippet::source(self.page.text.as_str()).path(page_path.as_str()).annotation(at));
        }
        let label = if finding.page.is_some() { "the spec" } else { "the spec alone" };
        let kind = if finding.page.is_some() { AnnotationKind::Context } else { AnnotationKind::Primary };
        let text = self.spec.text.as_str();
        // A file that changed since it was compared is shown without its line.
        if text.get(finding.spec.bytes.clone()).is_some() {
            let at = kind.span(finding.spec.bytes.clone()).label(label);
            group = group.element(Snippet::source(text).path(spec_path.as_str()).annotation(at));
        }
        group = group.element(Level::HELP.message(advice(finding)));
        write!(to, "{}", Renderer::plain().render(&[group]))
    }
}

impl FindingDisplay<'_> {
    /// What the page says. Of an exchange, the position is its start; what differs follows it.
    fn span(&self, on_page: &PageSide) -> Range<usize> {
        let span = span(&self.page.text, on_page.position, &on_page.text);
        let behind = &self.page.text[span.end..];
        let inside = || behind.find(on_page.text.as_str()).map(|at| span.end + at..span.end + at + on_page.text.len());
        let exchange = self.finding.difference == Difference::Example && self.finding.id.starts_with("examples.");
        let there = self.page.text[span.clone()] == on_page.text;
        if exchange && !there && !on_page.text.is_empty() { inside().unwrap_or(span) } else { span }
    }
}

fn path(path: &std::path::Path) -> String {
    path.display().to_string().replace('\\', "/")
}

fn advice(finding: &Finding) -> &'static str {
    match finding.difference {
        Difference::Stale => "remove the exception, as `--fix` does",
        Difference::Sources => "find out which of the two is right, and list the difference under `exceptions`",
        Difference::NotUnderstood => {
            "see that the spec has it, then list `not_understood` under `exceptions`, with the number as `page`"
        }
        _ if finding.fixable => {
            "change the spec, as `--fix` does, or list the difference under `exceptions` if the page is wrong"
        }
        _ => "change the spec, or list the difference under `exceptions` if the page is wrong",
    }
}

/// The bytes of what is at a position: what was read there, or one character.
pub(crate) fn span(page: &str, position: Position, on_page: &str) -> Range<usize> {
    let mark = if page.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let text = &page[mark..];
    let line: usize = text.split_inclusive('\n').take(position.line.saturating_sub(1)).map(str::len).sum();
    let start =
        text[line..].char_indices().nth(position.column.saturating_sub(1)).map_or(text.len(), |(at, _)| line + at);
    let length = if !on_page.is_empty() && text[start..].starts_with(on_page) {
        on_page.len()
    } else {
        text[start..].chars().next().filter(|letter| *letter != '\n').map_or(0, char::len_utf8)
    };
    mark + start..mark + start + length
}
