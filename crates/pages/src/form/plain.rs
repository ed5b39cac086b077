//! Pages as text, the way a browser saves them.

use super::row::{Layout, Words, cells};
use crate::{
    column::{Column, columns_of},
    document::{Block, Document, Row, Table},
    heading::{Section, key, line as heading},
    text::Text,
};

/// A page as text.
pub(crate) fn read(page: &str) -> Document {
    let mut reader = Reader { words: Words::new(page), ..Reader::default() };
    let mut at = 0;
    for line in page.split_inclusive('\n') {
        let bare = line.trim_end_matches(['\n', '\r']);
        reader.line(&Text::new(bare, at));
        at += line.len();
    }
    reader.end_table();
    reader.end_code();
    reader.document
}

#[derive(Default)]
struct Reader {
    words: Words,
    document: Document,
    table: Option<Open>,
    /// The last table, if only sentences came behind it: a row may still follow.
    left: Option<Open>,
    /// Whether an empty line stands before this one.
    apart: bool,
    /// The example that goes on until the next heading.
    code: Option<Text>,
}

/// A table whose rows may go on.
struct Open {
    table: Table,
    columns: Vec<Column>,
    layout: Layout,
    /// The place of the table among the blocks, once it has one.
    block: Option<usize>,
}

impl Reader {
    fn line(&mut self, line: &Text) {
        let bare = line.trimmed();
        let text = bare.as_str();
        if text.is_empty() {
            self.apart = true;
            if let Some(code) = &mut self.code {
                code.push("\n", line.source(0));
            }
            return;
        }
        let apart = std::mem::take(&mut self.apart);
        // In the middle of a table a line such as `output parameter` is rather the end of a sentence.
        let ends = text.ends_with([':', '：']) || text.starts_with(|letter: char| letter.is_ascii_lowercase());
        let sentence =
            self.table.is_some() && !apart && (ends || matches!(key(text).as_str(), "example" | "examples" | "示例"));
        if let Some(section) = heading(text).filter(|_| !sentence) {
            self.end_table();
            self.left = None;
            self.end_code();
            self.document.blocks.push(Block::Heading { level: level(section), text: bare });
            let example = matches!(section, Section::RequestExample | Section::ResponseExample);
            self.code = example.then(Text::default);
        } else if apart && is_numbered_heading(text) {
            self.end_table();
            self.end_code();
            self.document.blocks.push(Block::Heading { level: 2, text: bare });
        } else if let Some(columns) = columns_of(text) {
            self.end_table();
            self.end_code();
            let header = columns.iter().map(|(_, start, end)| bare.slice(*start..*end)).collect();
            let table = Table { header, rows: Vec::new(), start: bare.start() };
            let glued = columns.windows(2).any(|pair| pair[0].2 == pair[1].1);
            let mark = ['\t', '|'].into_iter().find(|mark| text.contains(*mark));
            let layout = mark.map_or(if glued { Layout::Glued } else { Layout::Blanks }, Layout::Marked);
            let columns = columns.into_iter().map(|(column, ..)| column).collect();
            self.left = None;
            self.table = Some(Open { table, columns, layout, block: None });
        } else if let Some(code) = &mut self.code {
            code.append(line);
            code.push("\n", line.source(line.as_str().len()));
        } else if self.table.is_some() {
            self.row(bare, apart);
        } else if let Some(row) = self.left.as_ref().and_then(|left| row(&bare, left, &self.words, true)) {
            self.go_on(row);
        } else {
            self.document.blocks.push(Block::Paragraph(bare));
        }
    }

    /// A row of the open table, or more of the last row's sentence, or the end of the table.
    fn row(&mut self, line: Text, apart: bool) {
        let Some(open) = &mut self.table else { return };
        if let Some(row) = row(&line, open, &self.words, false) {
            open.table.rows.push(row);
            return;
        }
        let last = open.table.rows.last_mut().and_then(|row| row.cells.last_mut());
        if let Some(cell) = last.filter(|_| !apart || line.as_str().starts_with(['-', '•', '*'])) {
            cell.end_line(line.start());
            cell.append(&line);
        } else {
            self.end_table();
            self.document.blocks.push(Block::Paragraph(line));
        }
    }

    fn end_table(&mut self) {
        let Some(mut open) = self.table.take() else { return };
        let table = std::mem::take(&mut open.table);
        if let Some(block) = open.block {
            self.document.blocks[block] = Block::Table(table);
        } else {
            open.block = Some(self.document.blocks.len());
            self.document.blocks.push(Block::Table(table));
        }
        self.left = Some(open);
    }

    /// A sentence with an empty line in it did not end the table after all.
    fn go_on(&mut self, row: Row) {
        let Some(mut open) = self.left.take() else { return };
        if let Some(Block::Table(table)) = open.block.and_then(|block| self.document.blocks.get_mut(block)) {
            open.table = std::mem::take(table);
            open.table.rows.push(row);
            self.table = Some(open);
        }
    }

    fn end_code(&mut self) {
        let Some(text) = self.code.take().filter(|code| !code.is_empty()) else { return };
        let starts = ["{", "[", "http", "GET ", "POST ", "curl"];
        if text.lines().any(|(_, line)| starts.iter().any(|start| line.trim_start().starts_with(start))) {
            self.document.blocks.push(Block::Code { text });
        } else {
            self.document.blocks.push(Block::Paragraph(text.trimmed()));
        }
    }
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
