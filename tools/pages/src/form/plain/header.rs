//! Headers of tables: in one line, with bars, or one below the other.

use super::{Line, Open, bars, next_filled};
use crate::{
    column::{Column, column, columns_of, is_table},
    document::Table,
    form::row::Layout,
    text::Text,
};

/// The table whose header starts at a line, without rows, and how many lines its header has.
pub(super) fn header(lines: &[Line], at: usize) -> Option<(Open, usize)> {
    let line = &lines[at].bare;
    with_bars(lines, at)
        .or_else(|| with_broken_bars(lines, at))
        .or_else(|| in_one_line(line).map(|open| (open, 1)))
        .or_else(|| stacked(lines, at))
}

fn open(header: Vec<Text>, columns: Vec<Column>, layout: Layout, closed: bool, start: usize) -> Open {
    let table = Table { header, rows: Vec::new(), start };
    Open { table, columns, layout, items: false, closed, gaps: Vec::new(), block: None }
}

/// A line with bars that is followed by `---|---`, or whose cells are headers that are known.
fn with_bars(lines: &[Line], at: usize) -> Option<(Open, usize)> {
    let line = &lines[at].bare;
    if !line.as_str().contains('|') || bars::is_delimiter(line.as_str()) {
        return None;
    }
    let cells = bars::cells(line);
    let columns: Vec<Column> = cells.iter().map(|cell| column(cell.as_str())).collect();
    let marked = lines.get(at + 1).is_some_and(|next| bars::is_delimiter(next.as_str()));
    let known = columns.iter().all(|column| *column != Column::Other) && is_table(&columns);
    let closed = line.as_str().ends_with('|');
    (marked || known)
        .then(|| (open(cells, columns, Layout::Marked('|'), closed, line.start()), 1 + usize::from(marked)))
}

/// A header with bars that is broken over several lines, as its rows will be.
fn with_broken_bars(lines: &[Line], at: usize) -> Option<(Open, usize)> {
    let mut header = Vec::new();
    let mut columns = Vec::new();
    let mut end = at;
    while let Some(line) = lines.get(end).filter(|line| line.as_str().ends_with('|') && line.as_str().len() < 72) {
        // The bar before the first cell of the next row.
        if end > at && line.as_str().starts_with('|') {
            break;
        }
        let cells = bars::cells(&line.bare);
        let found: Vec<Column> = cells.iter().map(|cell| column(cell.as_str())).collect();
        if found.iter().any(|column| *column == Column::Other || columns.contains(column)) {
            break;
        }
        columns.extend(found);
        header.extend(cells);
        end += 1;
    }
    let broken = end > at + 1 && is_table(&columns);
    broken.then(|| (open(header, columns, Layout::Marked('|'), true, lines[at].bare.start()), end - at))
}

fn in_one_line(line: &Text) -> Option<Open> {
    let columns = columns_of(line.as_str())?;
    let header = columns.iter().map(|(_, start, end)| line.slice(*start..*end)).collect();
    let glued = columns.windows(2).any(|pair| pair[0].2 == pair[1].1);
    let marked = line.as_str().contains('\t').then_some(Layout::Marked('\t'));
    let layout = marked.unwrap_or(if glued { Layout::Glued } else { Layout::Blanks });
    let columns = columns.into_iter().map(|(column, ..)| column).collect();
    Some(open(header, columns, layout, false, line.start()))
}

/// Headers one below the other, as the cells of the rows will be.
fn stacked(lines: &[Line], at: usize) -> Option<(Open, usize)> {
    let mut columns = Vec::new();
    let mut header = Vec::new();
    let mut end = at;
    while let Some(next) = next_filled(lines, end).filter(|next| *next < end + 3) {
        let text = lines[next].as_str();
        // Most lines are sentences, and too long.
        let column = if text.len() > 72 { Column::Other } else { column(text) };
        if column == Column::Other || columns.contains(&column) || text.chars().count() > 24 {
            break;
        }
        columns.push(column);
        header.push(lines[next].bare.clone());
        end = next + 1;
    }
    let first = matches!(columns.first(), Some(Column::Name | Column::Code));
    let start = lines[at].bare.start();
    (first && is_table(&columns)).then(|| (open(header, columns, Layout::Blanks, false, start), end - at))
}
