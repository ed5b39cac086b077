//! Fields whose nesting got lost when the page was saved, put back as an example has them.

use super::{
    Walk,
    links::{Linked, wanted},
};
use crate::{
    facts::{Direction, Example, Field, FieldType},
    heading::Section,
    position::Located,
    vendors::Vendors,
};
use serde_json::{Map, Value};

type Members = Map<String, Value>;

impl Walk<'_> {
    /// Fields nested as the example has them, where the page has lost it.
    pub(super) fn nested(&mut self, section: Section, fields: Vec<Field>, linked: &[Linked]) -> Vec<Field> {
        let part = if section == Section::Response { Direction::Response } else { Direction::Request };
        let shown = bodies(&self.facts.examples, part, self.vendors);
        let Some(nested) = by_example(&fields, shown, |field| has_table(field, linked)) else { return fields };
        inferred(&fields, &nested, &mut self.facts.inferred);
        nested
    }

    /// The same for the fields of a type.
    pub(super) fn nest_type(&mut self, linked: &mut [Linked], index: usize) {
        let table = &linked[index];
        let shown = objects(&self.facts.examples, |name| table.is_called(name));
        let Some(nested) = by_example(&table.fields, shown, |field| has_table(field, linked)) else { return };
        inferred(&table.fields, &nested, &mut self.facts.inferred);
        if let Some(record) = self.facts.types.iter_mut().find(|record| record.name.value == table.name) {
            record.fields.clone_from(&nested);
        }
        linked[index].fields = nested;
    }
}

/// Whether a field's own fields are in a table of their own.
fn has_table(field: &Field, linked: &[Linked]) -> bool {
    wanted(field).iter().any(|name| linked.iter().any(|table| table.is_called(name)))
}

/// Says which fields have others inside them now.
fn inferred(before: &[Field], now: &[Field], found: &mut Vec<Located<String>>) {
    for field in now.iter().filter(|field| !field.fields.is_empty()) {
        let known = before.iter().find(|known| known.name.position == field.name.position);
        if known.is_none_or(|known| known.fields.is_empty()) {
            let value = format!("the fields of `{}`", field.name.value);
            found.push(Located { value, position: field.name.position });
        }
        inferred(known.map_or(&[], |known| &known.fields), &field.fields, found);
    }
}

/// Nests fields as the vendor's own example does, whose `bodies` show objects that have these fields. Those that are
/// `described` have a table of their own. `None` if no field lacks its own or if no example shows them.
fn by_example(fields: &[Field], bodies: Vec<Members>, described: impl Fn(&Field) -> bool) -> Option<Vec<Field>> {
    let mut rows = Vec::new();
    flatten(fields, None, &described, &mut rows);
    if !rows.iter().any(Flat::is_open) {
        return None;
    }
    let known = |body: &Members| fields.iter().filter(|field| body.contains_key(&field.name.value)).count();
    let root = bodies.into_iter().max_by_key(known)?;
    let depths = depths(&rows, root);
    let gained =
        |(index, row): (usize, &Flat)| row.is_open() && depths.get(index + 1).is_some_and(|next| *next > depths[index]);
    if !rows.iter().enumerate().any(gained) {
        return None;
    }
    let mut rows = rows.into_iter().map(|row| row.field).zip(depths).peekable();
    let mut nested = Vec::new();
    while let Some((field, depth)) = rows.next() {
        nested.push(with_inner(field, depth, &mut rows));
    }
    Some(nested)
}

/// A field without those inside it.
struct Flat {
    field: Field,
    /// The field it is known to belong to: its place among all.
    parent: Option<usize>,
    /// Whether it is known to have fields here.
    has_fields: bool,
    /// Whether a table of its own has them.
    described: bool,
}

impl Flat {
    /// Whether it is an object of which nothing says what is in it.
    fn is_open(&self) -> bool {
        let kind = self.field.kind.as_ref().map(|kind| kind.value.word.innermost());
        matches!(kind, Some(FieldType::Object | FieldType::Any)) && !self.has_fields && !self.described
    }
}

fn flatten(fields: &[Field], parent: Option<usize>, described: &impl Fn(&Field) -> bool, rows: &mut Vec<Flat>) {
    for field in fields {
        let index = rows.len();
        let alone = Field { fields: Vec::new(), ..field.clone() };
        let has_fields = !field.fields.is_empty();
        rows.push(Flat { parent, has_fields, described: described(field), field: alone });
        flatten(&field.fields, Some(index), described, rows);
    }
}

/// How deep each of the fields is, as the page has it and else as the example does.
fn depths(rows: &[Flat], root: Members) -> Vec<usize> {
    let mut levels: Vec<Members> = vec![root];
    let mut depths: Vec<usize> = Vec::new();
    let mut last = 0;
    for row in rows {
        let name = &row.field.name.value;
        let least = row.parent.map_or(0, |parent| depths[parent] + 1);
        let shown = levels.iter().rposition(|level| level.contains_key(name)).filter(|level| *level >= least);
        // What the example does not show is next to the field before it.
        let depth = shown.unwrap_or(if row.parent.is_some() { least } else { last });
        levels.truncate(depth + 1);
        let inner = levels.get(depth).and_then(|level| level.get(name)).map(members).unwrap_or_default();
        last = depth;
        if row.has_fields || row.is_open() && !inner.is_empty() {
            levels.resize_with(depth + 1, Map::new);
            levels.push(inner);
            last = if row.has_fields { depth } else { depth + 1 };
        }
        depths.push(depth);
    }
    depths
}

/// What may be the bodies of messages: the whole, or what the vendors wrap it in.
fn bodies(examples: &[Example], part: Direction, vendors: &Vendors) -> Vec<Members> {
    let shown = examples.iter().filter(|example| example.direction == part).filter_map(|example| example.json.as_ref());
    let wrapped = shown.flat_map(|json| {
        std::iter::once(Some(&json.value)).chain(vendors.payload_keys().map(|key| json.value.get(key)))
    });
    wrapped.flatten().filter_map(Value::as_object).cloned().collect()
}

/// The objects in examples whose name is one of `names`.
fn objects(examples: &[Example], names: impl Fn(&str) -> bool) -> Vec<Members> {
    let mut found = Vec::new();
    for json in examples.iter().filter_map(|example| example.json.as_ref()) {
        each_member(&json.value, &mut |name, value| {
            let inner = members(value);
            if names(name) && !inner.is_empty() {
                found.push(inner);
            }
        });
    }
    found
}

/// The members of an object, or of all objects of a list.
fn members(value: &Value) -> Members {
    match value {
        Value::Object(members) => members.clone(),
        Value::Array(items) => items.iter().filter_map(Value::as_object).flat_map(Clone::clone).collect(),
        _ => Map::new(),
    }
}

fn with_inner(
    mut field: Field,
    depth: usize,
    rows: &mut std::iter::Peekable<impl Iterator<Item = (Field, usize)>>,
) -> Field {
    while let Some((inner, level)) = rows.next_if(|(_, level)| *level > depth) {
        field.fields.push(with_inner(inner, level, rows));
    }
    field
}

/// Whether all numbers of this name in the examples are whole. `None` if there are none.
pub(super) fn are_whole_numbers(name: &str, examples: &[Example]) -> Option<bool> {
    let mut found = None;
    let mut one = |whole: bool| found = Some(found.unwrap_or(true) && whole);
    for example in examples {
        if let Some(json) = &example.json {
            each_member(&json.value, &mut |key, value| {
                if let Value::Number(number) = value
                    && key == name
                {
                    one(!number.is_f64());
                }
            });
        }
        let query = example.address.iter().flat_map(|address| address.value.split(['?', '&', ' ']));
        let values = query.filter_map(|part| part.strip_prefix(name)?.trim_start_matches("[]").strip_prefix('='));
        values.filter(|value| value.parse::<f64>().is_ok()).for_each(|value| one(value.parse::<i64>().is_ok()));
    }
    found
}

/// Whether all values of this name in the examples are objects. `None` if there are none.
pub(super) fn are_objects(name: &str, examples: &[Example]) -> Option<bool> {
    let mut found = None;
    for json in examples.iter().filter_map(|example| example.json.as_ref()) {
        each_member(&json.value, &mut |key, value| {
            if key == name && !value.is_null() {
                found = Some(found.unwrap_or(true) && value.is_object());
            }
        });
    }
    found
}

/// Shows `to` every member of every object, however deep.
fn each_member(value: &Value, to: &mut impl FnMut(&str, &Value)) {
    match value {
        Value::Object(members) => {
            for (name, value) in members {
                to(name, value);
                each_member(value, to);
            }
        }
        Value::Array(items) => items.iter().for_each(|item| each_member(item, to)),
        _ => {}
    }
}
