//! YAML text to [`Node`]s.

use super::{Entry, Node, Span, Value};
use crate::diagnostic::Problem;
use saphyr_parser::{Event, Parser, ScalarStyle, ScanError};
use std::collections::HashMap;

/// How deep values may be nested. No spec comes near it; it keeps hostile files from exhausting the stack.
const DEEPEST: usize = 64;

/// Reads one YAML document. What can be read in spite of mistakes is returned beside them.
#[must_use]
pub fn parse(text: &str) -> (Option<Node>, Vec<Problem>) {
    let mut builder = Builder::default();
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
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
                        "one file describes one thing: put it into a file of its own",
                    );
                    return std::ops::ControlFlow::Break(());
                }
            }
            Event::Alias(_) => {
                self.report(span, "an alias (`*name`)", "write the value out: specs have no anchors and aliases");
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
        if self.open.len() >= DEEPEST {
            self.report(
                start,
                &format!("values nested more than {DEEPEST} deep"),
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
        // A block's end event stands where the next thing begins; the last value says where the block really ends.
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
                        self.problems.push(
                            Problem::new(span, "a key that is not a plain word")
                                .help("keys are names: write them as one word"),
                        );
                        String::new()
                    };
                    *key = Some((text, span));
                }
                Some((name, span)) => {
                    if let Some(earlier) = first.get(&name) {
                        self.problems.push(
                            Problem::new(span, format!("the key `{name}` stands here a second time"))
                                .label("second time")
                                .also(*earlier, "first time")
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
            self.report(span, "an anchor (`&name`)", "write the value out: specs have no anchors and aliases");
        }
        if tagged {
            self.report(span, "a YAML tag (`!name`)", "leave the tag out: the format knows the type of each value");
        }
    }

    fn report(&mut self, span: Span, message: &str, help: &str) {
        self.problems.push(Problem::new(span, message).help(help));
    }

    fn broken(&mut self, error: &ScanError) {
        let at = error.marker().index();
        let span = Span { start: at, end: at + 1 };
        self.problems.push(Problem::new(span, format!("not YAML: {}", error.info())).help(
            "mend the line; a value that starts with `*`, `&`, `!`, `[`, `{`, `%`, `@` or has `: ` inside wants quotes",
        ));
        // What is half read would only produce mistakes that are none.
        self.open.clear();
        self.root = None;
    }

    fn finish(mut self) -> (Option<Node>, Vec<Problem>) {
        if self.root.is_none() && self.problems.is_empty() {
            self.report(
                Span::default(),
                "the file is empty",
                "describe an action or a vendor: specs/README.md shows how",
            );
        }
        (self.root, self.problems)
    }
}
