//! Rows with bars between their cells. Programs that take text out of HTML break them where a cell has several lines.

use super::{Line, example};
use crate::{document::Row, form::inline::without_marks, heading::line as heading, text::Text};

/// The line under a header, as `---|---|`.
pub(super) fn is_delimiter(line: &str) -> bool {
    line.contains("---") && line.chars().all(|letter| matches!(letter, '-' | '|' | ':' | ' '))
}

/// The cells of one line; a bar before the first and one behind the last are passed over.
pub(super) fn cells(line: &Text) -> Vec<Text> {
    let text = line.as_str();
    let start = usize::from(text.starts_with('|'));
    let end = if text.len() > start && text.ends_with('|') { text.len() - 1 } else { text.len() };
    split(&line.slice(start..end), usize::MAX)
}

/// The parts between bars; the last one takes what is too much.
fn split(line: &Text, most: usize) -> Vec<Text> {
    let mut at = 0;
    let part = |part: &str| {
        let start = at;
        at += part.len() + 1;
        without_marks(&line.slice(start..start + part.len()).trimmed())
    };
    line.as_str().splitn(most, '|').map(part).collect()
}

/// The line behind an object in the last cell of a row, whose end is a bar behind the object or in the next line.
fn value(lines: &[Line], at: usize) -> Option<usize> {
    let start = (at..lines.len().min(at + 3)).find(|at| !lines[*at].is_empty())?;
    lines[start].as_str().starts_with('{').then_some(())?;
    let end = start + example::value(lines, start)?;
    let next = (end..lines.len().min(end + 3)).find(|at| !lines[*at].is_empty());
    let inside = lines[start..end].iter().any(|line| line.as_str().contains('|'));
    match next {
        _ if lines[end - 1].as_str().ends_with('|') => Some(end),
        Some(next) if !inside && lines[next].as_str() == "|" => Some(next + 1),
        _ => None,
    }
}

/// The row that starts at a line, over as many lines as it takes until it has all its bars, and how many lines that is.
/// The row is missing if the line has no bar. `ends_row` tells whether another block starts at a line.
pub(super) fn row(
    lines: &[Line],
    at: usize,
    columns: usize,
    closed: bool,
    ends_row: impl Fn(usize) -> bool,
) -> Option<(Option<Row>, usize)> {
    let first = &lines[at].bare;
    let bars = |line: &Text| line.as_str().matches('|').count();
    if bars(first) == 0 {
        return (!closed).then_some((None, 1));
    }
    let lead = usize::from(first.as_str().starts_with('|') && first.as_str().len() > 1);
    let mut whole = first.slice(lead..first.as_str().len());
    let mut count = 1;
    let needed = if closed { columns } else { columns.saturating_sub(1) };
    while bars(&whole) < needed {
        if let Some(end) = value(lines, at + count).filter(|_| closed) {
            for line in lines[at + count..end].iter().filter(|line| !line.is_empty()) {
                whole.end_line(line.bare.start());
                whole.append(&line.bare);
            }
            count = end - at;
            continue;
        }
        // A row that lacks its last bars ends where the next one starts.
        let Some(next) = lines.get(at + count).filter(|next| !next.is_empty() && bars(&next.bare) < needed) else {
            break;
        };
        if ends_row(at + count) || heading(next.as_str()).is_some() {
            break;
        }
        whole.end_line(next.bare.start());
        whole.append(&next.bare);
        count += 1;
    }
    let length = whole.as_str().trim_end().len();
    let end = if closed && whole.as_str().trim_end().ends_with('|') { length - 1 } else { length };
    let mut cells = split(&whole.slice(0..end), columns);
    cells.resize_with(columns, Text::default);
    Some((Some(Row { cells, depth: None, inner: Vec::new(), start: first.start() }), count))
}
