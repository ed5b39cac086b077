//! Pages and parts of pages in HTML.

use super::inline::{Inline, Piece, aside_title, is_phrasing, pieces, spell};
use crate::{
    document::{Block, Document, Row, Table},
    text::Text,
};
use std::{collections::BTreeMap, ops::Range};

/// A page in HTML, or a piece of one.
pub(crate) fn read(page: &Text) -> Document {
    let mut reader = Reader { page, ..Reader::new(page) };
    for piece in pieces(page.as_str()) {
        match piece {
            Piece::Start { name, attributes, span } => reader.start(&name, &attributes, span),
            Piece::End { name, span } => reader.end(&name, span.start),
            Piece::Words { words, span } => reader.words(&words, span),
        }
    }
    while !reader.tables.is_empty() {
        reader.end_table();
    }
    reader.end_block();
    if let Some(start) = reader.spans.exceeded {
        let message = format!(
            "colspan and rowspan repeat more than {REPEATED} cells; from here on, tables are read as if no cell spanned others"
        );
        reader.document.blocks.push(Block::Unread { message, start });
    }
    reader.document
}

struct Reader<'a> {
    page: &'a Text,
    document: Document,
    inline: Inline,
    heading: Option<u8>,
    /// Words that keep their white space, and how many `<pre>` are open.
    preformatted: usize,
    /// The tag whose content nobody sees, as `<script>`.
    hidden: Option<String>,
    tables: Vec<Building>,
    spans: Spans,
}

/// How many cells of a page may be repetitions, by `colspan` and `rowspan`. A long text counts as several cells. A page that
/// people read has some hundreds.
const REPEATED: usize = 20_000;

/// The cells that are repeated because they span several columns or rows.
struct Spans {
    /// How many more may be.
    left: usize,
    /// Where in the page there were too many.
    exceeded: Option<usize>,
}

impl Spans {
    /// Whether one more cell may be a repetition.
    fn take(&mut self, text: &Text, at: usize) -> bool {
        let cost = 1 + text.as_str().len() / 64;
        if let Some(left) = self.left.checked_sub(cost) {
            self.left = left;
        } else {
            self.left = 0;
            self.exceeded.get_or_insert(at);
        }
        self.exceeded.is_none()
    }
}

/// A table whose end has not come yet.
#[derive(Default)]
struct Building {
    table: Table,
    row: Option<Row>,
    cell: Option<(Inline, usize, usize)>,
    /// Cells that reach down into rows to come, by their column: rows left, and content.
    spanning: BTreeMap<usize, (usize, Text)>,
}

impl<'a> Reader<'a> {
    fn new(page: &'a Text) -> Self {
        let (document, inline) = (Document::default(), Inline::default());
        let spans = Spans { left: REPEATED, exceeded: None };
        Self { page, document, inline, heading: None, preformatted: 0, hidden: None, tables: Vec::new(), spans }
    }

    fn start(&mut self, name: &str, attributes: &[(String, String)], span: Range<usize>) {
        let value = |key: &str| attributes.iter().find(|(name, _)| name == key).map(|(_, value)| value.as_str());
        if self.hidden.is_some() {
            return;
        }
        let at = self.page.source(span.start);
        let cell = self.tables.last_mut().and_then(|table| table.cell.as_mut()).map(|(inline, ..)| inline);
        if cell.unwrap_or(&mut self.inline).type_parameter(&self.page.as_str()[span], at) {
            return;
        }
        if let Some(id) = value("id").or_else(|| (name == "a").then(|| value("name")).flatten()) {
            self.anchor(id);
        }
        match name {
            "script" | "style" | "noscript" | "template" | "svg" | "head" => self.hidden = Some(name.to_owned()),
            "table" => {
                if self.tables.is_empty() {
                    self.end_block();
                }
                self.tables.push(Building { table: Table { start: at, ..Table::default() }, ..Building::default() });
            }
            "tr" => {
                let depth = value("class").and_then(level_of_row);
                let spans = &mut self.spans;
                self.tables.last_mut().into_iter().for_each(|table| table.start_row(at, depth, spans));
            }
            "td" | "th" => {
                let span = |key| value(key).and_then(|text| text.trim().parse().ok()).unwrap_or(1_usize).clamp(1, 100);
                let (columns, rows) = (span("colspan"), span("rowspan"));
                let spans = &mut self.spans;
                self.tables.last_mut().into_iter().for_each(|table| table.start_cell(columns, rows, at, spans));
            }
            _ => {
                self.inner(name, true, value("href"), at);
                if self.tables.is_empty() {
                    self.inline.title(aside_title(name, attributes), at);
                }
            }
        }
    }

    fn end(&mut self, name: &str, at: usize) {
        if self.hidden.is_some() {
            self.hidden.take_if(|hidden| hidden == name);
            return;
        }
        match name {
            "table" => self.end_table(),
            "tr" => self.tables.last_mut().into_iter().for_each(|table| table.end_row(&mut self.spans)),
            "td" | "th" => self.tables.last_mut().into_iter().for_each(|table| table.end_cell(&mut self.spans)),
            _ => {
                let at = self.page.source(at);
                self.inner(name, false, None, at);
            }
        }
    }

    /// A tag that is no part of a table.
    fn inner(&mut self, name: &str, start: bool, target: Option<&str>, at: usize) {
        if let Some((inline, ..)) = self.tables.last_mut().and_then(|table| table.cell.as_mut()) {
            inline.tag(name, start, target, at);
        } else if name == "pre" {
            self.end_block();
            self.preformatted = if start { self.preformatted + 1 } else { self.preformatted.saturating_sub(1) };
        } else if self.preformatted > 0 {
            if name == "br" || name == "div" && !start {
                self.inline.text.push("\n", at);
            }
        } else if let Some(level) = level(name) {
            self.end_block();
            self.heading = start.then_some(level);
        } else if is_phrasing(name) || name == "br" {
            self.inline.tag(name, start, target, at);
        } else {
            self.end_block();
        }
    }

    fn words(&mut self, words: &str, span: Range<usize>) {
        if self.hidden.is_some() {
            return;
        }
        let at = self.page.source(span.start);
        if let Some(table) = self.tables.last_mut() {
            if let Some((inline, ..)) = table.cell.as_mut() {
                spell(inline, words, self.page, span);
            }
        } else if self.preformatted > 0 {
            self.inline.text.push(words, at);
        } else {
            spell(&mut self.inline, words, self.page, span);
        }
    }

    fn anchor(&mut self, id: &str) {
        if self.tables.is_empty() && !id.is_empty() {
            self.document.blocks.push(Block::Anchor(id.to_owned()));
        }
    }

    fn end_block(&mut self) {
        let (heading, code) = (self.heading.take(), self.preformatted > 0);
        let text = self.inline.take();
        if text.is_empty() {
            return;
        }
        self.document.blocks.push(match heading {
            Some(level) => Block::Heading { level, text },
            None if code => Block::Code { text },
            None => Block::Paragraph(text),
        });
    }

    fn end_table(&mut self) {
        let Some(mut building) = self.tables.pop() else { return };
        building.end_row(&mut self.spans);
        let table = building.table;
        match self.tables.last_mut().and_then(|outer| outer.row.as_mut()) {
            Some(row) => row.inner.push(table),
            None => self.document.blocks.push(Block::Table(table)),
        }
    }
}

impl Building {
    fn start_row(&mut self, at: usize, depth: Option<usize>, spans: &mut Spans) {
        self.end_row(spans);
        self.row = Some(Row { start: at, depth, ..Row::default() });
        self.fill(spans);
    }

    fn start_cell(&mut self, columns: usize, rows: usize, at: usize, spans: &mut Spans) {
        self.end_cell(spans);
        if self.row.is_none() {
            self.start_row(at, None, spans);
        }
        let mut inline = Inline::default();
        inline.text.push("", at);
        self.cell = Some((inline, columns, rows));
    }

    fn end_cell(&mut self, spans: &mut Spans) {
        let (Some((mut inline, columns, rows)), Some(row)) = (self.cell.take(), self.row.as_mut()) else { return };
        let text = if row.cells.is_empty() { inline.take_first_cell() } else { inline.take() };
        for number in 0..columns {
            if number > 0 && !spans.take(&text, row.start) {
                break;
            }
            if rows > 1 {
                self.spanning.insert(row.cells.len(), (rows - 1, text.clone()));
            }
            row.cells.push(if number == 0 { text.clone() } else { Text::default() });
        }
        self.fill(spans);
    }

    /// Puts in the cells of earlier rows that reach down to here.
    fn fill(&mut self, spans: &mut Spans) {
        let Some(row) = self.row.as_mut() else { return };
        while let Some((left, text)) = self.spanning.get_mut(&row.cells.len()).filter(|(left, _)| *left > 0) {
            if !spans.take(text, row.start) {
                self.spanning.clear();
                return;
            }
            *left -= 1;
            row.cells.push(text.clone());
        }
    }

    fn end_row(&mut self, spans: &mut Spans) {
        self.end_cell(spans);
        let Some(row) = self.row.take() else { return };
        self.spanning.retain(|_, (left, _)| *left > 0);
        if row.cells.iter().all(Text::is_empty) && row.inner.is_empty() {
            return;
        }
        if self.table.header.is_empty() {
            self.table.header = row.cells;
        } else {
            self.table.rows.push(row);
        }
    }
}

/// How deep a row of a table is by its class, as `arco-table-row-level-1`.
fn level_of_row(class: &str) -> Option<usize> {
    class.split_whitespace().find_map(|word| word.rsplit_once("row-level-")?.1.parse().ok())
}

fn level(name: &str) -> Option<u8> {
    name.strip_prefix('h')?.parse().ok().filter(|level| (1..=6).contains(level))
}
