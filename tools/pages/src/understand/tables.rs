//! Which table says what.

use super::Walk;
use crate::{
    column::{Column, column},
    document::{Row, Table},
    facts::{Field, Value},
    heading::{Section, key},
    position::Located,
    text::Text,
    words::columns::STATUS,
};

/// A table of fields, before it is known whose fields they are.
pub(super) struct NamedTable {
    /// Names it may have.
    pub(super) names: Vec<String>,
    /// The name to show.
    pub(super) name: Option<String>,
    /// The heading before it, which links may lead to.
    pub(super) heading: Option<String>,
    pub(super) section: Section,
    pub(super) fields: Vec<Field>,
    /// The page's offset of its start.
    pub(super) start: usize,
    /// What the page says right before it.
    pub(super) about: Option<Text>,
    /// Whether a column says what is required.
    pub(super) required: bool,
    /// Whether it has a further column with names for people, as tables of measures have.
    pub(super) named_twice: bool,
}

impl Walk<'_> {
    pub(super) fn table(&mut self, table: &Table) {
        let mut columns: Vec<Column> = table.header.iter().map(|cell| column(cell.as_str())).collect();
        let codes = columns.iter().filter(|column| **column == Column::Code).count();
        for (column, cell) in columns.iter_mut().zip(&table.header) {
            if codes > 1 && *column == Column::Code && STATUS.contains(&key(cell.as_str()).as_str()) {
                *column = Column::HttpStatus;
            }
        }
        let has = |wanted| columns.contains(&wanted);
        let asked = matches!(
            self.section(),
            Section::Request | Section::Response | Section::Common | Section::Types | Section::Codes
        );
        if !has(Column::Required) && self.section() != Section::Codes && self.lists_actions(table) {
            self.set_aside(table, false);
        } else if has(Column::Name) && (has(Column::Type) || has(Column::Required)) && self.section() != Section::Codes
        {
            self.fields_table(table, &columns);
        } else if self.is_code_table(&columns) {
            self.codes_table(table, &columns);
        } else if has(Column::Value) && has(Column::Description) && self.values_table(table, &columns) {
            self.facts.rows.present += table.count();
        } else if has(Column::Name) && asked && self.section() != Section::Codes {
            self.fields_table(table, &columns);
        } else {
            self.set_aside(table, asked);
        }
    }

    fn is_code_table(&self, columns: &[Column]) -> bool {
        let has = |wanted| columns.contains(&wanted);
        let coded = has(Column::Code) && columns.len() > 1 && !has(Column::Type);
        coded
            || self.section() == Section::Codes && (has(Column::Name) || has(Column::Value)) && has(Column::Description)
    }

    fn fields_table(&mut self, table: &Table, columns: &[Column]) {
        let section = match self.section() {
            known @ (Section::Request | Section::Response | Section::Common | Section::Types) => known,
            _ if columns.contains(&Column::Required) => Section::Request,
            _ => Section::Response,
        };
        self.facts.rows.present += table.count();
        self.note_lost_columns(table, columns);
        let fields = self.fields(table, columns);
        let (names, name) = (std::mem::take(&mut self.names), self.name.take());
        let (heading, about) = (self.last_heading.take(), self.before.clone());
        let required = columns.contains(&Column::Required);
        let named_twice = columns.first() == Some(&Column::Other);
        let start = table.start;
        self.tables.push(NamedTable { names, name, heading, section, fields, start, about, required, named_twice });
    }

    /// A column that is not known may say what is required, or how something is limited.
    fn note_lost_columns(&mut self, table: &Table, columns: &[Column]) {
        if columns.first() == Some(&Column::Other) {
            return;
        }
        let lost =
            table.header.iter().zip(columns).filter(|(cell, column)| **column == Column::Other && !cell.is_empty());
        for (cell, _) in lost {
            let message = format!("a column that is not understood: {}", cell.flat());
            self.unclear(message, cell.start());
        }
    }

    /// A table of the values that the field before it, or the field it is named after, can have.
    fn values_table(&mut self, table: &Table, columns: &[Column]) -> bool {
        let names: Vec<String> = self.names.iter().map(|name| name.to_lowercase()).collect();
        if !self.tables.iter_mut().rev().any(|known| named(&mut known.fields, &names).is_some()) {
            return false;
        }
        let values = self.values_in(table, columns);
        if let Some(field) = self.tables.iter_mut().rev().find_map(|known| named(&mut known.fields, &names)) {
            field.values.extend(values);
        }
        true
    }

    /// The values in a table, each with its meaning.
    pub(super) fn values_in(&mut self, table: &Table, columns: &[Column]) -> Vec<Located<Value>> {
        let cell = |row: &Row, wanted: Column| {
            columns.iter().position(|column| *column == wanted).and_then(|index| row.cells.get(index).cloned())
        };
        let mut values = Vec::new();
        for row in &table.rows {
            let Some(value) = cell(row, Column::Value).filter(|value| !value.is_empty()) else { continue };
            let meaning = cell(row, Column::Description).map(|text| text.flat()).filter(|text| !text.is_empty());
            let is = value.flat().trim_matches(['`', '"']).to_owned();
            values.push(self.lines.at(Value { is, meaning }, value.start()));
        }
        self.facts.rows.understood += values.len();
        values
    }

    /// A row that says how an action is called, one thing in each cell: the header says what.
    fn call_in_row(&mut self, table: &Table, row: &Row) {
        for (at, cell) in row.cells.iter().enumerate() {
            let mut words = Text::default();
            if let Some(header) = table.header.get(at) {
                words.append(header);
                words.push("：", header.start());
            }
            words.append(cell);
            self.call.read_text(&words, None, self.lines, self.vendors);
        }
    }

    /// A table that is no part of a call: its words may still speak of quotas and the like.
    fn set_aside(&mut self, table: &Table, asked: bool) {
        for row in &table.rows {
            let mut words = Text::default();
            for cell in &row.cells {
                if !words.is_empty() {
                    words.push("：", cell.start());
                }
                words.append(cell);
            }
            if self.call.is_of_another(words.as_str()) {
                continue;
            }
            if words.as_str().contains("://") && words.as_str().contains("Action=") {
                self.call_in_row(table, row);
            } else {
                self.call.read_text(&words, None, self.lines, self.vendors);
            }
        }
        let header: Vec<String> = table.header.iter().map(Text::flat).collect();
        let parsed = format!("a table with the columns {}, {} rows", header.join(" | "), table.count());
        let parsed = self.lines.at(parsed, table.start);
        if asked && !table.rows.is_empty() {
            self.facts.rows.present += table.count();
            self.facts.unclear.push(parsed);
        } else {
            self.facts.ignored_tables.push(parsed);
        }
    }
}

fn named<'f>(fields: &'f mut [Field], names: &[String]) -> Option<&'f mut Field> {
    for field in fields {
        if names.contains(&field.name.value.to_lowercase()) {
            return Some(field);
        }
        if let Some(found) = named(&mut field.fields, names) {
            return Some(found);
        }
    }
    None
}
