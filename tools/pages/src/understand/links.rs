//! Which table's fields belong to which field.

use super::tables::NamedTable;
use crate::facts::{Field, FieldType};
use percent_encoding::percent_decode_str;

/// A table of fields with the names it goes by.
pub(super) struct Linked {
    /// The names as [`key`] makes them.
    keys: Vec<String>,
    /// The name to show.
    pub(super) name: String,
    pub(super) fields: Vec<Field>,
    pub(super) used: bool,
}

impl Linked {
    pub(super) fn new(table: &NamedTable, name: String) -> Self {
        let keys = table.names.iter().map(|name| key(name)).collect();
        Self { keys, name, fields: table.fields.clone(), used: false }
    }

    /// Whether another table goes by one of the same names.
    pub(super) fn is(&self, table: &NamedTable) -> bool {
        table.names.iter().any(|name| self.is_called(name))
    }

    /// Whether that is one of its names.
    pub(super) fn is_called(&self, name: &str) -> bool {
        self.keys.contains(&key(name))
    }
}

/// A name without anything in which spellings of it differ.
pub(super) fn key(name: &str) -> String {
    name.chars().filter(|letter| letter.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// The names of tables to which links in a field's row lead.
pub(super) fn linked(field: &Field) -> impl Iterator<Item = String> + '_ {
    let ids = field.links.iter().filter_map(|target| target.rsplit_once('#')).map(|(_, id)| id);
    ids.map(|id| key(&percent_decode_str(id).decode_utf8_lossy())).filter(|id| !id.is_empty())
}

/// The names under which a field may find the table with its fields, the surest first.
pub(super) fn wanted(field: &Field) -> Vec<String> {
    let mut names: Vec<String> = linked(field).collect();
    if let Some(FieldType::Named(name)) = field.kind.as_ref().map(|kind| kind.value.word.innermost()) {
        names.push(key(name));
    }
    if field.kind.as_ref().is_none_or(|kind| kind.value.word.has_fields()) {
        names.push(key(&field.name.value));
    }
    names
}

/// Deeper than any answer is nested.
const DEEPEST: usize = 16;

/// Gives every field without fields of its own those of the table it names.
pub(super) fn fill(fields: &mut [Field], tables: &mut [Linked], open: &mut Vec<usize>) {
    for field in fields {
        let may = field.fields.is_empty() && field.kind.as_ref().is_none_or(|kind| kind.value.word.has_fields());
        let found = wanted(field)
            .iter()
            .filter(|name| !name.is_empty())
            .find_map(|name| tables.iter().position(|table| table.keys.contains(name)));
        if let Some(index) = found {
            tables[index].used = true;
        }
        // A text may be described by a table too, as one that holds JSON.
        let Some(index) = found.filter(|_| may) else {
            fill(&mut field.fields, tables, open);
            continue;
        };
        field.of = Some(tables[index].name.clone());
        // A type inside itself ends here, by its name.
        if !open.contains(&index) && open.len() < DEEPEST {
            field.fields.clone_from(&tables[index].fields);
            open.push(index);
            fill(&mut field.fields, tables, open);
            open.pop();
        }
    }
}
