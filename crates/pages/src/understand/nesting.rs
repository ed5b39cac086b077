//! Fields whose nesting got lost when the page was saved, put back as an example has them.

use crate::facts::{Example, Field, Kind, Part};
use serde_json::{Map, Value};

/// Nests fields that stand one below the other as the vendor's own example does. `None` if the table has nesting of its own,
/// if it needs none or if no example shows it.
pub(super) fn by_example(fields: &[Field], examples: &[Example], part: Part) -> Option<Vec<Field>> {
    let flat = fields.iter().all(|field| field.fields.is_empty() && field.of.is_none());
    let open = |field: &Field| {
        field.kind.as_ref().is_some_and(|kind| matches!(kind.value.word.innermost(), Kind::Object | Kind::Any))
    };
    if !flat || !fields.iter().any(open) {
        return None;
    }
    let shown = examples.iter().filter(|example| example.part == part).filter_map(|example| example.json.as_ref());
    let root = shown
        .flat_map(|json| bodies(&json.value))
        .max_by_key(|body| fields.iter().filter(|field| body.contains_key(&field.name.value)).count())?;
    let mut stack: Vec<Map<String, Value>> = vec![root.clone()];
    let mut depths = Vec::new();
    for field in fields {
        let name = &field.name.value;
        if let Some(level) = stack.iter().rposition(|level| level.contains_key(name)) {
            stack.truncate(level + 1);
        }
        depths.push(stack.len() - 1);
        let inner = stack.last().and_then(|level| level.get(name)).map(members).filter(|inner| !inner.is_empty());
        stack.extend(inner.filter(|_| open(field)));
    }
    let mut rows = fields.iter().cloned().zip(depths.iter().copied()).peekable();
    let mut nested = Vec::new();
    while let Some((field, depth)) = rows.next() {
        nested.push(with_inner(field, depth, &mut rows));
    }
    depths.iter().any(|depth| *depth > 0).then_some(nested)
}

/// What may be the body: the whole, or what the vendors wrap it in.
fn bodies(json: &Value) -> Vec<&Map<String, Value>> {
    [Some(json), json.get("Response"), json.get("Result")].into_iter().flatten().filter_map(Value::as_object).collect()
}

/// The members of an object, or of all objects of a list.
fn members(value: &Value) -> Map<String, Value> {
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
pub(super) fn whole(name: &str, examples: &[Example]) -> Option<bool> {
    let mut found = None;
    for json in examples.iter().filter_map(|example| example.json.as_ref()) {
        look(&json.value, name, &mut found);
    }
    found
}

fn look(value: &Value, name: &str, found: &mut Option<bool>) {
    match value {
        Value::Object(members) => {
            for (key, value) in members {
                if key == name
                    && let Value::Number(number) = value
                {
                    *found = Some(found.unwrap_or(true) && !number.is_f64());
                }
                look(value, name, found);
            }
        }
        Value::Array(items) => items.iter().for_each(|item| look(item, name, found)),
        _ => {}
    }
}
