//! YAML text to [`Node`]s.

use super::{Entry, Node, Span, Value};
use crate::diagnostic::Problem;
use saphyr_parser::{Event, Parser, ScalarStyle, ScanError};
use std::collections::HashMap;

/// How deep values may be nested. No spec comes near it; it keeps hostile files from exhausting the stack.
const MAX_DEPTH: usize = 64;

/// Parses one YAML document. Returns the part that could be parsed, and the mistakes.
#[must_use]
pub fn parse(text: &str) -> (Option<Node>, Vec<Problem>) {
    let mut builder = Builder::default();
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    if builder.has_forbidden(text) {
        return builder.finish();
    }
    for event in Parser::new_from_str(text) {
        match event {
            Ok((event, span)) => {
                let span = Span { start: span.start.index(), end: span.end.index() };
                if builder.take(event, span).is_break() {
                    break;
                }
            }
            Err(error) => {
                builder.broken(&error);
                break;
            }
        }
    }
    builder.finish()
}

/// A collection that is being read.
struct Open {
    start: Span,
    kind: Kind,
}

enum Kind {
    Sequence(Vec<Node>),
    Mapping { entries: Vec<Entry>, first: HashMap<String, Span>, key: Option<(String, Span)> },
}

#[derive(Default)]
struct Builder {
    open: Vec<Open>,
    root: Option<Node>,
    documents: usize,
    problems: Vec<Problem>,
}

impl Builder {
    fn take(&mut self, event: Event<'_>, span: Span) -> std::ops::ControlFlow<()> {
        match event {
            Event::DocumentStart(_) => {
                self.documents += 1;
                if self.documents > 1 {
                    self.report(
                        span,
                        "a second YAML document",
                        "a file holds one document: move this one to another file",
                    );
                    return std::ops::ControlFlow::Break(());
                }
            }
            Event::Alias(_) => {
                self.report(
                    span,
                    "an alias (`*name`)",
                    "write the value itself: specs do not support anchors and aliases",
                );
                self.value(Node { span, value: Value::Scalar { text: String::new(), plain: true } });
            }
            Event::Scalar(text, style, anchor, tag) => {
                self.plain_yaml(span, anchor, tag.is_some());
                let plain = style == ScalarStyle::Plain;
                self.value(Node { span, value: Value::Scalar { text: text.into_owned(), plain } });
            }
            Event::SequenceStart(anchor, tag) => {
                self.plain_yaml(span, anchor, tag.is_some());
                return self.begin(span, Kind::Sequence(Vec::new()));
            }
            Event::MappingStart(anchor, tag) => {
                self.plain_yaml(span, anchor, tag.is_some());
                return self.begin(span, Kind::Mapping { entries: Vec::new(), first: HashMap::new(), key: None });
            }
            Event::SequenceEnd | Event::MappingEnd => self.end(span),
            Event::Nothing | Event::StreamStart | Event::StreamEnd | Event::DocumentEnd => {}
        }
        std::ops::ControlFlow::Continue(())
    }

    fn begin(&mut self, start: Span, kind: Kind) -> std::ops::ControlFlow<()> {
        if self.open.len() >= MAX_DEPTH {
            self.report(
                start,
                &format!("values nested more than {MAX_DEPTH} deep"),
                "give inner values a type of their own under `types`",
            );
            return std::ops::ControlFlow::Break(());
        }
        self.open.push(Open { start, kind });
        std::ops::ControlFlow::Continue(())
    }

    fn end(&mut self, end: Span) {
        let Some(Open { start, kind }) = self.open.pop() else { return };
        let (value, last) = match kind {
            Kind::Sequence(items) => {
                let last = items.last().map(|item| item.span.end);
                (Value::Sequence(items), last)
            }
            Kind::Mapping { entries, .. } => {
                let last = entries.last().map(|entry| entry.value.span.end.max(entry.key_span.end));
                (Value::Mapping(entries), last)
            }
        };
        // The end event of a block has the position of the next token; the last value has the real end.
        let end = if end.end > end.start { end.end } else { last.unwrap_or(end.end) };
        self.value(Node { span: Span { start: start.start, end: end.max(start.start) }, value });
    }

    /// Puts a finished value where it belongs: into the open collection, as a key, or as the root.
    fn value(&mut self, node: Node) {
        match self.open.last_mut().map(|open| &mut open.kind) {
            None => {
                self.root.get_or_insert(node);
            }
            Some(Kind::Sequence(items)) => items.push(node),
            Some(Kind::Mapping { entries, first, key }) => match key.take() {
                None => {
                    let span = node.span;
                    let text = if let Value::Scalar { text, .. } = node.value {
                        text
                    } else {
                        self.problems
                            .push(Problem::new(span, "a key that is not a scalar").help("write the key as text"));
                        String::new()
                    };
                    *key = Some((text, span));
                }
                Some((name, span)) => {
                    if let Some(earlier) = first.get(&name) {
                        self.problems.push(
                            Problem::new(span, format!("duplicate key `{name}`"))
                                .label("second")
                                .also(*earlier, "first")
                                .help("keep one of the two"),
                        );
                        return;
                    }
                    first.insert(name.clone(), span);
                    entries.push(Entry { key: name, key_span: span, value: node });
                }
            },
        }
    }

    fn plain_yaml(&mut self, span: Span, anchor: usize, tagged: bool) {
        if anchor != 0 {
            self.report(
                span,
                "an anchor (`&name`)",
                "write the value itself: specs do not support anchors and aliases",
            );
        }
        if tagged {
            self.report(span, "a YAML tag (`!name`)", "remove the tag: the format defines the type of each value");
        }
    }

    fn report(&mut self, span: Span, message: &str, help: &str) {
        self.problems.push(Problem::new(span, message).help(help));
    }

    /// Reports the letters that no YAML file may have; the parser takes some of them for the end of the file.
    fn has_forbidden(&mut self, text: &str) -> bool {
        for (at, letter) in text.chars().enumerate().filter(|(_, letter)| is_forbidden(*letter)) {
            let message = format!("invalid YAML: the character `{}`", letter.escape_unicode());
            self.report(Span { start: at, end: at + 1 }, &message, "remove it: nobody sees it");
        }
        !self.problems.is_empty()
    }

    fn broken(&mut self, error: &ScanError) {
        let at = error.marker().index();
        let span = Span { start: at, end: at + 1 };
        let message = format!("invalid YAML: {}", error.info());
        self.report(span, &message, cure(error.info()));
        // An incomplete tree would only produce wrong diagnostics.
        self.open.clear();
        self.root = None;
    }

    fn finish(mut self) -> (Option<Node>, Vec<Problem>) {
        if self.root.is_none() && self.problems.is_empty() {
            self.report(Span::default(), "the file is empty", "describe an action or a vendor, see specs/README.md");
        }
        (self.root, self.problems)
    }
}

/// Whether YAML has no place for a letter, or one only at the start of a file.
fn is_forbidden(letter: char) -> bool {
    let is_line = matches!(letter, '\t' | '\n' | '\r' | '\u{85}');
    (letter.is_control() && !is_line) || matches!(letter, '\u{feff}' | '\u{fffe}' | '\u{ffff}')
}

/// What to do about text that the parser does not take.
fn cure(message: &str) -> &'static str {
    if message.contains("tab") {
        "indent with spaces"
    } else if message.contains("quoted scalar") && message.contains("end of stream") {
        "close the quotes"
    } else if message.contains("escape") {
        "write `\\\\` for a backslash, or put the text in single quotes"
    } else {
        "correct the line; a value that starts with `*`, `&`, `!`, `[`, `{`, `%`, `@` or a backquote, or contains `: `, needs quotes"
    }
}
