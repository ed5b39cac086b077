//! Pages as text, the way a browser saves them or a program takes them out of HTML.

mod bars;
mod example;
mod gaps;
mod header;
mod line;
mod list;
mod stacked;

use super::{
    items,
    row::{Layout, Words, cells},
};
use crate::{
    column::Column,
    document::{Block, Document, Row, Table},
    heading::{Section, is_camel, key, line as heading},
    text::Text,
    words::headings::DOUBTFUL,
};
use gaps::{Gap, What};
use line::{Line, lines, next_filled};

/// A page as text.
pub(crate) fn read(page: &Text, codes: &[String]) -> Document {
    let mut reader = Reader { words: Words::new(page.as_str(), codes), lines: lines(page), ..Reader::default() };
    let mut at = 0;
    while at < reader.lines.len() {
        at += reader.take(at).max(1);
    }
    reader.end_table();
    reader.end_code();
    reader.document
}

#[derive(Default)]
struct Reader {
    words: Words,
    lines: Vec<Line>,
    document: Document,
    table: Option<Open>,
    /// The last table, if only sentences came behind it: a row may still follow.
    left: Option<Open>,
    /// How many empty lines precede this one.
    empty: usize,
    /// The example that goes on until the next heading.
    code: Option<Text>,
    /// What the last heading announced.
    section: Option<Section>,
}

/// A table whose rows may go on.
struct Open {
    table: Table,
    columns: Vec<Column>,
    layout: Layout,
    /// Whether it has no header, being a list of fields.
    items: bool,
    /// Whether a bar follows the last cell of a row.
    closed: bool,
    /// What is in a list and how far apart.
    gaps: Vec<Gap>,
    /// The place of the table among the blocks, once it has one.
    block: Option<usize>,
}

impl Reader {
    /// Takes what starts at a line, and says how many lines that was.
    fn take(&mut self, at: usize) -> usize {
        if self.lines[at].is_empty() {
            self.empty += 1;
            if let Some(code) = &mut self.code {
                code.push("\n", self.lines[at].whole.source(0));
            }
            return 1;
        }
        let empty = std::mem::take(&mut self.empty);
        let apart = empty > 0;
        if let Some((text, count)) = example::fenced(&self.lines, at) {
            self.end_table();
            self.end_code();
            self.document.blocks.push(Block::Code { text });
            return count;
        }
        if let Some((open, count)) = header::header(&self.lines, at) {
            self.end_table();
            self.end_code();
            self.left = None;
            self.table = Some(open);
            return count;
        }
        let bare = self.lines[at].bare.clone();
        if let Some(section) = self.announced(&bare, apart) {
            self.heading(bare, section);
            return 1;
        }
        if apart && is_numbered_heading(bare.as_str()) {
            self.end_table();
            self.end_code();
            self.section = None;
            self.document.blocks.push(Block::Heading { level: 2, text: bare });
            return 1;
        }
        if let Some(code) = &mut self.code {
            let line = &self.lines[at].whole;
            code.append(line);
            code.push("\n", line.source(line.as_str().len()));
            return 1;
        }
        self.item(at, empty)
            .or_else(|| self.row(at, empty))
            .or_else(|| self.value(at))
            .or_else(|| self.example(at))
            .or_else(|| self.go_on(at))
            .unwrap_or_else(|| {
                self.end_table();
                self.document.blocks.push(Block::Paragraph(bare));
                1
            })
    }

    /// What a line announces as a heading.
    fn announced(&self, line: &Text, apart: bool) -> Option<Section> {
        let text = line.as_str();
        // In the middle of a table a line such as `output parameter` is rather the end of a sentence.
        let ends = text.ends_with([':', '：']) || text.starts_with(|letter: char| letter.is_ascii_lowercase());
        let word = DOUBTFUL.contains(&key(text).as_str());
        let open = self.table.as_ref().is_some_and(|open| !open.items);
        if self.section == Some(Section::Types) && is_camel(text) {
            return None;
        }
        heading(text).filter(|_| !(open && !apart && (ends || word)))
    }

    fn heading(&mut self, text: Text, section: Section) {
        self.end_table();
        self.left = None;
        self.end_code();
        self.section = Some(section);
        self.document.blocks.push(Block::Heading { level: level(section), text });
        let example = matches!(section, Section::RequestExample | Section::ResponseExample);
        self.code = example.then(Text::default);
    }

    /// A field of a list without a header.
    fn item(&mut self, at: usize, empty: usize) -> Option<usize> {
        let asked =
            matches!(self.section, Some(Section::Request | Section::Response | Section::Common | Section::Types));
        let free = self.table.as_ref().is_none_or(|open| open.items || !open.columns.contains(&Column::Type));
        if !asked || !free {
            return None;
        }
        let brackets = self.table.as_ref().filter(|open| open.items).map(|open| items::brackets(&open.table));
        let (row, count) = list::item(&self.lines, at, brackets.unwrap_or_default())?;
        if self.table.as_ref().is_none_or(|open| !open.items) {
            self.end_table();
            self.left = None;
            let table = items::list(row.start);
            let (columns, layout) = (items::columns(), Layout::Blanks);
            self.table =
                Some(Open { table, columns, layout, items: true, closed: false, gaps: Vec::new(), block: None });
        }
        let open = self.table.as_mut()?;
        open.gaps.push(Gap { empty, what: What::Field(open.table.rows.len()) });
        open.table.rows.push(row);
        Some(count)
    }

    /// A row of the open table, or more of the last row's sentence. `None` if the table ends here or none is open.
    fn row(&mut self, at: usize, empty: usize) -> Option<usize> {
        let apart = empty > 0;
        let open = self.table.as_mut()?;
        let line = &self.lines[at];
        if bars::is_delimiter(line.as_str()) {
            return Some(1);
        }
        if open.layout == Layout::Marked('|') {
            let ends_row = |at| example::at(&self.lines, at).is_some() || header::header(&self.lines, at).is_some();
            let (row, count) = bars::row(&self.lines, at, open.columns.len(), open.closed, ends_row)?;
            match row {
                Some(row) => open.table.rows.push(row),
                None if apart || open.closed => return None,
                None => more(&mut open.table, &line.bare)?,
            }
            return Some(count);
        }
        if !open.items {
            if let Some(row) = row(&line.bare, open, &self.words, false) {
                open.table.rows.push(row);
                return Some(1);
            }
            let whole = |line: &Line| row(&line.bare, open, &self.words, true).is_some();
            if let Some((row, count)) = stacked::row(&self.lines, at, &open.columns, whole) {
                open.table.rows.push(row);
                return Some(count);
            }
        }
        let text = line.as_str();
        let example = if open.items {
            text.starts_with('{') && !goes_on(&self.lines, at)
        } else {
            example::starts(text) && !text.starts_with('[')
        };
        if example || apart && !open.items && !text.starts_with(['-', '•', '*']) {
            return None;
        }
        more(&mut open.table, &line.bare)?;
        open.gaps.push(Gap { empty, what: What::Words(text.to_owned()) });
        Some(1)
    }

    /// An object inside the sentence of a row: what follows it is a further row of the open table.
    fn value(&mut self, at: usize) -> Option<usize> {
        let asked =
            matches!(self.section, Some(Section::Request | Section::Response | Section::Common | Section::Types));
        let open = self.table.as_ref().filter(|open| asked && !open.items)?;
        if !self.lines[at].as_str().starts_with(['{', '[']) || open.table.rows.is_empty() {
            return None;
        }
        let count = example::value(&self.lines, at)?;
        let inside =
            |at: &usize| heading(self.lines[*at].as_str()).is_none() && header::header(&self.lines, *at).is_none();
        if !(at + count..self.lines.len()).take_while(inside).any(|at| self.starts_row(open, at)) {
            return None;
        }
        let open = self.table.as_mut()?;
        for line in self.lines[at..at + count].iter().filter(|line| !line.is_empty()) {
            more(&mut open.table, &line.bare)?;
        }
        Some(count)
    }

    /// Whether a row of a table starts at a line, whose type is a word that is known.
    fn starts_row(&self, open: &Open, at: usize) -> bool {
        let whole = |line: &Line| row(&line.bare, open, &self.words, true).is_some();
        !self.lines[at].is_empty() && whole(&self.lines[at])
            || stacked::row(&self.lines, at, &open.columns, whole).is_some()
    }

    /// An exchange that is under no heading of its own.
    fn example(&mut self, at: usize) -> Option<usize> {
        let (text, count) = example::at(&self.lines, at)?;
        self.end_table();
        self.left = None;
        self.document.blocks.push(Block::Code { text });
        Some(count)
    }

    fn end_table(&mut self) {
        let Some(mut open) = self.table.take() else { return };
        let mut table = std::mem::take(&mut open.table);
        if open.items {
            gaps::nest(&mut table, &open.gaps);
            items::complete(&mut table);
        }
        if let Some(block) = open.block {
            self.document.blocks[block] = Block::Table(table);
        } else {
            open.block = Some(self.document.blocks.len());
            self.document.blocks.push(Block::Table(table));
        }
        self.left = Some(open).filter(|open| !open.items);
    }

    /// A sentence with an empty line in it did not end the table after all.
    fn go_on(&mut self, at: usize) -> Option<usize> {
        let open = self.left.as_ref().filter(|open| self.table.is_none() && open.layout != Layout::Marked('|'))?;
        let found = row(&self.lines[at].bare, open, &self.words, true).map(|row| (row, 1));
        let whole = |line: &Line| row(&line.bare, open, &self.words, true).is_some();
        let (row, count) = found.or_else(|| stacked::row(&self.lines, at, &open.columns, whole))?;
        let mut open = self.left.take()?;
        if let Some(Block::Table(table)) = open.block.and_then(|block| self.document.blocks.get_mut(block)) {
            open.table = std::mem::take(table);
            open.table.rows.push(row);
            self.table = Some(open);
        }
        Some(count)
    }

    fn end_code(&mut self) {
        let Some(text) = self.code.take().filter(|code| !code.is_empty()) else { return };
        if text.lines().any(|(_, line)| example::starts(line.trim_start())) {
            self.document.blocks.push(Block::Code { text });
        } else {
            self.document.blocks.push(Block::Paragraph(text.trimmed()));
        }
    }
}

/// Whether another field of a list comes before the next heading.
fn goes_on(lines: &[Line], at: usize) -> bool {
    let before = (at..lines.len()).take_while(|at| heading(lines[*at].as_str()).is_none());
    before.into_iter().any(|at| list::item(lines, at, 0).is_some())
}

/// Adds a line to the last cell of the last row.
fn more(table: &mut Table, line: &Text) -> Option<()> {
    let cell = table.rows.last_mut()?.cells.last_mut()?;
    // A list of values may be broken before its commas and its end.
    let last = cell.as_str().lines().last().unwrap_or_default();
    let inside = last.matches('[').count() > last.matches(']').count() && !last.ends_with('[');
    if !(line.as_str().starts_with([',', '，', '、']) || inside && line.as_str().starts_with(']')) {
        cell.end_line(line.start());
    }
    cell.append(line);
    Some(())
}

/// A line as a row of a table. `strict` wants types whose words are known.
fn row(line: &Text, open: &Open, words: &Words, strict: bool) -> Option<Row> {
    let cells = cells(line, &open.columns, open.layout, words, strict)?;
    Some(Row { cells, depth: None, inner: Vec::new(), start: line.start() })
}

/// A heading inside another section has a deeper level, so that the section goes on behind it.
fn level(section: Section) -> u8 {
    if matches!(section, Section::RequestExample | Section::ResponseExample) { 3 } else { 2 }
}

/// `5. Developer Resources`
fn is_numbered_heading(line: &str) -> bool {
    let Some((number, rest)) = line.split_once(['.', '、']) else { return false };
    let word = rest.trim_start();
    number.len() <= 2
        && number.bytes().all(|byte| byte.is_ascii_digit())
        && !number.is_empty()
        && word.chars().count() < 40
        && !word.ends_with(['.', '。', ':', '：', ';', '；'])
        && !word.contains(['。', ','])
        && !word.contains(['|', '\t'])
}
