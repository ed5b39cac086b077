//! Rows of a table to fields inside one another.

use super::Walk;
use crate::{
    cell::{Name, kind, name, required},
    column::{Column, column},
    document::{Row, Table},
    facts::{Field, FieldType, Limit, ListNotation, Location, TypeWord},
    heading::Section,
    pattern::{has, meaning},
    position::Located,
    sentence,
    text::Text,
    words::{calls, columns, defaults::JSON, names, required::BARE_CONDITIONS},
};

/// A row with how deep it is.
struct Nested {
    depth: usize,
    /// The fields it belongs to, where its own name says so.
    path: Vec<String>,
    field: Field,
}

impl Walk<'_> {
    /// The fields of a table.
    pub(super) fn fields(&mut self, table: &Table, columns: &[Column]) -> Vec<Field> {
        let mut rows = Vec::new();
        let mut indents: Vec<usize> = Vec::new();
        for row in &table.rows {
            let Some((name, field)) = self.field(row, columns) else { continue };
            let depth = row.depth.unwrap_or_else(|| depth(&mut indents, name.indent));
            let path = name.parts[..name.parts.len() - 1].to_vec();
            rows.push(Nested { depth, path, field });
        }
        let mut rows = rows.into_iter().peekable();
        let mut fields: Vec<Field> = Vec::new();
        let mut raised = Vec::new();
        while let Some(row) = rows.next() {
            nest(&mut fields, row, &mut rows, &mut raised);
        }
        self.facts.unclear.append(&mut raised);
        fields
    }

    fn field(&mut self, row: &Row, columns: &[Column]) -> Option<(Name, Field)> {
        let cell = |wanted: Column| {
            let index = columns.iter().position(|column| *column == wanted)?;
            row.cells.get(index).filter(|cell| !cell.is_empty())
        };
        let written = cell(Column::Name);
        let Some((text, name)) = written.and_then(|text| Some((text, name(text.as_str())?))) else {
            let message = row.cells.iter().map(Text::flat).collect::<Vec<_>>().join(" | ");
            self.unclear(format!("a row without the name of a field: {message}"), row.start);
            return None;
        };
        if self.vendors.is_host(text.as_str()) {
            // Some tables begin with where to send the call.
            self.call.read_text(text, None, self.lines, self.vendors);
            self.facts.rows.understood += 1;
            return None;
        }
        let last = name.parts.last()?.clone();
        let mut field = Field::new(self.lines.at(last, text.source(name.span.0)));
        field.list_notation = name.list_notation;
        field.location = self.location.or_else(|| cell(Column::Location).and_then(|text| place(text.as_str())));
        let mut clear = true;
        if !name.rest.is_empty() && !name.rest.starts_with(['(', '（', '*', '<']) && name.rest.chars().count() > 12 {
            self.unclear(format!("`{}` is followed by other text: {}", field.name.value, name.rest), text.start());
            clear = false;
        }
        clear &= self.read_type(&mut field, cell(Column::Type), columns, row);
        clear &= self.read_required(&mut field, cell(Column::Required), columns, row);
        self.read_description(
            &mut field,
            cell(Column::Description),
            cell(Column::Default),
            cell(Column::Example),
            cell(Column::Limits),
        );
        if let Some(text) = cell(Column::Description) {
            clear &= !self.is_limited_with_others(&field, text);
            self.note_unread(&field, text);
            if matches!(self.section(), Section::Request) && is_time(&field) {
                self.call.read_window(text, self.lines);
            }
            self.read_common(&field.name.value, text);
            if field.name.value == calls::ACTION {
                // Some pages have the address nowhere else.
                self.call.read_text(text, None, self.lines, self.vendors);
            }
        }
        for text in &row.cells {
            field.links.extend(text.links.iter().map(|link| link.target.clone()));
            // Markdown inside HTML stays as it is.
            let raw = text.as_str().split("](#").skip(1).filter_map(|rest| rest.split_once(')'));
            field.links.extend(raw.map(|(id, _)| format!("#{id}")));
        }
        for inner in &row.inner {
            let columns: Vec<Column> = inner.header.iter().map(|cell| column(cell.as_str())).collect();
            if columns.contains(&Column::Value) && !columns.contains(&Column::Name) {
                let values = self.values_in(inner, &columns);
                field.values.extend(values);
                continue;
            }
            let found = self.fields(inner, &columns);
            field.fields.extend(found);
        }
        self.facts.rows.understood += usize::from(clear);
        Some((name, field))
    }

    fn read_type(&mut self, field: &mut Field, cell: Option<&Text>, columns: &[Column], row: &Row) -> bool {
        let Some(cell) = cell else {
            let stated = columns.contains(&Column::Type);
            let message = if stated { "has no type" } else { "is in a table without types" };
            self.unclear(format!("`{}` {message}", field.name.value), row.start);
            return false;
        };
        let Some(word) = kind(cell.as_str()) else {
            let message = format!("`{}` has an unknown type: {}", field.name.value, cell.flat());
            self.untyped.push((field.name.position, self.lines.at(message, cell.start())));
            return false;
        };
        let word = match (&word, field.list_notation) {
            (FieldType::List(_) | FieldType::Any, _) | (_, None) => word,
            (_, Some(ListNotation::Brackets | ListNotation::Numbered)) => FieldType::List(Box::new(word)),
        };
        field.kind = Some(self.lines.at(TypeWord { word, written: cell.flat(), means: None }, cell.start()));
        true
    }

    fn read_required(&mut self, field: &mut Field, cell: Option<&Text>, columns: &[Column], row: &Row) -> bool {
        if !columns.contains(&Column::Required) {
            return true;
        }
        let Some(cell) = cell else {
            self.unclear(format!("`{}` does not say whether it is required", field.name.value), row.start);
            return false;
        };
        field.required = required(cell.as_str()).map(|required| self.lines.at(required, cell.start()));
        if field.required.is_none() {
            self.unclear(
                format!("cannot tell whether `{}` is required: {}", field.name.value, cell.flat()),
                cell.start(),
            );
        }
        field.required.is_some()
    }

    pub(super) fn read_description(
        &self,
        field: &mut Field,
        description: Option<&Text>,
        default: Option<&Text>,
        example: Option<&Text>,
        limits: Option<&Text>,
    ) {
        let stated = |text: &Text| -> Option<Located<String>> {
            let flat = text.flat();
            let flat = flat.trim_matches('`');
            (!columns::EMPTY.contains(&flat)).then(|| self.lines.at(flat.to_owned(), text.start()))
        };
        // A row that lacks its example has its description one cell too early.
        let (example, description) = match (example, description.filter(|text| !text.flat().is_empty())) {
            (Some(text), None) if is_sentence(text.as_str()) => (None, Some(text)),
            cells => cells,
        };
        field.default = default.and_then(stated);
        field.example = example.and_then(stated);
        let kind = field.kind.as_ref().map(|kind| kind.value.word.clone());
        for text in limits.into_iter().chain(description) {
            let words = text.as_str();
            let place = |offset: usize| text.source(offset);
            let found = sentence::limits(words, kind.as_ref(), &field.name.value);
            let special = sentence::special(words, &found);
            field.special.extend(special.into_iter().map(|(number, at)| self.lines.at(number, place(at))));
            field.limits.extend(found.into_iter().map(|(limit, at)| self.lines.at(limit, place(at))));
        }
        if let Some(text) = limits {
            let values = sentence::values_alone(text.as_str(), kind.as_ref()).into_iter();
            field.values = values.map(|(value, at)| self.lines.at(value, text.source(at))).collect();
        }
        let Some(text) = description else { return };
        let words = text.as_str();
        let at = |offset: usize| self.lines.position(text.source(offset));
        let placed = |(value, offset): (String, usize)| Located { value, position: at(offset) };
        field.description = Some(self.lines.at(words.to_owned(), text.start()));
        field.default = field.default.take().or_else(|| sentence::default(words, kind.as_ref()).map(placed));
        field.example = field.example.take().or_else(|| sentence::example(words).map(placed));
        let values = sentence::values(words, kind.as_ref());
        if !values.is_empty() {
            field.values = values.into_iter().map(|(value, offset)| Located { value, position: at(offset) }).collect();
        }
        field.nullable = sentence::nullable(words).map(|offset| Located { value: true, position: at(offset) });
        if kind == Some(FieldType::String) {
            field.joined = sentence::joined(words).map(placed);
        }
        if let Some(required) = &mut field.required {
            // `条件必选` names no condition; the description may.
            let named = required.value.condition.take();
            let bare = named.as_ref().is_none_or(|named| BARE_CONDITIONS.contains(&named.to_lowercase().as_str()));
            required.value.condition = bare.then(|| sentence::condition(words)).flatten().or(named);
        }
        if let Some(kind) = &mut field.kind {
            kind.value.means = means(kind.value.word.innermost(), words);
        }
    }

    /// Notes what the description of a parameter states by known words and was not read.
    fn note_unread(&mut self, field: &Field, text: &Text) {
        let asked = matches!(self.section(), Section::Request | Section::Types);
        if let Some((what, at)) = sentence::unread(text.as_str(), field).filter(|_| asked) {
            let message = format!("`{}` has {what} that was not read", field.name.value);
            self.facts.unread.push(self.lines.at(message, text.source(at)));
        }
    }

    /// Notes a limit that is stated together with those of others, `at most 64 and 128 bytes respectively`, and was not read.
    fn is_limited_with_others(&mut self, field: &Field, text: &Text) -> bool {
        let kind = field.kind.as_ref().map(|kind| kind.value.word.clone());
        let Some(plain) = sentence::of_several(text.as_str()) else { return false };
        let known = |limit: &Limit| field.limits.iter().any(|known| known.value == *limit);
        let mut lost =
            sentence::limits(&plain, kind.as_ref(), &field.name.value).into_iter().filter(|(limit, _)| !known(limit));
        let Some((_, at)) = lost.next() else { return false };
        let message =
            format!("`{}` is limited together with others, which was not read: {}", field.name.value, text.flat());
        self.unclear(message, text.source(at));
        true
    }

    pub(super) fn unclear(&mut self, message: String, offset: usize) {
        let message = self.lines.at(message, offset);
        self.facts.unclear.push(message);
    }
}

/// Whether a parameter is a point in time, by its type or its name.
fn is_time(field: &Field) -> bool {
    let means =
        field.kind.as_ref().is_some_and(|kind| kind.value.means.is_some() || kind.value.word == FieldType::Rfc3339);
    let name = field.name.value.to_lowercase();
    means || has(&name, names::TIMES) || name.ends_with(names::TIMESTAMP)
}

/// The point in time that a number or a text stands for.
fn means(kind: &FieldType, words: &str) -> Option<FieldType> {
    match sentence::time(words)? {
        sentence::Time::Rfc3339 if matches!(kind, FieldType::String | FieldType::Rfc3339) => Some(FieldType::Rfc3339),
        sentence::Time::Seconds if kind.is_integer() || *kind == FieldType::Number => Some(FieldType::UnixSeconds),
        sentence::Time::Millis if kind.is_integer() || *kind == FieldType::Number => Some(FieldType::UnixMillis),
        _ => None,
    }
}

/// Whether words end as a sentence does.
fn is_sentence(words: &str) -> bool {
    let words = words.trim_end();
    words.ends_with('。') || words.ends_with('.') && words.contains(' ')
}

fn place(word: &str) -> Option<Location> {
    meaning(&word.trim().to_lowercase(), columns::LOCATIONS)
}

/// How deep a row is whose name is indented by `indent`, after rows indented by `open`.
fn depth(open: &mut Vec<usize>, indent: usize) -> usize {
    while open.last().is_some_and(|last| *last >= indent) {
        open.pop();
    }
    open.push(indent);
    open.len() - 1
}

/// Puts a row and all rows below it into `fields`. What is below a text or a number, which have no fields, is put next to it
/// and noted in `raised`.
fn nest(
    fields: &mut Vec<Field>,
    row: Nested,
    rows: &mut std::iter::Peekable<impl Iterator<Item = Nested>>,
    raised: &mut Vec<Located<String>>,
) {
    let Nested { depth, path, mut field } = row;
    while rows.peek().is_some_and(|next| next.depth > depth) {
        let Some(inner) = rows.next() else { break };
        nest(&mut field.fields, inner, rows, raised);
    }
    let scalar = field.kind.as_ref().filter(|kind| !kind.value.word.has_fields() && !field.fields.is_empty());
    let Some(kind) = scalar.map(|kind| kind.value.word.clone()) else {
        place_in(fields, &path, field);
        return;
    };
    let name = &field.name.value;
    if kind == FieldType::String && is_json(&field) {
        let value = format!("`{name}` is a text that holds JSON: its fields are in no spec");
        raised.push(Located { value, position: field.name.position });
        place_in(fields, &path, field);
        return;
    }
    let inner = std::mem::take(&mut field.fields);
    for field in &inner {
        let value = format!(
            "`{}` is in `{name}`, a `{kind}`, which has no fields: it was read as next to it",
            field.name.value
        );
        raised.push(Located { value, position: field.name.position });
    }
    place_in(fields, &path, field);
    for field in inner {
        place_in(fields, &path, field);
    }
}

/// Whether the description of a text says that there is JSON in it.
fn is_json(field: &Field) -> bool {
    field.description.as_ref().is_some_and(|text| text.value.to_lowercase().contains(JSON))
}

/// Puts a field where its path leads; fields on the way that have no row of their own are made.
fn place_in(fields: &mut Vec<Field>, path: &[String], field: Field) {
    let Some((first, rest)) = path.split_first() else {
        fields.push(field);
        return;
    };
    let index = fields.iter().position(|known| known.name.value == *first).unwrap_or_else(|| {
        let mut made = Field::new(Located { value: first.clone(), position: field.name.position });
        made.location = field.location;
        fields.push(made);
        fields.len() - 1
    });
    place_in(&mut fields[index].fields, rest, field);
}
