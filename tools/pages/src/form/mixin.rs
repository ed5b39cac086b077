//! Volcengine's tables: a script of React in a block of code, with columns and data.

use super::{
    inline::plain,
    literal::{Literal, bound, literal},
};
use crate::{
    document::{Row, Table},
    text::Text,
};

/// The tables that a script draws from data.
pub(crate) fn read(code: &Text) -> Vec<Table> {
    let script = code.as_str();
    let drawn: Vec<Table> = script.match_indices("<Table").filter_map(|(at, _)| drawn(code, at)).collect();
    if drawn.is_empty() {
        table(code, bound(code, "columns"), bound(code, "data")).into_iter().collect()
    } else {
        drawn
    }
}

/// The table of a tag `<Table columns={…} data={…} />`.
fn drawn(code: &Text, at: usize) -> Option<Table> {
    let tag = &code.as_str()[at..];
    let end = tag.find("/>").or_else(|| tag.find("</Table>")).unwrap_or(tag.len());
    let value = |names: &[&str]| {
        let start =
            names.iter().find_map(|name| tag[..end].find(&format!("{name}={{")).map(|found| found + name.len() + 2))?;
        let inside = tag[start..].trim_start();
        if inside.starts_with('[') {
            return literal(code, at + tag.len() - inside.len());
        }
        let length = inside.find(|letter: char| !letter.is_alphanumeric() && letter != '_').unwrap_or(inside.len());
        bound(code, &inside[..length])
    };
    table(code, value(&["columns"]), value(&["data", "dataSource"]))
}

fn table(code: &Text, columns: Option<Literal>, data: Option<Literal>) -> Option<Table> {
    let (columns, data) = (columns?, data?);
    let mut header = Vec::new();
    let mut keys = Vec::new();
    for column in columns.items() {
        let key = column.get("dataIndex").or_else(|| column.get("key")).and_then(Literal::text);
        if let Some(key) = key {
            header.push(column.get("title").and_then(Literal::text).map(|title| plain(&title)).unwrap_or_default());
            keys.push(key.as_str().to_owned());
        }
    }
    let mut rows = Vec::new();
    add(&mut rows, data.items(), &keys, 0);
    (!keys.is_empty()).then(|| Table { header, rows, start: code.start() })
}

fn add(rows: &mut Vec<Row>, data: &[Literal], keys: &[String], depth: usize) {
    for item in data {
        let Literal::Object(start, _) = item else { continue };
        let cell = |key: &String| item.get(key).and_then(Literal::text).map(|text| plain(&text)).unwrap_or_default();
        let cells: Vec<Text> = keys.iter().map(cell).collect();
        rows.push(Row { cells, depth: Some(depth), inner: Vec::new(), start: *start });
        if let Some(children) = item.get("children") {
            add(rows, children.items(), keys, depth + 1);
        }
    }
}
