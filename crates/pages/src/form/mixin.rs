//! Volcengine's tables: a script of React in a block of code, with `columns` and `data`.

use super::{
    inline::plain,
    literal::{Literal, bound},
};
use crate::{
    document::{Row, Table},
    text::Text,
};

/// The table that a script draws, if it draws one from data.
pub(crate) fn read(code: &Text) -> Option<Table> {
    let columns = bound(code, "columns")?;
    let data = bound(code, "data").or_else(|| bound(code, "dataSource"))?;
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
    Some(Table { header, rows, start: code.start() })
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
