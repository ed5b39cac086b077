//! Pages and parts of pages in HTML.

use super::inline::{Inline, Piece, aside_title, is_phrasing, pieces, spell};
use crate::{
    document::{Block, Document, Row, Table},
    text::Text,
};
use std::ops::Range;

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
}

/// A table whose end has not come yet.
#[derive(Default)]
struct Building {
    table: Table,
    row: Option<Row>,
    cell: Option<(Inline, usize, usize)>,
    /// Cells that reach down into rows to come: column, rows left, content.
    spanning: Vec<(usize, usize, Text)>,
}

impl<'a> Reader<'a> {
    fn new(page: &'a Text) -> Self {
        let (document, inline) = (Document::default(), Inline::default());
        Self { page, document, inline, heading: None, preformatted: 0, hidden: None, tables: Vec::new() }
    }

    fn start(&mut self, name: &str, attributes: &[(String, String)], span: Range<usize>) {
        let value = |key: &str| attributes.iter().find(|(name, _)| name == key).map(|(_, value)| value.as_str());
        if self.hidden.is_some() {
            return;
        }
        let at = self.page.source(span.start);
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
                self.tables.last_mut().into_iter().for_each(|table| table.start_row(at, depth));
            }
            "td" | "th" => {
                let spans = |key| value(key).and_then(|text| text.trim().parse().ok()).unwrap_or(1_usize).clamp(1, 100);
                let (columns, rows) = (spans("colspan"), spans("rowspan"));
                self.tables.last_mut().into_iter().for_each(|table| table.start_cell(columns, rows, at));
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
            "tr" => self.tables.last_mut().into_iter().for_each(Building::end_row),
            "td" | "th" => self.tables.last_mut().into_iter().for_each(Building::end_cell),
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
        building.end_row();
        let table = building.table;
        match self.tables.last_mut().and_then(|outer| outer.row.as_mut()) {
            Some(row) => row.inner.push(table),
            None => self.document.blocks.push(Block::Table(table)),
        }
    }
}

impl Building {
    fn start_row(&mut self, at: usize, depth: Option<usize>) {
        self.end_row();
        self.row = Some(Row { start: at, depth, ..Row::default() });
        self.fill();
    }

    fn start_cell(&mut self, columns: usize, rows: usize, at: usize) {
        self.end_cell();
        if self.row.is_none() {
            self.start_row(at, None);
        }
        let mut inline = Inline::default();
        inline.text.push("", at);
        self.cell = Some((inline, columns, rows));
    }

    fn end_cell(&mut self) {
        let (Some((mut inline, columns, rows)), Some(row)) = (self.cell.take(), self.row.as_mut()) else { return };
        let text = inline.take();
        for number in 0..columns {
            if rows > 1 {
                self.spanning.push((row.cells.len(), rows - 1, text.clone()));
            }
            row.cells.push(if number == 0 { text.clone() } else { Text::default() });
        }
        self.fill();
    }

    /// Puts in the cells of earlier rows that reach down to here.
    fn fill(&mut self) {
        let Some(row) = self.row.as_mut() else { return };
        while let Some(cell) =
            self.spanning.iter_mut().find(|(column, left, _)| *column == row.cells.len() && *left > 0)
        {
            cell.1 -= 1;
            row.cells.push(cell.2.clone());
        }
    }

    fn end_row(&mut self) {
        self.end_cell();
        let Some(row) = self.row.take() else { return };
        self.spanning.retain(|(_, left, _)| *left > 0);
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
