//! Fields of a list without a header, in lines.

use super::{Line, next_filled};
use crate::{cell::name, document::Row, form::items, text::Text};

/// The field that starts at a line, and how many lines it has without its description. `brackets` are those that are open.
pub(super) fn item(lines: &[Line], at: usize, brackets: usize) -> Option<(Row, usize)> {
    let (cells, count) = items::cells(&lines[at].bare, |offset| lines[at].as_str()[..offset].ends_with('`'))
        .map(|cells| (cells, 1))
        .or_else(|| stacked(lines, at))?;
    // Brackets weigh more than any indentation.
    let depth = brackets * 1_000 + lines[at].indent();
    Some((Row { cells, depth: Some(depth), inner: Vec::new(), start: lines[at].bare.start() }, count))
}

/// Name, type, mark and example one below the other.
fn stacked(lines: &[Line], at: usize) -> Option<(Vec<Text>, usize)> {
    let parsed = name(lines[at].as_str()).filter(|name| name.rest.is_empty() && name.parts.len() == 1)?;
    let next = next_filled(lines, at + 1).filter(|next| *next <= at + 2)?;
    let length = items::type_end(lines[next].as_str()).filter(|length| *length == lines[next].as_str().len())?;
    let name = lines[at].bare.slice(parsed.span.0..parsed.span.1);
    let kind = lines[next].bare.slice(0..length);
    let mut cells = vec![name, kind, Text::default(), Text::default(), Text::default()];
    let mut end = next + 1;
    while let Some(line) = next_filled(lines, end).filter(|line| *line <= end + 1).map(|at| (at, &lines[at])) {
        let (at, text) = (line.0, line.1.as_str());
        if cells[2].is_empty() && items::is_mark(text) {
            cells[2] = line.1.bare.clone();
        } else if let Some(front) = items::example(text).filter(|_| cells[3].is_empty()) {
            cells[3] = line.1.bare.slice(front..text.len()).trimmed();
        } else {
            break;
        }
        end = at + 1;
    }
    Some((cells, end - at))
}
