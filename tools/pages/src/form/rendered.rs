//! ZEGO's newer pages as a browser has them: HTML in which fields are no rows of tables but tags inside one another. They
//! are turned into the lines that a browser shows, indented as they are nested, and read as such.

use super::inline::{Piece, is_phrasing, pieces, spell};
use crate::{document::Document, form::inline::Inline, text::Text};

/// Whether a page has fields in such tags.
pub(super) fn is(page: &str) -> bool {
    page.contains("openapi-schema__property")
}

/// A page of that form.
pub(super) fn read(page: &Text, codes: &[String]) -> Document {
    let mut lines = Lines {
        page,
        text: Text::default(),
        line: Inline::default(),
        details: 0,
        summary: false,
        hidden: None,
        header: false,
    };
    for piece in pieces(page.as_str()) {
        match piece {
            Piece::Start { name, span, .. } => lines.start(&name, page.source(span.start)),
            Piece::End { name, span } => lines.end(&name, page.source(span.start)),
            Piece::Words { words, span } if lines.hidden.is_none() => spell(&mut lines.line, &words, page, span),
            Piece::Words { .. } => {}
        }
    }
    lines.end_line(page.source(page.as_str().len()));
    super::plain::read(&lines.text, codes)
}

struct Lines<'a> {
    page: &'a Text,
    text: Text,
    line: Inline,
    /// How many parts that can be folded are open.
    details: usize,
    /// Whether this is the part of one that is always seen.
    summary: bool,
    hidden: Option<String>,
    /// Whether the row of a table is its header.
    header: bool,
}

impl Lines<'_> {
    fn start(&mut self, name: &str, at: usize) {
        if self.hidden.is_some() {
            return;
        }
        match name {
            "script" | "style" | "noscript" | "template" | "svg" | "head" | "button" => {
                self.hidden = Some(name.to_owned());
            }
            "details" => {
                self.end_line(at);
                self.details += 1;
            }
            "summary" => {
                self.end_line(at);
                self.summary = true;
            }
            "th" => self.header = true,
            "td" => {}
            // Words of different tags are words apart.
            "span" | "strong" => self.line.text.push(" ", at),
            _ if is_phrasing(name) => {}
            _ => self.end_line(at),
        }
    }

    fn end(&mut self, name: &str, at: usize) {
        if self.hidden.is_some() {
            self.hidden.take_if(|hidden| hidden == name);
            return;
        }
        match name {
            "details" => {
                self.end_line(at);
                self.details = self.details.saturating_sub(1);
            }
            "summary" => {
                self.end_line(at);
                self.summary = false;
            }
            "td" | "th" => self.line.text.push(" |", at),
            "tr" => {
                let header = std::mem::take(&mut self.header);
                let columns = self.line.text.as_str().matches('|').count();
                self.end_line(at);
                if header {
                    self.line.text.push(&"---|".repeat(columns), at);
                    self.end_line(at);
                }
            }
            "strong" | "span" => self.line.text.push(" ", at),
            _ if is_phrasing(name) => {}
            _ => self.end_line(at),
        }
    }

    /// Ends the line, indented by what it is in.
    fn end_line(&mut self, at: usize) {
        let line = self.line.take();
        if line.is_empty() {
            return;
        }
        let depth = self.details - usize::from(self.summary && self.details > 0);
        self.text.push(&"    ".repeat(depth), line.start());
        self.text.append(&line);
        self.text.push("\n", at.min(self.page.source(self.page.as_str().len())));
    }
}
