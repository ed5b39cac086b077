//! Pages in Markdown, with the HTML and the scripts in it.

use super::{
    apart, components, html,
    inline::{Inline, Piece, aside_title, pieces},
    items, jsx, mixin, rows,
};
use crate::{
    document::{Block, Document, Row, Table},
    text::Text,
};
use pulldown_cmark::{CodeBlockKind, Event, HeadingLevel, Options, Parser, Tag, TagEnd};
use std::ops::Range;

/// A page in Markdown.
pub(crate) fn read(page: &str) -> Document {
    let page = &*jsx::without_expressions(page);
    let page = &*rows::in_one_line(page);
    let body = front_matter(page);
    let mut document = Document::default();
    let mut from = body;
    for piece in apart::pieces(page, body) {
        part(&mut document, page, from..piece.start);
        let text = Text::new(&page[piece.clone()], piece.start);
        let components = components::are_in(text.as_str());
        document.blocks.extend(if components { components::read(&text) } else { html::read(&text).blocks });
        from = piece.end;
    }
    part(&mut document, page, from..page.len());
    items::gather(&mut document, page);
    document
}

/// Where the page starts behind its front matter, the lines between two `---` at its very start.
fn front_matter(page: &str) -> usize {
    let mut at = 0;
    for (number, line) in page.split_inclusive('\n').enumerate() {
        let mark = line.trim_end() == "---";
        at += line.len();
        match (number, mark) {
            (0, false) => return 0,
            (1.., true) => return at,
            _ => {}
        }
    }
    0
}

fn part(document: &mut Document, page: &str, range: Range<usize>) {
    let piece = &page[range.clone()];
    let mut reader = Reader { page: piece, base: range.start, ..Reader::default() };
    for (event, span) in
        Parser::new_ext(piece, Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH).into_offset_iter()
    {
        reader.event(event, span);
    }
    reader.end_paragraph();
    document.blocks.append(&mut reader.blocks);
}

#[derive(Default)]
struct Reader<'a> {
    page: &'a str,
    /// The page's offset of `page`.
    base: usize,
    blocks: Vec<Block>,
    inline: Inline,
    heading: Option<u8>,
    code: Option<(String, Text)>,
    html: Option<Range<usize>>,
    table: Option<Table>,
    row: Option<Row>,
}

impl Reader<'_> {
    fn event(&mut self, event: Event<'_>, span: Range<usize>) {
        let at = self.base + span.start;
        match event {
            Event::Start(tag) => self.start(tag, span),
            Event::End(tag) => self.end(tag),
            Event::Text(words) if self.code.is_some() => {
                if let Some((_, code)) = &mut self.code {
                    code.push(&words, at);
                }
            }
            Event::Text(words) => {
                let mut start = 0;
                for (number, line) in words.split(rows::BREAK).enumerate() {
                    if number > 0 {
                        self.inline.text.end_line(at + start);
                    }
                    let from = at + start;
                    self.inline.words(line, |offset| from + offset);
                    start += line.len() + 1;
                }
            }
            Event::Code(words) => {
                let quote = self.page[span].find(&*words).unwrap_or_default();
                self.inline.text.push(&words, at + quote);
            }
            Event::InlineHtml(html) if self.inline.type_parameter(&html, at) => {}
            Event::InlineHtml(html) => self.tags(&html, at),
            Event::Html(_) => {
                let html = self.html.get_or_insert(span.clone());
                html.end = span.end;
            }
            Event::SoftBreak | Event::HardBreak => self.inline.text.end_line(at),
            Event::Rule => self.end_paragraph(),
            _ => {}
        }
    }

    fn tags(&mut self, html: &str, at: usize) {
        for piece in pieces(html) {
            match piece {
                Piece::Start { name, attributes, .. } => {
                    let value = |key| attributes.iter().find(|(name, _)| name == key).map(|(_, value)| value.as_str());
                    // In a table they lead to a row, not to a table.
                    if let Some(id) = value("id").or_else(|| value("name")).filter(|_| self.table.is_none()) {
                        self.blocks.push(Block::Anchor(id.to_owned()));
                    }
                    self.inline.tag(&name, true, value("href"), at);
                    self.inline.title(aside_title(&name, &attributes), at);
                }
                Piece::End { name, .. } => self.inline.tag(&name, false, None, at),
                Piece::Words { words, .. } => self.inline.words(&words, |offset| at + offset),
            }
        }
    }

    fn start(&mut self, tag: Tag<'_>, span: Range<usize>) {
        let at = self.base + span.start;
        match tag {
            Tag::Heading { level, id, .. } => {
                self.end_paragraph();
                self.heading = Some(number(level));
                self.blocks.extend(id.map(|id| Block::Anchor(id.to_string())));
            }
            Tag::CodeBlock(kind) => {
                self.end_paragraph();
                let language = if let CodeBlockKind::Fenced(info) = kind { info.to_string() } else { String::new() };
                self.code = Some((language, Text::default()));
            }
            Tag::HtmlBlock => {
                self.end_paragraph();
                self.html = Some(span.start..span.start);
            }
            Tag::Table(_) => {
                self.end_paragraph();
                self.table = Some(Table { start: at, ..Table::default() });
            }
            Tag::TableHead | Tag::TableRow => self.row = Some(Row { start: at, ..Row::default() }),
            Tag::TableCell => self.inline.text.push("", at),
            Tag::Link { dest_url, .. } => self.inline.open_link(&dest_url),
            Tag::Item => {
                self.end_paragraph();
                self.inline.text.push("- ", at);
            }
            Tag::Paragraph if self.inline.text.as_str() != "- " => self.end_paragraph(),
            Tag::BlockQuote(_) | Tag::List(_) => self.end_paragraph(),
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Heading(_) => {
                let text = self.inline.take();
                if let Some(level) = self.heading.take() {
                    self.blocks.push(Block::Heading { level, text });
                }
            }
            TagEnd::Paragraph | TagEnd::Item => self.end_paragraph(),
            TagEnd::CodeBlock => self.end_code(),
            TagEnd::HtmlBlock => self.end_html(),
            TagEnd::Link => self.inline.close_link(),
            TagEnd::TableCell => {
                let first = self.row.as_ref().is_some_and(|row| row.cells.is_empty());
                let cell = if first { self.inline.take_first_cell() } else { self.inline.take() };
                self.row.as_mut().into_iter().for_each(|row| row.cells.push(cell.clone()));
            }
            TagEnd::TableHead => {
                let header = self.row.take().map(|row| row.cells).unwrap_or_default();
                self.table.as_mut().into_iter().for_each(|table| table.header.clone_from(&header));
            }
            TagEnd::TableRow => {
                let row = self.row.take();
                self.table.as_mut().into_iter().zip(row).for_each(|(table, row)| table.rows.push(row));
            }
            TagEnd::Table => self.blocks.extend(self.table.take().map(Block::Table)),
            _ => {}
        }
    }

    fn end_code(&mut self) {
        let Some((language, text)) = self.code.take() else { return };
        if !language.contains("mixin") {
            self.blocks.push(Block::Code { text });
            return;
        }
        let drawn = mixin::read(&text);
        if drawn.is_empty() {
            self.blocks.push(Block::Script(text));
        } else {
            self.blocks.extend(drawn.into_iter().map(Block::Table));
        }
    }

    fn end_html(&mut self) {
        let Some(span) = self.html.take() else { return };
        let html = Text::new(&self.page[span.clone()], self.base + span.start);
        self.blocks.extend(html::read(&html).blocks);
    }

    fn end_paragraph(&mut self) {
        let text = self.inline.take();
        if !text.is_empty() && text.as_str() != "-" {
            self.blocks.push(Block::Paragraph(text));
        }
    }
}

fn number(level: HeadingLevel) -> u8 {
    match level {
        HeadingLevel::H1 => 1,
        HeadingLevel::H2 => 2,
        HeadingLevel::H3 => 3,
        HeadingLevel::H4 => 4,
        HeadingLevel::H5 => 5,
        HeadingLevel::H6 => 6,
    }
}
