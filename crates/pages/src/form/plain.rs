//! Pages as text, the way a browser saves them.

use super::row::cells;
use crate::{
    column::{Column, columns_of},
    document::{Block, Document, Row, Table},
    heading::{Section, line as heading},
    text::Text,
};

/// A page as text.
pub(crate) fn read(page: &str) -> Document {
    let mut reader = Reader::default();
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
    document: Document,
    table: Option<(Table, Vec<Column>)>,
    /// Whether an empty line stands before this one.
    apart: bool,
    /// The example that goes on until the next heading.
    code: Option<Text>,
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
        if let Some(section) = heading(text) {
            self.end_table();
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
            self.table = Some((table, columns.into_iter().map(|(column, ..)| column).collect()));
        } else if let Some(code) = &mut self.code {
            code.append(line);
            code.push("\n", line.source(line.as_str().len()));
        } else if self.table.is_some() {
            self.row(bare, apart);
        } else {
            self.document.blocks.push(Block::Paragraph(bare));
        }
    }

    /// A row of the open table, or more of the last row's sentence, or the end of the table.
    fn row(&mut self, line: Text, apart: bool) {
        let Some((table, columns)) = &mut self.table else { return };
        if let Some(cells) = cells(&line, columns) {
            table.rows.push(Row { cells, depth: None, inner: Vec::new(), start: line.start() });
            return;
        }
        let ends =
            apart && (table.rows.is_empty() || !line.as_str().starts_with(['-', '•', '*']) && !table.rows.is_empty());
        let last = table.rows.last_mut().and_then(|row| row.cells.last_mut());
        match last {
            Some(cell) if !ends => {
                cell.end_line(line.start());
                cell.append(&line);
            }
            _ => {
                self.end_table();
                self.document.blocks.push(Block::Paragraph(line));
            }
        }
    }

    fn end_table(&mut self) {
        self.document.blocks.extend(self.table.take().map(|(table, _)| Block::Table(table)));
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
